"""Look at individuals before many are made.

`python benchmarks/individuals.py sheet NAME -o FILE.png` draws a contact sheet (see engine.individuals.sheets);
`python benchmarks/individuals.py correlation --count 20000` writes Cramer's V of all attribute pairs as Markdown;
`python benchmarks/individuals.py speed --count 40` times building, occlusion and one front view;
`python benchmarks/individuals.py dataset --count 24` times whole records of a data set, views and reading, and projects
them to 100,000 people with 300 views.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from engine.camera import Camera
from engine.field.encode import encode
from engine.individuals.correlation import correlations, markdown
from engine.individuals.dataset import Config, generate, make_record
from engine.individuals.individual import Individual
from engine.individuals.reader import Dataset
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw
from engine.individuals.sheets import SHEETS, make_sheet

CORES = 2
os.environ.setdefault("LP_NUM_THREADS", "0")  # one thread, as in the workers of a data set


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    shown = commands.add_parser("sheet")
    shown.add_argument("name", choices=sorted(SHEETS))
    shown.add_argument("-o", "--output", type=Path, required=True)
    for name, count in (("correlation", 20_000), ("speed", 40), ("dataset", 24)):
        commands.add_parser(name).add_argument("--count", type=int, default=count)
    chosen = parser.parse_args()
    if chosen.command == "sheet":
        Image.fromarray(make_sheet(chosen.name)).save(chosen.output)
    elif chosen.command == "correlation":
        found = correlations([sample_recipe(seed) for seed in range(chosen.count)])
        sys.stdout.write(markdown(found) + "\n")
    else:
        measure = speed if chosen.command == "speed" else dataset
        sys.stdout.write(measure(chosen.count) + "\n")


def speed(count: int) -> str:
    """Processor seconds an individual, warm."""
    camera = Camera(distance=4, projection_kind="orthographic")
    draw(Individual(sample_recipe(0)), camera, 256)
    seconds = [0.0, 0.0, 0.0]
    for seed in range(1, count + 1):
        marks = [time.process_time()]
        individual = Individual(sample_recipe(seed))
        marks.append(time.process_time())
        for _ in range(2):  # the first view also computes the occlusion
            draw(individual, camera, 256)
            marks.append(time.process_time())
        seconds = [total + after - before for total, before, after in zip(seconds, marks, marks[1:], strict=False)]
    build, first, view = (total / count for total in seconds)
    return f"build {build:.3f} s, occlusion {first - view:.3f} s, front view at 256 {view:.3f} s"


def dataset(count: int) -> str:
    """Processor seconds and bytes of what a data set keeps, and milliseconds to read it back."""
    lines, seconds = [], {}
    for seed in range(60):  # what is measured once for every garment
        Individual(sample_recipe(seed))
    for name, portraits, views in (("planes", 0, 0), ("planes, 4 portraits", 4, 0), ("planes, 20 views", 0, 20)):
        config = Config(1, portraits, views, 256 if views else 384, True)
        make_record(0, config, encode)  # warm
        started, size = time.process_time(), 0
        for seed in range(1, count + 1):
            size += sum(array.nbytes for array in make_record(seed, config, encode)[0].values())
        seconds[name] = (time.process_time() - started) / count
        lines.append(f"{name}: {seconds[name]:.3f} s, {size / count / 1e6:.2f} MB an individual")
    view = (seconds["planes, 20 views"] - seconds["planes"]) / 20
    days = 100_000 * (seconds["planes"] + 300 * view) / CORES / 86_400
    lines.append(
        f"a view of 256 x 256, kept with depth, parts and normals: {view:.4f} s, {CORES / view:.0f}/s on two cores"
    )
    lines.append(f"100,000 people with planes and 300 views each: {days:.1f} days on two cores")
    return "\n".join([*lines, *reading(count)])


def reading(count: int) -> list[str]:
    """Milliseconds to read planes and portraits at random."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), count, portraits=4, encode=encode)
        found = Dataset(Path(folder))
        order = np.random.default_rng(0).permutation(count)
        took = {}
        for name, read in (("planes", lambda one: one.planes()), ("a portrait", lambda one: one.portrait(2))):
            started = time.process_time()
            for index in order:
                read(found[int(index)])
            took[name] = (time.process_time() - started) / count * 1000
    return [f"reading {name}: {milliseconds:.1f} ms" for name, milliseconds in took.items()]


if __name__ == "__main__":
    main()

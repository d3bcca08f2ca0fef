"""Look at individuals before many are made.

`python benchmarks/individuals.py sheet NAME -o FILE.png` draws a contact sheet (see engine.individuals.sheets);
`python benchmarks/individuals.py correlation --count 20000` writes Cramer's V of all attribute pairs as Markdown;
`python benchmarks/individuals.py speed --count 40` times building, occlusion and one front view.
"""

import argparse
import sys
import time
from pathlib import Path

from PIL import Image

from engine.camera import Camera
from engine.individuals.correlation import correlations, markdown
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw
from engine.individuals.sheets import SHEETS, make_sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    shown = commands.add_parser("sheet")
    shown.add_argument("name", choices=sorted(SHEETS))
    shown.add_argument("-o", "--output", type=Path, required=True)
    for name, count in (("correlation", 20_000), ("speed", 40)):
        commands.add_parser(name).add_argument("--count", type=int, default=count)
    chosen = parser.parse_args()
    if chosen.command == "sheet":
        Image.fromarray(make_sheet(chosen.name)).save(chosen.output)
    elif chosen.command == "correlation":
        found = correlations([sample_recipe(seed) for seed in range(chosen.count)])
        sys.stdout.write(markdown(found) + "\n")
    else:
        sys.stdout.write(speed(chosen.count) + "\n")


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


if __name__ == "__main__":
    main()

"""Individuals drawn by Blender; needs `pip install .[blender]` (Python 3.11).

`python benchmarks/blender.py hero SEED -o FILE.png [--azimuth D] [--elevation D] [--size N] [--samples N]`
`python benchmarks/blender.py compare -o FILE.webp` puts eight individuals beside our own pictures of them and prints
how well the silhouettes agree from four cameras each.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.camera import Camera
from engine.individuals.blender import BlenderScene, silhouette_overlap
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw
from engine.individuals.sheet import contact_sheet

COMPARED = (102, 107, 111, 118, 125, 131, 139, 146)
CAMERAS = (Camera(azimuth=20, elevation=5), Camera(azimuth=90), Camera(azimuth=200, elevation=30), Camera(azimuth=310))
GREY = 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    hero_options, compare_options = commands.add_parser("hero"), commands.add_parser("compare")
    hero_options.add_argument("seed", type=int)
    for name, value in (("azimuth", 20.0), ("elevation", 5.0), ("size", 1024), ("samples", 128)):
        hero_options.add_argument(f"--{name}", type=type(value), default=value)
    for options in (hero_options, compare_options):
        options.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    if chosen.command == "hero":
        camera = Camera(azimuth=chosen.azimuth, elevation=chosen.elevation)
        picture = BlenderScene(Individual(sample_recipe(chosen.seed))).draw(camera, chosen.size, chosen.samples)
        Image.fromarray(picture).save(chosen.output)
    else:
        compare(chosen.output)


def compare(output: Path, size: int = 256) -> None:
    pictures: list[NDArray[np.uint8]] = []
    overlaps, seconds = [], []
    for seed in COMPARED:
        for number, (ours, theirs, took) in enumerate(both(seed, size)):
            overlaps.append(silhouette_overlap(ours[..., 3], theirs[..., 3]))
            seconds.append(took)
            sys.stdout.write(f"seed {seed} camera {number}: {overlaps[-1]:.4f}, {took:.1f} s\n")
            sys.stdout.flush()
            if number == 0:
                pictures += [on_grey(ours), on_grey(theirs)]
    Image.fromarray(contact_sheet(pictures, 8)).save(output, quality=88)
    sys.stdout.write(f"{len(overlaps)} silhouettes: least {min(overlaps):.4f}, mean {np.mean(overlaps):.4f}; ")
    sys.stdout.write(f"median {np.median(seconds):.1f} processor seconds a picture\n")


def both(seed: int, size: int) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.uint8], float]]:
    """Our picture and Blender's from every camera, and the processor seconds that Blender's took."""
    individual = Individual(sample_recipe(seed))
    scene = BlenderScene(individual)
    for number, camera in enumerate(CAMERAS):
        started = time.process_time()
        theirs = scene.draw(camera, size, 32 if number == 0 else 4)
        took = time.process_time() - started
        ours = draw(individual, camera, size)
        yield np.dstack([ours.colour, ours.alpha]), theirs, took


def on_grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    share = picture[..., 3:] / 255
    return (picture[..., :3] * share + GREY * (1 - share)).astype(np.uint8)


if __name__ == "__main__":
    main()

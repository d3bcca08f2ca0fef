"""The picture at the top of the README with the shipped weights: `python -m studio.make_hero OUT.png [--photo P]`.

A photo and the avatar made of it from three sides; below, two edits of it and two avatars made of a sentence. Without a
photo the astronaut of scikit-image is used.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from engine.camera import Camera
from engine.document import Avatar
from engine.pipeline import EditRequest, Engine, MakeRequest
from studio.models.samples import load_samples
from studio.photographer import SEED
from studio.screenshots import astronaut
from studio.theme import COLOURS

SIDE: Final = 384
SIDES: Final = (0.0, -45.0, 180.0)
EDITS: Final = ("sunglasses", "green sweater")
SAMPLES: Final = ("knit", "beard")
FACE: Final = (60, 0, 380, 320)
"""Where the astronaut is on her photo, in pixels."""


def hero(engine: Engine, photo: Path, face: tuple[int, int, int, int] | None, seed: int) -> Image.Image:
    """The picture, RGB, two rows of four."""
    avatar = engine.make(MakeRequest(photo=photo, seed=seed)).avatar
    edited = [engine.edit(EditRequest(avatar, prompt)).avatar for prompt in EDITS]
    sampled = [engine.make(sample.request).avatar for sample in load_samples() if sample.name in SAMPLES]
    with Image.open(photo) as opened:
        portrait = ImageOps.fit(opened.convert("RGB").crop(face), (SIDE, SIDE))
    turned = [_drawn(engine, avatar, azimuth) for azimuth in SIDES]
    return _sheet([portrait, *turned, *(_drawn(engine, one, -20) for one in [*edited, *sampled])])


def _drawn(engine: Engine, avatar: Avatar, azimuth: float) -> Image.Image:
    camera = Camera(azimuth=azimuth, elevation=4, distance=4.75)
    return Image.fromarray(engine.render(avatar, camera, SIDE))


def _sheet(pictures: list[Image.Image], across: int = 4) -> Image.Image:
    sheet = Image.new("RGB", (across * SIDE, -(-len(pictures) // across) * SIDE), COLOURS["window"])
    for index, picture in enumerate(pictures):
        place = index % across * SIDE, index // across * SIDE
        sheet.paste(picture, place, picture if picture.mode == "RGBA" else None)
    return sheet


def main(arguments: list[str]) -> int:
    """With the shipped engine."""
    parser = argparse.ArgumentParser(prog="python -m studio.make_hero", description="The README's first picture.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--photo", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        photo, face = (asked.photo, None) if asked.photo else (astronaut(Path(folder)), FACE)
        hero(Engine(), photo, face, asked.seed).save(asked.output, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

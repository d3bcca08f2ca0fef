"""Labelled real portraits: what their avatars show against what a person wrote down.

The folder holds pictures and `labels.csv` with the columns file, hair_colour, hair_length, beard,
glasses, hat, top_colour. Pictures of private persons stay where they are: the sheet goes to a folder
outside the repository.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.camera import Camera
from engine.errors import DataError, MaquetteError
from engine.evaluation.traits import Traits, traits_of
from engine.pipeline import Engine, MakeRequest
from engine.progress import Progress, ProgressCallback

VIEWS: Final = (0.0, 90.0, 180.0)
"""Azimuths of the avatar's pictures on the sheet, beside the photo."""
TRAITS: Final = ("hair_colour", "garment_colour", "beard", "glasses", "hat")
_HEAD: Final = """# Labelled real portraits

Each portrait was made into an avatar (seed 0, default settings) and its relief planes were read directly: the colour of
a part is the nearest named colour to its mean in front view; beard, glasses and hat count as there from a fixed area.
The pictures are private and not part of this repository. A dash: not judged (a hat hides the hair; stubble is neither
beard nor none).
"""
_ALIKE: Final = {
    "burgundy": {"red", "brown", "purple"}, "navy": {"navy", "blue", "black"}, "black": {"black", "navy"},
    "blond": {"blond"}, "blue": {"blue", "navy"}, "grey": {"grey", "white"}, "white": {"white", "grey", "beige"},
    "brown": {"brown"}, "red": {"red"}, "purple": {"purple", "blue", "navy"}, "orange": {"orange", "red"},
}  # fmt: skip
"""Names of the avatar's colour that a person would accept for a label."""


@dataclass(frozen=True)
class Comparison:
    """One portrait: its file, what is right or wrong by trait (None: not judged), or why nothing was made."""

    file: str
    verdicts: dict[str, bool | None]
    shown: dict[str, str]
    problem: str = ""


def compare_portraits(
    engine: Engine, folder: Path, size: int = 320, on_progress: ProgressCallback | None = None
) -> tuple[list[Comparison], NDArray[np.uint8]]:
    """Make an avatar of every labelled portrait; the comparisons and a sheet photo / front / side / back."""
    labels = read_labels(folder / "labels.csv")
    found, rows = [], []
    for index, label in enumerate(labels):
        if on_progress:
            on_progress(Progress("portraits", index, len(labels)))
        comparison, pictures = _compare(engine, folder, label, size)
        found.append(comparison)
        rows.append(np.concatenate([_photo(folder / label["file"], size), *pictures], axis=1))
    half = -(-len(rows) // 2)
    rows += [np.zeros_like(rows[0])] * (2 * half - len(rows))
    return found, np.concatenate([np.concatenate(rows[:half]), np.concatenate(rows[half:])], axis=1)


def table_of(found: list[Comparison]) -> str:
    """The comparisons as a page of Markdown, without any picture."""
    lines = [_HEAD, f"| portrait | {' | '.join(trait.replace('_', ' ') for trait in TRAITS)} |"]
    lines.append("|" + "---|" * (1 + len(TRAITS)))
    for one in found:
        cells = [one.problem or _cell(one, trait) for trait in TRAITS]
        lines.append(f"| {Path(one.file).stem} | {' | '.join(cells)} |")
    shares = " | ".join(f"{100 * share:.0f}%" for share in accuracy(found).values())
    return "\n".join([*lines, f"| share right | {shares} |"]) + "\n"


def _cell(found: Comparison, trait: str) -> str:
    verdict, shown = found.verdicts[trait], found.shown[trait]
    told = "\u2013" if verdict is None else "right" if verdict else "**wrong**"
    return f"{told} ({shown})"


def accuracy(found: list[Comparison]) -> dict[str, float]:
    """Share of portraits right by trait, over those judged; a portrait without an avatar is wrong."""
    scores = {}
    for trait in TRAITS:
        judged = [bool(c.verdicts.get(trait)) for c in found if c.problem or c.verdicts.get(trait) is not None]
        scores[trait] = round(float(np.mean(judged)), 4)
    return scores


def _compare(
    engine: Engine, folder: Path, label: dict[str, str], size: int
) -> tuple[Comparison, list[NDArray[np.uint8]]]:
    try:
        avatar = engine.make(MakeRequest(photo=folder / label["file"])).avatar
    except MaquetteError as error:
        blank = np.full((size, size, 3), 40, np.uint8)
        return Comparison(label["file"], {}, {}, str(error)), [blank] * len(VIEWS)
    traits = traits_of(avatar.planes)
    pictures = [_on_grey(engine.render(avatar, Camera(azimuth=azimuth), size)) for azimuth in VIEWS]
    return Comparison(label["file"], _verdicts(label, traits), _shown(traits)), pictures


def _verdicts(label: dict[str, str], traits: Traits) -> dict[str, bool | None]:
    hair = None if label["hair_colour"] in ("none", "") else alike(label["hair_colour"], traits.hair_colour)
    if label["hat"] == "1":
        hair = None  # a hat hides the hair
    return {
        "hair_colour": not traits.hair if label["hair_length"] == "bald" else hair,
        "garment_colour": alike(label["top_colour"], traits.garment_colour),
        "beard": None if label["beard"] == "stubble" else traits.beard == (label["beard"] == "full"),
        "glasses": traits.glasses == (label["glasses"] == "1"),
        "hat": traits.hat == (label["hat"] == "1"),
    }


def alike(label: str, shown: str | None) -> bool:
    return shown is not None and shown in _ALIKE.get(label, {label})


def _shown(traits: Traits) -> dict[str, str]:
    return {
        "hair_colour": traits.hair_colour or "none", "garment_colour": traits.garment_colour or "none",
        "beard": _yes(traits.beard), "glasses": _yes(traits.glasses), "hat": _yes(traits.hat),
    }  # fmt: skip


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def read_labels(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise DataError(f"No labels at {path}.", "The folder needs a labels.csv.") from error


def _photo(path: Path, size: int) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        turned = ImageOps.exif_transpose(picture).convert("RGB")
        return np.asarray(ImageOps.pad(turned, (size, size), color=(40, 40, 40)))


def _on_grey(picture: NDArray[np.uint8], grey: int = 90) -> NDArray[np.uint8]:
    share = picture[..., 3:].astype(np.float32) / 255
    return (picture[..., :3] * share + grey * (1 - share)).round().astype(np.uint8)

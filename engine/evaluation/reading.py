"""What the image tower reads off labelled real portraits, against what a person wrote down.

The folder is that of `engine.evaluation.portraits`; its labels.csv also has sex_presenting, age_band, hair_style
and skin_tone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from engine.clip.encoder import PhotoEncoder, PhotoReading
from engine.errors import MaquetteError
from engine.evaluation.portraits import alike, read_labels
from engine.photo.decode import read_picture
from engine.photo.front_end import FrontEnd

Label = Mapping[str, str]
SURE_TRAITS: Final = ("glasses", "headwear", "facial_hair")
"""What people notice first when it is wrong."""
_BEARDS: Final = {
    "none": {"none", "stubble"},
    "full": {"full_beard", "goatee"},
    "stubble": {"stubble", "goatee", "none"},
}


@dataclass(frozen=True)
class Reading:
    """One portrait: trait -> what was read and whether that is right (None: not judged)."""

    file: str
    read: dict[str, str]
    right: dict[str, bool | None]
    problem: str = ""


def read_labelled(folder: Path) -> list[Reading]:
    """Read every labelled portrait of `folder`. Raises DataError without labels, WeightsError without weights."""
    front_end, encoder = FrontEnd(), PhotoEncoder()
    found = []
    for label in read_labels(folder / "labels.csv"):
        try:
            reading = encoder.read(front_end.align(read_picture(folder / label["file"])))
        except MaquetteError as error:
            found.append(Reading(label["file"], {}, {}, str(error)))
            continue
        found.append(Reading(label["file"], {n: v[0] for n, v in reading.attributes.items()}, judged(label, reading)))
    return found


def judged(label: Label, reading: PhotoReading) -> dict[str, bool | None]:
    """Whether each labelled trait was read right; hair under a hat and colours of bald heads are not judged."""
    read = {name: value for name, (value, _) in reading.attributes.items()}
    bald, hatted = label["hair_length"] == "bald", label["hat"] == "1"
    return {
        "sex": read["sex"][0] == label["sex_presenting"],
        "age": read["age"] == label["age_band"],
        "skin_tone": read["skin_tone"] == label["skin_tone"],
        "hair_length": None if hatted else read["hair_length"] == label["hair_length"],
        "hair_colour": None if hatted or bald else alike(label["hair_colour"], read["hair_colour"]),
        "facial_hair": read["facial_hair"] in _BEARDS[label["beard"]],
        "glasses": (read["glasses"] != "none") == (label["glasses"] == "1"),
        "headwear": (read["headwear"] != "none") == hatted,
        "garment_colour": alike(label["top_colour"], read["garment_colour"]),
    }


def accuracies(found: list[Reading]) -> dict[str, float]:
    """Share right of each trait, of all together (`mean`) and of the three that people notice (`sure`)."""
    traits = next(reading.right for reading in found if not reading.problem)
    scores = {
        trait: _share([r.right.get(trait) for r in found if r.problem or r.right[trait] is not None])
        for trait in traits
    }
    every = [v for r in found for v in (r.right.values() if not r.problem else [False] * len(traits)) if v is not None]
    sure = [bool(r.right.get(trait)) for r in found for trait in SURE_TRAITS]
    return scores | {"mean": _share(every), "sure": _share(sure)}


def _share(verdicts: Sequence[bool | None]) -> float:
    return round(float(np.mean([bool(verdict) for verdict in verdicts])), 4)

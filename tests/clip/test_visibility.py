import numpy as np
import pytest

from engine.attributes import ATTRIBUTES, Part
from engine.clip.heads import UNKNOWN
from engine.clip.visibility import shown


def arrays(hair: int = 200, garment: int = 900, eyes: int = 8, **worn: str) -> dict[str, np.ndarray]:
    """One portrait with so many labels of each part, every attribute's first class but what is `worn`."""
    part = np.zeros(64 * 64, np.uint8)
    part[:hair], part[hair : hair + garment] = Part.HAIR, Part.GARMENT
    face_part = np.zeros((56, 56), np.uint8)
    face_part[20, :eyes] = Part.EYES
    face_part[40, :20] = Part.EYES  # teeth
    label = [classes.index(worn.get(name, classes[0])) for name, classes in ATTRIBUTES.items()]
    return {"label": np.array([label]), "part": part.reshape(1, 64, 64), "face_part": face_part[None]}


HAIR = {"hair_style", "hair_colour"}
CLOTH = {"garment", "garment_material"}


@pytest.mark.parametrize(("portrait", "hidden"), [
    (arrays(hair_length="short"), set()),
    (arrays(hair=5, hair_length="bald"), HAIR),
    (arrays(hair=5, headwear="cap"), HAIR | {"hair_length"}),
    (arrays(hair=40, headwear="hat", hair_length="short"), {"hair_style"}),
    (arrays(garment=80), CLOTH),
    (arrays(garment=8), CLOTH | {"garment_colour"}),
    (arrays(glasses="sunglasses"), {"eye_colour"}),
    (arrays(eyes=2), {"eye_colour"}),
])  # fmt: skip
def test_what_is_out_of_sight_has_no_label(portrait: dict[str, np.ndarray], hidden: set[str]) -> None:
    before = portrait["label"].copy()
    (row,) = shown(portrait)
    assert {name for name, value in zip(ATTRIBUTES, row, strict=True) if value == UNKNOWN} == hidden
    assert (row[row != UNKNOWN] == before[0][row != UNKNOWN]).all() and (portrait["label"] == before).all()

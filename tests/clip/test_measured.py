import numpy as np
import pytest
import torch
from skimage.data import astronaut
from torch import Tensor

from engine.attributes import ATTRIBUTES, Part
from engine.clip.backbone import load_backbone
from engine.clip.blocks import BLOCKS, PER_COLOUR, read_crops
from engine.clip.crops import crops_of
from engine.clip.measured import fit_measured, load_measured, weighed
from engine.clip.parser import load_parser
from engine.photo.front_end import FrontEnd


def portraits(colours: Tensor, part: Part) -> Tensor:
    """Blocks of portraits in which `part` has `colours` (N, 3) and everything else varies without meaning."""
    blocks = torch.randn(len(colours), sum(BLOCKS.values())) * 0.02
    start = sum(list(BLOCKS.values())[: list(BLOCKS).index("bust_colours")]) + (part - 1) * PER_COLOUR
    blocks[:, start] = 0.3
    blocks[:, start + 1 : start + 4] = colours + 0.02 * torch.randn_like(colours)
    blocks[:, start + 4 : start + 7] = 0.05
    return blocks


def test_a_class_is_known_by_the_colours_it_had() -> None:
    torch.manual_seed(0)
    count = len(ATTRIBUTES["garment_colour"])
    colours = torch.rand(count, 3)
    labels = torch.stack([torch.arange(40 * count) % len(classes) for classes in ATTRIBUTES.values()], dim=1)
    blocks = portraits(colours[labels[:, list(ATTRIBUTES).index("garment_colour")]], Part.GARMENT)
    for block in ("face_colours", "bust_colours"):  # skin and hair, and what the beard covers, are there too
        start = sum(list(BLOCKS.values())[: list(BLOCKS).index(block)])
        blocks[:, [start + (part - 1) * PER_COLOUR for part in (Part.SKIN, Part.HAIR, Part.FACIAL_HAIR)]] = 0.3
    measured = fit_measured(blocks, labels)
    read = measured.likely(portraits(colours, Part.GARMENT))["garment_colour"].argmax(1)
    assert (read == torch.arange(count)).float().mean() > 0.8


def test_a_part_that_is_not_there_says_nothing() -> None:
    nothing = load_measured().likely(torch.zeros(1, sum(BLOCKS.values())))
    for name in ("hair_colour", "garment_colour", "skin_tone"):
        assert nothing[name][0].tolist() == pytest.approx([1 / len(ATTRIBUTES[name])] * len(ATTRIBUTES[name]))


def test_a_real_photo_is_measured() -> None:
    crops = crops_of([FrontEnd().align(astronaut())])
    likely = load_measured().likely(read_crops(load_backbone(), load_parser(), crops).blocks)
    read = {name: ATTRIBUTES[name][int(rows[0].argmax())] for name, rows in likely.items()}
    assert read["garment_colour"] in ("orange", "red") and read["facial_hair"] in ("none", "stubble")
    assert all(np.isclose(float(rows.sum()), 1, atol=1e-4) for rows in likely.values())


@pytest.mark.parametrize(("hair", "age"), [("brown", "middle"), ("white", "old")])
def test_old_age_is_believed_where_the_hair_agrees(hair: str, age: str) -> None:
    z = {name: torch.full((len(classes),), 1 / len(classes)) for name, classes in ATTRIBUTES.items()}
    z |= {name: torch.eye(len(ATTRIBUTES[name]))[ATTRIBUTES[name].index(value)] for name, value in
          (("headwear", "none"), ("hair_length", "short"), ("age", "old"), ("hair_colour", hair))}  # fmt: skip
    z["age"] = torch.tensor([0.01, 0.3, 0.69])
    found = weighed(z, {"hair_colour": z["hair_colour"]})
    assert ATTRIBUTES["age"][int(found["age"].argmax())] == age
    assert float(found["age"].sum()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("length", "beard", "sex"),
    [("long", "none", "female"), ("short", "none", "male"), ("long", "full_beard", "male"), ("bald", "none", "male")],
)
def test_a_doubtful_sex_follows_long_hair_and_beards(length: str, beard: str, sex: str) -> None:
    z = {name: torch.full((len(classes),), 1 / len(classes)) for name, classes in ATTRIBUTES.items()}
    z |= {name: torch.eye(len(ATTRIBUTES[name]))[ATTRIBUTES[name].index(value)] for name, value in
          (("headwear", "none"), ("hair_length", length), ("facial_hair", beard))}  # fmt: skip
    z["sex"] = torch.tensor([0.3, 0.7])
    found = weighed(z, {})["sex"]
    assert ATTRIBUTES["sex"][int(found.argmax())] == sex and float(found.sum()) == pytest.approx(1)


@pytest.mark.parametrize("sex", ATTRIBUTES["sex"])
def test_short_hair_says_nothing_of_the_sex(sex: str) -> None:
    z = {name: torch.full((len(classes),), 1 / len(classes)) for name, classes in ATTRIBUTES.items()}
    z |= {name: torch.eye(len(ATTRIBUTES[name]))[ATTRIBUTES[name].index(value)] for name, value in
          (("headwear", "none"), ("hair_length", "short"), ("facial_hair", "none"))}  # fmt: skip
    z["sex"] = torch.eye(2)[ATTRIBUTES["sex"].index(sex)] * 0.1 + 0.45
    assert ATTRIBUTES["sex"][int(weighed(z, {})["sex"].argmax())] == sex

from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS, Part
from engine.edit.recolour import part_colour
from engine.edit.told import as_told
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane
from engine.reports import LatentReading


def grey_person() -> ReliefTriplane:
    shape = (6, 16, 16)
    part = np.full(shape, Part.HAIR, np.uint8)
    part[:, 8:] = Part.GARMENT
    colour = np.full((*shape, 3), 0.5, np.float32)
    return ReliefTriplane(colour, np.zeros(shape, np.float32), np.full(shape, -SILHOUETTE_LIMIT, np.float32), part)


def said(attribute: str, value: str, probability: float) -> dict[str, tuple[float, ...]]:
    """Probabilities that say nothing but of one class."""
    even = {name: tuple(1 / len(classes) for _ in classes) for name, classes in ATTRIBUTES.items()}
    rest = (1 - probability) / (len(ATTRIBUTES[attribute]) - 1)
    told = tuple(probability if name == value else rest for name in ATTRIBUTES[attribute])
    return even | {attribute: told}


def test_a_colour_that_is_plainly_said_is_given() -> None:
    planes = as_told(grey_person(), LatentReading(None, said("garment_colour", "red", 0.9)))
    assert part_colour(planes, Part.GARMENT) == pytest.approx(GARMENT_COLOURS["red"], abs=0.01)
    assert part_colour(planes, Part.HAIR) == pytest.approx((0.5, 0.5, 0.5))


@pytest.mark.parametrize(
    "reading",
    [
        LatentReading(),
        LatentReading(None, said("garment_colour", "red", 0.5)),
        LatentReading(None, said("garment_colour", "grey", 0.9)),  # it is grey already
        LatentReading(said("garment_colour", "red", 0.9), said("garment_colour", "red", 0.95)),  # no edit of it
    ],
)
def test_what_is_not_said_or_shown_already_or_not_edited_stays(reading: LatentReading) -> None:
    planes = grey_person()
    assert np.array_equal(as_told(planes, reading).colour, planes.colour)


def test_who_wears_nothing_of_it_is_left_alone() -> None:
    planes = grey_person()
    bare = replace(planes, part=np.full_like(planes.part, Part.SKIN))
    assert np.array_equal(as_told(bare, LatentReading(None, said("hair_colour", "red", 0.9))).colour, bare.colour)

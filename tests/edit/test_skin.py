"""Skin loses its stains and specks, and nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import Part
from engine.edit.skin import even_skin
from engine.field.triplane import ReliefTriplane

SIZE = 256
SKIN, STAIN, CLOTH = (0.8, 0.6, 0.5), (0.4, 0.2, 0.1), (0.1, 0.2, 0.8)


@pytest.fixture
def stained() -> ReliefTriplane:
    """Skin above, cloth below, in every view; a stain and a speck of a beard on the skin."""
    part = np.full((6, SIZE, SIZE), Part.SKIN, np.uint8)
    part[:, 160:] = Part.GARMENT
    colour = np.where((part == Part.SKIN)[..., None], np.float32(SKIN), np.float32(CLOTH)).astype(np.float32)
    colour[:, 40:44, 100:104] = STAIN
    part[0, 120:124, 60:64] = Part.FACIAL_HAIR
    colour[0, 120:124, 60:64] = STAIN
    return ReliefTriplane(colour, np.zeros(part.shape, np.float32), np.full(part.shape, -0.05, np.float32), part)


def test_a_stain_is_gone_and_cloth_stays(stained: ReliefTriplane) -> None:
    even = even_skin(stained)
    assert np.abs(even.colour[:, 40:44, 100:104] - SKIN).max() < 0.05
    assert np.array_equal(even.colour[:, 160:], stained.colour[:, 160:])
    assert np.abs(even.colour[:, 150:160] - SKIN).max() < 0.01, "cloth does not run into skin"


def test_a_speck_of_a_beard_becomes_skin(stained: ReliefTriplane) -> None:
    even = even_skin(stained)
    assert (even.part[0, 120:124, 60:64] == Part.SKIN).all()
    assert np.abs(even.colour[0, 120:124, 60:64] - SKIN).max() < 0.05


def test_a_beard_stays(stained: ReliefTriplane) -> None:
    part = np.array(stained.part)
    part[0, 110:140, 100:150] = Part.FACIAL_HAIR
    bearded = replace(stained, part=part)
    assert np.array_equal(even_skin(bearded).part, part)

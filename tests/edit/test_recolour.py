from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import Part
from engine.edit.direction import edit_latent, language_of
from engine.edit.recolour import kept_colours, part_colour, recolour
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane


def halves() -> ReliefTriplane:
    size = 16
    colour = np.full((6, size, size, 3), 0.5, np.float32)
    colour[:, ::2] += 0.1
    part = np.full((6, size, size), Part.SKIN, np.uint8)
    part[:, 8:] = Part.GARMENT
    shape = (6, size, size)
    return ReliefTriplane(colour, np.zeros(shape, np.float32), np.full(shape, -SILHOUETTE_LIMIT, np.float32), part)


def test_a_part_takes_the_colour_and_keeps_its_pattern() -> None:
    planes = halves()
    red = recolour(planes, {Part.GARMENT: (0.7, 0.1, 0.2)})
    assert part_colour(red, Part.GARMENT) == pytest.approx((0.7, 0.1, 0.2), abs=0.01)
    assert np.array_equal(red.colour[planes.part == Part.SKIN], planes.colour[planes.part == Part.SKIN])
    rows = red.colour[0, 8:, 0, 0]
    assert rows[0] - rows[1] == pytest.approx(0.1, abs=1e-5)


def test_missing_parts_are_left_alone() -> None:
    planes = halves()
    assert part_colour(planes, Part.HAT) is None
    assert np.array_equal(recolour(planes, {Part.HAT: (1, 0, 0)}).colour, planes.colour)


def test_an_edit_keeps_the_colours_it_did_not_mean() -> None:
    before = halves()
    old = recolour(before, {Part.SKIN: (0.8, 0.6, 0.5), Part.GARMENT: (0.1, 0.2, 0.6)})  # as a photo set them
    after = recolour(before, {Part.GARMENT: (0.8, 0.1, 0.1), Part.SKIN: (0.57, 0.55, 0.55)})
    kept = kept_colours(old, before, after, (Part.SKIN, Part.GARMENT, Part.HAT))
    assert set(kept) == {Part.SKIN}
    assert kept[Part.SKIN] == pytest.approx((0.8, 0.6, 0.5), abs=0.01)


class _Words:
    def encode(self, sentence: str) -> np.ndarray:
        vector = np.zeros(4, np.float32)
        vector[0 if sentence in ("a person", "一个人") else 1] = 1
        return vector


def test_editing_moves_along_the_prompt_and_strength_0_is_the_way_back() -> None:
    z = np.array([0, 0, 1, 0], np.float32)
    moved = edit_latent(z, "red sweater", 1.0, _Words())
    assert moved[1] > 0.2 and np.linalg.norm(moved) == pytest.approx(1, abs=1e-5)
    assert edit_latent(z, "red sweater", 0.0, _Words()) is z
    assert edit_latent(z, "red sweater", 2.0, _Words())[1] > moved[1]


def test_language_follows_the_letters() -> None:
    assert language_of("戴眼镜 please") == "zh" and language_of("glasses") == "en"


def test_hair_in_a_layer_of_its_own_is_recoloured() -> None:
    body, hair = halves(), halves()
    cover = np.zeros((6, 16, 16), np.float32)
    cover[:, :4] = 1
    hair = replace(hair, part=np.full((6, 16, 16), Part.HAIR, np.uint8), cover=cover)
    planes = replace(body, hair=hair)
    blue = recolour(planes, {Part.HAIR: (0.1, 0.2, 0.9)})
    assert part_colour(blue, Part.HAIR) == pytest.approx((0.1, 0.2, 0.9), abs=0.01)
    assert np.array_equal(blue.colour, body.colour)
    assert part_colour(planes, Part.SKIN) == part_colour(body, Part.SKIN)

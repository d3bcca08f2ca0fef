from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import Part
from engine.edit.direction import edit_latent, language_of
from engine.edit.oklab import from_oklab, to_oklab
from engine.edit.recolour import MOST_RELIEF, part_colour, recolour
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
    assert part_colour(red, Part.GARMENT) == pytest.approx((0.7, 0.1, 0.2), abs=0.02)
    assert np.array_equal(red.colour[planes.part == Part.SKIN], planes.colour[planes.part == Part.SKIN])
    before, after = (to_oklab(one.colour[0, 8:10, 0]) for one in (planes, red))
    assert after[0, 0] - after[1, 0] == pytest.approx(before[0, 0] - before[1, 0], rel=0.25), (
        "as light and dark as it was"
    )


def test_missing_parts_are_left_alone() -> None:
    planes = halves()
    assert part_colour(planes, Part.HAT) is None
    assert np.array_equal(recolour(planes, {Part.HAT: (1, 0, 0)}).colour, planes.colour)


@pytest.mark.parametrize("colour", [(0.94, 0.94, 0.93), (0.93, 0.8, 0.2), (0.07, 0.07, 0.08)])
def test_cloth_keeps_its_folds_from_black_to_white(colour: tuple[float, float, float]) -> None:
    planes = halves()
    dark = replace(planes, colour=planes.colour * 0.15)
    dyed = recolour(dark, {Part.GARMENT: colour})
    assert part_colour(dyed, Part.GARMENT) == pytest.approx(colour, abs=0.03)
    relief = to_oklab(dyed.colour[planes.part == Part.GARMENT])[:, 0].std()
    assert 0.005 < relief < MOST_RELIEF


def test_noise_in_black_cloth_is_not_made_a_pattern() -> None:
    planes = halves()
    noise = np.random.default_rng(0).normal(0, 0.004, planes.colour.shape)
    black = replace(planes, colour=np.clip(noise, 0, 1).astype(np.float32))
    worn = recolour(black, {Part.GARMENT: (0.08, 0.08, 0.085)}).colour[black.part == Part.GARMENT]
    assert worn.mean() == pytest.approx(0.082, abs=0.02)
    assert worn.mean(axis=-1).std() < 0.03


def test_the_colour_a_part_has_changes_nothing() -> None:
    planes = halves()
    grey = part_colour(planes, Part.SKIN)
    assert grey is not None
    assert np.abs(recolour(planes, {Part.SKIN: grey}).colour - planes.colour).max() < 0.01


def test_oklab_is_undone() -> None:
    colours = np.random.default_rng(0).random((50, 3)).astype(np.float32)
    assert from_oklab(to_oklab(colours)) == pytest.approx(colours, abs=1e-4)


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

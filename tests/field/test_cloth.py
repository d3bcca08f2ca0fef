"""Sampled cloth: no squares, no bare patches on arms, and a border where a jacket lies over a shirt."""

from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import Part
from engine.field.bare import clothed
from engine.field.cloth import even_cloth, parted_cloths
from engine.field.resample import downsample
from engine.field.triplane import ReliefTriplane

FRONT, LEFT = 0, 2
SKIN = np.float32((0.9, 0.6, 0.5))
JACKET, SHIRT = np.float32((0.1, 0.1, 0.2)), np.float32((0.9, 0.9, 0.85))


def test_squares_on_cloth_go_and_stripes_stay() -> None:
    part = np.full((6, 64, 64), Part.GARMENT, np.uint8)
    part[:, :8] = Part.SKIN
    checks = np.indices((64, 64)).sum(axis=0) // 4 % 2 * 0.06
    colour = np.repeat(checks[None, ..., None] + np.float32((0.2, 0.3, 0.6)), 6, axis=0).astype(np.float32)
    colour[:, 40:48] = (0.9, 0.9, 0.9)
    layer = ReliefTriplane(colour, np.zeros(part.shape, np.float32), np.full(part.shape, -0.05, np.float32), part)
    even = even_cloth(layer).colour
    assert even[:, 12:36].std(axis=(1, 2)).max() < 0.5 * colour[:, 12:36].std(axis=(1, 2)).max()
    assert np.allclose(even[:, 40:48], 0.9, atol=0.02)
    assert np.array_equal(even[:, :8], colour[:, :8]), "skin is not cloth"


def test_a_bare_patch_on_an_arm_becomes_cloth(planes: ReliefTriplane) -> None:
    coarse = downsample(planes, 64)
    rows, columns = slice(46, 54), slice(28, 36)
    bare = _with_skin(coarse, LEFT, rows, columns)
    mended = clothed(bare)
    assert (mended.part[LEFT, rows, columns] == Part.GARMENT).all()
    assert np.abs(mended.colour[LEFT, rows, columns] - SKIN).max(axis=-1).min() > 0.15
    untouched = coarse.silhouette < 0
    untouched[LEFT, rows.start - 3 : rows.stop + 3, columns.start - 3 : columns.stop + 3] = False
    assert np.array_equal(mended.colour[untouched], bare.colour[untouched])
    assert np.array_equal(mended.depth, bare.depth)


def test_real_skin_stays(planes: ReliefTriplane) -> None:
    coarse = downsample(planes, 64)
    short_sleeve = _with_skin(coarse, LEFT, slice(50, 64), slice(26, 38))
    open_collar = _with_skin(coarse, FRONT, slice(44, 48), slice(30, 34))
    for layer in (coarse, short_sleeve, open_collar):
        assert np.array_equal(clothed(layer).part, layer.part)


def test_a_shirt_that_runs_into_a_jacket_gets_a_border(planes: ReliefTriplane) -> None:
    run = _run_into_each_other(planes, softness=20.0)
    parted = parted_cloths(run)
    cloth = (planes.part[FRONT] == Part.GARMENT) & (planes.silhouette[FRONT] < 0)
    assert _half_decided(parted)[cloth].mean() < 0.55 * _half_decided(run)[cloth].mean()
    assert np.array_equal(parted.colour[FRONT][~cloth], run.colour[FRONT][~cloth])


@pytest.mark.parametrize("softness", [0.5, 400.0])
def test_borders_that_are_sharp_and_plain_shading_stay(planes: ReliefTriplane, softness: float) -> None:
    """A sharp border stays where it is; cloth that only grows lighter is one cloth."""
    run = _run_into_each_other(planes, softness)
    moved = np.abs(parted_cloths(run).colour - run.colour).max(axis=-1)
    assert (moved > 0.15).mean() < 0.01


def _with_skin(layer: ReliefTriplane, view: int, rows: slice, columns: slice) -> ReliefTriplane:
    part, colour = np.array(layer.part), np.array(layer.colour)
    part[view, rows, columns], colour[view, rows, columns] = Part.SKIN, SKIN
    return replace(layer, part=part, colour=colour)


def _run_into_each_other(planes: ReliefTriplane, softness: float) -> ReliefTriplane:
    """A shirt 40 texels wide under a jacket, the border as many texels soft as told."""
    away = np.abs(np.arange(planes.size) - planes.size / 2) - 20
    share = (1 / (1 + np.exp(np.clip(away / softness * 4, -50, 50))))[:, None].astype(np.float32)
    cloth = planes.part == Part.GARMENT
    return replace(planes, colour=np.where(cloth[..., None], JACKET + share * (SHIRT - JACKET), planes.colour))


def _half_decided(layer: ReliefTriplane) -> np.ndarray:
    brightness = layer.colour[FRONT].mean(axis=-1)
    return (brightness > JACKET.mean() + 0.15) & (brightness < SHIRT.mean() - 0.15)

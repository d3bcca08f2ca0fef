from dataclasses import replace

import numpy as np

from engine.attributes import Part
from engine.field.disturb import through_base, with_noise
from engine.field.reconcile import LEAST_THICKNESS, reconcile
from engine.field.resample import downsample
from engine.field.triplane import ReliefTriplane
from engine.field.volume import hull_volume


def volume(planes: ReliefTriplane) -> int:
    """Voxels of 1/32 inside the hull, dilated as it is drawn."""
    return int((hull_volume(planes, 64) < 0.0024).sum())


def test_noise_does_not_eat_the_avatar_away(planes: ReliefTriplane) -> None:
    noisy = with_noise(planes, np.random.default_rng(0))
    noisy.validate()
    assert 0.85 < volume(noisy) / volume(planes) < 1.1


def test_the_way_through_the_base_keeps_the_volume(planes: ReliefTriplane) -> None:
    assert 0.93 < volume(through_base(planes)) / volume(planes) < 1.07


def test_a_view_with_a_hole_is_outvoted_by_its_opposite(planes: ReliefTriplane) -> None:
    silhouette = planes.silhouette.copy()
    silhouette[1, 60:100, 110:150] = 0.02
    holed = ReliefTriplane(planes.colour, planes.depth, silhouette, planes.part)
    assert volume(holed) < 0.95 * volume(planes)
    assert volume(reconcile(holed)) > 0.98 * volume(planes)


def test_surfaces_that_pass_through_each_other_are_parted(planes: ReliefTriplane) -> None:
    depth = planes.depth.copy()
    depth[0] = depth[1] - 0.05
    mended = reconcile(ReliefTriplane(planes.colour, depth, planes.silhouette, planes.part))
    mended.validate()
    inside = mended.silhouette[0] < 0
    assert (mended.depth[0] - mended.depth[1])[inside].min() > LEAST_THICKNESS - 1e-5


def test_sound_planes_hardly_change(planes: ReliefTriplane) -> None:
    assert abs(volume(reconcile(planes)) / volume(planes) - 1) < 0.01


def test_noise_in_the_depths_is_smoothed_and_layers_stay_apart(planes: ReliefTriplane) -> None:
    small = downsample(planes, 64)
    noise = np.random.default_rng(0).normal(0, 0.01, small.depth.shape).astype(np.float32)
    noisy = ReliefTriplane(small.colour, np.clip(small.depth + noise, -1, 1), small.silhouette, small.part)
    mended = reconcile(noisy)
    inside = small.silhouette < -0.04
    before, after = (np.abs(p.depth - small.depth)[inside] for p in (noisy, mended))
    assert after.mean() < 0.6 * before.mean()
    assert np.percentile(after, 99) < 0.03


def test_hair_of_many_hues_gets_one(planes: ReliefTriplane) -> None:
    """What a model leaves undecided; lightness, and the hue on the whole, stay."""
    hair = planes.part == Part.HAIR
    colour = np.array(planes.colour)
    colour[hair] = (0.5, 0.3, 0.2)
    tinted = colour.copy()
    tinted[hair] += np.random.default_rng(0).normal(0, 0.06, (int(hair.sum()), 3)).astype(np.float32)
    mended = reconcile(replace(planes, colour=tinted.clip(0, 1))).colour
    seen = hair & (planes.silhouette < 0)
    before, after = (shown - shown.mean(axis=-1, keepdims=True) for shown in (tinted[seen], mended[seen]))
    assert after.std(axis=0).mean() < 0.3 * before.std(axis=0).mean()
    assert np.allclose(mended[seen].mean(axis=0), (0.5, 0.3, 0.2), atol=0.02)
    assert np.abs(mended[seen].mean(axis=-1) - tinted[seen].mean(axis=-1)).mean() < 0.005
    skin = planes.part == Part.SKIN
    assert np.array_equal(mended[skin], tinted[skin].clip(0, 1))

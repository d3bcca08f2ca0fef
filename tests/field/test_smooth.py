"""Views that disagree become one surface, parts meet in smooth lines, and what was smooth already stays."""

from dataclasses import replace

import numpy as np
import torch
from scipy.ndimage import gaussian_filter

from engine.attributes import Part
from engine.field.consistency import disagreement
from engine.field.disturb import with_noise
from engine.field.layer import FieldLayer
from engine.field.smooth import rejoined, smoothed
from engine.field.texels import surface_points
from engine.field.triplane import CUBE, SILHOUETTE_LIMIT, SLICE_VIEW, SLICE_Y, VIEW_SIGN, ReliefTriplane, texel_centres

FRONT, BACK, TOP = 0, 1, 4


def test_views_that_disagree_show_one_surface(planes: ReliefTriplane) -> None:
    noisy = with_noise(planes, np.random.default_rng(0))
    mended = smoothed(noisy)
    mended.validate()
    assert disagreement([mended]).depth_mean < 0.5 * disagreement([noisy]).depth_mean


def test_what_was_smooth_stays(planes: ReliefTriplane) -> None:
    again = smoothed(planes)
    inside = planes.silhouette[FRONT] < -0.03
    assert np.median(np.abs(again.depth[FRONT] - planes.depth[FRONT])[inside]) < 0.006
    assert ((again.silhouette[FRONT] < 0) == (planes.silhouette[FRONT] < 0)).mean() > 0.985


def test_a_speck_of_garment_on_skin_goes_with_its_colour(planes: ReliefTriplane) -> None:
    part, colour = np.array(planes.part), np.array(planes.colour)
    rows, columns = slice(146, 149), slice(126, 129)  # on the neck
    assert (part[FRONT, rows, columns] == Part.SKIN).all()
    skin = colour[FRONT, rows, columns].mean(axis=(0, 1))
    part[FRONT, rows, columns], colour[FRONT, rows, columns] = Part.GARMENT, (0, 0, 1)
    mended = smoothed(replace(planes, part=part, colour=colour))
    assert (mended.part[FRONT, rows, columns] == Part.SKIN).all()
    assert np.abs(mended.colour[FRONT, rows, columns] - skin).max() < 0.1


def test_only_what_is_shared_is_rejoined_and_only_in_front(planes: ReliefTriplane) -> None:
    noisy = with_noise(planes, np.random.default_rng(1))
    share = np.zeros((planes.size, planes.size), np.float32)
    share[64:110, 100:156] = 1
    mended = rejoined(noisy, share)
    wrong, left = (np.abs(one.depth[FRONT] - planes.depth[FRONT])[70:104, 106:150] for one in (noisy, mended))
    assert left.mean() < 0.6 * wrong.mean()
    assert np.array_equal(mended.depth[FRONT][share == 0], noisy.depth[FRONT][share == 0])
    assert np.array_equal(mended.depth[1], noisy.depth[1]), "the back of the head stays"
    assert np.array_equal(mended.silhouette, noisy.silhouette)


def test_the_slice_has_no_say_below_its_start(layered: ReliefTriplane) -> None:
    """It was taken for a surface that looks down wherever its depth came near a shoulder: a dark line across it."""
    x, y, z = (axis[layered.silhouette[BACK] < -0.03] for axis in surface_points(layered, BACK))
    said = FieldLayer(layered, CUBE).evidence(torch.from_numpy(np.stack([x, y, z], axis=-1)))
    slice_says, height = said.silhouette[:, SLICE_VIEW].numpy(), SLICE_Y - y
    assert (slice_says[height > SILHOUETTE_LIMIT] >= SILHOUETTE_LIMIT).all()
    assert (height > SILHOUETTE_LIMIT).mean() > 0.3 and (height < 0).mean() > 0.1
    unsliced = FieldLayer(replace(layered, sliced=False), CUBE).evidence(said.points)
    beyond = [one.silhouette[height < 0].clamp(min=0) for one in (said, unsliced)]
    assert torch.equal(*beyond)


def test_the_slice_bounds_nothing_near_what_it_starts_in(layered: ReliefTriplane) -> None:
    noisy = with_noise(layered, np.random.default_rng(2))
    blurred = np.array(noisy.depth)
    blurred[SLICE_VIEW] = gaussian_filter(blurred[SLICE_VIEW], 3)
    inside, rim = (layered.depth[SLICE_VIEW] < SLICE_Y - 0.05, blurred[SLICE_VIEW] > SLICE_Y - 0.05)
    assert (inside & rim).sum() > 200
    mended = smoothed(replace(noisy, depth=blurred)).depth[SLICE_VIEW]
    assert (mended[inside & rim] < SLICE_Y - 0.05).mean() > 0.9


def test_a_chin_seen_from_below_stays(layered: ReliefTriplane) -> None:
    mended = smoothed(layered)
    chin = np.s_[SLICE_VIEW, 150:172, 118:138]
    seen = layered.depth[chin] > SLICE_Y + 0.05
    assert seen.mean() > 0.3
    assert np.median(np.abs(mended.depth[chin] - layered.depth[chin])[seen]) < 0.02
    assert (mended.depth[chin] > SLICE_Y)[seen].mean() > 0.9


def test_the_brim_of_a_hat_is_not_smoothed_away(layered: ReliefTriplane) -> None:
    worn = _with_brim(layered)
    mended = smoothed(worn)
    assert worn.hair is not None and mended.hair is not None
    brim = (worn.hair.part[TOP] == Part.HAT) & (worn.hair.silhouette[TOP] < -0.02) & (layered.silhouette[TOP] > 0.03)
    assert brim.sum() > 500
    assert (mended.hair.silhouette[TOP][brim] < 0).mean() > 0.95
    assert np.abs(mended.hair.depth[TOP] - worn.hair.depth[TOP])[brim].mean() < 0.01


def _with_brim(planes: ReliefTriplane) -> ReliefTriplane:
    """The avatar in a flat disc of a hat, two texels thick, that spreads farther than head and shoulders."""
    hair = planes.hair
    assert hair is not None
    radius, upper, lower = 0.9, 0.6, 0.585
    centres = texel_centres(hair.size)
    across, along = np.meshgrid(centres, centres)
    disc = radius - np.hypot(across, along)
    edge = np.minimum(radius - np.abs(across), (upper - lower) / 2 - np.abs(-along - (upper + lower) / 2))
    depth, silhouette, part = np.array(hair.depth), np.array(hair.silhouette), np.array(hair.part)
    colour, cover = np.array(hair.colour), np.array(hair.cover)
    for view, inside in ((0, edge), (1, edge), (2, edge), (3, edge), (TOP, disc)):
        hat = inside > 0
        rim = VIEW_SIGN[view] * np.sqrt(np.maximum(radius**2 - across**2, 0))
        depth[view] = np.where(hat, upper if view == TOP else rim, depth[view])
        silhouette[view] = np.clip(np.minimum(silhouette[view], -inside), -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT)
        part[view], cover[view] = np.where(hat, Part.HAT, part[view]), np.where(hat, 1, cover[view])
        colour[view][hat] = (0.2, 0.3, 0.8)
    silhouette[SLICE_VIEW], cover[SLICE_VIEW] = silhouette[TOP], cover[TOP]
    return replace(
        planes, hair=replace(hair, depth=depth, silhouette=silhouette, part=part, colour=colour, cover=cover)
    )

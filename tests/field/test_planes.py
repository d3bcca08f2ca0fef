from collections.abc import Set
from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import Part
from engine.camera import Camera
from engine.errors import DataError
from engine.field.encode import encode
from engine.field.layout import LAYERED, WHOLE
from engine.field.outline import silhouette_distance
from engine.field.resample import downsample, upsample
from engine.field.rollout import MapStatistics, compute_statistics, from_map, raw_map, to_map
from engine.field.triplane import (
    COLUMN_AXIS,
    ROW_AXIS,
    ROW_SIGN,
    SILHOUETTE_LIMIT,
    SLICE_Y,
    VIEW_AXIS,
    ReliefTriplane,
    dequantise,
    quantise,
    texel_centres,
)
from engine.individuals.view import View
from tests.field.shapes import SHAPES


def surface_points(planes: ReliefTriplane, view: int) -> np.ndarray:
    """The 3D point of every covered texel, found through the documented grid alone."""
    rows, columns = np.nonzero(planes.silhouette[view] < -0.03)
    centres = texel_centres(planes.size)
    points = np.zeros((len(rows), 3))
    points[:, COLUMN_AXIS[view]] = centres[columns]
    points[:, ROW_AXIS[view]] = ROW_SIGN[view] * centres[rows]
    points[:, VIEW_AXIS[view]] = planes.depth[view][rows, columns]
    return points


def worn(planes: ReliefTriplane) -> ReliefTriplane:
    """Some glasses."""
    return replace(planes, part=np.full_like(planes.part, Part.GLASSES), sliced=False, hair=None)


@pytest.mark.parametrize("view", range(5))  # the last one is the flat bottom
def test_texels_are_points_of_the_surface(planes: ReliefTriplane, view: int) -> None:
    points = surface_points(planes, view)
    levels = [(((points - centre) / np.array(radii)) ** 2).sum(-1) for centre, radii, _, _ in SHAPES]
    assert len(points) > 1000
    assert np.percentile(np.abs(np.min(levels, axis=0) - 1), 99) < 0.06


def test_encoded_planes_are_valid_and_filled(planes: ReliefTriplane) -> None:
    planes.validate()
    assert planes.part.min() > 0
    assert not planes.colour.flags.writeable
    assert set(np.unique(planes.part[0])) >= {Part.SKIN, Part.HAIR, Part.EYES, Part.GARMENT}


@pytest.mark.parametrize("layer", ["body", "hair"])
def test_layers_show_their_own_parts(layered: ReliefTriplane, layer: str) -> None:
    layered.validate()
    assert layered.glasses is None and layered.hair is not None
    parts = np.unique(layered.part if layer == "body" else layered.hair.part)
    assert set(parts) == ({Part.SKIN, Part.EYES, Part.GARMENT} if layer == "body" else {Part.HAIR})


def test_hair_is_solid_down_into_the_head(layered: ReliefTriplane) -> None:
    _, (hair, _) = layered.layers()
    face = (layered.depth[0] > 0.25) & (hair.silhouette[0] < -0.02) & (layered.part[0] == Part.SKIN)
    assert face.sum() > 500
    behind = (layered.depth[0] - hair.depth[0])[face]
    assert (behind > 0.02).mean() > 0.95 and behind.max() < 0.05


def test_the_slice_sees_the_underside_of_the_chin_and_no_more(layered: ReliefTriplane) -> None:
    chin = layered.depth[5][180, 128]  # x about 0, z about 0.41: the tip of the nose, above the open
    assert 0.1 < chin < 0.3
    neck = layered.depth[5][118, 128]
    assert neck < SLICE_Y
    np.testing.assert_array_equal(layered.silhouette[5], layered.silhouette[4])


def test_silhouette_distance_is_exact_to_a_fraction_of_a_texel() -> None:
    size, fine = 64, 8
    x, y = np.meshgrid(texel_centres(size), texel_centres(size))
    fine_x, fine_y = np.meshgrid(texel_centres(size * fine), texel_centres(size * fine))
    coverage = (np.hypot(fine_x, fine_y) < 0.5).reshape(size, fine, size, fine).mean(axis=(1, 3), dtype=np.float32)
    distance = np.hypot(x, y) - 0.5
    found, _ = silhouette_distance(coverage)
    error = np.abs(found - distance)[np.abs(distance) < 0.05] * size / 2
    assert error.mean() < 0.12 and error.max() < 0.6


def test_an_empty_view_stays_background() -> None:
    def nothing(camera: Camera, size: int, parts: Set[Part]) -> View:
        flat = np.zeros((size, size), np.uint8)
        return View(np.zeros((size, size, 3), np.uint8), flat, np.full((size, size), np.inf, np.float32), flat, None)

    empty = encode(nothing, 32)
    empty.validate()
    assert empty.hair is None and empty.glasses is None
    assert (empty.part == 0).all() and (empty.silhouette == np.float32(SILHOUETTE_LIMIT)).all()


@pytest.mark.parametrize("layers", [True, False])
def test_quantised_planes_come_back(layered: ReliefTriplane, layers: bool) -> None:
    planes = replace(layered, glasses=worn(layered)) if layers else replace(layered, hair=None, sliced=False)
    again = dequantise(quantise(planes))
    assert again.sliced == layers and (again.hair is not None) == layers
    for one, other in ((planes.hair, again.hair), (planes.glasses, again.glasses)):
        if one is not None and other is not None:
            assert (one.part == other.part).all() and np.abs(one.depth - other.depth).max() < 2e-5
    if planes.hair is not None and again.hair is not None:
        assert np.abs(np.asarray(planes.hair.cover) - np.asarray(again.hair.cover)).max() < 0.5 / 255 + 1e-6
    assert np.abs(again.depth - planes.depth).max() < 2e-5
    assert np.abs(again.colour - planes.colour).max() < 0.5 / 255 + 1e-6
    assert np.abs(again.silhouette - planes.silhouette).max() < 3e-4
    assert (again.part == planes.part).all()


def test_damaged_planes_are_refused(planes: ReliefTriplane) -> None:
    stored = quantise(planes)
    with pytest.raises(DataError):
        dequantise({name: value for name, value in stored.items() if name != "depth"})
    with pytest.raises(DataError):
        dequantise({**stored, "part": np.full_like(stored["part"], 9)})
    depth = planes.depth.copy()
    depth[0, 0, 0] = np.nan
    with pytest.raises(DataError):
        ReliefTriplane(planes.colour, depth, planes.silhouette, planes.part).validate()


def test_down_and_up_again_keeps_layers_apart(planes: ReliefTriplane) -> None:
    small = downsample(planes, 64)
    small.validate()
    again = upsample(small, 256)
    again.validate()
    inside = (planes.silhouette < -0.02) & (again.silhouette < -0.02)
    assert np.percentile(np.abs(again.depth - planes.depth)[inside], 90) < 0.02
    assert (again.part == planes.part)[inside].mean() > 0.97
    # a ramp would put texels in mid-air between the nose or chin and what lies behind
    assert set(np.unique(again.part)) == set(np.unique(small.part))


def test_glasses_survive_the_way_down(planes: ReliefTriplane) -> None:
    part = planes.part.copy()
    part[0, 100, 64:192] = Part.GLASSES
    small = downsample(ReliefTriplane(planes.colour, planes.depth, planes.silhouette, part), 64)
    assert (small.part[0, 25, 20:44] == Part.GLASSES).all()


def test_uneven_sizes_are_refused(planes: ReliefTriplane) -> None:
    with pytest.raises(DataError):
        downsample(planes, 100)
    with pytest.raises(DataError):
        upsample(planes, 64)


@pytest.mark.parametrize("layers", [True, False])
def test_maps_come_back(planes: ReliefTriplane, layered: ReliefTriplane, layers: bool) -> None:
    small = downsample(layered if layers else planes, 64)
    statistics = compute_statistics([raw_map(small)])
    array = to_map(small, statistics)
    assert array.shape == ((LAYERED if layers else WHOLE).channels, 64, 192)
    assert abs(float(array.mean())) < 0.01 and float(np.abs(array).max()) < 12
    again = from_map(array, statistics)
    assert again.sliced == layers and again.glasses is None
    pairs = [(again, small)] if small.hair is None else [(again, small), (again.hair, small.hair)]
    for found, wanted in pairs:
        for name in ("colour", "depth", "silhouette", "part"):
            assert np.abs(getattr(found, name).astype(float) - getattr(wanted, name)).max() < 1e-4


def test_maps_keep_the_cover_of_hair_and_glasses_worn(layered: ReliefTriplane) -> None:
    small = downsample(replace(layered, glasses=worn(layered)), 64)
    again = from_map(raw_map(small), MapStatistics(np.zeros(42, np.float32), np.ones(42, np.float32)))
    assert again.hair is not None and small.hair is not None and again.glasses is not None
    assert np.abs(np.asarray(again.hair.cover) - np.asarray(small.hair.cover)).max() < 1e-5
    assert (again.glasses.part == Part.GLASSES).all()


def test_shipped_statistics_fit(layered: ReliefTriplane) -> None:
    array = to_map(downsample(layered, 64))
    assert np.isfinite(array).all() and float(np.abs(array).max()) < 12


def test_a_map_that_is_not_finite_is_refused() -> None:
    with pytest.raises(DataError):
        from_map(np.full((WHOLE.channels, 8, 24), np.nan, np.float32))

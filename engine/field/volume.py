"""The depth hull on voxels: where space is empty, and the signed distance as a volume. numpy only."""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.field.layers import blocks
from engine.field.triplane import (
    BOTTOM_Y,
    COLUMN_AXIS,
    CUBE,
    ROW_AXIS,
    ROW_SIGN,
    SILHOUETTE_LIMIT,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_AXIS,
    VIEW_COUNT,
    VIEW_SIGN,
    Frame,
    ReliefTriplane,
    texel_centres,
)

Kind = TypeVar("Kind", bound=np.generic)
Floats = NDArray[np.float32]

SKIP_SIZE: Final = 64
"""Voxels per side of the empty-space volume."""
BOX_MARGIN: Final = 2
"""Voxels around a box in which the hull is still told."""
SKIP_LIMIT: Final = 1.0
"""Largest distance stored in the empty-space volume, in cube units."""


def empty_distance(planes: ReliefTriplane, margin: float, size: int = SKIP_SIZE) -> Floats:
    """A distance that a ray may advance from any point of a voxel without meeting the surface.

    float32 (size, size, size), indexed [x, y, z], in cube units, 0 in and beside voxels that may hold
    surface. Conservative: a voxel counts as empty only if some view's texels in and around it all
    place the surface (dilated by `margin`) outside it. In steps of 1/255, as a shader's texture holds it.
    """
    occupied = np.zeros((size, size, size), bool)
    for layer, frame in planes.layers():
        found = _occupied(layer, margin / frame.half, size)
        occupied |= found if frame == CUBE else _framed(found, frame)
    if not occupied.any():
        return np.full(occupied.shape, SKIP_LIMIT, np.float32)
    steps = ndimage.distance_transform_edt(~occupied)
    # between the nearest points of two voxels, not between their centres
    free = np.clip((steps - np.sqrt(3)) * (2 / size), 0, SKIP_LIMIT)
    return (np.floor(free * (255 / SKIP_LIMIT)) * (SKIP_LIMIT / 255)).astype(np.float32)


def occupied_box(empty: Floats) -> tuple[Floats, Floats]:
    """Lower and upper corner of the voxels that may hold surface, each (3,); a point when there are none."""
    occupied = np.argwhere(empty <= 0)
    if len(occupied) == 0:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)
    voxel = 2 / empty.shape[0]
    low, high = occupied.min(axis=0), occupied.max(axis=0) + 1
    return (low * voxel - 1).astype(np.float32), (high * voxel - 1).astype(np.float32)


def hull_volume(
    planes: ReliefTriplane, size: int, box: tuple[Floats, Floats] | None = None, thicker: float = 0.0
) -> Floats:
    """The depth hull (not dilated) at the centres of size^3 voxels, float32 [x, y, z], in cube units.

    Reliefs are averaged over a voxel's texels, so `size` must divide the planes' size or be a multiple of it.
    `box`: corners outside of which there is no surface, as of `occupied_box`; far from it the hull is 1. `thicker`: by
    how much glasses are grown on every side, so that voxels larger than they are still meet them.
    """
    spans = [slice(0, size)] * 3 if box is None else _spans(box, size)
    hulls = [
        _layer_volume(layer, size, spans)
        if frame == CUBE
        else _framed_volume(layer, frame, size)[tuple(spans)] - np.float32(thicker)
        for layer, frame in planes.layers()
    ]
    hull = np.full((size, size, size), 1.0, np.float32)
    hull[tuple(spans)] = np.minimum.reduce(hulls)
    return hull


def _spans(box: tuple[Floats, Floats], size: int) -> list[slice]:
    """The voxels of a box along each axis, with a margin that reading between voxels needs."""
    low, high = (((corner + 1) * (size / 2)).round().astype(int) for corner in box)
    return [slice(max(a - BOX_MARGIN, 0), min(b + BOX_MARGIN, size)) for a, b in zip(low, high, strict=True)]


def frame_volume(layer: ReliefTriplane, size: int) -> Floats:
    """The hull of one layer at size^3 points of its own frame, in units of the frame; 1 away from its outlines."""
    hull = np.full((size, size, size), 1.0, np.float32)
    centres = texel_centres(size)
    spans = [np.ones(size, bool) for _ in range(3)]
    for view in range(VIEW_COUNT):
        near = _upright(layer.silhouette[view], view) < SILHOUETTE_LIMIT / 2
        for axis, used in ((ROW_AXIS[view], near.any(axis=1)), (COLUMN_AXIS[view], near.any(axis=0))):
            spans[axis] &= np.interp(centres, texel_centres(layer.size), used) > 0
    within = [np.flatnonzero(span) for span in spans]
    hull[np.ix_(*within)] = _read_hull(layer, [centres[index] for index in within])
    return hull


def _layer_volume(layer: ReliefTriplane, size: int, spans: list[slice]) -> Floats:
    views = []
    for view in range(VIEW_COUNT):
        there = spans[ROW_AXIS[view]], spans[COLUMN_AXIS[view]]
        channels = (channel[view] for channel in (layer.depth, layer.silhouette))
        views.append(tuple(_upright(_block_mean(channel, size), view)[there] for channel in channels))
    return _hull(views, [texel_centres(size)[span] for span in spans], layer.sliced)


def _framed_volume(layer: ReliefTriplane, frame: Frame, size: int) -> Floats:
    """Read between the texels, at those voxels that lie in the frame."""
    hull = np.full((size, size, size), 1.0, np.float32)
    places = [(texel_centres(size) - centre) / np.float32(frame.half) for centre in frame.centre]
    within = [np.flatnonzero(np.abs(place) < 1) for place in places]
    axes = [place[index] for place, index in zip(places, within, strict=True)]
    hull[np.ix_(*within)] = _read_hull(layer, axes) * np.float32(frame.half)
    return hull


def _read_hull(layer: ReliefTriplane, axes: list[Floats]) -> Floats:
    """The hull on a grid of `axes`, read between the texels."""
    views = []
    for view in range(VIEW_COUNT):
        rows, columns = axes[ROW_AXIS[view]], axes[COLUMN_AXIS[view]]
        channels = (_upright(channel[view], view) for channel in (layer.depth, layer.silhouette))
        views.append(tuple(_between(channel, rows, columns) for channel in channels))
    return _hull(views, axes, layer.sliced)


def _hull(views: list[tuple[Floats, ...]], axes: list[Floats], sliced: bool) -> Floats:
    """The hull on a grid of `axes`; `views` hold depth and silhouette (rows, columns), both ascending."""
    hull = np.full([len(axis) for axis in axes], -np.inf, np.float32)
    for view, (depth, outline) in enumerate(views):
        along = axes[VIEW_AXIS[view]][:, None, None]
        values = (along - depth) * np.float32(VIEW_SIGN[view])
        if sliced and view == SLICE_VIEW:
            values = np.minimum(values, along - np.float32(SLICE_Y))
        np.maximum(hull, _in_space(np.maximum(values, outline), view), out=hull)
    return np.maximum(hull, BOTTOM_Y - axes[1][:, None]) if sliced else hull


def _in_space(values: NDArray[Kind], view: int) -> NDArray[Kind]:
    """(depth axis, row, column) of a view, all ascending -> [x, y, z]."""
    return values.transpose(np.argsort([VIEW_AXIS[view], ROW_AXIS[view], COLUMN_AXIS[view]]))


def _upright(values: NDArray[Kind], view: int) -> NDArray[Kind]:
    """Rows in the order of their axis."""
    return values[::-1] if ROW_SIGN[view] < 0 else values


def _block_mean(values: Floats, size: int) -> Floats:
    repeat = max(size // len(values), 1)
    if repeat > 1:
        return values.repeat(repeat, axis=0).repeat(repeat, axis=1)
    return np.asarray(blocks(values, size).mean(axis=0, dtype=np.float32))


def _between(values: Floats, rows: Floats, columns: Floats) -> Floats:
    """Bilinear values of a square map over [-1, 1] at a grid of coordinates."""
    places = np.meshgrid(*((axis + 1) * (len(values) / 2) - 0.5 for axis in (rows, columns)), indexing="ij")
    return np.asarray(ndimage.map_coordinates(values, places, order=1, mode="nearest"), np.float32)


def _occupied(layer: ReliefTriplane, margin: float, size: int) -> NDArray[np.bool_]:
    """Voxels of a layer's frame that may hold surface, [x, y, z]."""
    occupied = np.ones((size, size, size), bool)
    centres = texel_centres(size)
    for view in range(VIEW_COUNT):
        occupied &= _may_hold_surface(layer, view, centres, margin)
    if layer.sliced:
        occupied &= (centres + 1 / size > BOTTOM_Y - margin)[:, None]
    return occupied


def _framed(occupied: NDArray[np.bool_], frame: Frame) -> NDArray[np.bool_]:
    """Voxels of a frame as voxels of the cube, and their neighbours."""
    size = len(occupied)
    places = texel_centres(size)[np.argwhere(occupied)] * frame.half + np.array(frame.centre)
    voxels = np.clip(((places + 1) * (size / 2)).astype(int), 0, size - 1)
    found = np.zeros_like(occupied)
    found[tuple(voxels.T)] = True
    return np.asarray(ndimage.binary_dilation(found, np.ones((3, 3, 3), bool)))


def _may_hold_surface(layer: ReliefTriplane, view: int, centres: Floats, margin: float) -> NDArray[np.bool_]:
    """Bool (size, size, size) [x, y, z]: voxels that one view does not show to be empty."""
    size = len(centres)
    height = _upright(_block_extreme(layer.depth[view] * VIEW_SIGN[view], size), view)
    outline = _upright(-_block_extreme(-layer.silhouette[view], size), view)
    near_face = (centres * VIEW_SIGN[view] - 1 / size)[:, None, None]
    in_front = near_face - height >= margin
    if layer.sliced and view == SLICE_VIEW:
        in_front &= (centres - 1 / size >= SLICE_Y + margin)[:, None, None]
    return _in_space(~in_front & (outline < margin), view)


def _block_extreme(values: Floats, size: int) -> Floats:
    """The largest value in each of size x size blocks, one texel beyond their edges included."""
    spread = ndimage.maximum_filter(values, size=3, mode="nearest")
    if values.shape[0] < size:
        spread = spread.repeat(size // values.shape[0], axis=0).repeat(size // values.shape[0], axis=1)
    return np.asarray(blocks(spread, size).max(axis=0))

"""What the reliefs tell about the surface besides its place: normals, and where to skip empty space. numpy only."""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.field.triplane import COLUMN_AXIS, ROW_AXIS, ROW_SIGN, VIEW_AXIS, VIEW_COUNT, VIEW_SIGN, ReliefTriplane

Kind = TypeVar("Kind", bound=np.generic)

FACING_SPAN: Final = 4
SKIP_SIZE: Final = 64
"""Voxels per side of the empty-space volume."""
LAYER_STEP: Final = 0.02
"""Neighbouring texels further apart in depth (cube units) belong to different layers."""
SKIP_LIMIT: Final = 1.0
"""Largest distance stored in the empty-space volume, in cube units."""


def relief_normals(planes: ReliefTriplane) -> NDArray[np.float32]:
    """Unit normals of the reliefs in world space, float32 (6, S, S, 3), pointing out of the avatar.

    Slopes are the flatter of the two one-sided differences, so that steps between layers do not bend
    the normals beside them.
    """
    spacing = 2 / planes.size
    normals = np.zeros((*planes.depth.shape, 3), np.float32)
    for view in range(VIEW_COUNT):
        height = _smoothed(planes.depth[view] * VIEW_SIGN[view])
        normals[view, ..., VIEW_AXIS[view]] = VIEW_SIGN[view]
        normals[view, ..., COLUMN_AXIS[view]] = -_slope(height, 1) / spacing
        normals[view, ..., ROW_AXIS[view]] = -_slope(height, 0) / spacing * ROW_SIGN[view]
    return normals / np.linalg.norm(normals, axis=-1, keepdims=True)


def _smoothed(height: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of 3 x 3 texels, weighted down where they belong to another layer."""
    total, count = height.copy(), np.ones_like(height)
    padded = np.pad(height, 1, mode="edge")
    rows, columns = height.shape
    for row, column in ((0, 1), (1, 0), (1, 2), (2, 1), (0, 0), (0, 2), (2, 0), (2, 2)):
        near = padded[row : row + rows, column : column + columns]
        alike = np.abs(near - height) < LAYER_STEP
        total += np.where(alike, near, 0)
        count += alike
    return total / count


def _slope(height: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    step = np.diff(height, axis=axis)
    pad_before, pad_after = [(0, 0), (0, 0)], [(0, 0), (0, 0)]
    pad_before[axis], pad_after[axis] = (1, 0), (0, 1)
    before, after = np.pad(step, pad_before, mode="edge"), np.pad(step, pad_after, mode="edge")
    mean = (before + after) / 2
    flatter = np.where(np.abs(before) < np.abs(after), before, after)
    # on an even slope the mean is the better estimate; across a step it is not
    return np.where(np.abs(before - after) < LAYER_STEP, mean, flatter)


def facing(planes: ReliefTriplane) -> NDArray[np.float32]:
    """How squarely each view sees its surface: the cosine to its axis, float32 (6, S, S) in [0, 1].

    Slopes are taken over FACING_SPAN texels, on the flatter side: a steep surface drawn as a staircase of flat
    texels is known as steep, and the edge of a layer does not count.
    """
    spacing = 2 / planes.size
    squared = [_span_slope(planes.depth, axis) ** 2 for axis in (1, 2)]
    return (1 / np.sqrt(1 + (squared[0] + squared[1]) / spacing**2)).astype(np.float32)


def _span_slope(depth: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """Depth per texel over FACING_SPAN texels before or after each texel, whichever changes less; (6, S, S)."""
    pads = [(0, 0), (0, 0), (0, 0)]
    pads[axis] = (FACING_SPAN, FACING_SPAN)
    padded = np.moveaxis(np.pad(depth, pads, mode="edge"), axis, 0)
    middle = padded[FACING_SPAN:-FACING_SPAN]
    before, after = middle - padded[: -2 * FACING_SPAN], padded[2 * FACING_SPAN :] - middle
    return np.moveaxis(np.minimum(np.abs(before), np.abs(after)) / FACING_SPAN, 0, axis)


def empty_distance(planes: ReliefTriplane, margin: float, size: int = SKIP_SIZE) -> NDArray[np.float32]:
    """A distance that a ray may advance from any point of a voxel without meeting the surface.

    float32 (size, size, size), indexed [x, y, z], in cube units, 0 in and beside voxels that may hold
    surface. Conservative: a voxel counts as empty only if some view's texels in and around it all
    place the surface (dilated by `margin`) outside it. In steps of 1/255, as a shader's texture holds it.
    """
    occupied = np.ones((size, size, size), bool)
    voxel = 2 / size
    centres = (np.arange(size, dtype=np.float32) + 0.5) * voxel - 1
    for view in range(VIEW_COUNT):
        occupied &= _may_hold_surface(planes, view, centres, margin, voxel)
    if not occupied.any():
        return np.full(occupied.shape, SKIP_LIMIT, np.float32)
    steps = ndimage.distance_transform_edt(~occupied)
    # between the nearest points of two voxels, not between their centres
    free = np.clip((steps - np.sqrt(3)) * voxel, 0, SKIP_LIMIT)
    return (np.floor(free * (255 / SKIP_LIMIT)) * (SKIP_LIMIT / 255)).astype(np.float32)


def occupied_box(empty: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Lower and upper corner of the voxels that may hold surface, each (3,); a point when there are none."""
    occupied = np.argwhere(empty <= 0)
    if len(occupied) == 0:
        return np.zeros(3, np.float32), np.zeros(3, np.float32)
    voxel = 2 / empty.shape[0]
    low, high = occupied.min(axis=0), occupied.max(axis=0) + 1
    return (low * voxel - 1).astype(np.float32), (high * voxel - 1).astype(np.float32)


def hull_volume(planes: ReliefTriplane, size: int) -> NDArray[np.float32]:
    """The depth hull (not dilated) at the centres of size^3 voxels, float32 [x, y, z], in cube units.

    Reliefs are averaged over a voxel's texels, so `size` must divide the planes' size or be a multiple of it.
    """
    hull = np.full((size, size, size), -np.inf, np.float32)
    centres = (np.arange(size, dtype=np.float32) + 0.5) * (2 / size) - 1
    for view in range(VIEW_COUNT):
        height = _block_mean(planes.depth[view], size) * VIEW_SIGN[view]
        outline = _block_mean(planes.silhouette[view], size)
        values = np.maximum((centres * VIEW_SIGN[view])[:, None, None] - height, outline)
        np.maximum(hull, _in_space(values, view), out=hull)
    return hull


def _in_space(values: NDArray[Kind], view: int) -> NDArray[Kind]:
    """(depth axis, row, column) of a view -> [x, y, z]."""
    turned = values[:, ::-1] if ROW_SIGN[view] < 0 else values
    return turned.transpose(np.argsort([VIEW_AXIS[view], ROW_AXIS[view], COLUMN_AXIS[view]]))


def _block_mean(values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    repeat, factor = max(size // len(values), 1), max(len(values) // size, 1)
    if repeat > 1:
        return values.repeat(repeat, axis=0).repeat(repeat, axis=1)
    return values.reshape(size, factor, size, factor).mean(axis=(1, 3), dtype=np.float32)


def _may_hold_surface(
    planes: ReliefTriplane, view: int, centres: NDArray[np.float32], margin: float, voxel: float
) -> NDArray[np.bool_]:
    """Bool (size, size, size) [x, y, z]: voxels that one view does not show to be empty."""
    size = len(centres)
    height = _block_extreme(planes.depth[view] * VIEW_SIGN[view], size)
    outline = -_block_extreme(-planes.silhouette[view], size)
    near_face = centres * VIEW_SIGN[view] - voxel / 2
    holds = (near_face[:, None, None] - height < margin) & (outline < margin)
    return _in_space(holds, view)


def _block_extreme(values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """The largest value in each of size x size blocks, one texel beyond their edges included."""
    spread = ndimage.maximum_filter(values, size=3, mode="nearest")
    factor = max(values.shape[0] // size, 1)
    if values.shape[0] < size:
        spread = spread.repeat(size // values.shape[0], axis=0).repeat(size // values.shape[0], axis=1)
    return spread.reshape(size, factor, size, factor).max(axis=(1, 3))

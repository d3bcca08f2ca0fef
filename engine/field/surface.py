"""What the reliefs of one layer tell about the surface besides its place: how it lies. numpy only."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.field.triplane import COLUMN_AXIS, ROW_AXIS, ROW_SIGN, VIEW_AXIS, VIEW_COUNT, VIEW_SIGN, ReliefTriplane

FACING_SPAN: Final = 4
LAYER_STEP: Final = 0.02
"""Neighbouring texels further apart in depth (units of the frame) belong to different layers."""


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
    normals /= np.sqrt(np.einsum("...i,...i", normals, normals))[..., None]
    return normals


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

"""Drawing an individual's relief triplane: six orthographic pictures, no fitting."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.camera import Camera
from engine.field.layers import average_nearest_layer, blocks
from engine.field.triplane import SILHOUETTE_LIMIT, VIEW_SIGN, ReliefTriplane
from engine.individuals.view import View
from engine.space import PLANE_SIZE

CAMERA_DISTANCE: Final = 4.0
LAYER_THICKNESS: Final = 0.02
"""Pixels of one texel further behind the nearest than this (cube units) belong to another layer."""

CAMERAS: Final = tuple(
    Camera(azimuth=azimuth, elevation=elevation, distance=CAMERA_DISTANCE, projection_kind="orthographic")
    for azimuth, elevation in ((0, 0), (180, 0), (90, 0), (270, 0), (0, 90), (0, -90))
)
_FLIP_COLUMNS: Final = (False, True, True, False, False, False)
_FLIP_ROWS: Final = (False, False, False, False, False, True)

_Relief = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]


def encode(draw: Callable[[Camera, int], View], size: int = PLANE_SIZE) -> ReliefTriplane:
    """The relief triplane of whatever `draw(camera, size)` draws inside the cube.

    `size`: texels per side of a plane. `draw` may return pictures that are a whole number of times finer; their
    nearest layer is averaged.
    """
    reliefs = [_relief(draw(camera, size), view, size) for view, camera in enumerate(CAMERAS)]
    colour, depth, silhouette, part = (np.stack(channel) for channel in zip(*reliefs, strict=True))
    return ReliefTriplane(colour, depth, silhouette, part)


def _relief(picture: View, view: int, size: int) -> _Relief:
    """Colour (S, S, 3), depth, silhouette and part (S, S) of one view on the grid of its plane."""
    flip = (slice(None, None, -1 if _FLIP_ROWS[view] else 1), slice(None, None, -1 if _FLIP_COLUMNS[view] else 1))
    toward_camera = (CAMERA_DISTANCE - picture.depth[flip]).astype(np.float32)
    part = picture.part[flip]
    alpha = np.where((part > 0) & np.isfinite(toward_camera), picture.alpha[flip], np.uint8(0))
    if not (alpha >= 128).any():
        return _empty(view, size)
    colour: NDArray[np.float32] = picture.colour[flip].astype(np.float32) / np.float32(255)
    coverage, height = alpha.astype(np.float32) / np.float32(255), toward_camera
    if len(alpha) > size:
        colour, height, part = average_nearest_layer(colour, height, part, alpha >= 128, size, LAYER_THICKNESS)
        coverage = blocks(coverage, size).mean(axis=-1)
    silhouette, nearest = silhouette_distance(coverage)
    depth = np.clip(height[nearest] * VIEW_SIGN[view], -1, 1)
    return colour[nearest], depth, silhouette, part[nearest]


def silhouette_distance(
    coverage: NDArray[np.float32],
) -> tuple[NDArray[np.float32], tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Signed distance to the outline in cube units, and the nearest inside texel (rows, columns) of every texel.

    `coverage` (S, S) in [0, 1] is the covered share of each texel. Anti-aliased distance transform:
    the distance to the nearest texel on the other side, moved by that texel's own share; a texel on
    the outline takes its distance from its own share (Gustavson and Strand 2011, first order).
    """
    inside = coverage >= 0.5 if (coverage >= 0.5).any() else coverage > 0
    outward, nearest = _distance_and_nearest(~inside)
    distance = outward + (0.5 - coverage[nearest])
    if not inside.all():
        box = _box(inside)
        inward, outer = _distance_and_nearest(inside[box])
        distance[box] = np.where(inside[box], 0.5 - coverage[box][outer] - inward, distance[box])
    partly = (coverage > 0) & (coverage < 1) & (np.abs(distance) < 1.5)
    units = np.where(partly, 0.5 - coverage, distance) * (2 / coverage.shape[0])
    return np.clip(units, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT).astype(np.float32), nearest


def _box(inside: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns of what is inside, with a border of one where there is room: what its outline is made of."""
    spans = (np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0))
    rows, columns = (slice(max(int(span[0]) - 1, 0), int(span[-1]) + 2) for span in spans)
    return rows, columns


def _distance_and_nearest(
    mask: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], tuple[NDArray[np.int32], NDArray[np.int32]]]:
    distance, indices = ndimage.distance_transform_edt(mask, return_indices=True)
    return distance, (indices[0], indices[1])


def _empty(view: int, size: int) -> _Relief:
    """A view that sees nothing: everything is outside, the surface at the far side of the cube."""
    grey = np.full((size, size, 3), 0.5, np.float32)
    far = np.full((size, size), -VIEW_SIGN[view], np.float32)
    return grey, far, np.full((size, size), SILHOUETTE_LIMIT, np.float32), np.zeros((size, size), np.uint8)

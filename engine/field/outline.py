"""Signed distances to the outlines of reliefs, exact to a fraction of a texel. numpy only."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.field.triplane import SILHOUETTE_LIMIT

Indices = tuple[NDArray[np.int32], NDArray[np.int32]]


def silhouette_distance(coverage: NDArray[np.float32]) -> tuple[NDArray[np.float32], Indices]:
    """Signed distance to the outline in units of the frame, and of every texel the nearest inside (rows, columns).

    `coverage` (S, S) in [0, 1] is the covered share of each texel. Anti-aliased distance transform:
    the distance to the nearest texel on the other side, moved by that texel's own share; a texel on
    the outline takes its distance from its own share (Gustavson and Strand 2011, first order).
    """
    inside = coverage >= 0.5 if (coverage >= 0.5).any() else coverage > 0
    outward, nearest = distance_and_nearest(~inside)
    distance = outward + (0.5 - coverage[nearest])
    if not inside.all():
        box = _box(inside)
        inward, outer = distance_and_nearest(inside[box])
        distance[box] = np.where(inside[box], 0.5 - coverage[box][outer] - inward, distance[box])
    partly = (coverage > 0) & (coverage < 1) & (np.abs(distance) < 1.5)
    units = np.where(partly, 0.5 - coverage, distance) * (2 / coverage.shape[0])
    return np.clip(units, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT).astype(np.float32), nearest


def _box(inside: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns of what is inside, with a border of one where there is room: what its outline is made of."""
    spans = (np.flatnonzero(inside.any(axis=axis)) for axis in (1, 0))
    rows, columns = (slice(max(int(span[0]) - 1, 0), int(span[-1]) + 2) for span in spans)
    return rows, columns


def distance_and_nearest(mask: NDArray[np.bool_]) -> tuple[NDArray[np.float64], Indices]:
    """Distance in texels from each texel of the mask to the nearest beyond it, and which one that is."""
    distance, indices = ndimage.distance_transform_edt(mask, return_indices=True)
    return distance, (indices[0], indices[1])

"""Small mesh operations: normals, and the closed cut at the upper chest."""

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from engine.individuals.library import Floats, Ints


def vertex_normals(vertices: Floats, triangles: Ints) -> Floats:
    """Area-weighted unit normals (N, 3)."""
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    normals = np.zeros_like(vertices)
    for axis in range(3):
        total = sum(np.bincount(triangles[:, i], face[:, axis], len(vertices)) for i in range(3))
        normals[:, axis] = total
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return (normals / np.maximum(length, 1e-12)).astype(np.float32)


def cap(vertices: Floats, triangles: Ints, height: float) -> tuple[Floats, Ints]:
    """Fans that close the section of a mesh at y = `height`: points (P, 3) and triangles, facing down."""
    above = vertices[:, 1] > height
    cut = triangles[above[triangles].any(1) & ~above[triangles].all(1)]
    if not len(cut):
        return np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32)
    pairs = np.sort(cut[:, [[0, 1], [1, 2], [2, 0]]], -1)
    crossing = above[pairs[..., 0]] != above[pairs[..., 1]]
    keys, index = np.unique(pairs[crossing], axis=0, return_inverse=True)
    segments = index.reshape(-1, 2)
    low, high = vertices[keys[:, 0]], vertices[keys[:, 1]]
    share = (height - low[:, 1:2]) / (high[:, 1:2] - low[:, 1:2])
    points = low + share * (high - low)
    graph = coo_matrix((np.ones(len(segments)), segments.T), shape=(len(points), len(points)))
    count, part = connected_components(graph, directed=False)
    sizes = np.bincount(part, minlength=count)[:, None]
    centres = np.stack([np.bincount(part, points[:, i], count) for i in range(3)], 1) / sizes
    fans = np.c_[segments, len(points) + part[segments[:, 0]]]
    return np.concatenate([points, centres]).astype(np.float32), fans.astype(np.int32)


def narrowed(points: Floats, widest: float, limit: float, start: float = 0.5) -> Floats:
    """`points` (N, 3) with what lies beyond |x| = `start` drawn in, so that `widest` comes to `limit`."""
    if widest <= limit:
        return points
    x = np.abs(points[:, 0])
    drawn = np.minimum(x, start) + np.maximum(x - start, 0) * (limit - start) / (widest - start)
    return np.column_stack([np.copysign(drawn, points[:, 0]), points[:, 1:]]).astype(np.float32)

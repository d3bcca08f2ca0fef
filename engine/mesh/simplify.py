"""Fewer triangles, with what the dense surface knew carried over."""

import fast_simplification
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.mesh.surface import Surface, compact


def simplify(surface: Surface, triangles: int) -> Surface:
    """At most `triangles` faces by quadric edge collapses (Garland and Heckbert 1997); stays closed."""
    if len(surface.faces) <= triangles:
        return surface
    vertices, faces = fast_simplification.simplify(surface.vertices, surface.faces, target_count=triangles, agg=4)
    faces = faces.astype(np.int32)
    distinct = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return compact(vertices.astype(np.float32), faces[distinct])[0]


def carry_over(source: Surface, target: Surface, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values (V, C) at the vertices of `source` taken to the nearest vertices of `target`."""
    nearest = cKDTree(source.vertices).query(target.vertices)[1]
    return values[nearest]

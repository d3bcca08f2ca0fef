"""Fewer triangles, with what the dense surface knew carried over."""

from typing import Final

import fast_simplification
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.mesh.surface import Floats, Surface, compact, connected
from engine.space import CHIN_Y, CUBE_HALF_SIDE

HEAD_EMPHASIS: Final = 2.5
"""The head counts as this much larger than the chest when triangles are shared out."""
SMALLEST_CRUMB: Final = 0.0015
"""As a share of the whole area; of six pairs of glasses, which are a piece of their own, the smallest has .013."""
_FLOOR: Final = np.array([0, -CUBE_HALF_SIDE, 0])
_HEIGHTS: Final = np.linspace(-CUBE_HALF_SIDE, CUBE_HALF_SIDE, 512)
_SCALES: Final = 1 + (HEAD_EMPHASIS - 1) * np.clip((_HEIGHTS - CHIN_Y + 0.25) / 0.3, 0, 1)


def simplify(surface: Surface, triangles: int) -> Surface:
    """At most `triangles` faces by quadric edge collapses (Garland and Heckbert 1997); stays closed."""
    if len(surface.faces) <= triangles:
        return surface
    enlarged = _enlarge_head(surface.vertices)
    vertices, faces = fast_simplification.simplify(enlarged, surface.faces, target_count=triangles, agg=4)
    faces = faces.astype(np.int32)
    distinct = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return _without_crumbs(compact(_undo_enlarging(vertices), faces[distinct])[0])


def _without_crumbs(surface: Surface) -> Surface:
    """Without what collapses have pinched off: closed by itself, it touches the rest in an edge or not at all."""
    count, of_face = connected(surface.face_pairs, len(surface.faces))
    area = np.bincount(of_face, surface.face_areas, count)
    return surface.keep_faces((area >= SMALLEST_CRUMB * area.sum())[of_face])


def carry_over(source: Surface, target: Surface, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values (V, C) at the vertices of `source` taken to the nearest vertices of `target`."""
    nearest = cKDTree(source.vertices).query(target.vertices)[1]
    return values[nearest]


def _enlarge_head(points: Floats) -> Floats:
    """Points scaled away from the middle of the cube's floor, more the higher they lie; (V, 3)."""
    scale = np.interp(points[:, 1], _HEIGHTS, _SCALES)[:, None]
    return ((points - _FLOOR) * scale).astype(np.float32)


def _undo_enlarging(points: NDArray[np.floating]) -> Floats:
    height = np.interp(points[:, 1], (_HEIGHTS + CUBE_HALF_SIDE) * _SCALES, _HEIGHTS)
    scale = np.interp(height, _HEIGHTS, _SCALES)[:, None]
    return (points / scale + _FLOOR).astype(np.float32)

"""The closed surface of a signed-distance grid."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from skimage.measure import marching_cubes

from engine.errors import DataError
from engine.mesh.sample import Grids
from engine.mesh.surface import Floats, Surface

SMOOTHING_STEPS: Final = 8
"""Of the mesh, not of the grid: a blur of the grid by half a sample already eats the rims of glasses."""
SKIN_STEPS: Final = 48
"""More of the same where there is skin, whose unevenness shows most."""
SMALLEST_COMPONENT: Final = 0.01
"""Components below this share of the whole area are floaters."""
_TAUBIN_IN, _TAUBIN_OUT = 0.5, -0.53  # Taubin 1995: the second pass undoes the shrinking of the first


def extract_surface(grid: NDArray[np.float32], smoothing_steps: int = SMOOTHING_STEPS) -> Surface:
    """Surface of `grid`, float32 (R, R, R) signed distances at the cell centres of [-1, 1]^3, indexed [x, y, z].

    Closed even where the avatar is cut by the cube's walls, without floaters and cavities, lightly
    smoothed. Raises DataError when nothing is inside.
    """
    inside = grid < 0
    if not inside.any():
        raise DataError("The avatar has no surface.", "Make it again with another seed.")
    block, corner = _around(grid, inside)
    surface = _outward(_marching_cubes(block, corner, len(grid)))
    return taubin(drop_floaters(surface), smoothing_steps)


def extract_surfaces(grids: Grids, smoothing_steps: int = SMOOTHING_STEPS) -> tuple[Surface, int]:
    """The surfaces of several grids in one, each in its frame's place, and how many vertices are the first grid's.

    Raises DataError when the first is empty.
    """
    surfaces = []
    for index, (grid, frame) in enumerate(grids):
        if index == 0 or (grid < 0).any():
            surface = extract_surface(grid, smoothing_steps)
            surfaces.append(Surface(frame.placed(surface.vertices), surface.faces))
    starts = np.cumsum([0, *(len(surface.vertices) for surface in surfaces[:-1])])
    faces = [surface.faces + np.int32(start) for surface, start in zip(surfaces, starts, strict=True)]
    vertices = np.concatenate([surface.vertices for surface in surfaces])
    return Surface(vertices, np.concatenate(faces)), len(surfaces[0].vertices)


def taubin(surface: Surface, steps: int, share: Floats | None = None) -> Surface:
    """Smooth without shrinking (Taubin, A signal processing approach to fair surface design, 1995).

    `share`: how much each vertex takes part, (V,) in [0, 1]; None: all of them fully.
    """
    moved = np.ones(len(surface.vertices), np.float32) if share is None else share.astype(np.float32)
    rows = np.flatnonzero(moved > 0)
    around, by = surface.neighbour_mean[rows], moved[rows, None]
    vertices = surface.vertices.copy()
    for _ in range(steps):
        for weight in (_TAUBIN_IN, _TAUBIN_OUT):
            vertices[rows] += np.float32(weight) * by * (around @ vertices - vertices[rows])
    return Surface(vertices, surface.faces)


def drop_floaters(surface: Surface, smallest: float = SMALLEST_COMPONENT) -> Surface:
    """Without components below `smallest` of the whole area, and without the walls of inner cavities."""
    count, of_vertex = surface.components()
    of_face = of_vertex[surface.faces[:, 0]]
    area = np.bincount(of_face, surface.face_areas, count)
    corner = surface.vertices[surface.faces[:, 0]]
    volume = np.bincount(of_face, np.einsum("ij,ij->i", corner, surface.face_crosses), count)
    wanted = (area >= smallest * area.sum()) & (volume > 0)
    return surface.keep_faces(wanted[of_face])


def _around(grid: NDArray[np.float32], inside: NDArray[np.bool_]) -> tuple[NDArray[np.float32], Floats]:
    """The block of samples around the inside with a wall of outside, and the index of its first sample."""
    spans = [np.flatnonzero(inside.any(axis=tuple({0, 1, 2} - {axis}))) for axis in range(3)]
    low = [max(int(span[0]) - 1, 0) for span in spans]
    high = [min(int(span[-1]) + 2, len(grid)) for span in spans]
    block = grid[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    return np.pad(block, 1, constant_values=2 / len(grid)), np.array(low, dtype=np.float32) - 1


def _marching_cubes(block: NDArray[np.float32], corner: Floats, resolution: int) -> Surface:
    indices, faces, _, _ = marching_cubes(block, 0.0)
    vertices = -1 + (2 * (indices + corner) + 1) / resolution
    return Surface(vertices.astype(np.float32), faces.astype(np.int32))


def _outward(surface: Surface) -> Surface:
    volume = np.einsum("ij,ij->", surface.vertices[surface.faces[:, 0]], surface.face_crosses)
    return surface if volume > 0 else Surface(surface.vertices, surface.faces[:, ::-1].copy())

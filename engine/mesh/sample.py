"""Asking a field for colours and parts on a surface."""

from collections.abc import Callable
from typing import Final, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage

from engine.attributes import Part
from engine.field.triplane import Frame
from engine.mesh.surface import Floats

_CHUNK: Final = 65536
_LONGEST_STEP: Final = 0.012
_PROBE: Final = 0.002
_STEPS: Final = 2


Grids = list[tuple[NDArray[np.float32], Frame]]
"""Distances in units of a frame, and the frame."""


class SurfaceField(Protocol):
    """What the mesh needs from `engine.field.field.Field`."""

    def grids(self, resolution: int) -> Grids:
        """Signed distances (R, R, R), indexed [x, y, z], at the cell centres of one or several frames."""

    def shade(self, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """sRGB (N, 3) in [0, 1] and part probabilities (N, 8) at points (N, 3)."""

    def of(self, part: Part) -> "SurfaceField":
        """The same field as far as it shows `part`: a point a little off the surface is coloured by nothing else."""


def shade_points(field: SurfaceField, points: Floats, check: Callable[[], None]) -> tuple[Floats, Floats]:
    """`field.shade` at float32 (N, 3) points in bounded memory; `check` is called between pieces and may raise."""
    colours, parts = [], []
    with torch.no_grad():
        for start in range(0, len(points), _CHUNK):
            check()
            colour, part = field.shade(torch.from_numpy(points[start : start + _CHUNK]))
            colours.append(colour.numpy())
            parts.append(part.numpy())
    return np.concatenate(colours), np.concatenate(parts)


def onto_surface(grids: Grids, points: Floats, normals: Floats) -> Floats:
    """Points moved along their normals to where the distances cross zero: smoothing and simplifying left them off it.

    Newton's method with the slope along the normal, as a hull's distance grows faster than one to one
    where the views see the surface at a slant.
    """
    for _ in range(_STEPS):
        ahead, behind = (_at(grids, points + sign * _PROBE * normals) for sign in (1, -1))
        slope = np.maximum((ahead - behind) / (2 * _PROBE), 1)
        step = np.clip(_at(grids, points) / slope, -_LONGEST_STEP, _LONGEST_STEP)
        points = points - normals * step[:, None]
    return points.astype(np.float32)


def _at(grids: Grids, points: Floats) -> Floats:
    """The distance to the nearest surface at points (N, 3), read trilinearly, in cube units."""
    found = [_read(grid, frame.local(points)) * np.float32(frame.half) for grid, frame in grids]
    return np.asarray(np.minimum.reduce(found), np.float32)


def _read(grid: NDArray[np.float32], points: Floats) -> Floats:
    where = (points.T + 1) * (len(grid) / 2) - 0.5
    found: Floats = ndimage.map_coordinates(grid, where, order=1, mode="nearest")
    return found

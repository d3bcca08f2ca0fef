"""Where the texels of a relief triplane lie."""

import numpy as np
from numpy.typing import NDArray

from engine.field.triplane import COLUMN_AXIS, ROW_AXIS, ROW_SIGN, VIEW_AXIS, ReliefTriplane, texel_centres

Floats = NDArray[np.float32]


def surface_points(planes: ReliefTriplane, view: int) -> list[Floats]:
    """x, y and z of every texel of a view, each (S, S)."""
    centres = texel_centres(planes.size)
    columns, rows = np.meshgrid(centres, ROW_SIGN[view] * centres)
    axes: list[Floats] = [columns] * 3
    axes[COLUMN_AXIS[view]], axes[ROW_AXIS[view]], axes[VIEW_AXIS[view]] = columns, rows, planes.depth[view]
    return axes


def texel_of(coordinate: Floats, size: int) -> NDArray[np.intp]:
    """The column, or of a turned coordinate the row, in which coordinates in [-1, 1] lie."""
    return np.clip(((coordinate + 1) / 2 * size).astype(np.intp), 0, size - 1)

"""Where the texels of a relief triplane lie."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from engine.field.triplane import COLUMN_AXIS, ROW_AXIS, ROW_SIGN, VIEW_AXIS, ReliefTriplane, texel_centres

Floats = NDArray[np.float32]

FEATHER: Final = 9.0
"""Texels over which a face's picture fades towards its border."""


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


def border_fade(inside: NDArray[np.bool_], width: float = FEATHER) -> Floats:
    """1 well inside, falling to 0 at the border within `width` texels."""
    share = np.clip(distance_transform_edt(inside) / width, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)

"""Generated glasses made whole: front and back say where they are, the other views must not cut that. numpy only.

Rims and lenses are thinner than the texels of the base diffusion, and a solid of six views is what none of them cuts
away: depths that disagree by a texel leave crumbs of glasses whose outline from the front is whole.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.field.triplane import (
    COLUMN_AXIS,
    GLASSES_FRAME,
    ROW_AXIS,
    ROW_SIGN,
    VIEW_AXIS,
    VIEW_SIGN,
    ReliefTriplane,
    texel_centres,
)

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

THICKNESS: Final = (0.03, 0.06)
"""Of rims and lenses, in units of the frame."""
TEMPLE: Final = 0.3
"""What is thicker is a temple, seen along its length."""
LIFT: Final = 0.02
"""Rims and lenses lie at least this far before the face."""
MOST_LIFT: Final = 0.15
_SIDES: Final = (2, 3, 4, 5)
_REACH: Final = 2
"""Texels on each side over which the front's depths are evened."""


def made_whole(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes whose glasses, if any, are where their front view shows them, and before the face."""
    glasses = planes.glasses
    if glasses is None or not (inside := glasses.silhouette[0] < 0).any():
        return planes
    front, back = (_evened(glasses.depth[view], inside) for view in (0, 1))
    temple = front - back > TEMPLE
    face = (_face_behind(planes, glasses.size) - GLASSES_FRAME.centre[2]) / GLASSES_FRAME.half
    front = np.where(temple, front, np.clip(face + LIFT + THICKNESS[0], front, front + MOST_LIFT))
    back = np.where(temple, back, np.clip(back, front - THICKNESS[1], front - THICKNESS[0]))
    depth, silhouette = np.array(glasses.depth), np.array(glasses.silhouette)
    depth[0], depth[1] = np.where(inside, front, depth[0]), np.where(inside, back, depth[1])
    solid = _solid(inside, depth[0], depth[1])
    for view in _SIDES:
        seen, surface = _seen(solid, view)
        old = np.where(silhouette[view] < 0, depth[view] * VIEW_SIGN[view], -np.inf)
        depth[view] = np.where(seen, np.maximum(old, surface) * VIEW_SIGN[view], depth[view])
        silhouette[view] = np.where(seen, np.minimum(silhouette[view], -1 / glasses.size), silhouette[view])
    return replace(planes, glasses=replace(glasses, depth=depth.astype(np.float32), silhouette=silhouette))


def _evened(depth: Floats, inside: Mask) -> Floats:
    """The median of what is seen around each texel."""
    size, reach = len(depth), _REACH
    padded = np.pad(np.where(inside, depth, np.nan), reach, constant_values=np.nan)
    steps = range(2 * reach + 1)
    around = np.stack([padded[row : row + size, column : column + size] for row in steps for column in steps])
    around[:, ~inside] = 0
    return np.nanmedian(around, axis=0).astype(np.float32)


def _face_behind(planes: ReliefTriplane, size: int) -> Floats:
    """z of the body's front, in the cube, at the texels of the glasses' front view (size, size)."""
    centre, half = GLASSES_FRAME.centre, GLASSES_FRAME.half
    places = texel_centres(size) * half
    columns, rows = (
        np.clip(((v + 1) / 2 * planes.size).astype(np.intp), 0, planes.size - 1)
        for v in (centre[0] + places, ROW_SIGN[0] * (centre[1] + ROW_SIGN[0] * places))
    )
    return planes.depth[0][np.ix_(rows, columns)]


def _solid(inside: Mask, front: Floats, back: Floats) -> Mask:
    """Voxels [x, y, z] of what front and back say, and those beside them."""
    size = len(inside)
    z = texel_centres(size)
    within = inside[..., None] & (z > back[..., None] - 2 / size) & (z < front[..., None] + 2 / size)
    wide = np.pad(within, ((1, 1), (1, 1), (0, 0)))
    steps = range(3)
    grown = np.any([wide[row : row + size, column : column + size] for row in steps for column in steps], axis=0)
    return np.swapaxes(grown[::-1] if ROW_SIGN[0] < 0 else grown, 0, 1)


def _seen(solid: Mask, view: int) -> tuple[Mask, Floats]:
    """Where a view sees the solid, (S, S), and how far towards it the solid reaches there."""
    size = len(solid)
    order = (ROW_AXIS[view], COLUMN_AXIS[view], VIEW_AXIS[view])
    turned = np.transpose(solid, order)
    if ROW_SIGN[view] < 0:
        turned = turned[::-1]
    reach = np.where(turned, texel_centres(size) * VIEW_SIGN[view], -np.inf).max(axis=2)
    return np.asarray(turned.any(axis=2)), (reach + 1 / size).astype(np.float32)

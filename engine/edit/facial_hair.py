"""Facial hair painted where the photo shows it.

A beard is a small thing at 64 x 64, and the base diffusion often leaves it out although z holds it. The
photo's parse lies in the frame of the front plane, so it says where the beard is.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, zoom

from engine.attributes import Part
from engine.edit.recolour import part_colour
from engine.field.texels import surface_points, texel_of
from engine.field.triplane import VIEW_COUNT, ReliefTriplane, texel_centres
from engine.space import CHIN_Y, HEAD_HEIGHT

BROW_LINE: Final = CHIN_Y + 0.40 * HEAD_HEIGHT
"""Height above which facial hair is brows, in cube units."""
LEAST_SHARE: Final = 0.003
"""Share of the front plane from which a beard counts as seen."""
COVER: Final = 0.8
"""How much of the skin under it a beard hides."""
_STRANDS: Final = 0.04
_FRONT: Final = 0
_CLOSING: Final = 3

Mask = NDArray[np.bool_]


def beard_of(parts: NDArray[np.uint8]) -> Mask | None:
    """Where a parse (S, S) of the front plane shows facial hair below the nose; None when hardly anywhere."""
    below = -texel_centres(len(parts)) < BROW_LINE
    beard = (parts == Part.FACIAL_HAIR) & below[:, None]
    if beard.mean() <= LEAST_SHARE:
        return None
    # the parser leaves holes and islands in beards; they are closed, but not over mouth and clothes
    closed = binary_closing(np.pad(beard, _CLOSING), iterations=_CLOSING)[_CLOSING:-_CLOSING, _CLOSING:-_CLOSING]
    return np.asarray(closed & np.isin(parts, (Part.FACIAL_HAIR, Part.SKIN)))


def wears_beard(planes: ReliefTriplane) -> bool:
    """Whether the front plane shows facial hair below the nose."""
    return beard_of(planes.part[_FRONT]) is not None


def carry_facial_hair(old: ReliefTriplane, before: ReliefTriplane, after: ReliefTriplane) -> ReliefTriplane:
    """`after` with the facial hair that was painted on `old`: what `before`, sampled without the edit, lacks.

    Sampling again loses what a photo painted. Words cannot take a painted beard away yet.
    """
    beard, colour = beard_of(old.part[_FRONT]), part_colour(old, Part.FACIAL_HAIR)
    if beard is None or colour is None or wears_beard(before):
        return after
    return paint_facial_hair(after, beard, colour)


def paint_facial_hair(planes: ReliefTriplane, beard: Mask, colour: tuple[float, float, float]) -> ReliefTriplane:
    """Planes whose skin becomes facial hair of `colour` wherever the front half of the head lies behind `beard`.

    Every texel of every view is a surface point; its x and y say where it lies on the front plane.
    """
    size = planes.size
    mask = zoom(beard.astype(np.float32), size / len(beard), order=1, grid_mode=True, mode="nearest") > 0.5
    part, painted = np.array(planes.part), np.array(planes.colour)
    strands = np.random.default_rng(0).normal(0, _STRANDS, (size, size, 1)).astype(np.float32)
    for view in range(VIEW_COUNT):
        x, y, z = surface_points(planes, view)
        column, row = (texel_of(v, size) for v in (x, -y))
        covered = mask[row, column] & (z > 0) & (part[view] == Part.SKIN)
        part[view][covered] = Part.FACIAL_HAIR
        hair = np.asarray(colour, np.float32) + strands
        painted[view][covered] = np.clip(COVER * hair + (1 - COVER) * painted[view], 0, 1)[covered]
    return replace(planes, colour=painted, part=part)

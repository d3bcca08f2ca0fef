"""Skin without what sampling leaves on it: at 64 x 64 it is stained by its neighbours and by beards that are none."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from engine.attributes import Part
from engine.edit.facial_hair import BROW_LINE, beard_of
from engine.field.texels import surface_points
from engine.field.triplane import VIEW_COUNT, ReliefTriplane

_FRONT: Final = 0
_TONE: Final = 0.08
"""Deviation of brightness within which skin counts as skin: the edges of hair and clothes have run into the rest."""
_EVEN: Final = 14.0
"""Texels of 256 over which skin is evened: light under the chin stays, stains of a few coarse texels go."""


def even_skin(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes whose body has even skin, and no specks of a beard unless there is a beard."""
    colour, part = np.array(planes.colour), np.array(planes.part)
    bearded, sigma = beard_of(part[_FRONT]) is not None, _EVEN * planes.size / 256
    sure = _sureness(planes)
    for view in range(VIEW_COUNT):
        skin = (part[view] == Part.SKIN) & (planes.silhouette[view] < 0)
        wanted = part[view] == Part.SKIN
        if not bearded:
            specks = (part[view] == Part.FACIAL_HAIR) & (surface_points(planes, view)[1] < BROW_LINE)
            part[view][specks] = Part.SKIN
            wanted |= specks
        if skin.any():
            colour[view][wanted] = _near(colour[view], sure[view] * skin, sigma)[wanted]
    return replace(planes, colour=colour, part=part)


def _sureness(planes: ReliefTriplane) -> NDArray[np.float32]:
    """How surely each texel has the tone of the skin, (6, S, S)."""
    skin = (planes.part == Part.SKIN) & (planes.silhouette < 0)
    brightness = planes.colour.mean(axis=-1)
    usual = np.median(brightness[skin]) if skin.any() else 0.0
    return np.exp(-(((brightness - usual) / _TONE) ** 2) / 2).astype(np.float32)


def _near(colour: NDArray[np.float32], weight: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """The mean (S, S, 3) of what is near by `weight` (S, S); of everything where nothing is near."""
    middle = np.average(colour.reshape(-1, 3), axis=0, weights=weight.ravel() + 1e-9)
    share = gaussian_filter(weight, sigma)[..., None] + 1e-3
    spread = [gaussian_filter(weight * one, sigma) for one in np.moveaxis(colour, -1, 0)]
    return np.asarray((np.stack(spread, axis=-1) + 1e-3 * middle) / share, np.float32)

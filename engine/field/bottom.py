"""The flat bottom of sliced planes, which no view shows: it takes the look of what is cut there. numpy only."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.field.triplane import BOTTOM_Y, ReliefTriplane, texel_centres

BAND: Final = 0.05
"""The look is taken from this far above the bottom."""
_SIDES: Final = (0, 1, 2, 3)


def bottom_look(layer: ReliefTriplane) -> tuple[NDArray[np.float32], int]:
    """Colour (3,) and part of a layer's bottom: the median and the commonest just above it, in the views from the side.

    Black skin where nothing reaches down to it.
    """
    rows = np.flatnonzero(-texel_centres(layer.size) < BOTTOM_Y + BAND)
    band = np.ix_(np.array(_SIDES), rows)
    seen = layer.silhouette[band] < 0
    if not seen.any():
        return np.zeros(3, np.float32), int(Part.SKIN)
    part = int(np.bincount(layer.part[band][seen]).argmax())
    alike = seen & (layer.part[band] == part)
    return np.median(layer.colour[band][alike], axis=0).astype(np.float32), part

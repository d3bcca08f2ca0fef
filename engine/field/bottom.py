"""The flat bottom of sliced planes, which no view shows: it takes the look of what is cut there. numpy only."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT, Part
from engine.field.triplane import BOTTOM_Y, ReliefTriplane, texel_centres

BAND: Final = 0.05
"""The look is taken from this far above the bottom."""
SHADE: Final = 0.92
"""The bottom is darker than what is above it: less light reaches it (measured on the individuals)."""
LEAST_SHARE: Final = 0.02
"""A part that fills less of the band is not cut there."""
_SIDES: Final = (0, 1, 2, 3)


def bottom_looks(layer: ReliefTriplane) -> NDArray[np.float32]:
    """How a layer's bottom looks below a surface of each part, float32 (8, 4): colour and part.

    The median colour of the part just above the bottom, in the views from the side; a part that does not reach down
    looks like the commonest that does. Black skin where nothing does.
    """
    rows = np.flatnonzero(-texel_centres(layer.size) < BOTTOM_Y + BAND)
    band = np.ix_(np.array(_SIDES), rows)
    seen = layer.silhouette[band] < 0
    colours, parts = layer.colour[band][seen], layer.part[band][seen]
    counts = np.bincount(parts, minlength=PART_COUNT)
    looks = np.tile(_look(colours, parts, int(counts.argmax())), (PART_COUNT, 1))
    for part in np.flatnonzero(counts > LEAST_SHARE * counts.sum()):
        looks[part] = _look(colours, parts, int(part))
    return looks


def _look(colours: NDArray[np.float32], parts: NDArray[np.uint8], part: int) -> NDArray[np.float32]:
    if len(parts) == 0:
        return np.array([0, 0, 0, Part.SKIN], np.float32)
    return np.append(SHADE * np.median(colours[parts == part], axis=0), part).astype(np.float32)

"""Hair as a solid: worn over a body, its reliefs say nothing where the body hides it. numpy only."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

INSIDE: Final = 0.03
"""How far inside the body the hair's relief lies where the body hides it, in cube units."""
LIFT: Final = 0.004
"""Hair that is seen lies at least this far above the body."""
LEAST_RISE: Final = 0.008
"""Beside hair it lies at least this far inside: the depths of generated planes are not exact."""
SEEN: Final = 0.7
"""Share of a texel from which its hair keeps its own height."""
HANGING_SEEN: Final = 0.15
"""The same of hair far above the body: the relief falls away from the last such texel."""
_GAP: Final = 5
_NOWHERE: Final = -9.0


def sunk(height: Floats, ground: Floats, cover: Floats, on_body: NDArray[np.bool_]) -> Floats:
    """Heights of a solid hair layer, from those of what is seen of it and those of the body below.

    All (6, S, S); heights grow towards the viewer; `cover` as in `ReliefTriplane`, `on_body` where there is
    a body. Where a texel is half covered the relief crosses the body's surface; beside hair it lies as far below it
    as that hair lies above, so that reading between texels leaves the hairline in its place. Gaps a few texels wide
    are closed: views hardly agree about single curls, and a gap that one of them sees would be cut from all.
    """
    seen_only = np.where(cover > 0.5, height, np.float32(_NOWHERE))
    height = np.maximum(height, _closed(seen_only))
    lifted = np.maximum(height, ground + np.float32(LIFT))
    rise = _over_square(np.where(cover > 0.5, lifted - ground, 0), np.maximum.reduce, 3)
    beside = np.where(rise > 0, np.clip(rise, LEAST_RISE, INSIDE), INSIDE)
    edge = ground + (2 * cover - 1) * beside
    hanging = (cover >= HANGING_SEEN) & (lifted - ground > INSIDE)
    seen = np.where((cover >= SEEN) | hanging, lifted, np.minimum(lifted, edge))
    return np.where(on_body, seen, height).astype(np.float32)


def _closed(height: Floats) -> Floats:
    """Grey closing of each view over _GAP x _GAP texels. By numpy: documents import this and scipy is slow to load."""
    return _over_square(_over_square(height, np.maximum.reduce, _GAP), np.minimum.reduce, _GAP)


def _over_square(values: Floats, choose: Callable[[list[Floats]], Floats], side: int) -> Floats:
    for axis in (1, 2):
        pads = [(0, 0), (0, 0), (0, 0)]
        pads[axis] = (side // 2, side // 2)
        padded = np.moveaxis(np.pad(values, pads, mode="symmetric"), axis, 0)
        size = values.shape[axis]
        values = np.moveaxis(choose([padded[start : start + size] for start in range(side)]), 0, axis)
    return values

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
SEEN: Final = 0.7
"""Share of a texel from which its hair keeps its own height."""
_GAP: Final = 5
_NOWHERE: Final = -9.0


def sunk(height: Floats, ground: Floats, cover: Floats, on_body: NDArray[np.bool_]) -> Floats:
    """Heights of a solid hair layer, from those of what is seen of it and those of the body below.

    All (6, S, S); heights grow towards the viewer; `cover` as in `ReliefTriplane`, `on_body` where there is
    a body. Where a texel is half covered the relief crosses the body's surface. Gaps a few texels wide are
    closed: views hardly agree about single curls, and a gap that one of them sees would be cut from all.
    """
    seen_only = np.where(cover > 0.5, height, np.float32(_NOWHERE))
    height = np.maximum(height, _closed(seen_only))
    lifted = np.maximum(height, ground + np.float32(LIFT))
    edge = ground + (2 * cover - 1) * np.float32(INSIDE)
    seen = np.where(cover >= SEEN, lifted, np.minimum(lifted, edge))
    return np.where(on_body, seen, height).astype(np.float32)


def _closed(height: Floats) -> Floats:
    """Grey closing of each view over _GAP x _GAP texels. By numpy: documents import this and scipy is slow to load."""
    grown = _over_span(_over_span(height, np.maximum.reduce, 1), np.maximum.reduce, 2)
    return _over_span(_over_span(grown, np.minimum.reduce, 1), np.minimum.reduce, 2)


def _over_span(height: Floats, choose: Callable[[list[Floats]], Floats], axis: int) -> Floats:
    pads = [(0, 0), (0, 0), (0, 0)]
    pads[axis] = (_GAP // 2, _GAP // 2)
    padded = np.moveaxis(np.pad(height, pads, mode="symmetric"), axis, 0)
    size = height.shape[axis]
    return np.moveaxis(choose([padded[start : start + size] for start in range(_GAP)]), 0, axis)

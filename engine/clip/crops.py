"""What the encoders see of a portrait: three aligned crops at different scales, stacked for batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.photo.align import close_window
from engine.photo.front_end import AlignedPortrait

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

BACKDROP: Final = 160
"""Grey that stands for everything that is not the person."""
_EYE_LANDMARKS: Final = ((33, 133, 159, 145), (263, 362, 386, 374))
"""Corners and lids of the person's right and left eye (MediaPipe face mesh)."""


@dataclass(frozen=True)
class Crops:
    """Crops of B portraits: `bust` (B, 256, 256, 3), `face` and `close` (B, 224, 224, 3); masks of the first two
    in [0, 1]; `eyes` (B, 2, 2) the middles of the right and left eye, x and y in pixels of `close`."""

    bust: Bytes
    bust_mask: Floats
    face: Bytes
    face_mask: Floats
    close: Bytes
    eyes: Floats


def crops_of(portraits: Sequence[AlignedPortrait]) -> Crops:
    """The crops of aligned portraits as one batch."""
    bust, face, close = (np.stack([getattr(p, name) for p in portraits]) for name in ("bust", "face", "close"))
    bust_mask, face_mask = (np.stack([getattr(p, name) for p in portraits]) for name in ("bust_mask", "face_mask"))
    return Crops(bust, bust_mask, face, face_mask, close, np.stack([eyes_of(portrait) for portrait in portraits]))


def eyes_of(portrait: AlignedPortrait) -> Floats:
    """Middles of the right and left eye in pixels of the close crop, (2, 2)."""
    points = np.stack([portrait.landmarks[list(eye), :2].mean(axis=0) for eye in _EYE_LANDMARKS])
    source = portrait.bust_to_source
    return close_window(source).to_target(source.to_source(points))


def without_background(pixels: Bytes, mask: Floats) -> Bytes:
    """uint8 (..., H, W, 3) with everything outside `mask` (..., H, W) in [0, 1] turned grey."""
    share = mask[..., None]
    return (pixels * share + np.float32(BACKDROP) * (1 - share)).round().astype(np.uint8)

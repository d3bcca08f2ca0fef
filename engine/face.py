"""A face as an avatar wears it, of a photo or drawn: its picture and its shape on the front plane. numpy only."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT, Part
from engine.space import PLANE_SIZE

OF_FACE = (Part.SKIN, Part.EYES, Part.FACIAL_HAIR)
"""The parts that a face is made of."""


@dataclass(frozen=True, eq=False)
class Face:
    """In the frame of the front plane, rows downwards: `picture` uint8 (256, 256, 3) evenly lit sRGB, `depth` float16
    (256, 256) z in cube units up to a constant, `part` uint8 (256, 256) what is where, `weight` uint8 (256, 256) how
    far the avatar takes it, 255 wholly; 0 beyond the face and where an edit has taken it away."""

    picture: NDArray[np.uint8]
    depth: NDArray[np.float16]
    part: NDArray[np.uint8]
    weight: NDArray[np.uint8]

    def __post_init__(self) -> None:
        for name, (kind, shape) in LAYOUT.items():
            found = getattr(self, name)
            if found.dtype != kind or found.shape != shape:
                raise ValueError(f"The {name} of a face is {found.dtype} {found.shape}, not {kind.__name__} {shape}.")
        if not np.isfinite(self.depth).all():
            raise ValueError("The depth of a face holds values that are not finite.")
        if self.part.max() >= PART_COUNT:
            raise ValueError("The part of a face holds a label that there is not.")

    def faded(self, share: NDArray[np.floating]) -> "Face":
        """The face of which so much is taken, `share` (256, 256) in [0, 1]."""
        return replace(self, weight=(self.weight * share).round().astype(np.uint8))


_TEXELS = (PLANE_SIZE, PLANE_SIZE)
LAYOUT: dict[str, tuple[type, tuple[int, ...]]] = {
    "picture": (np.uint8, (*_TEXELS, 3)),
    "depth": (np.float16, _TEXELS),
    "part": (np.uint8, _TEXELS),
    "weight": (np.uint8, _TEXELS),
}
"""Type and shape of the arrays of a `Face`."""

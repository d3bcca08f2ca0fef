"""What a camera sees of an individual."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class View:
    """One picture with everything that is known about its pixels; row 0 is on top.

    colour: uint8 (H, W, 3), sRGB. alpha: uint8 (H, W), coverage.
    depth: float32 (H, W), distance from the camera along its view axis in cube units, inf outside.
    part: uint8 (H, W), `engine.attributes.Part`.
    normal: float32 (H, W, 3) in world space, or None when it was not drawn.
    """

    colour: NDArray[np.uint8]
    alpha: NDArray[np.uint8]
    depth: NDArray[np.float32]
    part: NDArray[np.uint8]
    normal: NDArray[np.float32] | None = None

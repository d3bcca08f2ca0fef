"""What a renderer of individuals returns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class View:
    """One picture with its labels, row 0 on top.

    `colour` uint8 (H, W, 3) sRGB; `alpha` uint8 (H, W) coverage; `depth` float32 (H, W) distance from the
    camera plane along its view axis, inf outside; `part` uint8 (H, W) `engine.attributes.Part`; `normal`
    float32 (H, W, 3) unit, world space, zero outside.
    """

    colour: NDArray[np.uint8]
    alpha: NDArray[np.uint8]
    depth: NDArray[np.float32]
    part: NDArray[np.uint8]
    normal: NDArray[np.float32] | None

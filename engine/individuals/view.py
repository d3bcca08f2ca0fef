"""What a renderer of individuals returns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class View:
    """One picture with its labels, row 0 on top.

    `colour` uint8 (H, W, 3) sRGB; `alpha` uint8 (H, W) coverage; `depth` float32 (H, W) distance from the
    camera plane along its view axis, inf outside; `part` uint8 (H, W) `engine.attributes.Part`; `normal`
    uint8 (H, W, 3) in world space, 0 to 255 for -1 to 1, where the part is not background.
    """

    colour: NDArray[np.uint8]
    alpha: NDArray[np.uint8]
    depth: NDArray[np.float32]
    part: NDArray[np.uint8]
    normal: NDArray[np.uint8] | None

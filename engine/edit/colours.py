"""Colour differences and colour names."""

from collections.abc import Mapping

import numpy as np
from skimage.color import deltaE_ciede2000, rgb2lab

RGB = tuple[float, float, float]


def delta_e(first: RGB, second: RGB) -> float:
    """CIEDE2000 difference of two sRGB colours in [0, 1]; 2 is just seen, 10 is plainly another shade."""
    a, b = (rgb2lab(np.asarray(colour, np.float64)[None, None]) for colour in (first, second))
    return float(deltaE_ciede2000(a, b)[0, 0])


def nearest_name(colour: RGB, palette: Mapping[str, RGB]) -> str:
    """The name in `palette` whose colour differs least from `colour`."""
    return min(palette, key=lambda name: delta_e(colour, palette[name]))

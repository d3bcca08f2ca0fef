"""Perceptual colour: sRGB to CIE Lab and back, and jitter in Lab."""

import numpy as np
from skimage.color import lab2rgb, rgb2lab

Colour = tuple[float, float, float]
"""sRGB in [0, 1]."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Weights of red, green and blue (Rec. 709)."""


def jittered(rng: np.random.Generator, rgb: tuple[float, ...], lightness: float, chroma: float) -> Colour:
    """`rgb` (sRGB in [0, 1]) moved in CIE Lab by normal steps, in units of Delta E, clipped at two of them."""
    lab = rgb2lab(np.array(rgb, np.float64).reshape(1, 1, 3))
    # neutral colours stay neutral and dark ones dark: a little chroma shows strongly there
    colourful = np.clip(np.hypot(*lab[0, 0, 1:]) / 30, 0.2, 1)
    bright = np.clip(lab[0, 0, 0] / 40, 0.4, 1)
    lab += np.clip(rng.normal(size=3), -2, 2) * [lightness * bright, chroma * colourful, chroma * colourful]
    red, green, blue = np.clip(lab2rgb(lab).reshape(3), 0.01, 0.99)
    return round(float(red), 4), round(float(green), 4), round(float(blue), 4)

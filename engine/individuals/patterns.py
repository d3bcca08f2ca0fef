"""Textures of the hats that are built here, coded like every recoloured layer (see textures.py)."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

_PANEL_TOP = 0.7
"""Height in the texture where the crown ends and the brim begins."""


def hat_pattern(name: str, size: int) -> NDArray[np.uint8]:
    """The layer (size, size, 4) of `cloth`, `straw`, `knit`, `panels` or `trucker`; v runs up from the rim."""
    v, u = np.mgrid[0:size, 0:size] / size
    noise = np.random.default_rng(len(name)).normal(size=(size, size))
    ratio = 1 + 0.025 * noise + 0.12 * gaussian_filter(noise, 6, mode="wrap")
    keep = np.zeros((size, size))
    if name == "knit":
        ratio *= _knit(u, v, np.where(v < 0.17, 60, 80))
    elif name == "straw":
        ratio *= 1 + 0.10 * np.sin(2 * np.pi * (90 * v + 0.4 * np.sin(2 * np.pi * 60 * u)))
        ratio *= np.where((v > 0.06) & (v < 0.17), 0.45, 1)  # a ribbon
    elif name in ("panels", "trucker"):
        ratio *= _seams(u, v)
        keep = ((np.abs(u - 0.5) < 1 / 6) & (v < _PANEL_TOP)) * float(name == "trucker")
    else:
        ratio *= np.where((np.abs(v - 0.12) < 0.004) & (v < _PANEL_TOP), 0.7, 1)
    coded = np.stack([ratio / 2, keep, 0.86 * np.clip(ratio, 0, 1.1), np.ones_like(ratio)], -1)
    return (coded * 255).clip(0, 255).astype(np.uint8)


def _knit(u: NDArray, v: NDArray, ribs: NDArray) -> NDArray:
    ridge = 0.5 + 0.5 * np.cos(2 * np.pi * ribs * u)
    stitch = 0.5 + 0.5 * np.sin(2 * np.pi * (70 * v + 0.25 * np.cos(2 * np.pi * ribs * u)))
    return (0.62 + 0.4 * ridge**0.7) * (0.9 + 0.14 * stitch) * np.where(np.abs(v - 0.17) < 0.012, 0.6, 1)


def _seams(u: NDArray, v: NDArray) -> NDArray:
    """Six panels with stitched seams, and rows of stitches along the visor."""
    away = np.abs((u * 6 + 0.5) % 1 - 0.5) / 6
    crown = np.where(away < 0.0022, 0.6, np.where(np.abs(away - 0.008) < 0.0016, 0.85, 1))
    visor = np.where(np.abs((v * 64) % 1 - 0.5) < 0.12, 0.85, 1)
    return np.where(v < _PANEL_TOP, crown, visor)

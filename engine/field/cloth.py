"""Sampled cloth without what the base diffusion leaves on it: the squares in which it thinks, and shirts that run into
the jackets over them.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from engine.attributes import Part
from engine.field.triplane import ReliefTriplane

REACH: Final = 4
"""Texels of 64 on each side over which cloth is evened: a patch of the base."""
SPREAD: Final = 2.5
ALIKE: Final = 0.09
"""Deviation of colours (sRGB) that are evened out; stripes, shirts and lapels differ by more."""

LEAST_TEXELS: Final = 800
"""Cloth seen from the front in fewer texels (of 256) is left alone."""
LEAST_GAP: Final = 0.3
"""Colours (sRGB) nearer to each other than this are one cloth."""
LEAST_CONTRAST: Final = 4.5
"""Two cloths differ by this many times their own deviation: an even shading from one end to the other by 3.5."""
ROUNDS: Final = 12
SHARPENED: Final = 3.0
"""How much steeper the border between two cloths becomes."""
BORDER: Final = 2.5
"""Texels of 256 over which it is straightened."""

Colours = NDArray[np.float32]


def even_cloth(layer: ReliefTriplane) -> ReliefTriplane:
    """The layer (64) whose garments are evened where they are nearly of one colour (a bilateral filter)."""
    cloth = (layer.part == Part.GARMENT) & (layer.silhouette < 0)
    if not cloth.any():
        return layer
    pads = [(0, 0), (REACH, REACH), (REACH, REACH)]
    there, around = np.pad(cloth, pads), np.pad(layer.colour, [*pads, (0, 0)])
    total, weights = np.zeros_like(layer.colour), np.full((*cloth.shape, 1), 1e-6, np.float32)
    for down in range(2 * REACH + 1):
        for right in range(2 * REACH + 1):
            window = np.s_[:, down : down + layer.size, right : right + layer.size]
            near = np.exp(-((down - REACH) ** 2 + (right - REACH) ** 2) / (2 * SPREAD**2))
            weight = near * there[window] * _likeness(around[window], layer.colour)
            total += weight[..., None] * around[window]
            weights += weight[..., None]
    return replace(layer, colour=np.where(cloth[..., None], total / weights, layer.colour).astype(np.float32))


def _likeness(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.exp(-np.square(first - second).sum(axis=-1) / (2 * ALIKE**2)).astype(np.float32)


def parted_cloths(layer: ReliefTriplane) -> ReliefTriplane:
    """The layer (256) with a sharp border between two cloths seen from the front, such as a shirt and a jacket.

    The base diffusion draws a collar that is open half of the time as half of each colour.
    """
    cloth = (layer.part == Part.GARMENT) & (layer.silhouette < 0)
    cloths = _two_cloths(layer.colour[0][cloth[0]])
    if cloths is None:
        return layer
    first, across = cloths[0], cloths[1] - cloths[0]
    share = np.where(cloth, (layer.colour - first) @ across / (across @ across), 0).astype(np.float32)
    weight = np.maximum(_blurred(cloth.astype(np.float32)), 1e-4)
    steep = np.clip((_blurred(share) / weight - 0.5) * SHARPENED + 0.5, 0, 1)
    beyond = share - np.clip(share, 0, 1)  # what is darker or lighter than either stays so
    moved = layer.colour + (steep**2 * (3 - 2 * steep) + beyond - share)[..., None] * across
    return replace(layer, colour=np.where(cloth[..., None], np.clip(moved, 0, 1), layer.colour).astype(np.float32))


def _two_cloths(colours: Colours) -> tuple[Colours, Colours] | None:
    """The mean colours of two cloths in (N, 3), found by 2-means; None where there is one cloth only."""
    if len(colours) < LEAST_TEXELS:
        return None
    brightness = colours.mean(axis=1)
    means = colours[[brightness.argmin(), brightness.argmax()]]
    for _ in range(ROUNDS):
        distances = np.square(colours[:, None] - means).sum(axis=-1)
        nearest = distances.argmin(axis=1)
        if nearest.min() == nearest.max():
            return None
        means = np.stack([colours[nearest == cloth].mean(axis=0) for cloth in (0, 1)])
    gap, deviation = np.linalg.norm(means[1] - means[0]), np.sqrt(distances.min(axis=1).mean())
    return (means[0], means[1]) if gap > max(LEAST_GAP, LEAST_CONTRAST * deviation) else None


def _blurred(values: NDArray[np.float32]) -> NDArray[np.float32]:
    blurred: NDArray[np.float32] = gaussian_filter(values, (0, BORDER, BORDER))
    return blurred

"""Sampled cloth without the squares that the base diffusion, which thinks in patches, leaves on it. numpy only."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.field.triplane import ReliefTriplane

REACH: Final = 4
"""Texels of 64 on each side over which cloth is evened: a patch of the base."""
SPREAD: Final = 2.5
ALIKE: Final = 0.09
"""Deviation of colours (sRGB) that are evened out; stripes, shirts and lapels differ by more."""


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

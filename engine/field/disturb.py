"""Planes as imperfect as generated ones, for training and judging the decoder. numpy only."""

from dataclasses import replace
from typing import Final

import numpy as np

from engine.field.resample import downsample, upsample
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane
from engine.space import BASE_SIZE

COLOUR_NOISE: Final = 0.03
DEPTH_NOISE: Final = 0.012
SILHOUETTE_NOISE: Final = 0.006
COVER_NOISE: Final = 0.05
"""Standard deviations of the noise, in sRGB and in cube units."""


def with_noise(planes: ReliefTriplane, rng: np.random.Generator) -> ReliefTriplane:
    """Independent noise in every view of every layer, in grains of four texels as a 64^2 base would leave it."""
    return planes.each(lambda layer: _noisy_layer(layer, rng))


def _noisy_layer(planes: ReliefTriplane, rng: np.random.Generator) -> ReliefTriplane:
    size = planes.size
    grain = max(size // BASE_SIZE, 1)

    def noise(deviation: float, channels: int) -> np.ndarray:
        coarse = rng.normal(0, deviation, (6, size // grain, size // grain, channels)).astype(np.float32)
        return coarse.repeat(grain, axis=1).repeat(grain, axis=2)

    silhouette = planes.silhouette + noise(SILHOUETTE_NOISE, 1)[..., 0]
    cover = planes.cover
    if cover is not None:
        cover = np.clip(cover + noise(COVER_NOISE, 1)[..., 0], 0, 1)
    return replace(
        planes,
        cover=cover,
        colour=np.clip(planes.colour + noise(COLOUR_NOISE, 3), 0, 1),
        depth=np.clip(planes.depth + noise(DEPTH_NOISE, 1)[..., 0], -1, 1),
        silhouette=np.clip(silhouette, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT),
    )


def through_base(planes: ReliefTriplane) -> ReliefTriplane:
    """Down to the size of the base diffusion and back."""
    return upsample(downsample(planes, BASE_SIZE), planes.size)

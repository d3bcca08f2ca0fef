"""Noise levels, preconditioning and loss after EDM (Karras et al. 2022, "Elucidating the Design Space").

One thing differs: the network predicts the clean map itself (c_skip 0, c_out 1). EDM's network predicts
the noise when there is little of it, and noise in the 96 values of a patch does not pass through a
network narrower than that: samples stayed speckled. Clean maps are smooth and do.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.diffusion.denoiser import Denoiser

SIGMA_DATA: Final = 1.0
"""Planes are normalised per channel to unit deviation."""
SIGMA_MIN: Final = 0.02
SIGMA_MAX: Final = 60.0
BALANCE_LIMIT: Final = 6.0
"""EDM's weight of little noise, cut off: details that the network is too narrow for must not rule it."""


@dataclass(frozen=True)
class NoiseLevels:
    """log sigma ~ N(mean, deviation) in training.

    Planes are smooth maps, in which neighbouring texels repeat each other, so the weight lies higher
    than EDM's (-1.2, 1.2) for photographs.
    """

    mean: float = 0.6
    deviation: float = 1.5

    def draw(self, count: int) -> Tensor:
        return (self.mean + self.deviation * torch.randn(count)).exp().clamp(SIGMA_MIN / 2, SIGMA_MAX)


def denoise(
    network: Denoiser, x: Tensor, sigma: Tensor, z: Tensor | None = None, known: Tensor | None = None
) -> Tensor:
    """D(x, sigma, z): the estimate of the clean map.

    `x` is (B, C, S, 3 S) = clean + sigma * noise, `sigma` (B,), `z` unit latents (B, D) or None.
    """
    c_in = 1 / (sigma**2 + SIGMA_DATA**2).sqrt()
    return network(c_in[:, None, None, None] * x, sigma.log() / 4, z, known).float()


def loss(network: Denoiser, clean: Tensor, z: Tensor, known: Tensor, levels: NoiseLevels, weight: Tensor) -> Tensor:
    """Weighted squared error of the denoised map, scalar; `weight` broadcasts against a map."""
    sigma = levels.draw(clean.shape[0])
    noisy = clean + sigma[:, None, None, None] * torch.randn_like(clean)
    error = (denoise(network, noisy, sigma, z, known) - clean) ** 2
    balance = ((sigma**2 + SIGMA_DATA**2) / (sigma * SIGMA_DATA) ** 2).clamp(max=BALANCE_LIMIT)
    return (balance[:, None, None, None] * weight * error).mean()

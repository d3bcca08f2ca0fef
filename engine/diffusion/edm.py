"""Preconditioning and loss of EDM (Karras et al. 2022, "Elucidating the Design Space", table 1)."""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.diffusion.denoiser import Denoiser

SIGMA_DATA: Final = 1.0
"""Planes are normalised per channel to unit deviation."""
SIGMA_MIN: Final = 0.02
SIGMA_MAX: Final = 60.0


@dataclass(frozen=True)
class NoiseLevels:
    """log sigma ~ N(mean, deviation) in training.

    Planes are smooth maps, in which neighbouring texels repeat each other, so the weight lies higher
    than EDM's (-1.2, 1.2) for photographs.
    """

    mean: float = -0.2
    deviation: float = 1.4

    def draw(self, count: int) -> Tensor:
        return (self.mean + self.deviation * torch.randn(count)).exp().clamp(SIGMA_MIN / 2, SIGMA_MAX)


def denoise(
    network: Denoiser, x: Tensor, sigma: Tensor, z: Tensor | None = None, known: Tensor | None = None
) -> Tensor:
    """D(x, sigma, z): the estimate of the clean map.

    `x` is (B, C, S, 3 S) = clean + sigma * noise, `sigma` (B,), `z` unit latents (B, D) or None.
    """
    s = sigma[:, None, None, None]
    c_skip = SIGMA_DATA**2 / (s**2 + SIGMA_DATA**2)
    c_out = s * SIGMA_DATA / (s**2 + SIGMA_DATA**2).sqrt()
    c_in = 1 / (s**2 + SIGMA_DATA**2).sqrt()
    return c_skip * x + c_out * network(c_in * x, sigma.log() / 4, z, known).float()


def loss(network: Denoiser, clean: Tensor, z: Tensor, known: Tensor, levels: NoiseLevels, weight: Tensor) -> Tensor:
    """Weighted squared error of the denoised map, scalar; `weight` broadcasts against a map."""
    sigma = levels.draw(clean.shape[0])
    noisy = clean + sigma[:, None, None, None] * torch.randn_like(clean)
    error = (denoise(network, noisy, sigma, z, known) - clean) ** 2
    balance = (sigma**2 + SIGMA_DATA**2) / (sigma * SIGMA_DATA) ** 2
    return (balance[:, None, None, None] * weight * error).mean()

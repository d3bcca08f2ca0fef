"""Noise levels, preconditioning and loss after EDM (Karras et al. 2022, "Elucidating the Design Space").

One thing differs: the network predicts the clean map itself, or its difference from a linear guess. EDM's predicts
the noise when there is little of it, and noise in the 96 values of a patch does not pass through a
network narrower than that: samples stayed speckled. Clean maps are smooth and do.
"""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.diffusion.denoiser import Denoiser

SIGMA_DATA: Final = 1.0
"""Maps are normalised per channel to unit deviation."""
BALANCE_LIMIT: Final = 15.0
"""Highest weight of a noise level: details that the network is too narrow for must not rule it."""


@dataclass(frozen=True)
class NoiseLevels:
    """Sampling goes from sigma `highest` to `lowest`; in training log sigma ~ N(mean, deviation).

    About sigma / (sigma + half) of the variance of clean maps is still open at sigma, and the loss is balanced by it.
    """

    lowest: float
    highest: float
    mean: float
    deviation: float
    half: float

    def draw(self, count: int) -> Tensor:
        """Noise levels (count,) for training."""
        sigma = (self.mean + self.deviation * torch.randn(count)).exp()
        return sigma.clamp(self.lowest / 2, self.highest)

    def balance(self, sigma: Tensor) -> Tensor:
        """Weight of each noise level in the loss."""
        return ((sigma + self.half) / sigma).clamp(max=BALANCE_LIMIT)


BASE_LEVELS: Final = NoiseLevels(lowest=0.1, highest=320, mean=2.5, deviation=1.6, half=45)
"""Half a million values of planes repeat each other, so everything lies much higher than EDM's for photographs
(-1.2, 1.2, at most 80). Measured on the principal components of 400 real maps, of which the largest has a deviation of
111: a noisy map gives away 98% of their variance at sigma 2, 60% at 30, 39% at 60 and 4% at 300. A sampler that starts
at 60 lacks the 39% that its network has learned to find there."""


def denoise(
    network: Denoiser, x: Tensor, sigma: Tensor, z: Tensor | None = None, known: Tensor | None = None
) -> Tensor:
    """D(x, sigma, z): the estimate of the clean map.

    `x` is (B, C, S, 3 S) = clean + sigma * noise, `sigma` (B,), `z` unit latents (B, D) or None.
    """
    c_in = 1 / (sigma**2 + SIGMA_DATA**2).sqrt()
    scaled = c_in[:, None, None, None] * x
    if network.linear is None:
        return network(scaled, sigma.log() / 4, z, known).float()
    with torch.autocast("cpu", enabled=False):  # its sums over half a million values need all digits
        guess = network.linear(x, sigma, z, known)
    return guess + network(scaled, sigma.log() / 4, z, known, guess).float()


def loss(network: Denoiser, clean: Tensor, z: Tensor, known: Tensor, levels: NoiseLevels, weight: Tensor) -> Tensor:
    """Weighted squared error of the denoised map, scalar; `weight` broadcasts against a map."""
    sigma = levels.draw(clean.shape[0])
    noisy = clean + sigma[:, None, None, None] * torch.randn_like(clean)
    error = (denoise(network, noisy, sigma, z, known) - clean) ** 2
    return (levels.balance(sigma)[:, None, None, None] * weight * error).mean()

"""Classifier-free guidance with a limit on saturation."""

from typing import Final

import torch
from torch import Tensor

from engine.diffusion.denoiser import Denoiser
from engine.diffusion.edm import denoise

RESCALE: Final = 0.7
"""Share of the way back to the deviation of the unguided estimate (Lin et al. 2024, section 3.4)."""


def guided(network: Denoiser, x: Tensor, sigma: Tensor, z: Tensor, guidance: float) -> Tensor:
    """D with guidance (Ho and Salimans 2022): away from the estimate without a latent.

    `guidance` 1 follows z as it is, 0 ignores it. Strong guidance overshoots the range of real planes,
    so the estimate's deviation is drawn back towards the unguided one's, channel by channel.
    """
    if guidance == 1.0:
        return denoise(network, x, sigma, z)
    if guidance == 0.0:
        return denoise(network, x, sigma)
    both = x.shape[0]
    known = torch.arange(2 * both) < both
    estimates = denoise(network, x.repeat(2, 1, 1, 1), sigma.repeat(2), z.repeat(2, 1), known)
    with_z, without = estimates.chunk(2)
    pushed = without + guidance * (with_z - without)
    deviation, wanted = (e.std((2, 3), keepdim=True) for e in (pushed, with_z))
    mean = pushed.mean((2, 3), keepdim=True)
    limited = mean + (pushed - mean) * wanted / deviation.clamp_min(1e-4)
    return RESCALE * limited + (1 - RESCALE) * pushed

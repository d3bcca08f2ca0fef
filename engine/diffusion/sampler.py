"""Few-step samplers: short, pure functions."""

from collections.abc import Callable

import torch
from torch import Tensor

from engine.diffusion.edm import NoiseLevels

StepCallback = Callable[[int, float, Tensor, Tensor], None]
"""Called in every step with its index, sigma, the noisy map and the current estimate of x0; may raise Cancelled."""


def karras_sigmas(steps: int, levels: NoiseLevels, rho: float = 7.0) -> Tensor:
    """Noise levels from the highest to the lowest and a final 0, shape (steps + 1,) (EDM, equation 5)."""
    ramp = torch.linspace(0, 1, steps)
    high, low = levels.highest ** (1 / rho), levels.lowest ** (1 / rho)
    return torch.cat([(high + ramp * (low - high)) ** rho, torch.zeros(1)])


def sample_dpmpp_2m(
    denoise: Callable[[Tensor, Tensor], Tensor], noise: Tensor, sigmas: Tensor, callback: StepCallback | None = None
) -> Tensor:
    """DPM-Solver++ (2M) (Lu et al. 2022, algorithm 2) from unit `noise` (B, C, S, 3 S) to a clean map.

    `denoise(x, sigma)` takes sigma as (B,). Deterministic: the same noise gives the same map.
    """
    x = noise * sigmas[0]
    previous: Tensor | None = None
    for step in range(len(sigmas) - 1):
        sigma, following = sigmas[step], sigmas[step + 1]
        clean = denoise(x, sigma.expand(x.shape[0]))
        if callback is not None:
            callback(step, float(sigma), x, clean)
        x = _step(x, clean, previous, sigmas, step) if following > 0 else clean
        previous = clean
    return x


def _step(x: Tensor, clean: Tensor, previous: Tensor | None, sigmas: Tensor, step: int) -> Tensor:
    sigma, following = sigmas[step], sigmas[step + 1]
    width = (sigma / following).log()
    estimate = clean
    if previous is not None:
        ratio = (sigmas[step - 1] / sigma).log() / width
        estimate = (1 + 1 / (2 * ratio)) * clean - 1 / (2 * ratio) * previous
    return following / sigma * x - torch.expm1(-width) * estimate

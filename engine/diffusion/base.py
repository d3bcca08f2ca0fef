"""The shipped base diffusion: from a latent and a noise seed to relief planes of 64 x 64."""

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

from engine.diffusion.denoiser import Denoiser, DenoiserConfig
from engine.diffusion.edm import denoise
from engine.diffusion.guidance import guided
from engine.diffusion.sampler import karras_sigmas, sample_dpmpp_2m
from engine.field.fill import fill_outside
from engine.field.reconcile import reconcile
from engine.field.rollout import CHANNELS, from_map
from engine.field.triplane import ReliefTriplane
from engine.progress import CancelToken
from engine.space import BASE_SIZE
from engine.training.weights import load_weights, read_card, version, weights_path

NAME: Final = "base"


def load_denoiser() -> Denoiser:
    """The shipped denoiser, frozen. Raises WeightsError when its weights are missing or do not fit."""
    shape = dict(read_card(weights_path(NAME))["network"])
    network = Denoiser(DenoiserConfig(**shape | {"widths": tuple(shape["widths"])}))
    load_weights(weights_path(NAME), network)
    return network


def base_version() -> str:
    return version(weights_path(NAME))


def noise_of(seed: int) -> Tensor:
    """The unit noise (1, C, 64, 192) of a seed: the same on every machine."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn((1, CHANNELS, BASE_SIZE, 3 * BASE_SIZE), generator=generator)


@torch.no_grad()
def sample_base(
    network: Denoiser,
    z: Tensor | None,
    noise: Tensor,
    guidance: float,
    steps: int,
    on_step: Callable[[int, ReliefTriplane], None] | None = None,
    cancel: CancelToken | None = None,
) -> ReliefTriplane:
    """Relief planes (64) of unit latents `z` (1, 256), or of nobody in particular when it is None.

    `on_step` receives the current estimate of the finished planes; raises Cancelled between steps.
    """

    def estimate(x: Tensor, sigma: Tensor) -> Tensor:
        if cancel:
            cancel.check()
        with torch.autocast("cpu", torch.bfloat16):
            if z is None:
                return denoise(network, x, sigma)
            return guided(network, x, sigma, z, guidance)

    def report(step: int, clean: Tensor) -> None:
        if on_step:
            on_step(step, _planes(clean))

    final = sample_dpmpp_2m(estimate, noise, karras_sigmas(steps), report)
    return _planes(final)


def _planes(maps: Tensor) -> ReliefTriplane:
    return reconcile(fill_outside(from_map(maps[0].float().numpy())))

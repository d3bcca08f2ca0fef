"""The shipped base diffusion: from a latent and a noise seed to relief planes of 64 x 64."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import torch
from torch import Tensor

from engine.diffusion.denoiser import Denoiser, DenoiserConfig, ResidualBlock
from engine.diffusion.edm import BASE_LEVELS, denoise
from engine.diffusion.guidance import guided
from engine.diffusion.sampler import karras_sigmas, sample_dpmpp_2m
from engine.field.fill import fill_outside
from engine.field.reconcile import reconcile
from engine.field.rollout import from_map, load_statistics
from engine.field.triplane import ReliefTriplane
from engine.field.worn import made_whole
from engine.precision import working_precision
from engine.progress import CancelToken
from engine.space import BASE_SIZE
from engine.training.weights import load_weights, read_card, version, weights_path

NAME: Final = "base"


@dataclass(frozen=True, eq=False)
class Step:
    """After step `index` (from 0): the estimated clean map (1, C, 64, 192), and the figures of
    `engine.reports.StepEstimate`."""

    index: int
    clean: Tensor
    sigma: float
    residual: float
    change: float | None

    @cached_property
    def planes(self) -> ReliefTriplane:
        """The estimate as planes (64), made for those who look."""
        return _planes(self.clean)


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
    return torch.randn((1, len(load_statistics().mean), BASE_SIZE, 3 * BASE_SIZE), generator=generator)


@torch.no_grad()
def sample_base(
    network: Denoiser,
    z: Tensor | None,
    noise: Tensor,
    guidance: float,
    steps: int,
    on_step: Callable[[Step], None] | None = None,
    cancel: CancelToken | None = None,
) -> ReliefTriplane:
    """Relief planes (64) of unit latents `z` (1, 256), or of nobody in particular when it is None.

    `on_step` receives the current estimate of the finished planes; raises Cancelled within a fraction of a step.
    """

    def estimate(x: Tensor, sigma: Tensor) -> Tensor:
        with working_precision():
            if z is None:
                return denoise(network, x, sigma)
            return guided(network, x, sigma, z, guidance)

    previous: Tensor | None = None

    def report(index: int, sigma: float, x: Tensor, clean: Tensor) -> None:
        nonlocal previous
        if on_step:
            change = None if previous is None else _rms(clean - previous)
            on_step(Step(index, clean, sigma, _rms(x - clean), change))
        previous = clean

    with _interruptible(network, cancel):
        final = sample_dpmpp_2m(estimate, noise, karras_sigmas(steps, BASE_LEVELS), report)
    return _planes(final)


@contextmanager
def _interruptible(network: Denoiser, cancel: CancelToken | None) -> Iterator[None]:
    """Within it the network asks `cancel` before every block: a whole step takes longer than an artist waits."""
    if cancel is None:
        yield
        return
    blocks = [module for module in network.modules() if isinstance(module, ResidualBlock)]
    handles = [block.register_forward_pre_hook(lambda *_: cancel.check()) for block in blocks]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _rms(values: Tensor) -> float:
    return float(values.float().square().mean().sqrt())


def _planes(maps: Tensor) -> ReliefTriplane:
    return made_whole(reconcile(fill_outside(from_map(maps[0].float().numpy()))))

"""The upsampler: a diffusion of detail at 256 x 256, given smoothed planes and the latent (RODIN, section 3.3).

RODIN's sees whole planes, which takes a GPU days to learn. Detail is small, so this one learns from pieces of 64 x 64
texels and works on pieces of any size: nothing in it depends on how large a piece is.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.diffusion.denoiser import Condition, DenoiserConfig
from engine.diffusion.detail import CHANNELS, SHOWN, Floats, Piece, add_detail, box_of, piece_of, shown
from engine.diffusion.edm import NoiseLevels
from engine.diffusion.sampler import karras_sigmas, sample_dpmpp_2m
from engine.field.triplane import ReliefTriplane
from engine.progress import CancelToken
from engine.training.weights import load_weights, read_card, version, weights_path

NAME: Final = "upsampler"
DETAIL_LEVELS: Final = NoiseLevels(lowest=0.05, highest=10.0, mean=-0.2, deviation=1.3, half=0.0)
"""Detail has unit deviation and repeats itself over a few texels only, so its noise levels are as in EDM."""
PATCH: Final = 2
STEPS: Final = 5
TEMPERATURE: Final = 0.7
"""Deviation of the noise that sampling starts from: at 1 base samples, smoother than what was learned, look rough."""
VIEWS: Final = (0, 1, 2, 3, 4)
"""What is seen from below is cut off, or neck and chin."""


@dataclass(frozen=True)
class UpsamplerConfig:
    """Sizes of the upsampler; stored beside its weights."""

    widths: tuple[int, ...] = (48, 96, 128)
    latent_dim: int = 256
    embedding: int = 128


class TexelNorm(nn.Module):
    """Every texel's features brought to unit size, then scaled and shifted by the condition."""

    def __init__(self, width: int, embedding: int) -> None:
        super().__init__()
        self.modulation = nn.Linear(embedding, 2 * width)
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)

    def forward(self, features: Tensor, condition: Tensor) -> Tensor:
        scale, shift = self.modulation(condition)[..., None, None].chunk(2, dim=1)
        normed = features * (features.square().mean(1, keepdim=True) + 1e-5).rsqrt()
        return normed * (1 + scale) + shift


class DetailBlock(nn.Module):
    """Two convolutions with norms around a skip."""

    def __init__(self, inputs: int, outputs: int, embedding: int) -> None:
        super().__init__()
        self.norm_in, self.norm_out = TexelNorm(inputs, embedding), TexelNorm(outputs, embedding)
        self.conv_in = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.conv_out = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        nn.init.zeros_(self.conv_out.weight)

    def forward(self, features: Tensor, condition: Tensor) -> Tensor:
        hidden = self.conv_in(F.silu(self.norm_in(features, condition)))
        hidden = self.conv_out(F.silu(self.norm_out(hidden, condition)))
        return (self.skip(features) + hidden) * math.sqrt(0.5)


class Upsampler(nn.Module):
    """D(x, sigma; shown, z): clean detail (B, CHANNELS, H, W), preconditioned as in EDM (table 1)."""

    def __init__(self, config: UpsamplerConfig) -> None:
        super().__init__()
        self.config = config
        first, middle, deep = config.widths
        embedding = config.embedding
        self.condition = Condition(DenoiserConfig(latent_dim=config.latent_dim, embedding=embedding))
        self.stem = nn.Conv2d((CHANNELS + SHOWN) * PATCH**2, first, 3, padding=1)
        self.down = nn.ModuleList([DetailBlock(first, first, embedding), DetailBlock(first, middle, embedding)])
        self.deep = nn.ModuleList([DetailBlock(middle, deep, embedding), DetailBlock(deep, deep, embedding)])
        self.up = nn.ModuleList(
            [DetailBlock(deep + middle, middle, embedding), DetailBlock(middle + first, first, embedding)]
        )
        self.last = DetailBlock(first, first, embedding)
        self.norm = TexelNorm(first, embedding)
        self.head = nn.Conv2d(first, CHANNELS * PATCH**2, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)  # type: ignore[arg-type]

    def forward(
        self, x: Tensor, sigma: Tensor, shown: Tensor, z: Tensor | None = None, known: Tensor | None = None
    ) -> Tensor:
        """`x` is clean detail + `sigma` (B,) * noise, `shown` (B, SHOWN, H, W), `z` unit latents (B, D) or None,
        `known` False where there is none; H and W are multiples of ALIGNED."""
        levels = sigma[:, None, None, None]
        total = (levels**2 + 1).sqrt()
        made = self._network(torch.cat([x / total, shown], dim=1), self.condition(sigma.log() / 4, z, known))
        return x / total**2 + levels / total * made

    def _network(self, values: Tensor, condition: Tensor) -> Tensor:
        fine = self.down[0](self.stem(F.pixel_unshuffle(values, PATCH)), condition)
        middle = self.down[1](F.avg_pool2d(fine, 2), condition)
        deep = F.avg_pool2d(middle, 2)
        for block in self.deep:
            deep = block(deep, condition)
        middle = self.up[0](torch.cat([F.interpolate(deep, scale_factor=2.0), middle], dim=1), condition)
        fine = self.up[1](torch.cat([F.interpolate(middle, scale_factor=2.0), fine], dim=1), condition)
        fine = self.last(fine, condition)
        return F.pixel_shuffle(self.head(F.silu(self.norm(fine, condition))), PATCH)


def detail_loss(network: Upsampler, clean: Tensor, shown: Tensor, z: Tensor, known: Tensor, weight: Tensor) -> Tensor:
    """Weighted squared error of the denoised detail at random noise levels (EDM, equation 8)."""
    sigma = DETAIL_LEVELS.draw(clean.shape[0])
    levels = sigma[:, None, None, None]
    noisy = clean + levels * torch.randn_like(clean)
    error = (network(noisy, sigma, shown, z, known) - clean) ** 2
    return (weight * error * (1 / levels**2 + 1)).sum() / weight.sum()


def load_upsampler() -> Upsampler:
    """The shipped upsampler, frozen. Raises WeightsError when its weights are missing or do not fit."""
    shape = dict(read_card(weights_path(NAME))["network"])
    network = Upsampler(UpsamplerConfig(**shape | {"widths": tuple(shape["widths"])}))
    load_weights(weights_path(NAME), network)
    return network.to(memory_format=torch.channels_last)  # three quarters of the time


def upsampler_version() -> str:
    return version(weights_path(NAME))


@torch.no_grad()
def with_detail(
    network: Upsampler,
    planes: ReliefTriplane,
    z: Tensor | None,
    seed: int,
    cancel: CancelToken | None = None,
    steps: int = STEPS,
) -> ReliefTriplane:
    """Smoothed planes (256) with sampled detail on hair, hats and clothes; `z` is a unit latent (1, 256) or None.

    Raises Cancelled within a fraction of a step.
    """
    generator = torch.Generator().manual_seed(seed)

    def detailed(layer: ReliefTriplane) -> ReliefTriplane:
        made = []
        for view in VIEWS:
            # noise is drawn for the whole view, so that a texel keeps its detail when something else changes
            noise = TEMPERATURE * torch.randn((CHANNELS, layer.size, layer.size), generator=generator)
            place = box_of(layer, view)
            if place is not None:
                piece = piece_of(layer, view, *place)
                made.append((piece, _sampled(network, piece, noise[:, place[0], place[1]], z, steps, cancel)))
        return add_detail(layer, made)

    hair = None if planes.hair is None else detailed(planes.hair)
    return replace(detailed(replace(planes, hair=None, glasses=None)), hair=hair, glasses=planes.glasses)


def _sampled(
    network: Upsampler, piece: Piece, noise: Tensor, z: Tensor | None, steps: int, cancel: CancelToken | None
) -> Floats:
    told = shown(piece)[None]

    def estimate(x: Tensor, sigma: Tensor) -> Tensor:
        if cancel:
            cancel.check()
        return network(x, sigma, told, z)

    sigmas = karras_sigmas(steps, DETAIL_LEVELS)
    made: Floats = sample_dpmpp_2m(estimate, noise[None], sigmas)[0].numpy()
    return made

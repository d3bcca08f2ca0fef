"""The paper's own way, for comparison: a triplane of free features fitted through a shared decoder by rendering.

RODIN (Wang et al. 2023, section 3.1) gives every individual three planes of learned features and all of them one
decoder. Here the planes are the sum of three levels, the decoder says a signed distance, colour and part, and
short rays around the known surface are volume-rendered as in VolSDF.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.attributes import PART_COUNT
from engine.camera import Camera
from engine.field.hull import plane_grid, sample_planes
from engine.field.render import laplace_density
from engine.individuals.view import View

LEVELS: Final = (16, 64, 256)
RATES: Final = (0.03, 0.018, 0.009)
LAST_RATE: Final = 0.05
OCTAVES: Final = 5
WIDTH: Final = 64
LIMIT: Final = 0.1
"""Signed distances are learned up to this (cube units)."""
SAMPLES: Final = 10
REACH: Final = 0.03
"""Rays are rendered this far before and behind the known surface."""
_MARCHES: Final = 64
_CHUNK: Final = 32768


@dataclass(frozen=True, eq=False)
class Rays:
    """N rays of posed pictures: origins and directions (N, 3), distance to the surface (N,) or inf, colour (N, 3)
    in [0, 1] and part (N,)."""

    origins: Tensor
    directions: Tensor
    distance: Tensor
    colour: Tensor
    part: Tensor

    def __getitem__(self, index: Tensor) -> "Rays":
        return Rays(*(tensor[index] for tensor in vars(self).values()))

    def __len__(self) -> int:
        return len(self.part)


class FreePlanes(nn.Module):
    """One individual: planes (3, C, 256, 256) as the sum of bilinearly enlarged levels."""

    def __init__(self, channels: int = 8) -> None:
        super().__init__()
        self.levels = nn.ParameterList([torch.randn(3, channels, size, size) * 0.05 for size in LEVELS])

    def forward(self) -> Tensor:
        return torch.stack([functional.interpolate(level, LEVELS[-1], mode="bilinear") for level in self.levels]).sum(0)


class FreeDecoder(nn.Module):
    """Shared by all individuals: features (N, 3 C) and points (N, 3) to distance (N,), colour (N, 3), parts (N, 8)."""

    def __init__(self, channels: int = 8) -> None:
        super().__init__()
        inputs = 3 * channels + 3 + 6 * OCTAVES
        self.layers = nn.Sequential(
            nn.Linear(inputs, WIDTH), nn.SiLU(), nn.Linear(WIDTH, WIDTH), nn.SiLU(), nn.Linear(WIDTH, 4 + PART_COUNT)
        )

    def forward(self, planes: Tensor, points: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        features = sample_planes(planes, plane_grid(points)).permute(1, 0, 2).flatten(1)
        waves = [f(points * math.pi * 2**octave) for octave in range(OCTAVES) for f in (torch.sin, torch.cos)]
        out = self.layers(torch.cat([features, points, *waves], dim=1))
        return LIMIT * torch.tanh(out[:, 0]), torch.sigmoid(out[:, 1:4]), out[:, 4:]


def rays_of(pictures: list[tuple[Camera, View]]) -> Rays:
    """All rays of posed pictures of one individual."""
    parts = []
    for camera, view in pictures:
        height, width = view.part.shape
        origins, directions = (torch.from_numpy(np.array(r).reshape(-1, 3)) for r in camera.rays(width, height))
        along = -(directions @ torch.from_numpy(camera.axes()[2]))
        distance = torch.from_numpy(view.depth.reshape(-1)) / along
        colour = torch.from_numpy(view.colour.reshape(-1, 3).astype(np.float32) / 255)
        parts.append((origins, directions, distance, colour, torch.from_numpy(view.part.reshape(-1).astype(np.int64))))
    return Rays(*(torch.cat(columns) for columns in zip(*parts, strict=True)))


def fit(
    individuals: list[Rays],
    planes: list[FreePlanes],
    decoder: FreeDecoder,
    steps: int,
    train_decoder: bool,
    batch: int = 1024,
    seed: int = 0,
) -> list[float]:
    """Fit the planes of individuals, with `train_decoder` the decoder as well. Returns the loss of every step.

    Learning rates fall along a cosine to LAST_RATE of what they were.
    """
    generator = torch.Generator().manual_seed(seed)
    groups = [{"params": [p.levels[i] for p in planes], "lr": rate} for i, rate in enumerate(RATES)]
    if train_decoder:
        groups.append({"params": list(decoder.parameters()), "lr": 3e-3})
    optimiser = torch.optim.Adam(groups)
    first = [group["lr"] for group in optimiser.param_groups]
    losses = []
    for step in range(steps):
        fall = LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * step / steps)) / 2
        for group, rate in zip(optimiser.param_groups, first, strict=True):
            group["lr"] = rate * fall
        chosen = step % len(planes)
        rays = individuals[chosen][torch.randint(len(individuals[chosen]), (batch,), generator=generator)]
        value = _loss(decoder, planes[chosen](), rays, generator)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        losses.append(float(value.detach()))
    return losses


def _loss(decoder: FreeDecoder, planes: Tensor, rays: Rays, generator: torch.Generator) -> Tensor:
    hit = torch.isfinite(rays.distance)
    seen = rays[hit]
    return _surface_loss(decoder, planes, seen, generator) + _empty_loss(decoder, planes, rays, generator)


def _surface_loss(decoder: FreeDecoder, planes: Tensor, rays: Rays, generator: torch.Generator) -> Tensor:
    """Short rays through the known surface: their distances, and the colour and parts they render to."""
    offsets = torch.linspace(-REACH, REACH, SAMPLES) + (torch.rand(len(rays), 1, generator=generator) - 0.5) * 0.006
    points = rays.origins[:, None] + (rays.distance[:, None] + offsets)[..., None] * rays.directions[:, None]
    distance, colour, logits = decoder(planes, points.reshape(-1, 3))
    distance = distance.reshape(-1, SAMPLES)
    weights = _weights(distance)
    rendered = (weights[..., None] * colour.reshape(-1, SAMPLES, 3)).sum(1)
    parts = (weights[..., None] * logits.reshape(-1, SAMPLES, PART_COUNT)).sum(1)
    along = functional.l1_loss(distance, (-offsets).clamp(-LIMIT, LIMIT))
    return 10 * along + 2 * functional.l1_loss(rendered, rays.colour) + 0.1 * functional.cross_entropy(parts, rays.part)


def _empty_loss(decoder: FreeDecoder, planes: Tensor, rays: Rays, generator: torch.Generator) -> Tensor:
    """Points in front of what a ray meets are outside."""
    share = torch.rand(len(rays), generator=generator)
    far = torch.where(torch.isfinite(rays.distance), rays.distance - 0.02, torch.full_like(rays.distance, 6.0))
    points = rays.origins + (share * far)[:, None] * rays.directions
    points = points[points.abs().amax(dim=1) < 1]
    distance, _, _ = decoder(planes, points)
    return 2 * functional.relu(0.02 - distance).mean() / 0.02


def _weights(distance: Tensor) -> Tensor:
    alpha = 1 - torch.exp(-laplace_density(distance, 0.003) * (2 * REACH / (SAMPLES - 1)))
    passed = torch.cumprod(torch.cat([torch.ones_like(alpha[:, :1]), 1 - alpha[:, :-1] + 1e-6], dim=1), dim=1)
    weights = alpha * passed + 1e-5
    return weights / weights.sum(dim=1, keepdim=True)


def through_base_size(planes: Tensor, size: int = 64) -> Tensor:
    """Planes brought down to the size of a base diffusion and back."""
    small = functional.interpolate(planes, size, mode="area")
    return functional.interpolate(small, planes.shape[-1], mode="bilinear")


@torch.no_grad()
def picture(
    decoder: FreeDecoder, planes: Tensor, camera: Camera, size: int
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """A picture on white, float32 (size, size, 3) in [0, 1], and its parts (size, size), by sphere tracing."""
    origins, directions = (torch.from_numpy(np.array(r).reshape(-1, 3)) for r in camera.rays(size, size))
    colours, labels = torch.ones(len(origins), 3), torch.zeros(len(origins), dtype=torch.int64)
    for start in range(0, len(origins), _CHUNK):
        rays = slice(start, start + _CHUNK)
        points, met = _trace(decoder, planes, origins[rays], directions[rays])
        found = torch.arange(start, start + len(met))[met]
        if len(found):
            _, colour, logits = decoder(planes, points[met])
            colours[found], labels[found] = colour, logits.argmax(dim=1)
    return colours.reshape(size, size, 3).numpy(), labels.reshape(size, size).numpy().astype(np.uint8)


def _trace(decoder: FreeDecoder, planes: Tensor, origins: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
    """Where rays meet the surface inside the cube, and which do."""
    inverse = 1 / torch.where(directions.abs() < 1e-9, 1e-9, directions)
    near, far = ((bound - origins) * inverse for bound in (-1.0, 1.0))
    t, end = torch.minimum(near, far).amax(1).clamp(min=0), torch.maximum(near, far).amin(1)
    active, met = torch.nonzero(t < end)[:, 0], torch.zeros(len(t), dtype=torch.bool)
    for _ in range(_MARCHES):
        if len(active) == 0:
            break
        distance, _, _ = decoder(planes, origins[active] + t[active, None] * directions[active])
        struck = distance < 0.002
        met[active[struck]] = True
        t[active] = t[active] + torch.where(struck, 0.0, (0.8 * distance).clamp(min=0.004))
        active = active[~struck & (t[active] < end[active])]
    return origins + t[:, None] * directions, met

"""Training data of the decoder: what the reliefs say at surface points, and what a camera sees there."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.camera import Camera
from engine.field.decoder import Evidence
from engine.field.decoder_weights import DecoderWeights
from engine.field.disturb import through_base, with_noise
from engine.field.field import Field
from engine.field.march import Space, march
from engine.field.triplane import ReliefTriplane, dequantise
from engine.individuals.individual import Individual
from engine.individuals.reader import Record
from engine.individuals.renderer import draw
from engine.individuals.view import View

PICTURE: Final = 256
NEAR_TRUTH: Final = 0.04
"""Points further than this (cube units) from the true surface teach nothing: something else is seen there."""


@dataclass(frozen=True)
class Samples:
    """Evidence of N points with the true colour (N, 3) in [0, 1] and part (N,)."""

    evidence: Evidence
    colour: Tensor
    part: Tensor

    def __len__(self) -> int:
        return len(self.part)

    def __getitem__(self, index: Tensor) -> "Samples":
        return Samples(self.evidence[index], self.colour[index], self.part[index])


def random_camera(rng: np.random.Generator) -> Camera:
    """From anywhere an artist would look, more often from the front."""
    azimuth = rng.normal(0, 50) if rng.random() < 0.6 else rng.uniform(0, 360)
    return Camera(azimuth=float(azimuth), elevation=float(np.clip(rng.normal(5, 22), -60, 75)))


def sample_individual(record: Record, views: int, rays: int, rng: np.random.Generator) -> Samples:
    """`rays` points from each of `views` random cameras; 15% of the views use planes that went through the base
    size, 25% noisy ones."""
    clean = dequantise(record.planes())
    individual = Individual(record.recipe)
    variants = [_variant(clean, rng) for _ in range(views)]
    parts = [_sample_view(individual, planes, rays, rng) for planes in variants]
    return concatenate(parts)


def concatenate(parts: list[Samples]) -> Samples:
    """All samples in one."""
    names = [field.name for field in fields(Evidence)]
    evidence = Evidence(**{name: torch.cat([getattr(p.evidence, name) for p in parts]) for name in names})
    return Samples(evidence, torch.cat([p.colour for p in parts]), torch.cat([p.part for p in parts]))


def _variant(clean: ReliefTriplane, rng: np.random.Generator) -> ReliefTriplane:
    draw_of = rng.random()
    if draw_of < 0.15:
        return through_base(clean)
    return with_noise(clean, rng) if draw_of < 0.40 else clean


def _sample_view(individual: Individual, planes: ReliefTriplane, rays: int, rng: np.random.Generator) -> Samples:
    camera = random_camera(rng)
    truth = draw(individual, camera, PICTURE)
    chosen = _pixels(truth, rays, rng)
    origins, directions = (
        torch.from_numpy(np.ascontiguousarray(ray.reshape(-1, 3)[chosen])) for ray in camera.rays(PICTURE, PICTURE)
    )
    field = Field(planes, DecoderWeights.neutral())
    hits = march(field, Space(field), origins, directions, (1e-6, 1e-6))
    points = origins + hits.t[:, None] * directions
    along = -(directions @ torch.from_numpy(camera.axes()[2]))
    depth = torch.from_numpy(truth.depth.reshape(-1)[chosen])
    good = (hits.coverage > 0) & ((hits.t * along - depth).abs() < NEAR_TRUTH)
    colour = torch.from_numpy(truth.colour.reshape(-1, 3)[chosen]).float() / 255
    part = torch.from_numpy(truth.part.reshape(-1)[chosen].astype(np.int64))
    return Samples(field.evidence(points[good]), colour[good], part[good])


def _pixels(truth: View, rays: int, rng: np.random.Generator) -> np.ndarray:
    """Indices of fully covered pixels. All alike: a decoder that sees more of the small parts than there is puts
    them where they are not."""
    covered = np.flatnonzero((truth.alpha == 255) & (truth.part > 0))
    return rng.choice(covered, min(rays, len(covered)), replace=False)


def batches(samples: Samples, size: int, generator: torch.Generator) -> Iterator[Samples]:
    """Random batches for ever."""
    while True:
        yield samples[torch.randint(len(samples), (size,), generator=generator)]

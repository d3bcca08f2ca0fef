"""The latents that the diffusions are trained on: of every individual's portraits and captions."""

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.clip.config import LATENT_DIM
from engine.clip.encoder import TextEncoder
from engine.clip.features import features_of
from engine.clip.image_tower import encode_blocks, load_image_tower
from engine.diffusion.data import MapData, Maps, shards_of
from engine.field.rollout import MapStatistics
from engine.individuals.reader import Dataset, Record, split_of
from engine.progress import CancelToken, ProgressCallback

_CAPTIONS = 8
"""Captions used of every individual, the longest: short ones hardly say whom to draw."""


def gather(
    dataset: Dataset,
    maps: Path,
    aligned: Path,
    statistics: MapStatistics,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> MapData:
    """Maps and latents of every training individual that has both a map and an aligned portrait."""
    images = image_latents(aligned, on_progress, cancel)
    known = shards_of(maps)
    records = [r for r in dataset if split_of(r.seed) == "train" and r.seed in known and r.seed in images]
    encoder = TextEncoder()
    texts = [text_latents(record, encoder) for record in records]
    seeds = [record.seed for record in records]
    return MapData(Maps(maps, seeds, statistics), [images[seed] for seed in seeds], texts)


def text_latents(record: Record, encoder: TextEncoder) -> Tensor:
    """Latents (8, 256) of an individual's longest captions."""
    sentences = sorted(record.captions["en"] + record.captions["zh"], key=len, reverse=True)
    return encoder.encode_all(sentences[:_CAPTIONS])


@torch.no_grad()
def image_latents(aligned: Path, on_progress: ProgressCallback | None, cancel: CancelToken | None) -> dict[int, Tensor]:
    """Latents (portraits, 256) of every individual with aligned portraits, by seed."""
    tower, other = load_image_tower()
    found = features_of(aligned, other, on_progress, cancel)
    z = encode_blocks(tower, found.blocks)
    return {int(seed): z[found.seeds == seed] for seed in found.seeds.unique()}


def draw_latents(
    tables: Sequence[tuple[Tensor, Tensor] | None], text: float, dropped: float, noise: float
) -> tuple[Tensor, Tensor]:
    """A latent (B, 256) for everyone in `tables` (latents of portraits, of captions), and whether it is known (B,).

    It is a caption's with probability `text`, and unknown with `dropped` and for those who have none.
    """
    chosen = [torch.zeros(LATENT_DIM) if table is None else _one_of(*table, text) for table in tables]
    z = torch.stack(chosen)
    # photos' latents lie beside those of renders: a network must not lean on their last digit
    z = z + noise * torch.rand(len(z), 1) * torch.randn_like(z) / LATENT_DIM**0.5
    there = torch.tensor([table is not None for table in tables])
    return F.normalize(z, dim=-1), there & (torch.rand(len(z)) >= dropped)


def any_of(latents: Tensor) -> Tensor:
    """One of `latents` (K, 256)."""
    return latents[int(torch.randint(len(latents), ()))]


def _one_of(images: Tensor, texts: Tensor, text: float) -> Tensor:
    return any_of(texts if len(texts) and torch.rand(()) < text else images)

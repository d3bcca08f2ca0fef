"""The latents that the base diffusion is trained on: of every individual's portraits and captions."""

from pathlib import Path

import torch
from torch import Tensor

from engine.clip.encoder import TextEncoder
from engine.clip.features import features_of
from engine.clip.image_tower import encode_blocks, load_image_tower
from engine.diffusion.data import MapData, Maps, shards_of
from engine.field.rollout import MapStatistics
from engine.individuals.reader import Dataset, split_of
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
    images = _image_latents(aligned, on_progress, cancel)
    known = shards_of(maps)
    records = [r for r in dataset if split_of(r.seed) == "train" and r.seed in known and r.seed in images]
    encoder = TextEncoder()
    texts = []
    for record in records:
        sentences = sorted(record.captions["en"] + record.captions["zh"], key=len, reverse=True)
        texts.append(encoder.encode_all(sentences[:_CAPTIONS]))
    seeds = [record.seed for record in records]
    return MapData(Maps(maps, seeds, statistics), [images[seed] for seed in seeds], texts)


@torch.no_grad()
def _image_latents(
    aligned: Path, on_progress: ProgressCallback | None, cancel: CancelToken | None
) -> dict[int, Tensor]:
    tower, other = load_image_tower()
    found = features_of(aligned, other, on_progress, cancel)
    z = encode_blocks(tower, found.blocks)
    return {int(seed): z[found.seeds == seed] for seed in found.seeds.unique()}

"""The latents that the base diffusion is trained on: of every individual's portraits and captions."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.clip.config import ImageConfig
from engine.clip.encoder import IMAGE, TextEncoder
from engine.clip.features import features_of
from engine.clip.image_tower import ImageTower
from engine.diffusion.data import MapData, blank_outside, load_raw_maps
from engine.field.rollout import MapStatistics
from engine.individuals.reader import Dataset, split_of
from engine.progress import CancelToken, ProgressCallback
from engine.training.weights import load_weights, read_card, weights_path

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
    raw = load_raw_maps(maps)
    records = [r for r in dataset if split_of(r.seed) == "train" and r.seed in raw and r.seed in images]
    encoder = TextEncoder()
    texts = []
    for record in records:
        sentences = sorted(record.captions["en"] + record.captions["zh"], key=len, reverse=True)
        texts.append(encoder.encode_all(sentences[:_CAPTIONS]))
    mean, deviation = (torch.from_numpy(v)[:, None, None] for v in (statistics.mean, statistics.deviation))
    normalised = torch.stack([((torch.from_numpy(np.float32(raw[r.seed])) - mean) / deviation).half() for r in records])
    seeds = [record.seed for record in records]
    return MapData(blank_outside(normalised, statistics), seeds, [images[seed] for seed in seeds], texts)


@torch.no_grad()
def _image_latents(
    aligned: Path, on_progress: ProgressCallback | None, cancel: CancelToken | None
) -> dict[int, Tensor]:
    tower = ImageTower(ImageConfig(**read_card(weights_path(IMAGE))["tower"]))
    load_weights(weights_path(IMAGE), tower)
    found = features_of(aligned, on_progress, cancel)
    z = tower(found.features)
    return {int(seed): z[found.seeds == seed] for seed in found.seeds.unique()}

"""Frozen features of aligned portraits, computed once and kept beside them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.clip.backbone import Backbone, load_backbone
from engine.clip.image_tower import read_portraits
from engine.clip.parser import NAME, PartParser, load_parser
from engine.clip.prepare import Aligned, load_shard
from engine.files import replacing
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.weights import weights_path

_BATCH = 32


@dataclass(frozen=True)
class Features:
    """Row by row: features (N, FEATURE_WIDTH), the individual's seed (N,) and labels (N, attributes)."""

    features: Tensor
    seeds: Tensor
    labels: Tensor


def features_of(
    aligned: Path, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Features:
    """Features of every aligned shard below `aligned`; those computed with this very parser are reused."""
    digest = hashlib.sha256(weights_path(NAME).read_bytes()).hexdigest()[:10]
    folder = aligned.parent / f"features-{digest}"
    backbone, parser = load_backbone(), load_parser()
    paths = sorted(aligned.glob("*.safetensors"))
    shards = []
    for done, path in enumerate(paths):
        if cancel:
            cancel.check()
        if on_progress:
            on_progress(Progress("reading portraits", done, len(paths)))
        kept = folder / path.name
        if not kept.exists():
            rows = load_shard(path)
            found = torch.cat([_read(rows, start, backbone, parser) for start in range(0, len(rows), _BATCH)])
            with replacing(kept) as beside:
                save_file({"features": found, "seeds": _tensor(rows["seed"]), "labels": _tensor(rows["label"])}, beside)
        shards.append(load_file(kept))
    return Features(*(torch.cat([shard[key] for shard in shards]) for key in ("features", "seeds", "labels")))


def _read(aligned: Aligned, start: int, backbone: Backbone, parser: PartParser) -> Tensor:
    rows = slice(start, start + _BATCH)
    bust, face = (np.asarray(aligned[name][rows], np.uint8) for name in ("bust", "face"))
    bust_mask, face_mask = (aligned.mask(name, rows) for name in ("bust_mask", "face_mask"))
    return read_portraits(backbone, parser, bust, bust_mask, face, face_mask).features


def _tensor(array: np.ndarray) -> Tensor:
    return torch.from_numpy(np.asarray(array, np.int64))

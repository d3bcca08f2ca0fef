"""Frozen features of aligned portraits, computed once and kept beside them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.clip.backbone import load_backbone
from engine.clip.blocks import read_crops
from engine.clip.open_clip_image import NAME as OPEN_CLIP
from engine.clip.open_clip_image import OpenClipImage
from engine.clip.parser import NAME, load_parser
from engine.clip.prepare import load_labels, load_shard
from engine.clip.visibility import shown
from engine.files import replacing
from engine.individuals.reader import split_of
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.weights import weights_path

_BATCH = 32
_LAYOUT = "blocks1"
"""Counted up by hand when the same portrait gets other features."""


@dataclass(frozen=True)
class Features:
    """Row by row: blocks (N, width of all) float16, the individual's seed (N,) and labels (N, attributes), UNKNOWN
    where the portrait does not show it."""

    blocks: Tensor
    seeds: Tensor
    labels: Tensor

    def test_rows(self) -> Tensor:
        """Which rows (N,) are of individuals that training never sees."""
        return torch.tensor([split_of(int(seed)) == "test" for seed in self.seeds])


def features_of(
    aligned: Path,
    other: OpenClipImage | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Features:
    """Features of every aligned shard below `aligned`, with `other`'s embeddings where there is one; those computed
    with these very weights are reused."""
    used = [NAME, OPEN_CLIP] if other else [NAME]
    digest = hashlib.sha256(b"".join(weights_path(name).read_bytes() for name in used)).hexdigest()[:10]
    folder = aligned.parent / f"features-{_LAYOUT}-{digest}"
    backbone, parser = load_backbone(), load_parser()
    paths = sorted(aligned.glob("[0-9]*.safetensors"))
    shards = []
    for done, path in enumerate(paths):
        if cancel:
            cancel.check()
        if on_progress:
            on_progress(Progress("reading portraits", done, len(paths)))
        kept = folder / path.name
        if not kept.exists():
            rows = load_shard(path)
            steps = range(0, len(rows), _BATCH)
            found = [read_crops(backbone, parser, rows.crops(slice(i, i + _BATCH)), other).blocks.half() for i in steps]
            kept.parent.mkdir(parents=True, exist_ok=True)
            with replacing(kept) as beside:
                save_file({"blocks": torch.cat(found), "seeds": _tensor(rows["seed"])}, beside)
        shards.append(load_file(kept) | {"labels": _tensor(shown(load_labels(path)))})
    return Features(*(torch.cat([shard[key] for shard in shards]) for key in ("blocks", "seeds", "labels")))


def _tensor(array: np.ndarray) -> Tensor:
    return torch.from_numpy(np.asarray(array, np.int64))

"""Aligned portraits of synthetic individuals, made by the very code that handles photos.

A shard of aligned crops is written for every shard of individuals; a shard that exists is kept, so a
killed run goes on where it stopped.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from engine.clip.augment import photographed
from engine.clip.heads import labels_of
from engine.clip.parser import PARSE_SIZE
from engine.errors import NoFaceError
from engine.files import replacing
from engine.individuals.reader import Dataset, Record, by_shard
from engine.photo.front_end import AlignedPortrait, FrontEnd
from engine.photo.warp import Similarity
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.space import PLANE_SIZE

Arrays = dict[str, NDArray[np.generic]]
Rows = slice | NDArray[np.intp]
PORTRAITS: Final = 4
"""Portraits used of every individual."""
_AUGMENT_SEED: Final = 7


@dataclass(frozen=True)
class Aligned:
    """Aligned crops of many portraits, row by row; masks are stored as uint8.

    bust (N, 256, 256, 3), bust_mask (N, 256, 256), face (N, 224, 224, 3), face_mask (N, 224, 224),
    part (N, 64, 64) true labels, seed (N,) of the individual, label (N, attributes).
    """

    arrays: Arrays

    def __len__(self) -> int:
        return len(self.arrays["seed"])

    def __getitem__(self, name: str) -> NDArray[np.generic]:
        return self.arrays[name]

    def mask(self, name: str, rows: Rows) -> NDArray[np.float32]:
        """A stored mask as probabilities in [0, 1]."""
        return self.arrays[name][rows].astype(np.float32) / np.float32(255)


def prepare(
    dataset: Dataset, out: Path, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> None:
    """Align every portrait of `dataset` into shards under `out`."""
    front_end = FrontEnd()
    shards = by_shard(dataset)
    for done, (name, records) in enumerate(shards.items()):
        if on_progress:
            on_progress(Progress("aligning portraits", done, len(shards)))
        path = out / f"{name}.safetensors"
        if path.exists():
            continue
        rows = [row for record in records for row in _rows(record, front_end, cancel)]
        arrays = {key: np.stack([row[key] for row in rows]) for key in rows[0]}
        with replacing(path) as beside:
            save_file(arrays, beside)


def load_shard(path: Path) -> Aligned:
    """One shard that `prepare` has written."""
    return Aligned(load_file(path))


def load_aligned(folder: Path) -> Aligned:
    """Everything that `prepare` has written to `folder` so far."""
    shards = [load_file(path) for path in sorted(folder.glob("*.safetensors"))]
    return Aligned({key: np.concatenate([shard[key] for shard in shards]) for key in shards[0]})


def _rows(record: Record, front_end: FrontEnd, cancel: CancelToken | None) -> list[Arrays]:
    rng = np.random.default_rng([record.seed, _AUGMENT_SEED])
    rows = []
    for index in range(PORTRAITS):
        if cancel:
            cancel.check()
        colour, alpha, part = record.portrait(index)
        keep = _framing(alpha.shape, rng)
        try:
            aligned = front_end.align(photographed(colour[keep], alpha[keep], rng))
        except NoFaceError:
            continue
        rows.append(_row(aligned, warp_labels(part[keep], aligned.bust_to_source), record))
    return rows


def _framing(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[slice, slice]:
    """Photos are often cut below the chin or at the sides."""
    height, width = shape
    bottom = int(height * (rng.uniform(0.72, 1.0) if rng.random() < 0.6 else 1.0))
    side = int(width * (rng.uniform(0, 0.12) if rng.random() < 0.4 else 0.0))
    return slice(0, bottom), slice(side, width - side)


def _row(aligned: AlignedPortrait, part: NDArray[np.uint8], record: Record) -> Arrays:
    return {
        "bust": aligned.bust,
        "bust_mask": (aligned.bust_mask * 255).round().astype(np.uint8),
        "face": aligned.face,
        "face_mask": (aligned.face_mask * 255).round().astype(np.uint8),
        "part": part,
        "seed": np.array(record.seed, np.int64),
        "label": np.array(labels_of(record.attributes), np.int64),
    }


def warp_labels(part: NDArray[np.uint8], bust_to_source: Similarity) -> NDArray[np.uint8]:
    """Labels (H, W) of a picture in the bust frame, (64, 64), nearest; background beyond the picture."""
    step = PLANE_SIZE / PARSE_SIZE
    centres = (np.arange(PARSE_SIZE) + 0.5) * step
    columns, rows = np.meshgrid(centres, centres)
    places = np.floor(bust_to_source.to_source(np.stack([columns, rows], axis=-1))).astype(int)
    x, y = places[..., 0], places[..., 1]
    inside = (x >= 0) & (y >= 0) & (x < part.shape[1]) & (y < part.shape[0])
    found = part[np.clip(y, 0, part.shape[0] - 1), np.clip(x, 0, part.shape[1] - 1)]
    return np.where(inside, found, 0).astype(np.uint8)

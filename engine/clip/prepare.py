"""Aligned portraits of synthetic individuals, made by the very code that handles photos.

A shard of aligned crops is written for every shard of individuals; a shard that exists is kept, so a
killed run goes on where it stopped.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from engine.attributes import ATTRIBUTES
from engine.clip.augment import covered, photographed, plainly_photographed
from engine.clip.crops import Bytes, Crops, eyes_of
from engine.clip.heads import UNKNOWN, labels_of
from engine.clip.parser import PARSE_STRIDE
from engine.errors import NoFaceError
from engine.files import replacing
from engine.individuals.reader import Dataset, Record, by_shard
from engine.photo.align import FACE_SIZE, face_window
from engine.photo.cues import MONOCHROME_BELOW, measure_colourfulness
from engine.photo.front_end import AlignedPortrait, FrontEnd
from engine.photo.warp import Similarity
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.space import PLANE_SIZE

Arrays = dict[str, NDArray[np.generic]]
Rows = slice | NDArray[np.intp]
PORTRAITS: Final = 2
"""Portraits used of every individual; more individuals teach more than more portraits of each."""
COLOUR_ATTRIBUTES: Final = ("hair_colour", "garment_colour", "eye_colour")
_COVERED_ALPHA: Final = 128
_AUGMENT_SEED: Final = 7


@dataclass(frozen=True)
class Aligned:
    """Aligned crops of many portraits, row by row; masks are stored as uint8.

    bust (N, 256, 256, 3), bust_mask (N, 256, 256), face (N, 224, 224, 3), face_mask (N, 224, 224),
    close (N, 224, 224, 3), eyes (N, 2, 2) in pixels of close, part (N, 64, 64) and face_part (N, 56, 56) true
    labels, seed (N,) of the individual, label (N, attributes), UNKNOWN where the picture cannot show it.
    """

    arrays: Arrays

    def __len__(self) -> int:
        return len(self.arrays["seed"])

    def __getitem__(self, name: str) -> NDArray[np.generic]:
        return self.arrays[name]

    def crops(self, rows: Rows) -> Crops:
        """The crops of some rows, as the encoders take them."""
        bust, face, close = (np.asarray(self.arrays[name][rows], np.uint8) for name in ("bust", "face", "close"))
        eyes = np.asarray(self.arrays["eyes"][rows], np.float32)
        return Crops(bust, self.mask("bust_mask", rows), face, self.mask("face_mask", rows), close, eyes)

    def mask(self, name: str, rows: Rows) -> NDArray[np.float32]:
        """A stored mask as probabilities in [0, 1]."""
        return self.arrays[name][rows].astype(np.float32) / np.float32(255)


def prepare(
    dataset: Dataset,
    out: Path,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    plain: bool = False,
) -> None:
    """Align every portrait of `dataset` into shards under `out`; `plain`ly photographed, whole and uncovered, or as
    varied as a camera roll."""
    front_end = FrontEnd()
    shards = by_shard(dataset)
    for done, (name, records) in enumerate(shards.items()):
        if on_progress:
            on_progress(Progress("aligning portraits", done, len(shards)))
        path = out / f"{name}.safetensors"
        if path.exists():
            continue
        rows = [row for record in records for row in _rows(record, front_end, cancel, plain)]
        arrays = {key: np.stack([row[key] for row in rows]) for key in rows[0]}
        with replacing(path) as beside:
            save_file(arrays, beside)


def load_shard(path: Path) -> Aligned:
    """One shard that `prepare` has written."""
    return Aligned(load_file(path))


def load_labels(path: Path) -> Arrays:
    """The labels and true parts of one shard, without its pictures."""
    with safe_open(path, framework="numpy") as shard:
        return {name: shard.get_tensor(name) for name in ("label", "part", "face_part")}


def load_aligned(folder: Path) -> Aligned:
    """Everything that `prepare` has written to `folder` so far."""
    shards = [load_file(path) for path in sorted(folder.glob("[0-9]*.safetensors"))]
    return Aligned({key: np.concatenate([shard[key] for shard in shards]) for key in shards[0]})


def _rows(record: Record, front_end: FrontEnd, cancel: CancelToken | None, plain: bool) -> list[Arrays]:
    rng = np.random.default_rng([record.seed, _AUGMENT_SEED])
    rows = []
    for index in range(min(PORTRAITS, len(record.portraits))):
        if cancel:
            cancel.check()
        picture, part = _plain(record, index, rng) if plain else _varied(record, index, rng)
        try:
            rows.append(_row(front_end.align(picture), part, record))
        except NoFaceError:
            continue
    return rows


def _plain(record: Record, index: int, rng: np.random.Generator) -> tuple[Bytes, Bytes]:
    """One portrait as a picture (H, W, 3), and its labels (H, W)."""
    colour, alpha, part = record.portrait(index)
    return plainly_photographed(colour, alpha, rng), part


def _varied(record: Record, index: int, rng: np.random.Generator) -> tuple[Bytes, Bytes]:
    colour, alpha, part = record.portrait(index)
    keep = _framing(alpha.shape, rng)
    shown = covered(alpha[keep], rng)
    picture = photographed(colour[keep], shown, rng)
    return picture, np.where(shown < _COVERED_ALPHA, alpha[keep] * 0, part[keep])


def _framing(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[slice, slice]:
    """Photos are often cut below the chin or at the sides."""
    height, width = shape
    bottom = int(height * (rng.uniform(0.72, 1.0) if rng.random() < 0.6 else 1.0))
    side = int(width * (rng.uniform(0, 0.12) if rng.random() < 0.4 else 0.0))
    return slice(0, bottom), slice(side, width - side)


def _row(aligned: AlignedPortrait, part: NDArray[np.uint8], record: Record) -> Arrays:
    """`part` are the labels (H, W) of the picture that was aligned."""
    bust = aligned.bust_to_source
    return {
        "bust": aligned.bust,
        "bust_mask": (aligned.bust_mask * 255).round().astype(np.uint8),
        "face": aligned.face,
        "face_mask": (aligned.face_mask * 255).round().astype(np.uint8),
        "close": aligned.close,
        "eyes": eyes_of(aligned),
        "part": warp_labels(part, bust, PLANE_SIZE),
        "face_part": warp_labels(part, face_window(bust), FACE_SIZE),
        "seed": np.array(record.seed, np.int64),
        "label": np.array(_labels(aligned, record), np.int64),
    }


def _labels(aligned: AlignedPortrait, record: Record) -> list[int]:
    """Class indices; a picture without colours says nothing of colours."""
    labels = labels_of(record.attributes)
    seen = measure_colourfulness(aligned.bust[::4, ::4], aligned.bust_known[::4, ::4])
    if seen >= MONOCHROME_BELOW:
        return labels
    return [UNKNOWN if name in COLOUR_ATTRIBUTES else label for name, label in zip(ATTRIBUTES, labels, strict=True)]


def warp_labels(part: NDArray[np.uint8], to_source: Similarity, size: int) -> NDArray[np.uint8]:
    """Labels (H, W) of a picture in the crop of `size` pixels that `to_source` maps to it, a quarter of `size` a
    side, nearest; background beyond the picture."""
    centres = (np.arange(size // PARSE_STRIDE) + 0.5) * PARSE_STRIDE
    columns, rows = np.meshgrid(centres, centres)
    places = np.floor(to_source.to_source(np.stack([columns, rows], axis=-1))).astype(int)
    x, y = places[..., 0], places[..., 1]
    inside = (x >= 0) & (y >= 0) & (x < part.shape[1]) & (y < part.shape[0])
    found = part[np.clip(y, 0, part.shape[0] - 1), np.clip(x, 0, part.shape[1] - 1)]
    return np.where(inside, found, 0).astype(np.uint8)

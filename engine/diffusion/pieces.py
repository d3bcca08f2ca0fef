"""Training data of the upsampler: pieces of true planes beside what the base diffusion would leave of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from scipy.ndimage import gaussian_filter
from torch import Tensor

from engine.diffusion.detail import DETAILED, Piece, detail_between, piece_of, shown
from engine.errors import DataError
from engine.field.cloth import even_cloth
from engine.field.disturb import with_noise
from engine.field.reconcile import reconcile
from engine.field.resample import downsample, upsample
from engine.field.smooth import smoothed
from engine.field.triplane import VIEW_COUNT, ReliefTriplane, dequantise
from engine.files import replacing
from engine.individuals.reader import Dataset, Record, by_shard
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.space import BASE_SIZE, PLANE_SIZE

Arrays = dict[str, NDArray[np.generic]]

SIDE: Final = 64
PER_BODY: Final = 14
PER_HAIR: Final = 10
"""Pieces of every individual's layers."""
BLUR: Final = 1.4
"""Texels of 64 by which colours are blurred at most: samples are less sharp than true planes of their size."""
_SIDES: Final = (2, 3)


def prepare_pieces(
    dataset: Dataset, out: Path, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> None:
    """Write pieces of every individual to `out`, a shard for a shard; shards that exist are kept."""
    shards = by_shard(dataset)
    for done, (name, records) in enumerate(shards.items()):
        if on_progress:
            on_progress(Progress("cutting planes to pieces", done, len(shards)))
        path = out / f"{name}.safetensors"
        if path.exists():
            continue
        if cancel:
            cancel.check()
        pieces = [piece for record in records for piece in _pieces(record)]
        with replacing(path) as beside:
            save_file({key: np.stack([piece[key] for piece in pieces]) for key in pieces[0]}, beside)


def as_sampled(planes: ReliefTriplane, rng: np.random.Generator) -> ReliefTriplane:
    """Planes (256) as they would be if the base diffusion had made them: blurred, noisy, brought up, smoothed."""
    coarse = downsample(planes, BASE_SIZE)
    blur = rng.uniform(0, BLUR)
    coarse = coarse.each(lambda layer: _blurred(layer, blur))
    if rng.random() < 0.5:
        coarse = with_noise(coarse, rng)
    return smoothed(upsample(reconcile(coarse).each(even_cloth), PLANE_SIZE))


class Pieces:
    """The pieces that `prepare_pieces` wrote to `folder`, held in memory: 65 kB each."""

    def __init__(self, folder: Path) -> None:
        """Raises DataError when there are none."""
        shards = [load_file(path) for path in sorted(folder.glob("*.safetensors"))]
        if not shards:
            raise DataError(f"{folder} holds no pieces of planes.")
        self._arrays = {key: np.concatenate([shard[key] for shard in shards]) for key in shards[0]}
        self.seeds: list[int] = self._arrays["seed"].tolist()

    def __len__(self) -> int:
        return len(self.seeds)

    def batch(self, rows: Tensor, mirror: float) -> tuple[Tensor, Tensor, Tensor]:
        """What the upsampler is shown of `rows` (B,), their detail and its weights; turned left to right by chance."""
        found = [self._item(row, bool(torch.rand(()) < mirror)) for row in rows.tolist()]
        told, detail, weight = (torch.stack(tensors) for tensors in zip(*found, strict=True))
        return told, detail, weight

    def _item(self, row: int, turned: bool) -> tuple[Tensor, Tensor, Tensor]:
        coarse, fine = (_unpacked({key: values[row] for key, values in self._arrays.items()}, k) for k in "cf")
        if turned:
            coarse, fine = mirrored(coarse), mirrored(fine)
        return shown(coarse), *detail_between(coarse, fine)


def mirrored(piece: Piece) -> Piece:
    """The piece as a mirror (x to -x) shows it: the two sides of ZY change places, the others turn left to right."""
    if piece.view in _SIDES:
        return replace(piece, view=sum(_SIDES) - piece.view, depth=-piece.depth)
    column = PLANE_SIZE - piece.depth.shape[1] - piece.column
    names = ("colour", "depth", "silhouette", "part", "cover")
    return Piece(piece.view, piece.row, column, *(np.ascontiguousarray(getattr(piece, n)[:, ::-1]) for n in names))


def _blurred(layer: ReliefTriplane, texels: float) -> ReliefTriplane:
    colour = gaussian_filter(layer.colour, (0, texels, texels, 0))
    return replace(layer, colour=colour, depth=gaussian_filter(layer.depth, (0, texels / 2, texels / 2)))


def _pieces(record: Record) -> list[Arrays]:
    rng = np.random.default_rng([record.seed, 11])
    fine = dequantise(record.planes())
    coarse = as_sampled(fine, rng)
    pairs = [(fine, coarse, PER_BODY)]
    if fine.hair is not None and coarse.hair is not None:
        pairs.append((fine.hair, coarse.hair, PER_HAIR))
    return [
        {"seed": np.array(record.seed), "place": np.array([view, row, column])}
        | _packed(piece_of(below, view, *place), "c")
        | _packed(piece_of(above, view, *place), "f")
        for above, below, count in pairs
        for view, row, column in _places(above, count, rng)
        for place in [(slice(row, row + SIDE), slice(column, column + SIDE))]
    ]


def _places(layer: ReliefTriplane, count: int, rng: np.random.Generator) -> list[tuple[int, int, int]]:
    """View and upper left texel of `count` pieces that hold some of what gets detail, or none where nothing does."""
    wanted = np.isin(layer.part, DETAILED) & (layer.silhouette < 0)
    if layer.cover is not None:
        wanted &= layer.cover > 0.3
    shares = wanted.sum(axis=(1, 2)) ** 0.7
    if not shares.any():
        return []
    found = []
    for view in rng.choice(VIEW_COUNT, count, p=shares / shares.sum()):
        texel = np.argwhere(wanted[view])[rng.integers(wanted[view].sum())]
        row, column = np.clip(texel - rng.integers(0, SIDE, 2), 0, layer.size - SIDE)
        found.append((int(view), int(row), int(column)))
    return found


def _packed(piece: Piece, key: str) -> Arrays:
    return {
        f"{key}_colour": np.rint(piece.colour * 255).astype(np.uint8),
        f"{key}_depth": piece.depth,
        f"{key}_silhouette": piece.silhouette.astype(np.float16),
        f"{key}_part": piece.part,
        f"{key}_cover": np.rint(piece.cover * 255).astype(np.uint8),
    }


def _unpacked(arrays: Mapping[str, NDArray], key: str) -> Piece:
    view, row, column = arrays["place"].tolist()
    colour, cover = (arrays[f"{key}_{name}"] * np.float32(1 / 255) for name in ("colour", "cover"))
    silhouette = arrays[f"{key}_silhouette"].astype(np.float32)
    return Piece(view, row, column, colour, arrays[f"{key}_depth"], silhouette, arrays[f"{key}_part"], cover)

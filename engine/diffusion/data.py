"""Training data of the base diffusion: rolled-out maps at 64 x 64 and the latents of every individual."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import save_file
from torch import Tensor

from engine.field.layout import Block, layout_of
from engine.field.resample import downsample
from engine.field.rollout import MapStatistics, compute_statistics, raw_map
from engine.field.triplane import ROW_SIGN, dequantise, texel_centres
from engine.files import replacing
from engine.individuals.reader import Dataset, by_shard
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.space import BASE_SIZE

SILHOUETTE_CHANNEL: Final = 4
"""The silhouette's place in every block of a map."""
FACE_CENTRE: Final = (0.0, 0.3)
"""x and y of the middle of the face on the XY plane."""
FACE_RADIUS: Final = 0.3
FACE_WEIGHT: Final = 3.0
"""The face as seen from the front is what people look at first: how much more its middle weighs."""
OUTSIDE_MARGIN: Final = 0.04
"""Cube units beyond a silhouette that still hold the nearest texel, a little over one texel at 64."""


class Maps:
    """The normalised maps of `seeds`, read from the shards of `prepare_maps` when they are asked for: those of
    10,000 individuals take 10 GB, more than a machine may have."""

    def __init__(self, folder: Path, seeds: Sequence[int], statistics: MapStatistics) -> None:
        """Raises KeyError for a seed that has no map."""
        self.seeds, self._statistics = seeds, statistics
        self._shards = shards_of(folder)
        self._of = [self._shards[seed] for seed in seeds]
        self._mean, self._deviation = (
            torch.from_numpy(values)[:, None, None] for values in (statistics.mean, statistics.deviation)
        )

    def __len__(self) -> int:
        return len(self.seeds)

    def __getitem__(self, rows: Tensor) -> Tensor:
        """Maps float32 (B, C, 64, 192) of `rows` (B,), blank outside."""
        raw = torch.stack([self._of[row].get_tensor(str(self.seeds[row])) for row in rows.tolist()]).float()
        return blank_outside((raw - self._mean) / self._deviation, self._statistics)


@dataclass(frozen=True)
class MapData:
    """Maps and latents of every individual: `images` and `texts` are lists of (K, 256) unit latents."""

    maps: Maps
    images: list[Tensor]
    texts: list[Tensor]


def prepare_maps(
    dataset: Dataset, out: Path, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> None:
    """Write the raw map of every individual at 64 x 64, a shard for a shard; shards that exist are kept."""
    shards = by_shard(dataset)
    for done, (name, records) in enumerate(shards.items()):
        if on_progress:
            on_progress(Progress("bringing planes down to 64", done, len(shards)))
        path = out / f"{name}.safetensors"
        if path.exists():
            continue
        if cancel:
            cancel.check()
        maps = {str(r.seed): raw_map(downsample(dequantise(r.planes()), BASE_SIZE)).astype(np.float16) for r in records}
        with replacing(path) as beside:
            save_file(maps, beside)


def shards_of(folder: Path) -> dict[int, safe_open]:
    """The opened shard of every seed that `prepare_maps` wrote to `folder`."""
    opened = [safe_open(path, framework="pt") for path in sorted(folder.glob("*.safetensors"))]
    return {int(seed): shard for shard in opened for seed in shard.keys()}  # noqa: SIM118 - not a mapping


def statistics_of(folder: Path, at_most: int = 400) -> MapStatistics:
    """Channel statistics over some of the maps that `prepare_maps` wrote to `folder`."""
    some = list(shards_of(folder).items())[:at_most]
    return compute_statistics(shard.get_tensor(str(seed)).float().numpy() for seed, shard in some)


def mirrored(maps: Tensor, statistics: MapStatistics) -> Tensor:
    """Maps (B, C, S, 3 S) of the same individuals seen in a mirror (x to -x).

    XY and XZ turn left to right; the two sides of ZY change places, and their depths, which run along x,
    change sign.
    """
    xy, zy, xz = maps.chunk(3, dim=-1)
    mean, deviation = (
        torch.from_numpy(v).to(maps.dtype)[:, None, None] for v in (statistics.mean, statistics.deviation)
    )
    raw, layout = zy * deviation + mean, layout_of(maps.shape[1])
    swapped = torch.cat([raw[:, layout.per_side :], raw[:, : layout.per_side]], dim=1)
    sign = torch.ones(layout.channels, dtype=maps.dtype)
    sign[layout.depths()] = -1
    turned = (swapped * sign[:, None, None] - mean) / deviation
    return torch.cat([xy.flip(-1), turned, xz.flip(-1)], dim=-1)


def blank_outside(maps: Tensor, statistics: MapStatistics) -> Tensor:
    """Maps (B, C, S, 3 S) whose colours, depths and parts well beyond a silhouette are zero.

    Planes are filled there with streaks of the nearest texel, which say nothing and are hard to learn.
    """
    blank = maps.clone()
    for block, start, distance in _blocks(maps, statistics):
        beyond = (distance > OUTSIDE_MARGIN)[:, None]
        for first, last in ((0, SILHOUETTE_CHANNEL), (SILHOUETTE_CHANNEL + 1, block.size)):
            blank[:, start + first : start + last] = blank[:, start + first : start + last].masked_fill(beyond, 0)
    return blank


def _blocks(maps: Tensor, statistics: MapStatistics) -> list[tuple[Block, int, Tensor]]:
    """Every block, its first channel, and its silhouette distances (B, S, 3 S) in units of its frame."""
    found = []
    for block, start in layout_of(maps.shape[1]).places():
        channel = start + SILHOUETTE_CHANNEL
        distance = maps[:, channel].float() * float(statistics.deviation[channel]) + float(statistics.mean[channel])
        found.append((block, start, distance))
    return found


def importance(maps: Tensor, statistics: MapStatistics, outside: float = 0.15, parts: float = 0.6) -> Tensor:
    """Weight of every texel and channel in the loss, shaped like `maps`.

    What lies beyond a silhouette is filler, the part channels say one thing together, and the face weighs more.
    """
    weight = torch.ones_like(maps)
    for block, start, distance in _blocks(maps, statistics):
        channel, end = start + SILHOUETTE_CHANNEL, start + block.size
        share = torch.where(distance > OUTSIDE_MARGIN / 2, outside, 1.0)[:, None]
        weight[:, start:channel] *= share
        weight[:, channel + 1 : end] *= share
        weight[:, start + block.first_part : end] *= parts
    size, front = maps.shape[2], layout_of(maps.shape[1]).per_side
    weight[:, :front, :, :size] *= _face_weight(size)
    return weight


def _face_weight(size: int) -> Tensor:
    """Weight (S, S) of the texels that look at +z on the XY plane."""
    centres = torch.from_numpy(texel_centres(size))
    rows, columns = torch.meshgrid(ROW_SIGN[0] * centres, centres, indexing="ij")
    distance = (columns - FACE_CENTRE[0]).square() + (rows - FACE_CENTRE[1]).square()
    return 1 + (FACE_WEIGHT - 1) * (-distance / FACE_RADIUS**2).exp()

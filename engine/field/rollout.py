"""Relief triplanes as one picture for the diffusion: planes side by side, channels normalised."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.errors import DataError, WeightsError
from engine.field.layout import FIXED, LAYERED, WHOLE, Block, MapLayout, layout_of
from engine.field.triplane import SILHOUETTE_LIMIT, VIEW_COUNT, ReliefTriplane
from engine.paths import assets_dir

Floats = NDArray[np.float32]

LEAST_DEVIATION: Final = 0.25
"""Rare one-hot channels would otherwise become outliers of many deviations."""
LEAST_DEVIATIONS: Final = (0.1, 0.1, 0.1, 0.1, 0.03)
"""The same for rgb, depth and silhouette of layers that few wear."""
LEAST_WORN: Final = 0.002
"""Hair or glasses that fill less than this share of the front are nobody's."""


@dataclass(frozen=True)
class MapStatistics:
    """Mean and standard deviation of every channel of a raw map, each float32 (C,)."""

    mean: Floats
    deviation: Floats


def raw_map(planes: ReliefTriplane) -> Floats:
    """float32 (C, S, 3 S): planes XY | ZY | XZ side by side, side 0 then side 1, not normalised.

    Sliced planes give the LAYERED channels, others the WHOLE avatar's.
    """
    layout, size = LAYERED if planes.sliced else WHOLE, planes.size
    rolled = np.zeros((2, layout.per_side, size, 3, size), np.float32)
    for block, start in layout.side():
        into = rolled[:, start : start + block.size]
        for view in range(VIEW_COUNT):
            _fill(into[view % 2, :, :, view // 2], _layer_of(planes, block), block, view)
    return rolled.reshape(layout.channels, size, 3 * size)


def to_map(planes: ReliefTriplane, statistics: MapStatistics | None = None) -> Floats:
    """float32 (C, S, 3 S), each channel near mean 0 and deviation 1 over the training individuals."""
    used = statistics or load_statistics()
    raw = raw_map(planes)
    if len(raw) != len(used.mean):
        raise DataError(f"Planes of {len(raw)} channels, statistics of {len(used.mean)}.")
    return (raw - used.mean[:, None, None]) / used.deviation[:, None, None]


def from_map(array: Floats, statistics: MapStatistics | None = None) -> ReliefTriplane:
    """The relief triplane that a normalised map stands for; values are clamped, the likeliest part wins.

    Raises DataError when the shape is not (C, S, 3 S) of a known layout or a value is not finite.
    """
    if array.ndim != 3 or array.shape[2] != 3 * array.shape[1]:
        raise DataError(f"A map of shape {array.shape} is not (C, S, 3 S).")
    if not np.isfinite(array).all():
        raise DataError("The map holds values that are not finite.")
    used = statistics or load_statistics()
    layout, size = layout_of(len(array)), array.shape[1]
    raw = array * used.deviation[:, None, None] + used.mean[:, None, None]
    by_side = raw.reshape(2, layout.per_side, size, 3, size)
    views = by_side.transpose(3, 0, 2, 4, 1).reshape(6, size, size, layout.per_side).astype(np.float32)
    return _planes(views, layout)


def compute_statistics(raw_maps: Iterable[Floats]) -> MapStatistics:
    """Statistics over raw maps of one size; deviations are kept above what makes rare channels outliers."""
    count, total, squares = 0, np.zeros(1), np.zeros(1)
    for raw in raw_maps:
        count += raw[0].size
        total = total + raw.sum(axis=(1, 2), dtype=np.float64)
        squares = squares + np.square(raw, dtype=np.float64).sum(axis=(1, 2))
    if count == 0:
        raise DataError("Statistics need at least one map.")
    mean = total / count
    deviation = np.maximum(np.sqrt(np.maximum(squares / count - mean**2, 0)), _least_deviations(layout_of(len(mean))))
    return MapStatistics(mean.astype(np.float32), deviation.astype(np.float32))


def statistics_to_json(statistics: MapStatistics) -> str:
    """The text of `assets/map_statistics.json`."""
    rounded = {"mean": statistics.mean, "deviation": statistics.deviation}
    return json.dumps({name: [round(float(v), 5) for v in values] for name, values in rounded.items()}, indent=1)


@cache
def load_statistics() -> MapStatistics:
    """The shipped statistics. Raises WeightsError when they are missing or damaged."""
    path = assets_dir() / "map_statistics.json"
    try:
        stored = json.loads(path.read_text())
        mean, deviation = (np.asarray(stored[name], np.float32) for name in ("mean", "deviation"))
        layout_of(len(mean))
    except (OSError, ValueError, KeyError, TypeError, DataError) as error:
        raise WeightsError("The map statistics are missing or damaged.", "Install Maquette again.") from error
    if mean.ndim != 1 or deviation.shape != mean.shape or not (deviation > 0).all():
        raise WeightsError("The map statistics do not fit this version.", "Install Maquette again.")
    return MapStatistics(mean, deviation)


def _least_deviations(layout: MapLayout) -> NDArray[np.float64]:
    least = np.full(layout.channels, LEAST_DEVIATION)
    for _, start in layout.places():
        least[start : start + len(LEAST_DEVIATIONS)] = LEAST_DEVIATIONS
    return least


def _layer_of(planes: ReliefTriplane, block: Block) -> ReliefTriplane | None:
    return {"body": planes, "hair": planes.hair, "glasses": planes.glasses}[block.layer]


def _fill(into: Floats, layer: ReliefTriplane | None, block: Block, view: int) -> None:
    """Write one view of a layer to `into` (C, S, S), which is zero; of one that is not worn, an outline that is nowhere
    near."""
    if layer is None:
        into[:3], into[4] = 0.5, SILHOUETTE_LIMIT
        return
    into[:3] = np.moveaxis(layer.colour[view], -1, 0)
    into[3], into[4] = layer.depth[view], layer.silhouette[view]
    if layer.cover is not None:
        into[FIXED] = layer.cover[view]
    for channel, part in enumerate(block.parts, block.first_part):
        into[channel] = layer.part[view] == part


def _planes(views: Floats, layout: MapLayout) -> ReliefTriplane:
    """(6, S, S, per_side) -> planes; hair and glasses only where there is some."""
    ends = np.cumsum([block.size for block in layout.blocks])
    layers = {
        block.layer: _layer(views[..., end - block.size : end], block, layout is LAYERED)
        for block, end in zip(layout.blocks, ends, strict=True)
    }
    worn = {name: layer for name, layer in layers.items() if name == "body" or _is_worn(layer)}
    return replace(layers["body"], hair=worn.get("hair"), glasses=worn.get("glasses"))


def _is_worn(layer: ReliefTriplane) -> bool:
    return bool((layer.silhouette[0] < 0).mean() >= LEAST_WORN)


def _layer(channels: Floats, block: Block, sliced: bool) -> ReliefTriplane:
    first = block.first_part
    return ReliefTriplane(
        np.clip(channels[..., :3], 0, 1),
        np.clip(channels[..., 3], -1, 1),
        np.clip(channels[..., 4], -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT),
        _parts(channels[..., first:], block),
        sliced=sliced and block.layer != "glasses",
        cover=np.clip(channels[..., first - 1], 0, 1) if block.cover else None,
    )


def _parts(shares: Floats, block: Block) -> NDArray[np.uint8]:
    """The likeliest part; where a layer has another one besides those told apart, the others need half a share."""
    names = np.array([*block.parts, block.otherwise], np.uint8)
    if len(block.parts) > 1:
        return names[shares.argmax(axis=-1)]
    told = shares[..., 0] > 0.5 if block.parts else np.zeros(shares.shape[:-1], bool)
    return np.where(told, names[0], np.uint8(Part(block.otherwise)))

"""Relief triplanes as one picture for the diffusion: planes side by side, channels normalised."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT
from engine.errors import DataError, WeightsError
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane
from engine.paths import assets_dir

CHANNELS_PER_SIDE: Final = 5 + PART_COUNT - 1
"""Per side of a plane: rgb, depth, silhouette, one-hot parts without the background."""
CHANNELS: Final = 2 * CHANNELS_PER_SIDE
LEAST_DEVIATION: Final = 0.25
"""Rare one-hot channels would otherwise become outliers of many deviations."""


@dataclass(frozen=True)
class MapStatistics:
    """Mean and standard deviation of every channel of a raw map, each float32 (CHANNELS,)."""

    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]


def raw_map(planes: ReliefTriplane) -> NDArray[np.float32]:
    """float32 (CHANNELS, S, 3 S): planes XY | ZY | XZ side by side, side 0 then side 1, not normalised."""
    parts = (planes.part[..., None] == np.arange(1, PART_COUNT)).astype(np.float32)
    views = np.concatenate([planes.colour, planes.depth[..., None], planes.silhouette[..., None], parts], axis=-1)
    size = planes.size
    by_plane = views.reshape(3, 2, size, size, CHANNELS_PER_SIDE)
    return np.ascontiguousarray(by_plane.transpose(1, 4, 2, 0, 3).reshape(CHANNELS, size, 3 * size))


def to_map(planes: ReliefTriplane, statistics: MapStatistics | None = None) -> NDArray[np.float32]:
    """float32 (CHANNELS, S, 3 S), each channel near mean 0 and deviation 1 over the training individuals."""
    used = statistics or load_statistics()
    return (raw_map(planes) - used.mean[:, None, None]) / used.deviation[:, None, None]


def from_map(array: NDArray[np.float32], statistics: MapStatistics | None = None) -> ReliefTriplane:
    """The relief triplane that a normalised map stands for; values are clamped, the likeliest part wins.

    Raises DataError when the shape is not (CHANNELS, S, 3 S) or a value is not finite.
    """
    if array.ndim != 3 or array.shape[0] != CHANNELS or array.shape[2] != 3 * array.shape[1]:
        raise DataError(f"A map of shape {array.shape} is not ({CHANNELS}, S, 3 S).")
    if not np.isfinite(array).all():
        raise DataError("The map holds values that are not finite.")
    used = statistics or load_statistics()
    raw = array * used.deviation[:, None, None] + used.mean[:, None, None]
    size = array.shape[1]
    by_side = raw.reshape(2, CHANNELS_PER_SIDE, size, 3, size)
    views = by_side.transpose(3, 0, 2, 4, 1).reshape(6, size, size, CHANNELS_PER_SIDE).astype(np.float32)
    return ReliefTriplane(
        np.clip(views[..., :3], 0, 1),
        np.clip(views[..., 3], -1, 1),
        np.clip(views[..., 4], -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT),
        (views[..., 5:].argmax(axis=-1) + 1).astype(np.uint8),
    )


def compute_statistics(raw_maps: Iterable[NDArray[np.float32]]) -> MapStatistics:
    """Statistics over raw maps of one size; deviations are kept above what makes rare channels outliers."""
    count, total, squares = 0, np.zeros(CHANNELS), np.zeros(CHANNELS)
    for raw in raw_maps:
        count += raw[0].size
        total += raw.sum(axis=(1, 2), dtype=np.float64)
        squares += np.square(raw, dtype=np.float64).sum(axis=(1, 2))
    if count == 0:
        raise DataError("Statistics need at least one map.")
    mean = total / count
    deviation = np.sqrt(np.maximum(squares / count - mean**2, 0))
    one_hot = np.arange(CHANNELS) % CHANNELS_PER_SIDE >= 5
    deviation = np.where(one_hot, np.maximum(deviation, LEAST_DEVIATION), np.maximum(deviation, 1e-3))
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
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError("The map statistics are missing or damaged.", "Install Maquette again.") from error
    if mean.shape != (CHANNELS,) or deviation.shape != (CHANNELS,) or not (deviation > 0).all():
        raise WeightsError("The map statistics do not fit this version.", "Install Maquette again.")
    return MapStatistics(mean, deviation)

"""Bringing reliefs to coarser grids without mixing surfaces that lie behind each other."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT

Kind = TypeVar("Kind", bound=np.generic)


def blocks(picture: NDArray[Kind], size: int) -> NDArray[Kind]:
    """(F*size, F*size) -> (size, size, F*F): the fine pixels of every coarse texel."""
    factor = picture.shape[0] // size
    split = picture.reshape(size, factor, size, factor)
    return split.transpose(0, 2, 1, 3).reshape(size, size, factor * factor)


def average_nearest_layer(
    colour: NDArray[np.float32],
    height: NDArray[np.float32],
    part: NDArray[np.uint8],
    covered: NDArray[np.bool_],
    size: int,
    thickness: float,
    keep_part: int | None = None,
    keep_share: float = 1.0,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    """Average each coarse texel over the covered pixels within `thickness` of its nearest one.

    colour (N, N, 3); height (N, N) grows towards the camera; part and covered (N, N).
    `keep_part` wins a texel when at least `keep_share` of its covered pixels show it (for things as thin as glasses).
    Returns colour (size, size, 3), height and part (size, size). Texels with nothing covered get zeros.
    """
    heights = np.where(blocks(covered, size), blocks(height, size), -np.inf)
    nearest = heights.max(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        chosen = heights >= nearest - thickness
    chosen &= np.isfinite(heights)
    parts = blocks(part, size)
    winner = _majority(parts, chosen)
    if keep_part is not None:
        kept = (parts == keep_part) & np.isfinite(heights)
        wins = kept.any(axis=-1) & (kept.sum(axis=-1) >= keep_share * np.isfinite(heights).sum(axis=-1))
        winner = np.where(wins, np.uint8(keep_part), winner)
        chosen = np.where(wins[..., None], kept, chosen)
    weight = chosen / np.maximum(chosen.sum(axis=-1, keepdims=True), 1).astype(np.float32)
    channels = [np.einsum("ijk,ijk->ij", blocks(colour[..., c], size), weight) for c in range(3)]
    mean_height = np.einsum("ijk,ijk->ij", np.where(chosen, heights, 0), weight)
    return np.stack(channels, axis=-1).astype(np.float32), mean_height.astype(np.float32), winner


def _majority(parts: NDArray[np.uint8], chosen: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The commonest part among the chosen pixels of every texel, (size, size)."""
    counts = np.stack([((parts == label) & chosen).sum(axis=-1, dtype=np.uint8) for label in range(PART_COUNT)])
    return counts.argmax(axis=0).astype(np.uint8)

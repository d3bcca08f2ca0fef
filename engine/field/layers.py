"""Bringing reliefs to coarser grids without mixing surfaces that lie behind each other."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT

Kind = TypeVar("Kind", bound=np.generic)


def blocks(picture: NDArray[Kind], size: int) -> NDArray[Kind]:
    """(F*size, F*size, ...) -> (F*F, size, size, ...): the fine pixels of every coarse texel.

    They come first because sums over a short last axis are many times slower.
    """
    factor = picture.shape[0] // size
    return np.stack([picture[row::factor, column::factor] for row in range(factor) for column in range(factor)])


def average_nearest_layer(
    colour: NDArray[np.float32] | NDArray[np.uint8],
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
    inside = blocks(covered, size)
    heights = np.where(inside, blocks(height, size), np.float32(-np.inf))
    chosen = inside & (heights >= heights.max(axis=0) - np.float32(thickness))
    parts = blocks(part, size)
    winner = _majority(parts, chosen)
    if keep_part is not None:
        kept = (parts == keep_part) & inside
        wins = kept.any(axis=0) & (kept.sum(axis=0) >= keep_share * inside.sum(axis=0))
        winner = np.where(wins, np.uint8(keep_part), winner)
        chosen = np.where(wins, kept, chosen)
    weight = chosen / np.maximum(chosen.sum(axis=0, dtype=np.float32), 1)
    mean_colour = np.einsum("kijc,kij->ijc", blocks(colour, size), weight)
    return mean_colour, np.einsum("kij,kij->ij", np.where(chosen, heights, 0), weight), winner


def _majority(parts: NDArray[np.uint8], chosen: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The commonest part among the chosen pixels (K, S, S) of every texel; of equals the lowest, of none 0."""
    winner: NDArray[np.uint8] = np.where(chosen, parts, 0).max(axis=0)
    mixed = np.where(chosen, parts, 255).min(axis=0) < winner
    counts = np.stack([((parts[:, mixed] == label) & chosen[:, mixed]).sum(axis=0) for label in range(PART_COUNT)])
    winner[mixed] = counts.argmax(axis=0)
    return winner

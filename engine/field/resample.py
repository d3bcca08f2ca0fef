"""Relief triplanes at other sizes: the proper way down, and the plain way up."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.errors import DataError
from engine.field.layers import average_nearest_layer, blocks
from engine.field.triplane import SILHOUETTE_LIMIT, VIEW_COUNT, VIEW_SIGN, ReliefTriplane

GLASSES_SHARE: Final = 0.2
"""Glasses win a coarse texel that they cover to this share: frames are thinner than a texel."""
THICKNESS_PER_TEXEL: Final = 2.0
"""Depths of one texel further apart than this many coarse texels belong to different layers."""
Corner = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]
COVER_CONTRAST: Final = 2.5
"""Edges of hair are this many times steeper than interpolation leaves them."""


def downsample(planes: ReliefTriplane, size: int) -> ReliefTriplane:
    """Planes of `size` texels per side, the nearest layer averaged. Raises DataError unless `size` divides evenly."""
    if size < 1 or planes.size % size:
        raise DataError(f"Planes of {planes.size} texels cannot be brought down to {size}.")
    return planes if size == planes.size else planes.each(lambda layer: _downsample_layer(layer, size))


def _downsample_layer(planes: ReliefTriplane, size: int) -> ReliefTriplane:
    views = [_downsample_view(planes, view, size) for view in range(VIEW_COUNT)]
    colour, depth, silhouette, part = (np.stack(channel) for channel in zip(*views, strict=True))
    cover = None
    if planes.cover is not None:
        cover = np.stack([blocks(view, size).mean(axis=0, dtype=np.float32) for view in planes.cover])
    return replace(planes, colour=colour, depth=depth, silhouette=silhouette, part=part, cover=cover)


def _downsample_view(planes: ReliefTriplane, view: int, size: int) -> tuple[NDArray[np.generic], ...]:
    inside = blocks(planes.silhouette[view], size) < 0
    if planes.cover is not None:
        inside &= blocks(planes.cover[view], size) > 0.5
    # outside the outline the filled values are averaged all the same, so that they stay smooth
    use_all = ~inside.any(axis=0)
    covered = _unblock(inside | use_all, planes.size)
    thickness = THICKNESS_PER_TEXEL * 2 / size
    colour, height, part = average_nearest_layer(
        planes.colour[view],
        planes.depth[view] * VIEW_SIGN[view],
        planes.part[view],
        covered,
        size,
        thickness,
        keep_part=Part.GLASSES,
        keep_share=GLASSES_SHARE,
    )
    silhouette = blocks(planes.silhouette[view], size).mean(axis=0, dtype=np.float32)
    return colour, height * VIEW_SIGN[view], silhouette, part


def _unblock(grouped: NDArray[np.bool_], full: int) -> NDArray[np.bool_]:
    size = grouped.shape[1]
    factor = full // size
    return grouped.reshape(factor, factor, size, size).transpose(2, 0, 3, 1).reshape(full, full)


def upsample(planes: ReliefTriplane, size: int) -> ReliefTriplane:
    """Planes of `size` texels per side by edge-aware interpolation, with no learning.

    A cubic B-spline of the one-hot labels gives every fine texel its part, with smooth borders. Its four
    coarse neighbours of that part then vote, by bilinear weight, for a layer; the winners alone are
    interpolated, so that no ramps join separate surfaces.
    """
    if size < planes.size:
        raise DataError(f"Planes of {planes.size} texels cannot be brought up to {size}.")
    return planes.each(lambda layer: _upsample_layer(layer, size))


def _upsample_layer(planes: ReliefTriplane, size: int) -> ReliefTriplane:
    corners = _corners(planes.size, size)
    weights = np.stack([weight for _, _, weight in corners])
    silhouette = sum(w * planes.silhouette[:, r][:, :, c] for r, c, w in corners)
    depth = np.stack([planes.depth[:, r][:, :, c] for r, c, _ in corners])
    part = np.stack([planes.part[:, r][:, :, c] for r, c, _ in corners])
    wanted = _smooth_parts(planes.part, size)
    alike = part == wanted
    alike |= ~alike.any(axis=0)
    chosen = _same_layer(depth, alike, weights, THICKNESS_PER_TEXEL * 2 / planes.size)
    share = chosen * weights[:, None]
    share /= share.sum(axis=0, keepdims=True)
    colour = sum(s[..., None] * planes.colour[:, r][:, :, c] for s, (r, c, _) in zip(share, corners, strict=True))
    cover = None if planes.cover is None else _upsample_cover(planes.cover, corners)
    return replace(
        planes,
        cover=cover,
        colour=np.clip(colour, 0, 1).astype(np.float32),
        depth=(share * depth).sum(axis=0).astype(np.float32),
        silhouette=np.clip(silhouette, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT).astype(np.float32),
        part=wanted,
    )


def _upsample_cover(cover: NDArray[np.float32], corners: list[Corner]) -> NDArray[np.float32]:
    smooth = np.sum([weight * cover[:, rows][:, :, columns] for rows, columns, weight in corners], axis=0)
    return np.clip((smooth - 0.5) * COVER_CONTRAST + 0.5, 0, 1).astype(np.float32)


def _same_layer(
    depth: NDArray[np.float32], allowed: NDArray[np.bool_], weights: NDArray[np.float32], thickness: float
) -> NDArray[np.bool_]:
    """Which of the four neighbours (4, 6, S, S) belong to the layer with the largest weight, among those allowed."""
    best = np.full(depth.shape[1:], -1, np.float32)
    chosen = np.zeros(depth.shape, bool)
    for corner in range(4):
        alike = (np.abs(depth - depth[corner]) < thickness) & allowed & allowed[corner]
        votes = (alike * weights[:, None]).sum(axis=0)
        better = (votes > best) & allowed[corner]
        best = np.where(better, votes, best)
        chosen = np.where(better, alike, chosen)
    return chosen


def _smooth_parts(part: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """The likeliest label (6, size, size) after one-hot planes are interpolated by cubic B-splines."""
    spline = _spline_matrix(part.shape[-1], size)
    best = np.full((len(part), size, size), -1, np.float32)
    winner = np.zeros((len(part), size, size), np.uint8)
    for label in np.unique(part):
        votes = spline @ (part == label).astype(np.float32) @ spline.T
        winner = np.where(votes > best, np.uint8(label), winner)
        best = np.maximum(votes, best)
    return winner


def _spline_matrix(coarse: int, fine: int) -> NDArray[np.float32]:
    """Weights (fine, coarse) of a uniform cubic B-spline, edges clamped."""
    position = (np.arange(fine) + 0.5) * coarse / fine - 0.5
    low = np.floor(position).astype(np.intp)
    matrix = np.zeros((fine, coarse), np.float32)
    for step in (-1, 0, 1, 2):
        x = np.abs(position - low - step)
        weight = np.where(x < 1, 2 / 3 - x**2 + x**3 / 2, np.clip(2 - x, 0, None) ** 3 / 6)
        np.add.at(matrix, (np.arange(fine), np.clip(low + step, 0, coarse - 1)), weight.astype(np.float32))
    return matrix


def _corners(coarse: int, fine: int) -> list[Corner]:
    """The four coarse neighbours (rows, columns, bilinear weights (fine, fine)) of every fine texel."""
    position = (np.arange(fine) + 0.5) * coarse / fine - 0.5
    low = np.floor(position).astype(np.intp)
    share = (position - low).astype(np.float32)
    sides = [(np.clip(low, 0, coarse - 1), 1 - share), (np.clip(low + 1, 0, coarse - 1), share)]
    return [(r, c, np.outer(wr, wc)) for r, wr in sides for c, wc in sides]

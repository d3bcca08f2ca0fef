"""Which pixels triangles cover, without any graphics card."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Coverage = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]


def coverage(triangles: NDArray[np.float32], width: int, height: int, chunk: int = 2_000_000) -> Iterator[Coverage]:
    """Pixels whose centres `triangles` (F, 3, 2) cover, in pixel units from the top left corner.

    Yields (pixel, face, weights) in pieces that keep memory bounded: row * width + column (N,), the
    triangle's index (N,), barycentric weights (N, 3). A pixel comes once for each triangle over it.
    """
    low, spans = _boxes(triangles, width, height)
    counts = spans.prod(axis=1)
    bounds = np.searchsorted(np.cumsum(counts), np.arange(chunk, counts.sum() + chunk, chunk))
    start = 0
    for bound in bounds:
        stop = min(int(bound) + 1, len(triangles))
        if stop > start:
            yield _covered(triangles, low, spans, np.arange(start, stop), width)
        start = stop


def _boxes(triangles: NDArray[np.float32], width: int, height: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First pixel (x, y) of each triangle's box and the box's width and height, within the picture."""
    size = np.array([width, height])
    low = np.clip(np.ceil(triangles.min(axis=1) - 0.5), 0, size).astype(np.int64)
    high = np.clip(np.floor(triangles.max(axis=1) - 0.5), -1, size - 1).astype(np.int64)
    return low, np.maximum(high - low + 1, 0)


def _covered(
    triangles: NDArray[np.float32],
    low: NDArray[np.int64],
    spans: NDArray[np.int64],
    chosen: NDArray[np.int64],
    width: int,
) -> Coverage:
    counts = spans[chosen].prod(axis=1)
    face = np.repeat(chosen, counts)
    nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    row, column = np.divmod(nth, np.maximum(spans[face, 0], 1))
    x, y = low[face, 0] + column, low[face, 1] + row
    weights = _barycentric(triangles, face, x + 0.5, y + 0.5)
    inside = weights.min(axis=1) >= -1e-5
    return (y * width + x)[inside], face[inside], weights[inside]


def _barycentric(
    triangles: NDArray[np.float32], face: NDArray[np.int64], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float32]:
    a, b, c = (triangles[:, k].astype(np.float64) for k in range(3))
    ab, ac = b - a, c - a
    area = ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]
    inverse = np.where(np.abs(area) > 1e-12, 1 / np.where(area == 0, 1, area), np.nan)  # NaN covers nothing
    px, py = x - a[face, 0], y - a[face, 1]
    of_b = (px * ac[face, 1] - py * ac[face, 0]) * inverse[face]
    of_c = (py * ab[face, 0] - px * ab[face, 1]) * inverse[face]
    return np.stack([1 - of_b - of_c, of_b, of_c], axis=1).astype(np.float32)

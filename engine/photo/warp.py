"""Similarity transforms and anti-aliased warping of pictures.

Coordinates are continuous: a picture of width W spans x from 0 to W, its first pixel's centre is
at 0.5. A `Similarity` maps target coordinates to source coordinates.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Similarity:
    """source = scale * rotation(angle) @ target + (x, y); `angle` in radians, clockwise on the screen."""

    scale: float
    angle: float
    x: float
    y: float

    def matrix(self) -> NDArray[np.float64]:
        """Shape (2, 3)."""
        a, b = self.scale * math.cos(self.angle), self.scale * math.sin(self.angle)
        return np.array([[a, -b, self.x], [b, a, self.y]])

    def to_source(self, points: NDArray[Any]) -> Floats:
        """Target points (..., 2) in source coordinates."""
        matrix = self.matrix()
        return (np.asarray(points) @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)

    def to_target(self, points: NDArray[Any]) -> Floats:
        """Source points (..., 2) in target coordinates."""
        matrix = self.matrix()
        return ((np.asarray(points) - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T).astype(np.float32)


def window(centre: tuple[float, float], side: float, angle: float, size: int) -> Similarity:
    """The transform whose target (size x size) shows a square of `side` source pixels around `centre`."""
    turned = Similarity(side / size, angle, 0.0, 0.0)
    x, y = turned.to_source(np.array([size / 2, size / 2]))
    return Similarity(turned.scale, angle, centre[0] - float(x), centre[1] - float(y))


def warp(
    picture: NDArray[Any], similarity: Similarity, width: int, height: int, outside: float | None = 0.0
) -> NDArray[Any]:
    """Draw `picture`, uint8 (H, W, 3) or float32 (H, W), into (height, width) of the same kind.

    Shrinking averages over the area of a target pixel. `outside` fills what lies beyond the
    picture; None repeats its edge.
    """
    bounds = _source_bounds(similarity, width, height)
    crop, origin, density = _shrunk_crop(picture, bounds, 1.0 / max(similarity.scale, 1.0))
    crop, origin = _padded(crop, origin, bounds * density, outside)
    matrix = similarity.matrix() * density
    matrix[:, 2] -= origin
    image = Image.fromarray(crop)
    drawn = image.transform((width, height), Image.Transform.AFFINE, matrix.ravel().tolist(), Image.Resampling.BICUBIC)
    return np.array(drawn)


def _source_bounds(similarity: Similarity, width: int, height: int) -> NDArray[np.float64]:
    """x0, y0, x1, y1 of the source region that the target needs, with room for the filter."""
    corners = similarity.to_source(np.array([[0, 0], [width, 0], [0, height], [width, height]])).astype(np.float64)
    margin = 3.0 * max(similarity.scale, 1.0)
    return np.concatenate([np.floor(corners.min(axis=0) - margin), np.ceil(corners.max(axis=0) + margin)])


def _shrunk_crop(
    picture: NDArray[Any], bounds: NDArray[np.float64], density: float
) -> tuple[NDArray[Any], NDArray[np.float64], float]:
    """The part of the picture inside `bounds` at `density` pixels per source pixel, and its origin there."""
    limit = np.array([picture.shape[1], picture.shape[0]] * 2, dtype=np.float64)
    x0, y0, x1, y1 = np.clip(bounds, 0, np.maximum(limit, 1)).astype(int)
    x0, y0 = min(x0, picture.shape[1] - 1), min(y0, picture.shape[0] - 1)
    crop = np.ascontiguousarray(picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
    if density == 1.0:
        return crop, np.array([x0, y0], dtype=np.float64), 1.0
    # one density for both axes: round the size, then resize exactly that (fractional) box
    columns, rows = (max(1, math.floor(side * density)) for side in (crop.shape[1], crop.shape[0]))
    box = (0.0, 0.0, min(columns / density, crop.shape[1]), min(rows / density, crop.shape[0]))
    small = Image.fromarray(crop).resize((columns, rows), Image.Resampling.HAMMING, box, reducing_gap=3.0)
    return np.asarray(small), np.array([x0, y0]) * density, density


def _padded(
    crop: NDArray[Any], origin: NDArray[np.float64], wanted: NDArray[np.float64], outside: float | None
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    height, width = crop.shape[:2]
    left, top = np.maximum(0, np.ceil(origin - wanted[:2])).astype(int)
    right = max(0, math.ceil(wanted[2] - origin[0] - width))
    bottom = max(0, math.ceil(wanted[3] - origin[1] - height))
    pads = ((top, bottom), (left, right)) + ((0, 0),) * (crop.ndim - 2)
    padded = np.pad(crop, pads, mode="edge") if outside is None else np.pad(crop, pads, constant_values=outside)
    return padded, origin - (left, top)

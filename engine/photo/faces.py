"""Faces in any orientation: MediaPipe's short-range detector (BlazeFace) on four quarter turns.

Source: Bazarevsky et al., BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs, 2019.
Anchors and decoding follow MediaPipe's ssd_anchors and tensors_to_detections calculators.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.photo.tflite import TfliteModel
from engine.photo.warp import Similarity, warp, window

_STRIDES: Final = ((8, 2), (16, 6))  # (pixels per cell, anchors per cell)
_MIN_SCORE: Final = 0.5
_SAME_FACE: Final = 0.3  # overlap above which two boxes are one face
_WORKING_SIDE: Final = 1024  # the detector never needs a larger picture
# Short-range BlazeFace misses faces under about a sixth of its window, hence the smaller windows.
_TILES: Final = ((0.6, 2), (0.36, 4))  # (side as part of the picture's shorter side, least count per axis)
LEVELS: Final = 1 + len(_TILES)
"""Levels of search: the whole picture, then ever smaller windows."""


@dataclass(frozen=True)
class Face:
    """A detected face; all coordinates in source pixels.

    `box` is x0, y0, x1, y1; `keypoints` (6, 2): right eye, left eye (the person's own), nose tip,
    mouth, right and left ear; `quarter_turns` counter-clockwise turns that make it upright.
    """

    score: float
    box: NDArray[np.float32]
    keypoints: NDArray[np.float32]
    quarter_turns: int

    @property
    def side(self) -> float:
        """Mean side of the box."""
        return float(np.mean(self.box[2:] - self.box[:2]))

    @property
    def centre(self) -> NDArray[np.float32]:
        """Middle of the box, shape (2,)."""
        return self.box.reshape(2, 2).mean(axis=0)


class FaceDetector:
    """Finds faces; a face counts once, in the orientation that scores best."""

    def __init__(self) -> None:
        self._model = TfliteModel("face_detection_short_range")
        self._anchors = _anchors(self._model.size)

    def detect(self, picture: NDArray[np.uint8], level: int = 0) -> list[Face]:
        """Faces in uint8 (H, W, 3), best score first, searched in the whole (level 0) or in smaller windows."""
        shrink = min(1.0, _WORKING_SIDE / max(picture.shape[:2]))
        small = shrunk(picture, shrink)
        windows = search_windows(small.shape[1], small.shape[0], level)
        found = [face for centre, side in windows for face in self._search(small, centre, side)]
        return [scaled(face, 1.0 / shrink) for face in merge(found)]

    def _search(self, picture: NDArray[np.uint8], centre: tuple[float, float], side: float) -> list[Face]:
        place = window(centre, side, 0.0, self._model.size)
        square = warp(picture, place, self._model.size, self._model.size).astype(np.float32) / 127.5 - 1.0
        faces: list[Face] = []
        for turns in range(4):
            boxes, logits = self._model(np.rot90(square, turns))
            faces += self._decode(boxes[0], logits[0, :, 0], turns, place)
        return merge(faces)

    def _decode(
        self, raw: NDArray[np.float32], logits: NDArray[np.float32], turns: int, place: Similarity
    ) -> list[Face]:
        scores = 1.0 / (1.0 + np.exp(-np.clip(logits, -80, 80)))
        keep = np.flatnonzero(scores > _MIN_SCORE)
        points = raw[keep].reshape(-1, 8, 2)  # centre, size, six keypoints
        sizes = points[:, 1]
        located = np.delete(points, 1, axis=1) + self._anchors[keep, None]
        located = place.to_source(_unturned(located, turns, self._model.size))
        return [
            Face(float(score), _box(at[0], size * place.scale, turns), at[1:], turns)
            for score, at, size in zip(scores[keep], located, sizes, strict=True)
        ]


def search_windows(width: int, height: int, level: int) -> list[tuple[tuple[float, float], float]]:
    """Centres and side of the squares that are searched in a picture: the whole at level 0, then smaller ones."""
    if level == 0:
        return [((width / 2, height / 2), float(max(width, height)))]
    return _tiles(width, height, *_TILES[level - 1])


def merge(faces: list[Face]) -> list[Face]:
    """One face per place, best score first: overlapping detections are averaged, weighted by score."""
    rest = sorted(faces, key=lambda face: -face.score)
    merged: list[Face] = []
    while rest:
        best = rest[0]
        same = [face for face in rest if overlap(face.box, best.box) > _SAME_FACE]
        rest = [face for face in rest if overlap(face.box, best.box) <= _SAME_FACE]
        upright = [face for face in same if face.quarter_turns == best.quarter_turns]
        weights = np.array([face.score for face in upright])
        box = np.average([face.box for face in upright], axis=0, weights=weights)
        keypoints = np.average([face.keypoints for face in upright], axis=0, weights=weights)
        merged.append(Face(best.score, box.astype(np.float32), keypoints.astype(np.float32), best.quarter_turns))
    return merged


def overlap(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Intersection over the smaller box's area: a face inside another's box is the same face."""
    sides = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    if (sides <= 0).any():
        return 0.0
    return float(np.prod(sides) / min(np.prod(a[2:] - a[:2]), np.prod(b[2:] - b[:2])))


def main_face(faces: list[Face], width: int, height: int) -> Face:
    """The face the picture is about: large, and near the middle."""
    middle, reach = np.array([width / 2, height / 2]), math.hypot(width, height) / 2

    def weight(face: Face) -> float:
        return face.side * (1.0 - 0.5 * float(np.linalg.norm(face.centre - middle)) / reach)

    return max(faces, key=weight)


def _anchors(size: int) -> NDArray[np.float32]:
    """Anchor centres in input pixels, shape (896, 2) for the 128-pixel model."""
    blocks = []
    for stride, repeats in _STRIDES:
        middles = (np.arange(size // stride) + 0.5) * stride
        x, y = np.meshgrid(middles, middles)
        blocks.append(np.repeat(np.stack([x, y], axis=-1).reshape(-1, 2), repeats, axis=0))
    return np.concatenate(blocks).astype(np.float32)


def _unturned(points: NDArray[np.float32], turns: int, size: int) -> NDArray[np.float32]:
    """Points of `np.rot90(square, turns)` in the square itself."""
    for _ in range(turns):
        points = np.stack([size - points[..., 1], points[..., 0]], axis=-1)
    return points


def _box(centre: NDArray[np.float32], size: NDArray[np.float32], turns: int) -> NDArray[np.float32]:
    half = (size if turns % 2 == 0 else size[::-1]) / 2
    return np.concatenate([centre - half, centre + half]).astype(np.float32)


def scaled(face: Face, factor: float) -> Face:
    """The face in a picture enlarged by `factor`."""
    return Face(face.score, face.box * factor, face.keypoints * factor, face.quarter_turns)


def shrunk(picture: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    """The picture with both sides multiplied by `factor` (at most 1), averaging areas."""
    if factor == 1.0:
        return picture
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX, reducing_gap=2.0))


def _tiles(width: int, height: int, part: float, count: int) -> list[tuple[tuple[float, float], float]]:
    """Centres and side of overlapping square windows that cover the picture."""
    side = part * min(width, height)
    columns, rows = (max(count, math.ceil(1.5 * length / side)) for length in (width, height))
    xs, ys = (np.linspace(side / 2, length - side / 2, n) for length, n in ((width, columns), (height, rows)))
    return [((float(x), float(y)), side) for y in ys for x in xs]

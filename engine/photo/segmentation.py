"""The person's mask by MediaPipe's selfie segmentation, on the whole picture and on the portrait's frame."""

import numpy as np
from numpy.typing import NDArray

from engine.photo.align import FACE_SIZE
from engine.photo.tflite import TfliteModel
from engine.photo.warp import Floats, Similarity, warp, window
from engine.space import PLANE_SIZE


class PersonSegmenter:
    """Probability of a person per pixel."""

    def __init__(self) -> None:
        self._model = TfliteModel("selfie_segmentation")

    def bust_and_face(self, picture: NDArray[np.uint8], bust: Similarity, face: Similarity) -> tuple[Floats, Floats]:
        """Masks of the bust frame (256) and of the close crop (224), each no higher than what wider views say."""
        wide = _wide(picture, bust)
        wide_mask = self.frame(picture, wide, PLANE_SIZE)
        bust_mask = self.frame(picture, bust, PLANE_SIZE)
        bust_mask = np.minimum(bust_mask, seen_from(wide_mask, wide, bust, PLANE_SIZE))
        face_mask = self.frame(picture, face, FACE_SIZE)
        return bust_mask, np.minimum(face_mask, seen_from(bust_mask, bust, face, FACE_SIZE))

    def frame(self, picture: NDArray[np.uint8], place: Similarity, size: int) -> Floats:
        """Mask (size, size) of the frame that `place` maps to the picture; 0 outside the picture."""
        side = self._model.size
        to_model = Similarity(place.scale * size / side, place.angle, place.x, place.y)
        view = warp(picture, to_model, side, side, outside=None).astype(np.float32) / 255.0
        mask: Floats = np.clip(self._model(view)[0][0, :, :, 0], 0.0, 1.0) * inside(picture, to_model, side)
        return mask if size == side else resample(mask, Similarity(side / size, 0.0, 0.0, 0.0), size)


def _wide(picture: NDArray[np.uint8], bust: Similarity) -> Similarity:
    """A square around the bust and its surroundings, not larger than the picture, upright like the bust."""
    height, width = picture.shape[:2]
    side = min(float(max(width, height)), 2.0 * bust.scale * PLANE_SIZE)
    middle = bust.to_source(np.array([PLANE_SIZE / 2, PLANE_SIZE / 2]))
    room = np.maximum(np.array([width, height]) - side, 0.0) / 2
    centre = np.clip(middle, np.array([width, height]) / 2 - room, np.array([width, height]) / 2 + room)
    return window((float(centre[0]), float(centre[1])), side, bust.angle, PLANE_SIZE)


def inside(picture: NDArray[np.uint8], place: Similarity, size: int) -> Floats:
    """1 where the frame shows the picture, 0 beyond it, shape (size, size)."""
    limits = np.array([picture.shape[1], picture.shape[0]])
    corners = place.to_source(np.array([[0, 0], [size, 0], [0, size], [size, size]]))
    if ((corners >= 0) & (corners <= limits)).all():
        return np.ones((size, size), np.float32)
    x, y = np.meshgrid(np.arange(size) + 0.5, np.arange(size) + 0.5)
    at = place.to_source(np.stack([x, y], axis=-1))
    shown: Floats = np.all((at >= 0) & (at <= limits), axis=-1).astype(np.float32)
    return shown


def resample(mask: Floats, place: Similarity, size: int) -> Floats:
    """The mask seen through `place` (frame to mask pixels), (size, size), its edge repeated, in [0, 1]."""
    seen: Floats = warp(mask, place, size, size, outside=None)
    return seen.clip(0.0, 1.0)


def seen_from(whole: Floats, whole_place: Similarity, place: Similarity, size: int) -> Floats:
    """A mask of the whole picture in the frame `place`, both transforms leading to source pixels."""
    angle = place.angle - whole_place.angle
    x, y = whole_place.to_target(place.to_source(np.zeros(2)))
    return resample(whole, Similarity(place.scale / whole_place.scale, angle, float(x), float(y)), size)

"""468 face landmarks by MediaPipe's face mesh, in an upright crop.

Source: Kartynnik et al., Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs, 2019.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.photo.faces import Face
from engine.photo.tflite import TfliteModel
from engine.photo.warp import warp, window

LANDMARK_COUNT: Final = 468
_RIGHT_EYE, _LEFT_EYE = (33, 133), (263, 362)  # outer and inner corners, the person's own sides
_MARGIN: Final = 1.5  # crop side over face size, as the model was trained
_REFINEMENTS: Final = 1  # passes that crop again by the landmarks found


@dataclass(frozen=True)
class Landmarks:
    """`points` (468, 3): x, y in source pixels, z in the same unit, negative towards the camera;
    `presence` in [0, 1]: the probability that this is a face at all."""

    points: NDArray[np.float32]
    presence: float

    @property
    def eyes(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Centres of the person's right and left eye (the right one is on the picture's left), (2,) each."""
        return eye_centres(self.points)

    @property
    def eye_distance(self) -> float:
        """Between the eyes' centres, in source pixels; in three dimensions, so that a turned head counts in full."""
        right, left = (self.points[list(corners)].mean(axis=0) for corners in (_RIGHT_EYE, _LEFT_EYE))
        return float(np.linalg.norm(left - right))

    @property
    def box(self) -> NDArray[np.float32]:
        """x0, y0, x1, y1 around all points."""
        flat = self.points[:, :2]
        return np.concatenate([flat.min(axis=0), flat.max(axis=0)])


def eye_centres(points: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Centres of the person's right and left eye in landmarks (468, 2 or 3), shape (2,) each."""
    right, left = (points[list(corners), :2].mean(axis=0) for corners in (_RIGHT_EYE, _LEFT_EYE))
    return right, left


class FaceMesh:
    """Places the landmarks on a detected face."""

    def __init__(self) -> None:
        self._model = TfliteModel("face_landmark")

    def place(self, picture: NDArray[np.uint8], face: Face) -> Landmarks:
        """Landmarks of `face` in uint8 (H, W, 3)."""
        angle = _angle(face.keypoints[0], face.keypoints[1])
        found = self._run(picture, face.centre, float(np.max(face.box[2:] - face.box[:2])), angle)
        for _ in range(_REFINEMENTS):
            found = self._again(picture, found)
        return found

    def _again(self, picture: NDArray[np.uint8], found: Landmarks) -> Landmarks:
        angle = _angle(*found.eyes)
        turned = found.points[:, :2] @ _rotation(angle)  # into the upright frame
        low, high = turned.min(axis=0), turned.max(axis=0)
        return self._run(picture, _rotation(angle) @ ((low + high) / 2), float((high - low).max()), angle)

    def _run(self, picture: NDArray[np.uint8], centre: NDArray[np.float32], side: float, angle: float) -> Landmarks:
        size = self._model.size
        place = window((float(centre[0]), float(centre[1])), side * _MARGIN, angle, size)
        mesh, logit = self._model(warp(picture, place, size, size).astype(np.float32) / 255.0)
        points = mesh.reshape(LANDMARK_COUNT, 3)
        flat = place.to_source(points[:, :2])
        presence = 1.0 / (1.0 + math.exp(-float(np.clip(logit.ravel()[0], -80, 80))))
        return Landmarks(np.column_stack([flat, points[:, 2] * place.scale]).astype(np.float32), presence)


def _angle(right_eye: NDArray[np.float32], left_eye: NDArray[np.float32]) -> float:
    dx, dy = left_eye - right_eye
    return math.atan2(float(dy), float(dx))


def _rotation(angle: float) -> NDArray[np.float32]:
    """Upright frame to source; its transpose (from the right on row vectors) leads back."""
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, -s], [s, c]], dtype=np.float32)

"""Where a face lies in the frame of the front plane: pose and similarity from landmarks."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.photo.landmarks import Landmarks
from engine.photo.template import face_template
from engine.photo.warp import Similarity, window
from engine.space import CHIN_Y, HEAD_HEIGHT, PLANE_SIZE

Floats = NDArray[np.float32]

FACE_SIZE: Final = 224
_FACE_SPAN: Final = 1.25 * HEAD_HEIGHT  # side of the head crop in cube units
_FACE_MIDDLE: Final = CHIN_Y + 0.52 * HEAD_HEIGHT  # its centre: hair rises above the crown more than needed below
_CLOSE_SPAN: Final = 0.62 * HEAD_HEIGHT  # brows to chin: eyes, mouth and beard in detail
_CLOSE_MIDDLE: Final = CHIN_Y + 0.42 * HEAD_HEIGHT


@dataclass(frozen=True)
class Pose:
    """Degrees: `yaw` positive when the face turns to the picture's right, `pitch` positive when it
    looks up, `roll` positive when it leans clockwise in the picture."""

    yaw: float
    pitch: float
    roll: float


def fit_face(landmarks: Landmarks) -> tuple[Similarity, Pose]:
    """The transform from the bust frame (256 pixels, the cube's front) to the source, and the pose.

    The size comes from all landmarks in three dimensions, so that turning or nodding does not change it.
    """
    template = face_template().astype(np.float64)
    seen = landmarks.points.astype(np.float64) * np.array([1.0, -1.0, -1.0])
    scale, rotation = umeyama(template, seen)
    pose = _pose(rotation)
    unit = PLANE_SIZE / 2
    turned = Similarity(scale / unit, math.radians(pose.roll), 0.0, 0.0)
    target = (template[:, :2].mean(axis=0) * np.array([1.0, -1.0]) + 1.0) * unit
    x, y = landmarks.points[:, :2].mean(axis=0) - turned.to_source(target)
    return Similarity(turned.scale, turned.angle, float(x), float(y)), pose


def face_window(bust: Similarity) -> Similarity:
    """The head crop's transform to the source, given the bust's."""
    return _window(bust, _FACE_SPAN, _FACE_MIDDLE)


def close_window(bust: Similarity) -> Similarity:
    """The transform of the crop from brows to chin to the source, given the bust's."""
    return _window(bust, _CLOSE_SPAN, _CLOSE_MIDDLE)


def _window(bust: Similarity, span: float, middle: float) -> Similarity:
    """A square of `span` cube units around the face's axis at the height `middle`."""
    unit = PLANE_SIZE / 2
    x, y = bust.to_source(np.array([unit, (1.0 - middle) * unit]))
    return window((float(x), float(y)), bust.scale * span * unit, bust.angle, FACE_SIZE)


def umeyama(template: NDArray[np.float64], seen: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Scale and rotation (3, 3) of the least-squares similarity from template to seen (Umeyama, 1991)."""
    a, b = template - template.mean(axis=0), seen - seen.mean(axis=0)
    u, singular, vt = np.linalg.svd(b.T @ a)
    sign = np.array([1.0, 1.0, math.copysign(1.0, float(np.linalg.det(u @ vt)))])
    return float((singular * sign).sum() / (a**2).sum()), (u * sign) @ vt


def _pose(rotation: NDArray[np.float64]) -> Pose:
    """Angles of rotation = roll about z, after pitch about x, after yaw about y."""
    yaw = math.atan2(-rotation[2, 0], rotation[2, 2])
    pitch = -math.asin(float(np.clip(rotation[2, 1], -1.0, 1.0)))
    roll = math.atan2(rotation[0, 1], rotation[1, 1])
    return Pose(math.degrees(yaw), math.degrees(pitch), math.degrees(roll))

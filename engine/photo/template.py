"""The mean face: where the landmarks of an average individual lie in the cube (see `engine.space`).

Measured by running the landmark model on orthographic front views of synthetic individuals, so that
photos land in the frame of the front plane by the very landmarks that are found in photos.
"""

import json
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from engine.errors import WeightsError
from engine.paths import assets_dir
from engine.photo.landmarks import LANDMARK_COUNT

Floats = NDArray[np.float32]

TEMPLATE_PATH: Final = assets_dir() / "models" / "face_template.json"


@cache
def face_template() -> Floats:
    """Landmarks of the average individual in cube units, shape (468, 3), x right, y up, z to the viewer."""
    try:
        points = np.array(json.loads(TEMPLATE_PATH.read_text())["points"], dtype=np.float32)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{TEMPLATE_PATH.name} is missing or damaged.", "Install Maquette again.") from error
    if points.shape != (LANDMARK_COUNT, 3):
        raise WeightsError(f"{TEMPLATE_PATH.name} has the wrong shape {points.shape}.", "Install Maquette again.")
    points.setflags(write=False)
    return points


def in_cube(points: NDArray[np.floating], size: int) -> Floats:
    """Landmarks in pixels of a front view of the whole cube, `size` pixels a side, in cube units."""
    unit = size / 2
    x, y, z = np.asarray(points, dtype=np.float64).T
    return np.column_stack([x / unit - 1.0, 1.0 - y / unit, -z / unit]).astype(np.float32)


def mean_template(faces: NDArray[np.floating]) -> Floats:
    """The mirror-symmetric mean of landmark sets in cube units, (n, 468, 3) to (468, 3)."""
    mean = np.asarray(faces, dtype=np.float64).mean(axis=0)
    twin = mirror_pairs(mean)
    mirrored = mean[twin] * np.array([-1.0, 1.0, 1.0])
    return ((mean + mirrored) / 2).astype(np.float32)


def mirror_pairs(points: NDArray[np.floating]) -> NDArray[np.intp]:
    """Index of each landmark's twin on the other half of a frontal, nearly symmetric face, (468, 3) to (468,)."""
    centred = points - np.array([points[:, 0].mean(), 0.0, 0.0])
    mirrored = centred * np.array([-1.0, 1.0, 1.0])
    distance = np.linalg.norm(centred[:, None] - mirrored[None], axis=-1)
    # one twin each: nearest alone would pair several points of the closed lips with the same one
    return np.asarray(linear_sum_assignment(distance**2)[1])

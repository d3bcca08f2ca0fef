"""Measure the mean face anew, whenever the individuals' frame or shapes change (needs their assets and OpenGL)."""

import json
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.errors import DataError
from engine.files import write_bytes
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw
from engine.photo.faces import FaceDetector
from engine.photo.landmarks import FaceMesh, eye_centres
from engine.photo.template import TEMPLATE_PATH, in_cube, mean_template
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.space import HEAD_HEIGHT

FIRST_SEED: Final = 9_000_000
_FRONT: Final = Camera(projection_kind="orthographic", half_height=1.0, distance=4.0)
_SIZE: Final = 512
_GROUND: Final = 140.0  # grey behind the individual
_EXPRESSIONS: Final = {"neutral", "smile"}  # as on most portraits; a dropped jaw would move the chin
_LEAST_CONFIDENCE: Final = 0.8
_LEVEL: Final = 0.06  # largest tilt of the eye line, a sine; the individuals stand straight


def calibrate(count: int, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None) -> int:
    """Measure `count` individuals, write the template into the assets, and return how many faces were used."""
    detector, mesh = FaceDetector(), FaceMesh()
    faces: list[NDArray[np.float32]] = []
    for done, seed in enumerate(range(FIRST_SEED, FIRST_SEED + count)):
        if cancel is not None:
            cancel.check()
        face = _measured(seed, detector, mesh)
        faces += [] if face is None else [face]
        if on_progress is not None:
            on_progress(Progress("measuring faces", done + 1, count))
    if not faces:
        raise DataError("No face was found on any individual.", "Look at their front views.")
    points = np.round(mean_template(np.array(faces)), 4).astype(float).tolist()
    write_bytes(TEMPLATE_PATH, json.dumps({"faces": len(faces), "points": points}).encode())
    return len(faces)


def _measured(seed: int, detector: FaceDetector, mesh: FaceMesh) -> NDArray[np.float32] | None:
    recipe = sample_recipe(seed)
    if recipe.expression not in _EXPRESSIONS:
        return None
    picture = front_view(Individual(recipe))
    for face in detector.detect(picture):
        found = mesh.place(picture, face)
        if face.score * found.presence > _LEAST_CONFIDENCE and _stands_straight(found.points):
            return in_cube(found.points, _SIZE)
    return None


def front_view(individual: Individual) -> NDArray[np.uint8]:
    """The cube's front on grey, uint8 (512, 512, 3)."""
    view = draw(individual, _FRONT, _SIZE)
    cover = view.alpha[..., None] / 255.0
    return (view.colour * cover + _GROUND * (1.0 - cover)).astype(np.uint8)


def _stands_straight(points: NDArray[np.float32]) -> bool:
    right, left = eye_centres(points)
    dx, dy = left - right
    unit = _SIZE / 2
    return abs(dy) < _LEVEL * dx and 0.1 * HEAD_HEIGHT < dx / unit < 0.5 * HEAD_HEIGHT

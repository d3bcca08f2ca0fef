"""A bust of analytic shapes, ray cast in numpy: exact ground truth without any assets."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.camera import Camera
from engine.individuals.view import View

# centre, radii, part, colour; ellipsoids
SHAPES = (
    ((0.0, 0.36, 0.0), (0.33, 0.42, 0.38), Part.SKIN, (0.85, 0.62, 0.50)),
    ((0.0, 0.46, -0.09), (0.37, 0.40, 0.38), Part.HAIR, (0.30, 0.18, 0.10)),
    ((0.0, 0.30, 0.38), (0.05, 0.08, 0.08), Part.SKIN, (0.88, 0.60, 0.50)),
    ((0.13, 0.40, 0.31), (0.05, 0.03, 0.05), Part.EYES, (0.95, 0.95, 0.95)),
    ((-0.13, 0.40, 0.31), (0.05, 0.03, 0.05), Part.EYES, (0.20, 0.30, 0.60)),
    ((0.0, -0.15, -0.08), (0.17, 0.35, 0.17), Part.SKIN, (0.80, 0.58, 0.47)),
    ((0.0, -0.62, -0.08), (0.75, 0.36, 0.30), Part.GARMENT, (0.70, 0.10, 0.12)),
)


def draw_bust(camera: Camera, size: int, parts: Set[Part] = frozenset(Part)) -> View:
    """Ground truth of the bust's `parts`, stripes on the garment so that colours vary along the surface."""
    origin, direction = (ray.reshape(-1, 3).astype(np.float64) for ray in camera.rays(size, size))
    nearest = np.full(len(origin), np.inf)
    index = np.full(len(origin), -1)
    for number, (centre, radii, part, _) in enumerate(SHAPES):
        if part not in parts:
            continue
        distance = _hit(origin, direction, np.array(centre), np.array(radii), camera.near)
        closer = distance < nearest
        nearest = np.where(closer, distance, nearest)
        index = np.where(closer, number, index)
    return _view(origin, direction, nearest, index, camera, size)


def _hit(origin: NDArray, direction: NDArray, centre: NDArray, radii: NDArray, near: float) -> NDArray:
    o, d = (origin - centre) / radii, direction / radii
    a, b, c = (d * d).sum(-1), (o * d).sum(-1), (o * o).sum(-1) - 1
    root = b * b - a * c
    half = np.sqrt(np.maximum(root, 0))
    first, second = (-b - half) / a, (-b + half) / a
    distance = np.where(first >= near, first, np.where(second >= near, second, np.inf))
    return np.where(root > 0, distance, np.inf)


def _view(origin: NDArray, direction: NDArray, nearest: NDArray, index: NDArray, camera: Camera, size: int) -> View:
    hit = np.isfinite(nearest)
    point = origin + np.where(hit, nearest, 0)[:, None] * direction
    centres, radii, parts, colours = (np.array([s[i] for s in SHAPES], np.float64) for i in range(4))
    normal = (point - centres[index]) / radii[index] ** 2
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    stripes = np.where(parts[index] == Part.GARMENT, 0.8 + 0.2 * np.sin(point[:, 1] * 40), 1.0)
    colour = np.where(hit[:, None], colours[index] * stripes[:, None], 0)
    axis_distance = -(point - camera.position()) @ camera.axes()[2]
    return View(
        colour=np.rint(colour * 255).astype(np.uint8).reshape(size, size, 3),
        alpha=np.where(hit, 255, 0).astype(np.uint8).reshape(size, size),
        depth=np.where(hit, axis_distance, np.inf).astype(np.float32).reshape(size, size),
        part=np.where(hit, parts[index], 0).astype(np.uint8).reshape(size, size),
        normal=np.rint((normal + 1) * 127.5).astype(np.uint8).reshape(size, size, 3),
    )

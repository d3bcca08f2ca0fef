"""A photo's face turned to the front: its landmarks are a surface that can be seen from elsewhere."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import map_coordinates
from scipy.spatial import Delaunay

from engine.photo.align import umeyama
from engine.photo.front_end import AlignedPortrait
from engine.photo.template import face_template, in_cube
from engine.space import PLANE_SIZE

Floats = NDArray[np.float32]

_FACING: Final = (0.15, 0.5)
"""Cosines of the angle to the camera between which a place of the photo begins to be trusted."""


@dataclass(frozen=True, eq=False)
class FrontalFace:
    """The face in the frame of the front plane, (256, 256) each, rows downwards.

    `places` (..., 2) pixels x, y of the aligned bust that show each texel, `depth` z in cube units up to a constant,
    `weight` in [0, 1] how well the photo shows it; all of them 0 outside of `inside`.
    """

    places: Floats
    depth: Floats
    weight: Floats
    inside: NDArray[np.bool_]


def frontal_face(portrait: AlignedPortrait) -> FrontalFace:
    """The face of an aligned portrait, seen from the front."""
    template, seen = face_template().astype(np.float64), in_cube(portrait.landmarks, PLANE_SIZE).astype(np.float64)
    scale, rotation = umeyama(template, seen)
    frontal = (seen - seen.mean(axis=0)) @ rotation / scale + template.mean(axis=0)
    mesh = Delaunay(frontal[:, :2])
    facing = (_normals(frontal, mesh.simplices) @ rotation.T)[:, 2]
    told = np.column_stack([portrait.landmarks[:, :2], frontal[:, 2], facing])
    centres = (2 * np.arange(PLANE_SIZE) + 1) / PLANE_SIZE - 1
    found = LinearNDInterpolator(mesh, told)(*np.meshgrid(centres, -centres))
    inside = np.isfinite(found[..., 0])
    found = np.where(inside[..., None], found, 0).astype(np.float32)
    low, high = _FACING
    trust = np.clip((found[..., 3] - low) / (high - low), 0, 1) * inside
    return FrontalFace(found[..., :2], found[..., 2], trust.astype(np.float32), inside)


def seen_at(picture: NDArray[np.uint8], places: Floats) -> Floats:
    """A picture of the bust (256, 256, C) as the face shows it, bilinear, (256, 256, C)."""
    rows, columns = places[..., 1] - 0.5, places[..., 0] - 0.5
    channels = np.moveaxis(picture, -1, 0)
    found = [map_coordinates(one, [rows, columns], order=1, mode="nearest") for one in channels.astype(np.float32)]
    return np.stack(found, axis=-1)


def _normals(points: NDArray[np.float64], triangles: NDArray[np.integer]) -> NDArray[np.float64]:
    """Unit normals (N, 3) of a surface's points, towards +z."""
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    across *= np.sign(across[:, 2:])
    total = np.zeros_like(points)
    for corner in range(3):
        np.add.at(total, triangles[:, corner], across)
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)

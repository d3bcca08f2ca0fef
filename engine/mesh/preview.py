"""Pictures of exported meshes without a graphics card: how evaluation and tests look at what was written."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.attributes import Part
from engine.camera import Camera
from engine.mesh.model import AvatarMesh
from engine.mesh.raster import coverage
from engine.mesh.surface import Floats


@dataclass(frozen=True, eq=False)
class MeshPicture:
    """colour: float32 (S, S, 3) sRGB in [0, 1], 0 outside; alpha: bool (S, S); part: uint8 (S, S) `Part` labels;
    normal: float32 (S, S, 3), unit in world space, 0 outside.
    """

    colour: Floats
    alpha: NDArray[np.bool_]
    part: NDArray[np.uint8]
    normal: Floats


def preview(mesh: AvatarMesh, camera: Camera, size: int) -> MeshPicture:
    """The textured `mesh`, unlit, one sample at each pixel's centre; back faces are drawn too."""
    corners = np.concatenate([part.positions[part.faces] for part in mesh.parts])
    normals = np.concatenate([part.normals[part.faces] for part in mesh.parts])
    uv = np.concatenate([part.uv[part.faces] for part in mesh.parts])
    part_of = np.concatenate([np.full(len(part.faces), part.part, dtype=np.uint8) for part in mesh.parts])
    face, weights = _visible(*_project(corners, camera, size), size)
    hit = face >= 0
    chosen, at = face[hit], weights[hit, :, None]
    colour, normal = np.zeros((2, size * size, 3), dtype=np.float32)
    part = np.full(size * size, Part.BACKGROUND, dtype=np.uint8)
    colour[hit] = _texels(mesh.albedo, (at * uv[chosen]).sum(axis=1))
    facing = (at * normals[chosen]).sum(axis=1)
    normal[hit] = facing / np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-9)
    part[hit] = part_of[chosen]
    square = (size, size)
    return MeshPicture(
        colour.reshape(*square, 3), hit.reshape(square), part.reshape(square), normal.reshape(*square, 3)
    )


def _project(corners: Floats, camera: Camera, size: int) -> tuple[Floats, Floats]:
    """Pixel coordinates (F, 3, 2) and depth (F, 3) of triangles (F, 3, 3)."""
    matrix = camera.projection_matrix() @ camera.view_matrix()
    clip = np.concatenate([corners, np.ones_like(corners[..., :1])], axis=-1) @ matrix.T
    place = clip[..., :3] / clip[..., 3:]
    pixels = (place[..., :2] * np.array([1, -1]) + 1) / 2 * size
    return pixels.astype(np.float32), place[..., 2].astype(np.float32)


def _visible(pixels: Floats, depth: Floats, size: int) -> tuple[NDArray[np.int64], Floats]:
    """The nearest triangle at each pixel (-1: none) and the weights of its corners."""
    nearest = np.full(size * size, np.inf, dtype=np.float32)
    face, weights = np.full(size * size, -1, dtype=np.int64), np.zeros((size * size, 3), dtype=np.float32)
    for pixel, candidate, weight in coverage(pixels, size, size):
        z = (weight * depth[candidate]).sum(axis=1)
        order = np.lexsort((z, pixel))
        first = order[np.diff(pixel[order], prepend=-1) > 0]
        first = first[z[first] < nearest[pixel[first]]]
        nearest[pixel[first]], face[pixel[first]], weights[pixel[first]] = z[first], candidate[first], weight[first]
    return face, weights


def _texels(albedo: NDArray[np.uint8] | None, uv: Floats) -> Floats:
    if albedo is None:
        return np.full((len(uv), 3), 0.5, dtype=np.float32)
    where = (uv[:, ::-1] * len(albedo) - 0.5).T
    channels = [
        ndimage.map_coordinates(albedo[..., c].astype(np.float32), where, order=1, mode="nearest") for c in (0, 1, 2)
    ]
    return (np.stack(channels, axis=1) / 255).astype(np.float32)

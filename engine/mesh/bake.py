"""The albedo of the field, painted into the atlas."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.attributes import Part
from engine.mesh.model import PartMesh
from engine.mesh.raster import coverage
from engine.mesh.sample import Grids, SurfaceField, onto_surface, shade_points
from engine.mesh.surface import Floats, unit


def bake_albedo(
    field: SurfaceField,
    grids: Grids,
    parts: Sequence[PartMesh],
    texture: int,
    check: Callable[[], None],
) -> NDArray[np.uint8]:
    """sRGB picture uint8 (T, T, 3) for the atlas that `parts` share; the gutters take the nearest colour.

    `grids`: the distances the surface came from; `check` is called between pieces of work and may raise.
    """
    picture = np.zeros((texture * texture, 3), dtype=np.uint8)
    painted = np.zeros(texture * texture, dtype=bool)
    triangles, positions, normals = _corners(parts, texture)
    part_of = np.concatenate([np.full(len(part.faces), part.part) for part in parts])
    for pixel, face, weights in coverage(triangles, texture, texture):
        points = np.einsum("nk,nkc->nc", weights, positions[face])
        facing = unit(np.einsum("nk,nkc->nc", weights, normals[face]))
        onto = onto_surface(grids, points, facing)
        for part in np.unique(part_of[face]):
            mine = part_of[face] == part
            picture[pixel[mine]] = to_bytes(shade_points(field.of(Part(part)), onto[mine], check)[0])
        painted[pixel] = True
    return _fill_gutters(picture.reshape(texture, texture, 3), painted.reshape(texture, texture))


def to_bytes(colour: Floats) -> NDArray[np.uint8]:
    """Colours in [0, 1] as bytes."""
    return np.rint(np.clip(colour, 0, 1) * 255).astype(np.uint8)


def _corners(parts: Sequence[PartMesh], texture: int) -> tuple[Floats, Floats, Floats]:
    """Atlas position in pixels (F, 3, 2), position and normal (F, 3, 3) of every corner of every face."""
    return (
        np.concatenate([part.uv[part.faces] * np.float32(texture) for part in parts]),
        np.concatenate([part.positions[part.faces] for part in parts]),
        np.concatenate([part.normals[part.faces] for part in parts]),
    )


def _fill_gutters(picture: NDArray[np.uint8], painted: NDArray[np.bool_]) -> NDArray[np.uint8]:
    # the whole background, not only the padding: smaller mip levels reach far over a chart's edge
    row, column = ndimage.distance_transform_edt(~painted, return_distances=False, return_indices=True)
    return picture[row, column]

"""An individual's colours in one picture: every triangle gets its own place, so that any renderer can draw it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.individuals.library import Floats, Ints
from engine.offscreen.mesh_renderer import RenderMesh

ATLAS_SIZE: Final = 4096
_OPEN: Final = 8
"""Column of a vertex that holds its occlusion."""
_MARGIN: Final = 2.0
_BLEED: Final = 1.5
"""Pixels that are painted beyond the edges of a triangle, so that filtering finds no gaps."""
_HYPOTENUSE: Final = float(np.sqrt(2))


@dataclass(frozen=True)
class Painted:
    """Triangles with places in a picture: `corners` (T, 3, 14) as in RenderMesh, `places` (T, 3, 2) in [0, 1] from
    the lower left, `part` and `gloss` (T,)."""

    corners: Floats
    places: Floats
    part: NDArray[np.int32]
    gloss: Floats


def cut_below(mesh: RenderMesh, height: float) -> RenderMesh:
    """What of `mesh` lies above y = `height`; triangles are cut, attributes interpolated."""
    corners = mesh.vertices[mesh.triangles]
    above = corners[..., 1] >= height
    kept = [corners[above.all(1)]]
    for count in (1, 2):  # corners above
        crossing = above.sum(1) == count
        # turned so that the odd one out comes first
        odd = np.argmax(above[crossing] == (count == 1), axis=1)
        turned = np.take_along_axis(corners[crossing], ((odd[:, None] + np.arange(3)) % 3)[..., None], 1)
        first, second, third = turned[:, 0], turned[:, 1], turned[:, 2]
        to_second, to_third = (_crossing(first, other, height) for other in (second, third))
        if count == 1:
            kept.append(np.stack([first, to_second, to_third], 1))
        else:
            kept += [np.stack([to_second, second, third], 1), np.stack([to_second, third, to_third], 1)]
    found = np.concatenate(kept)
    found = found[np.argsort(found[:, 0, -1], kind="stable")]  # those of one material stay together
    return RenderMesh(found.reshape(-1, found.shape[-1]), _in_order(found), mesh.materials)


def laid_out(mesh: RenderMesh) -> tuple[Painted, RenderMesh, Floats]:
    """Every triangle in its place, and the mesh to bake with its places: each triangle a little larger, unshaded."""
    corners = mesh.vertices[mesh.triangles]
    side = int(np.ceil(np.sqrt(len(corners) / 2)))
    cell = ATLAS_SIZE // side
    number = np.arange(len(corners)) // 2
    origin = np.stack([number % side, number // side], -1)[:, None] * float(cell)
    near, far = _MARGIN, cell - 2 * _MARGIN - 1
    lower = np.array([[near, near], [far, near], [near, far]])
    local = np.where((np.arange(len(corners)) % 2 == 0)[:, None, None], lower, cell - lower)
    places = ((origin + local) / ATLAS_SIZE).astype(np.float32)
    grown = 1 + _BLEED / ((far - near) * (1 - 1 / _HYPOTENUSE))
    materials = mesh.materials[corners[:, 0, -1].astype(int)]
    painted = Painted(corners, places, materials[:, 1, 2].astype(np.int32), materials[:, 1, 3])
    larger = _grown(corners, grown)
    larger[..., _OPEN] = 1
    baked = RenderMesh(larger.reshape(-1, larger.shape[-1]), _in_order(larger), mesh.materials)
    return painted, baked, _grown(places, grown)


def _in_order(corners: Floats) -> Ints:
    """Triangles that each have corners of their own."""
    return np.arange(3 * len(corners), dtype=np.int32).reshape(-1, 3)


def _grown(corners: Floats, factor: float) -> Floats:
    """Triangles (T, 3, ...) enlarged about the middle of the circle that touches their sides in the picture."""
    weights = np.array([_HYPOTENUSE, 1, 1]) / (2 + _HYPOTENUSE)
    middle = np.einsum("tka,k->ta", corners, weights)[:, None]
    return (middle + (corners - middle) * factor).astype(np.float32)


def _crossing(first: Floats, other: Floats, height: float) -> Floats:
    share = (height - first[:, 1]) / (other[:, 1] - first[:, 1])
    return (first + share[:, None] * (other - first)).astype(np.float32)

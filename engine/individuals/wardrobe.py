"""Proxies on a body: fitting, which skin they cover, hair under hats."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.individuals.geometry import vertex_normals
from engine.individuals.library import Floats, Ints, Library, Proxy

_HEAD_AXES = ((5399, 11998), (791, 881), (962, 5320))
_TORSO_AXES = ((3924, 10589), (1524, 4370), (1892, 3946))
_COVER_DISTANCE = 0.32
"""Decimetres between a garment and the skin it is taken to cover."""
_PUSH = 0.14
"""Decimetres that covered skin moves inwards where it is not removed."""
_HAIR_REACH, _HAIR_CLEARANCE = 0.6, 0.08
"""Decimetres around cloth within which hair is lifted, and how far above it."""


def fit(proxy: Proxy, vertices: Floats, base: Floats, on_head: bool) -> Floats:
    """Vertices (N, 3) of `proxy` on the body `vertices`; its offsets grow with the head or the torso."""
    axes = _HEAD_AXES if on_head else _TORSO_AXES
    scale = [abs(vertices[a, i] - vertices[b, i]) / abs(base[a, i] - base[b, i]) for i, (a, b) in enumerate(axes)]
    bound = np.einsum("nk,nkd->nd", proxy.weights, vertices[proxy.references])
    return (bound + proxy.offsets * np.array(scale, np.float32)).astype(np.float32)


def follow(proxy: Proxy, weight: Floats) -> Floats:
    """A weight per base vertex (..., 19158), carried to the proxy's vertices (..., N)."""
    return np.clip((weight[..., proxy.references] * proxy.weights).sum(-1), 0, 1).astype(np.float32)


class Coverage:
    """Which base vertices a garment covers, measured once on the unmorphed body."""

    def __init__(self, library: Library) -> None:
        self._base = library.base
        self._library = library
        self._edges = edges(library.base.corners[library.base.triangles])
        self._of: dict[str, tuple[NDArray[np.bool_], Floats]] = {}

    def of(self, proxy: Proxy) -> tuple[NDArray[np.bool_], Floats]:
        """(removed, pushed), (19158,) each: skin that can go, and how far covered skin moves in, in [0, 1]."""
        if proxy.name not in self._of:
            covered = self._covered(proxy)
            inner = self._eroded(covered, 2) | (self._eroded(proxy.hidden & covered, 1))
            self._of[proxy.name] = inner, self._blurred(covered)
        return self._of[proxy.name]

    def _covered(self, proxy: Proxy) -> NDArray[np.bool_]:
        cloth = fit(proxy, self._base.vertices, self._base.vertices, on_head=False)
        triangles = proxy.corners[proxy.triangles]
        samples = np.concatenate([cloth, cloth[triangles].mean(1), cloth[triangles[:, :2]].mean(1)])
        skin = self._base.vertices
        distance, nearest = cKDTree(samples).query(skin)
        # cloth over the skin, not beside it: skin next to a collar's rim stays
        normals = vertex_normals(skin, self._base.corners[self._base.triangles])
        over = ((samples[nearest] - skin) * normals).sum(1) > 0.5 * distance
        return ((distance < _COVER_DISTANCE) & over) | (distance < 0.03) | proxy.hidden

    def _blurred(self, mask: NDArray[np.bool_], rounds: int = 3) -> Floats:
        # a smooth rim: each vertex becomes the mean of its neighbours, but covered ones stay at least half way in
        value = mask.astype(np.float32)
        a, b = self._edges.T
        count = np.maximum(np.bincount(a, minlength=len(mask)), 1)
        for _ in range(rounds):
            value = (0.5 * value + 0.5 * np.bincount(a, value[b], len(mask)) / count).astype(np.float32)
        return np.where(mask, np.maximum(value, 0.5), value * 0.5).astype(np.float32)

    def _eroded(self, mask: NDArray[np.bool_], rings: int) -> NDArray[np.bool_]:
        for _ in range(rings):
            rim = np.zeros_like(mask)
            a, b = self._edges.T
            rim[a] |= ~mask[b]
            np.logical_or.at(rim, a, ~mask[b])
            mask = mask & ~rim
        return mask


def edges(triangles: Ints) -> Ints:
    """Directed edges (E, 2), both ways, of triangles (T, 3)."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)


def push_in(vertices: Floats, normals: Floats, pushed: Floats) -> Floats:
    """Covered skin moved inwards along its normals."""
    return (vertices - _PUSH * pushed[:, None] * normals).astype(np.float32)


def outside(points: Floats, surface: Floats, normals: Floats) -> Floats:
    """`points` moved out along the nearest surface normal where they lie under the cloth or skin.

    `surface` (S, 3) and `normals` (S, 3); only points within reach of the surface move.
    """
    distance, nearest = cKDTree(surface).query(points, distance_upper_bound=_HAIR_REACH)
    near = np.isfinite(distance)
    normal = normals[nearest[near]]
    height = ((points[near] - surface[nearest[near]]) * normal).sum(1)
    result = points.copy()
    result[near] += np.maximum(_HAIR_CLEARANCE - height, 0)[:, None] * normal
    return result

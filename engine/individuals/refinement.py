"""One level of subdivision that rounds a garment: Phong tessellation (Boubekeur and Alexa 2008)."""

import numpy as np

from engine.individuals import wardrobe
from engine.individuals.garments import garment
from engine.individuals.geometry import vertex_normals
from engine.individuals.library import Floats, Ints, Library, Proxy

_FLOOR = 3.0
"""Decimetres on the unmorphed base: triangles wholly below stay as they are."""
_DENSE = 0.19
"""Decimetres of a median edge below which a garment is round enough."""
_ROUNDNESS = 0.75
_SMOOTH = 0.2
"""Least cosine between the normals of an edge's ends; sharper folds stay sharp."""


class Refinement:
    """A triangle of a coarse proxy becomes four; `corners`, `uv`, `triangles` as in Proxy, for `apply`'s vertices."""

    def __init__(self, proxy: Proxy, library: Library) -> None:
        fitted = wardrobe.fit(proxy, library.base.vertices, library.base.vertices, on_head=False)
        self._weld(fitted, proxy)
        points = fitted[proxy.corners][proxy.triangles]
        fine = points[..., 1].max(1) > _FLOOR
        # a shirt under a jacket, each rounded alone, would come through it
        layered = garment(proxy.name).printed == "inner"
        if layered or np.median(np.linalg.norm(points - points[:, [1, 2, 0]], axis=2)[fine]) < _DENSE:
            fine &= False
        chosen, rest = proxy.triangles[fine], proxy.triangles[~fine]
        pairs = np.sort(chosen[:, [[0, 1], [1, 2], [2, 0]]], -1)
        edges, index = np.unique(pairs.reshape(-1, 2), axis=0, return_inverse=True)
        middle = index.reshape(-1, 3) + len(proxy.corners)
        (a, b, c), (ab, bc, ca) = chosen.T, middle.T
        split = np.concatenate([np.stack(s, 1) for s in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
        self.triangles = np.concatenate([split, rest]).astype(np.int32)
        self.uv = np.concatenate([proxy.uv, proxy.uv[edges].mean(1)]).astype(np.float32)
        ends = np.sort(proxy.corners[edges], 1)
        self._ends, vertex = np.unique(ends, axis=0, return_inverse=True)
        self.corners = np.concatenate([proxy.corners, len(fitted) + vertex.reshape(-1)]).astype(np.int32)
        # where refined and coarse triangles meet, an edge stays straight
        coarse = np.unique(proxy.corners[rest])
        self._free = ~np.isin(self._ends, coarse).all(1)

    def _weld(self, fitted: Floats, proxy: Proxy) -> None:
        # some assets are split along seams, where both sides must move alike
        _, first, group = np.unique(np.round(fitted, 4), axis=0, return_index=True, return_inverse=True)
        self._first, self._group = first, group.reshape(-1)
        self._welded: Ints = self._group[proxy.corners[proxy.triangles]].astype(np.int32)

    def apply(self, vertices: Floats) -> Floats:
        """`vertices` (N, 3) of the fitted proxy, followed by one for each refined edge."""
        normals = vertex_normals(vertices[self._first], self._welded)[self._group]
        a, b = vertices[self._ends[:, 0]], vertices[self._ends[:, 1]]
        normal_a, normal_b = normals[self._ends[:, 0]], normals[self._ends[:, 1]]
        half = (b - a) / 2
        # the midpoint, half way to its projections onto the planes at both ends
        onto_a, onto_b = ((half * n).sum(1, keepdims=True) * n for n in (normal_a, normal_b))
        rounded = self._free & ((normal_a * normal_b).sum(1) > _SMOOTH)
        move = (onto_b - onto_a) * (0.5 * _ROUNDNESS * rounded[:, None])
        return np.concatenate([vertices, a + half + move]).astype(np.float32)

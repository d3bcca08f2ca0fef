"""A triangle mesh and the sums over its neighbourhoods that smoothing and labelling need."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Surface:
    """vertices: float32 (V, 3) in cube units; faces: int32 (F, 3), counter-clockwise seen from outside."""

    vertices: Floats
    faces: Indices

    @cached_property
    def edges(self) -> Indices:
        """Undirected edges once each, int32 (E, 2)."""
        ends = np.sort(self.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1).astype(np.int64)
        keys = np.sort(ends[:, 0] * len(self.vertices) + ends[:, 1])
        keys = keys[np.diff(keys, prepend=-1) > 0]  # np.unique takes several times as long
        return np.stack(np.divmod(keys, len(self.vertices)), axis=1).astype(np.int32)

    @cached_property
    def face_pairs(self) -> NDArray[np.int64]:
        """Pairs of faces on both sides of an edge that no third face has, (P, 2): how other programs tell what
        hangs together."""
        ends = np.sort(self.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1).astype(np.int64)
        keys = ends[:, 0] * len(self.vertices) + ends[:, 1]
        order = np.argsort(keys, kind="stable")
        first = np.flatnonzero(np.diff(keys[order], prepend=-1) > 0)
        twins = first[np.diff(first, append=len(keys)) == 2]
        return np.stack([order[twins], order[twins + 1]], axis=1) // 3

    @cached_property
    def neighbour_mean(self) -> sparse.csr_matrix:
        """(V, V) matrix that takes values at vertices to the mean over each vertex's neighbours."""
        count = len(self.vertices)
        a, b = self.edges.T
        ones = np.ones(2 * len(a), dtype=np.float32)
        links = sparse.csr_matrix((ones, (np.concatenate([a, b]), np.concatenate([b, a]))), (count, count))
        degree = np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1)
        return sparse.csr_matrix(sparse.diags(1 / degree).astype(np.float32) @ links)

    @cached_property
    def face_crosses(self) -> Floats:
        """Face normals times twice the area, float32 (F, 3)."""
        a, b, c = (self.vertices[self.faces[:, k]] for k in range(3))
        return np.cross(b - a, c - a).astype(np.float32)

    @cached_property
    def face_areas(self) -> Floats:
        """float32 (F,), square cube units."""
        return (0.5 * np.linalg.norm(self.face_crosses, axis=1)).astype(np.float32)

    @cached_property
    def vertex_areas(self) -> Floats:
        """A third of the area around each vertex, float32 (V,)."""
        share = np.repeat(self.face_areas / 3, 3)
        return np.bincount(self.faces.ravel(), share, len(self.vertices)).astype(np.float32)

    @cached_property
    def vertex_normals(self) -> Floats:
        """Area-weighted unit normals, float32 (V, 3)."""
        corners = self.faces.ravel()
        crosses = np.repeat(self.face_crosses, 3, axis=0)
        sums = [np.bincount(corners, crosses[:, axis], len(self.vertices)) for axis in range(3)]
        return unit(np.stack(sums, axis=1))

    def components(self) -> tuple[int, Indices]:
        """Number of connected components and each vertex's component, int32 (V,)."""
        return connected(self.edges, len(self.vertices))

    def keep_faces(self, kept: NDArray[np.bool_]) -> "Surface":
        """The surface of the faces where `kept` (F,) holds, without unused vertices."""
        return compact(self.vertices, self.faces[kept])[0]


def unit(vectors: NDArray[np.floating]) -> Floats:
    """Rows scaled to length one; a zero row becomes +y, as files must hold unit normals."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    up = np.array([0.0, 1.0, 0.0])
    return np.where(lengths > 1e-12, vectors / np.maximum(lengths, 1e-12), up).astype(np.float32)


def connected(edges: NDArray[np.integer], count: int) -> tuple[int, Indices]:
    """Connected components of `count` nodes: how many, and which one each node lies in."""
    links = sparse.coo_matrix((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), (count, count))
    number, labels = sparse.csgraph.connected_components(links, directed=False)
    return int(number), labels.astype(np.int32)


def compact(vertices: Floats, faces: Indices) -> tuple[Surface, Indices]:
    """The surface of `faces` with only the vertices they use, and which of the old vertices those are."""
    wanted = np.zeros(len(vertices), dtype=bool)
    wanted[faces] = True
    renumbered = np.cumsum(wanted, dtype=np.int32) - 1
    return Surface(vertices[wanted], renumbered[faces]), np.flatnonzero(wanted).astype(np.int32)

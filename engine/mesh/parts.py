"""Which part each piece of the surface belongs to, and cutting the surface along the borders."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.mesh.surface import Floats, Indices, Surface, connected

SMOOTHING_STEPS: Final = 2
SMALLEST_ISLAND: Final[dict[Part, float]] = {
    Part.SKIN: 0.004, Part.HAIR: 0.004, Part.FACIAL_HAIR: 0.0015, Part.EYES: 0.0005, Part.GARMENT: 0.006,
    Part.GLASSES: 0.001, Part.HAT: 0.01,
}  # fmt: skip
"""Square cube units; a smaller patch of a part takes the part around it. An eye measures about 0.004."""
SMALLEST_SHARE: Final = 0.011
"""The same as a share of the whole part: no scraps in the files."""
THIN_PART_GAIN: Final = 1.5
"""Favours glasses, whose rims are two or three samples wide and would be outvoted by the skin beside them."""
_ISLAND_ROUNDS, _FILL_STEPS, _MOST_FILL_STEPS = 6, 40, 400


def part_scores(surface: Surface, probabilities: Floats) -> Floats:
    """Scores (V, 8) whose largest entry names each vertex's part, with smooth borders and no small islands.

    `probabilities`: float32 (V, 8) part probabilities at the vertices, in the order of `Part`.
    """
    scores = probabilities.copy()
    scores[:, Part.BACKGROUND] = 0
    scores[:, Part.GLASSES] *= THIN_PART_GAIN
    for _ in range(SMOOTHING_STEPS):
        scores = 0.5 * scores + 0.5 * (surface.neighbour_mean @ scores)
    return without_islands(surface, np.asarray(scores, dtype=np.float32))


def glasses_apart(surface: Surface, probabilities: Floats, bare: int) -> Floats:
    """Probabilities (V, 8) when glasses have a surface of their own: the vertices after the first `bare`, no others."""
    only = probabilities.copy()
    taken = only.argmax(axis=1) == Part.GLASSES
    taken[bare:] = False
    only[:, Part.GLASSES] = 0
    only[bare:] = np.eye(len(Part), dtype=np.float32)[Part.GLASSES]
    return _filled_from_around(surface, only, taken) if taken.any() else only


def without_islands(surface: Surface, scores: Floats) -> Floats:
    """Scores (V, 8) in which patches that are too small take the part around them."""
    for _ in range(_ISLAND_ROUNDS):
        islands = _islands(surface, scores.argmax(axis=1))
        if not islands.any():
            break
        scores = _filled_from_around(surface, scores, islands)
    return scores


def _islands(surface: Surface, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Vertices in patches of one label that are smaller than that label's smallest island."""
    a, b = surface.edges.T
    count, patch = connected(surface.edges[labels[a] == labels[b]], len(labels))
    area = np.bincount(patch, surface.vertex_areas, count)
    smallest = SMALLEST_SHARE * np.bincount(labels, surface.vertex_areas, len(Part))
    for part, least in SMALLEST_ISLAND.items():
        smallest[part] = max(smallest[part], least)
    found: NDArray[np.bool_] = area[patch] < smallest[labels]
    return found


def _filled_from_around(surface: Surface, scores: Floats, holes: NDArray[np.bool_]) -> Floats:
    filled = np.where(holes[:, None], 0, scores).astype(np.float32)
    around, empty = surface.neighbour_mean[holes], np.ones(0, np.bool_)
    for step in range(_MOST_FILL_STEPS):
        filled[holes] = (around @ filled).astype(np.float32)
        reached, empty = empty, filled.sum(axis=1) <= 0
        if step >= _FILL_STEPS and (not empty.any() or np.array_equal(reached, empty)):
            break
    # a piece of its own with nothing around it stays what it was
    filled[empty] = scores[empty]
    return filled


def cut_at_borders(values: Floats, faces: Indices, scores: Floats) -> tuple[Floats, Indices, NDArray[np.int64]]:
    """Split the faces that parts share, so that each face lies in one part and borders run smoothly.

    `values` (V, C): whatever lives at the vertices (positions, normals ...), interpolated at new ones;
    `scores` (V, 8) as from `part_scores`. Returns values, faces and each face's part. New vertices on
    an edge are shared by the faces on both sides, so a closed surface stays closed.
    """
    labels = scores.argmax(axis=1)
    corner = labels[faces]
    same = (corner == corner[:, :1]).all(axis=1)
    three = (corner[:, 0] != corner[:, 1]) & (corner[:, 1] != corner[:, 2]) & (corner[:, 2] != corner[:, 0])
    cutter = _EdgeCutter(values, faces[~same], labels, scores)
    two_faces, two_parts = _split_in_two(_odd_first(faces[~same & ~three], labels), labels, cutter)
    middles = values[faces[three]].mean(axis=1)
    first_middle = len(values) + len(cutter.values)
    three_faces, three_parts = _split_in_three(faces[three], labels, cutter, first_middle)
    return (
        np.concatenate([values, cutter.values, middles]).astype(np.float32),
        np.concatenate([faces[same], two_faces, three_faces]).astype(np.int32),
        np.concatenate([corner[same, 0], two_parts, three_parts]),
    )


def without_scraps(values: Floats, faces: Indices, parts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The part of each face (F,), after patches below SMALLEST_SHARE of their part took the part around them.

    What `cut_at_borders` leaves behind: corners that touch their own part in one point, and what became small when
    the surface was simplified. Patches hold together by edges, as other programs count them.
    """
    surface = Surface(values[:, :3], faces)
    (a, b), areas = surface.face_pairs.T, surface.face_areas
    labels = parts.copy()
    for _ in range(_ISLAND_ROUNDS):
        count, patch = connected(surface.face_pairs[labels[a] == labels[b]], len(faces))
        size, whole = np.bincount(patch, areas, count), np.bincount(labels, areas, len(Part))
        small = size[patch] < SMALLEST_SHARE * whole[labels]
        votes = np.zeros((count, len(Part)))
        for mine, other in ((a, b), (b, a)):
            border = small[mine] & (labels[mine] != labels[other])
            np.add.at(votes, (patch[mine[border]], labels[other[border]]), areas[other[border]])
        moved = small & (votes.sum(axis=1) > 0)[patch]
        if not moved.any():
            break
        labels[moved] = votes.argmax(axis=1)[patch[moved]]
    return labels


class _EdgeCutter:
    """New vertices where two parts' scores are equal, one per edge whose ends differ in part."""

    def __init__(self, values: Floats, faces: Indices, labels: NDArray[np.int64], scores: Floats) -> None:
        self.count = len(values)
        ends = np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1).astype(np.int64)
        ends = ends[labels[ends[:, 0]] != labels[ends[:, 1]]]
        self.keys = np.unique(ends[:, 0] * self.count + ends[:, 1])
        a, b = np.divmod(self.keys, self.count)
        lead_a = scores[a, labels[a]] - scores[a, labels[b]]
        lead_b = scores[b, labels[b]] - scores[b, labels[a]]
        # away from the ends, so that no face becomes a needle
        t = np.clip(lead_a / np.maximum(lead_a + lead_b, 1e-9), 0.15, 0.85)[:, None]
        self.values = (values[a] * (1 - t) + values[b] * t).astype(np.float32)

    def between(self, a: Indices, b: Indices) -> NDArray[np.int64]:
        """Index of the new vertex on each edge (a, b)."""
        keys = np.minimum(a, b).astype(np.int64) * self.count + np.maximum(a, b)
        return self.count + np.searchsorted(self.keys, keys)


def _odd_first(faces: Indices, labels: NDArray[np.int64]) -> Indices:
    """Faces with two parts, turned so that the corner that is alone in its part comes first."""
    corner = labels[faces]
    odd = np.where(corner[:, 0] == corner[:, 1], 2, np.where(corner[:, 0] == corner[:, 2], 1, 0))
    return np.take_along_axis(faces, (odd[:, None] + np.arange(3)) % 3, axis=1)


def _split_in_two(
    faces: Indices, labels: NDArray[np.int64], cutter: _EdgeCutter
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    a, b, c = faces.T
    ab, ca = cutter.between(a, b), cutter.between(c, a)
    pieces = [(a, ab, ca), (ab, b, c), (ab, c, ca)]
    return _stacked(pieces), np.concatenate([labels[a], labels[b], labels[b]])


def _split_in_three(
    faces: Indices, labels: NDArray[np.int64], cutter: _EdgeCutter, first_middle: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    a, b, c = faces.T
    ab, bc, ca = cutter.between(a, b), cutter.between(b, c), cutter.between(c, a)
    m = first_middle + np.arange(len(faces))
    pieces = [(a, ab, m), (a, m, ca), (b, bc, m), (b, m, ab), (c, ca, m), (c, m, bc)]
    owner = np.concatenate([labels[a], labels[a], labels[b], labels[b], labels[c], labels[c]])
    return _stacked(pieces), owner


def _stacked(pieces: list[tuple[NDArray, NDArray, NDArray]]) -> NDArray[np.int64]:
    return np.concatenate([np.stack(piece, axis=1) for piece in pieces]).astype(np.int64)

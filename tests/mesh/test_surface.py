"""The surface is closed, in place, outward, without floaters; its parts fit together and to the field."""

import numpy as np
import pytest
import torch

from engine.attributes import Part
from engine.errors import DataError
from engine.mesh.extract import extract_surface, taubin
from engine.mesh.model import AvatarMesh
from engine.mesh.parts import cut_at_borders, glasses_apart, part_scores, without_scraps
from engine.mesh.simplify import simplify
from engine.mesh.surface import Surface
from tests.mesh.stand_in import GARMENT_BELOW, HAIR_ABOVE, RADIUS, BandedSphere


def unmatched_edges(faces: np.ndarray) -> int:
    """Directed edges that no neighbour runs the other way: 0 for a closed, consistently wound surface."""
    edges = faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).astype(np.int64)
    forth = edges[:, 0] * (faces.max() + 1) + edges[:, 1]
    back = edges[:, 1] * (faces.max() + 1) + edges[:, 0]
    return len(np.setxor1d(forth, back))


def volume(surface: Surface) -> float:
    return float(np.einsum("ij,ij->", surface.vertices[surface.faces[:, 0]], surface.face_crosses) / 6)


def test_surface_is_closed_also_where_the_cube_cuts_it(surface: Surface) -> None:
    assert surface.vertices[:, 1].min() < -0.99
    assert unmatched_edges(surface.faces) == 0


def test_surface_lies_where_the_field_is_zero(surface: Surface, field: BandedSphere) -> None:
    distance = field.signed_distance(torch.from_numpy(surface.vertices)).abs().numpy()
    smooth = surface.vertices[:, 1] > -0.4  # below, the trunk meets the ball and the floor in creases
    assert np.quantile(distance[smooth], 0.95) < 0.1 * 2 / 96


def test_normals_point_outward(surface: Surface) -> None:
    assert volume(surface) > 0
    crown = surface.vertices[:, 1] > 0.4
    outward = surface.vertices[crown] / np.linalg.norm(surface.vertices[crown], axis=1, keepdims=True)
    assert (surface.vertex_normals[crown] * outward).sum(axis=1).min() > 0.98


def test_smoothing_keeps_the_volume(field: BandedSphere) -> None:
    rough, smooth = (extract_surface(field.grid(96), steps) for steps in (0, 10))
    assert volume(smooth) == pytest.approx(volume(rough), rel=0.005)


def test_floaters_and_cavities_go(field: BandedSphere, surface: Surface) -> None:
    grid = field.grid(96).copy()
    grid[3:6, 80:83, 3:6] = -0.01  # a crumb outside
    grid[44:52, 44:52, 44:52] = 0.05  # a hole inside
    cleaned = extract_surface(grid)
    assert cleaned.components()[0] == surface.components()[0] == 2  # the bust and the glasses
    assert volume(cleaned) == pytest.approx(volume(surface), rel=1e-3)


def test_smoothing_moves_only_what_takes_part(field: BandedSphere) -> None:
    even = extract_surface(field.grid(64), 0)
    noise = np.random.default_rng(0).normal(0, 0.003, even.vertices.shape)
    rough = Surface((even.vertices + noise).astype(np.float32), even.faces)
    above = (rough.vertices[:, 1] > 0).astype(np.float32)
    smooth = taubin(rough, 4, above)
    assert np.array_equal(smooth.vertices[above == 0], rough.vertices[above == 0])
    crown = rough.vertices[:, 1] > 0.4
    bumps = [np.abs(np.linalg.norm(s.vertices[crown], axis=1) - RADIUS).std() for s in (rough, smooth)]
    assert bumps[1] < 0.6 * bumps[0]


def test_nothing_inside_is_an_error() -> None:
    with pytest.raises(DataError, match="no surface"):
        extract_surface(np.ones((32, 32, 32), np.float32))


def test_simplified_surface_stays_closed(surface: Surface) -> None:
    simple = simplify(surface, 4000)
    assert 3000 < len(simple.faces) <= 4000
    assert unmatched_edges(simple.faces) == 0
    assert volume(simple) == pytest.approx(volume(surface), rel=0.01)


def noisy_probabilities(surface: Surface, field: BandedSphere) -> np.ndarray:
    parts = field.shade(torch.from_numpy(surface.vertices))[1].numpy()
    noise = np.random.default_rng(1).random(parts.shape, dtype=np.float32)
    # single vertices of anything anywhere
    return np.where(np.random.default_rng(2).random((len(parts), 1)) < 0.05, noise, parts).astype(np.float32)


def test_islands_go_and_thin_glasses_stay(surface: Surface, field: BandedSphere) -> None:
    labels = part_scores(surface, noisy_probabilities(surface, field)).argmax(axis=1)
    assert set(labels) == {Part.SKIN, Part.HAIR, Part.EYES, Part.GARMENT, Part.GLASSES}
    true = field.shade(torch.from_numpy(surface.vertices))[1].numpy().argmax(axis=1)
    assert (labels == true).mean() > 0.98
    assert (labels[true == Part.GLASSES] == Part.GLASSES).mean() > 0.95
    same = surface.edges[labels[surface.edges[:, 0]] == labels[surface.edges[:, 1]]]
    patches = Surface(surface.vertices, np.c_[same, same[:, 1]].astype(np.int32)).components()[0]
    assert patches == 6  # one each, two eyes, skin as forehead and face at once; glasses of their own


def test_the_end_of_a_temple_takes_the_part_of_the_rest() -> None:
    rings, around = 200, 8
    angle = np.arange(around) * 2 * np.pi / around
    circle = 0.003 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    vertices = [(x, y, 0.003 * ring) for ring in range(rings) for x, y in circle]
    first = np.arange((rings - 1) * around).reshape(-1, around)
    beside = np.roll(first, -1, axis=1)
    quads = np.stack([first, beside, beside + around, first + around], axis=-1).reshape(-1, 4)
    temple = Surface(
        np.array(vertices, np.float32), np.concatenate([quads[:, :3], quads[:, [0, 2, 3]]]).astype(np.int32)
    )
    scores = np.zeros((len(vertices), 8), np.float32)
    scores[:, Part.GLASSES] = 1
    scores[140 * around :] = np.eye(8, dtype=np.float32)[Part.HAIR]  # 60 rings inside the hair
    assert (part_scores(temple, scores).argmax(axis=1) == Part.GLASSES).all()


def test_glasses_are_what_has_a_surface_of_its_own(surface: Surface, field: BandedSphere) -> None:
    shares = field.shade(torch.from_numpy(surface.vertices))[1].numpy()
    both = Surface(np.concatenate([surface.vertices, surface.vertices + 3]),
                   np.concatenate([surface.faces, surface.faces + len(surface.vertices)]))  # fmt: skip
    labels = glasses_apart(both, np.tile(shares, (2, 1)), len(shares)).argmax(axis=1)
    touching = shares.argmax(axis=1) == Part.GLASSES
    touching &= np.abs(np.linalg.norm(surface.vertices, axis=1) - RADIUS) < 0.02  # on the ball, as a nose pad would
    assert Part.GLASSES not in labels[: len(shares)][touching]
    assert (labels[len(shares) :] == Part.GLASSES).all()


def test_cut_at_borders_stays_closed_and_follows_the_border(surface: Surface, field: BandedSphere) -> None:
    simple = simplify(surface, 3000)
    scores = field.shade(torch.from_numpy(simple.vertices))[1].numpy()
    values, faces, parts = cut_at_borders(simple.vertices, simple.faces, scores)
    assert unmatched_edges(faces) == 0
    assert volume(Surface(values, faces)) == pytest.approx(volume(simple), rel=1e-5)
    heights = values[faces][..., 1]
    assert heights[parts == Part.HAIR].min() > HAIR_ABOVE - 0.02
    assert heights[parts == Part.GARMENT].max() < GARMENT_BELOW + 0.02


def test_three_parts_in_one_triangle() -> None:
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)
    scores = np.zeros((3, 8), np.float32)
    scores[[0, 1, 2], [1, 2, 5]] = 1
    values, faces, parts = cut_at_borders(corners, np.array([[0, 1, 2]], np.int32), scores)
    areas = Surface(values, faces).face_areas
    assert [areas[parts == part].sum() for part in (1, 2, 5)] == pytest.approx([1 / 6] * 3)
    assert (Surface(values, faces).face_crosses[:, 2] > 0).all()


def test_scraps_take_the_part_around_them_and_eyes_stay(surface: Surface) -> None:
    parts = np.full(len(surface.faces), Part.SKIN, np.int64)
    middles = surface.vertices[surface.faces].mean(axis=1)
    parts[middles[:, 1] > 0.2] = Part.HAIR
    parts[np.flatnonzero(middles[:, 1] < -0.3)[:5]] = Part.HAIR  # a scrap of a large part
    eyes = [int(np.linalg.norm(middles - point, axis=1).argmin()) for point in ([-0.2, 0, 0.5], [0.2, 0, 0.5])]
    parts[eyes] = Part.EYES  # as small, but half of their part each
    kept = without_scraps(surface.vertices, surface.faces, parts)
    assert (kept[eyes] == Part.EYES).all()
    assert (kept[middles[:, 1] < 0.1] != Part.HAIR).all()
    assert (kept[middles[:, 1] > 0.3] == Part.HAIR).all()


def test_part_meshes_together_are_closed_and_within_budget(mesh: AvatarMesh) -> None:
    assert [part.name for part in mesh.parts] == ["skin", "hair", "eyes", "garment", "glasses"]
    assert 5000 < sum(len(part.faces) for part in mesh.parts) <= 6000
    positions = np.concatenate([part.positions for part in mesh.parts])
    firsts = np.cumsum([0] + [len(part.positions) for part in mesh.parts])
    faces = np.concatenate([part.faces + first for part, first in zip(mesh.parts, firsts[:-1], strict=True)])
    _, welded = np.unique(positions, axis=0, return_inverse=True)
    assert unmatched_edges(welded.reshape(-1)[faces]) == 0


def test_normals_are_unit_and_match_across_parts(mesh: AvatarMesh) -> None:
    normals = np.concatenate([part.normals for part in mesh.parts])
    positions = np.concatenate([part.positions for part in mesh.parts])
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5)
    _, welded = np.unique(positions, axis=0, return_inverse=True)
    first = np.full(welded.max() + 1, -1)
    first[welded.reshape(-1)[::-1]] = np.arange(len(positions))[::-1]
    np.testing.assert_allclose(normals, normals[first[welded.reshape(-1)]], atol=1e-6)


def test_glasses_keep_their_size(mesh: AvatarMesh) -> None:
    glasses = next(part for part in mesh.parts if part.part is Part.GLASSES)
    reach = np.linalg.norm(glasses.positions[:, [0, 2]], axis=1)
    assert reach.max() > RADIUS + 0.04
    assert Surface(glasses.positions, glasses.faces).face_areas.sum() > 0.3

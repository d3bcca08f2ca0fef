"""Meshes and textures before they are drawn; nothing here needs the assets unless it says so."""

from dataclasses import replace

import numpy as np
import pytest

from engine.errors import AssetsError
from engine.individuals.assets import Sources
from engine.individuals.body import express, lower_arms, macro_weights, shape
from engine.individuals.face_shapes import FACE_PAIRS, HEAD_SHAPES
from engine.individuals.garments import GARMENTS
from engine.individuals.geometry import cap, narrowed, vertex_normals
from engine.individuals.hair_styles import HAIR_ASSETS
from engine.individuals.hats import tucked
from engine.individuals.headwear import HEADWEAR
from engine.individuals.library import load_library, split_corners
from engine.individuals.piece import Piece
from engine.individuals.recipe import Recipe
from engine.individuals.textures import code_for_tint
from engine.individuals.wardrobe import edges, outside, push_in
from tests.individuals.recipes import plain

BOX = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], np.float32)
FACES = np.array([[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1],
                  [2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]], np.int32)  # fmt: skip


def test_normals_of_a_box_point_outwards() -> None:
    normals = vertex_normals(BOX, FACES)
    assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5)
    assert ((normals * BOX) > 0).all()


def test_a_cap_closes_the_section() -> None:
    points, fans = cap(BOX, FACES, 0.25)
    assert np.allclose(points[:, 1], 0.25)
    a, b, c = (points[fans[:, i]] for i in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    assert area == pytest.approx(4)


def test_a_mesh_that_is_not_cut_needs_no_cap() -> None:
    points, fans = cap(BOX, FACES, 3.0)
    assert points.shape == fans.shape == (0, 3)


def test_corners_split_where_uv_differs() -> None:
    quad_and_triangle = np.array([[0, 1, 2, 3], [2, 1, 4, -1]])
    uv_index = np.array([[0, 1, 2, 3], [2, 4, 0, -1]])
    uv = np.arange(10, dtype=np.float32).reshape(5, 2)
    corners, corner_uv, triangles = split_corners(quad_and_triangle, uv_index, uv)
    assert corners[triangles].tolist() == [[0, 1, 2], [2, 1, 4], [0, 2, 3]]
    assert corner_uv[triangles[1]].tolist() == uv[[2, 4, 0]].tolist()
    assert len(corners) == 6  # vertex 1 twice


def test_edges_go_both_ways() -> None:
    assert edges(np.array([[0, 1, 2]])).tolist() == [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]]


def test_hair_is_cut_inside_a_hat_and_drawn_in_under_its_rim() -> None:
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    rim = np.stack([np.cos(angle), np.zeros(48), np.sin(angle)], 1).astype(np.float32)
    hair = np.array([[2, 0.5, 0], [2, -0.1, 0], [0.5, -0.1, 0], [2, -3, 0]], np.float32)
    corners = np.arange(4, dtype=np.int32)
    paint = np.tile(np.array([0, 9, 0, 0], np.float32), (4, 1))
    piece = Piece(hair, corners, np.zeros((4, 2), np.float32), corners[None, :3], np.zeros((7, 4), np.float32), paint)
    under = tucked(piece, rim, np.arange(48, dtype=np.int32))
    assert under.paint is not None
    assert (under.paint[:, 1] < 0).tolist() == [True, False, False, False]
    assert under.vertices[0, 0] < 1 and 0.95 < under.vertices[1, 0] < 1.1
    assert np.allclose(under.vertices[2:], hair[2:])


def test_hair_is_lifted_out_of_cloth_and_left_elsewhere() -> None:
    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 9), [0.0], np.linspace(-1, 1, 9)), -1).reshape(-1, 3)
    up = np.tile(np.array([0, 1, 0], np.float32), (len(grid), 1))
    points = np.array([[0, -0.2, 0], [0, 0.3, 0], [0, 5, 0]], np.float32)
    moved = outside(points, grid.astype(np.float32), up)
    assert moved[0, 1] > 0
    assert np.array_equal(moved[1:], points[1:])


def test_covered_skin_moves_in() -> None:
    moved = push_in(BOX, vertex_normals(BOX, FACES), np.linspace(0, 1, 8, dtype=np.float32))
    shift = np.linalg.norm(moved - BOX, axis=1)
    assert shift[0] == 0 and (np.diff(shift) > 0).all()
    assert (np.abs(moved) <= np.abs(BOX)).all()


def test_arms_turn_down_about_the_shoulders() -> None:
    body = np.zeros((14600, 3), np.float32)
    body[14046:14054], body[14486:14494] = [2, 5, 0], [-2, 5, 0]
    hands = np.array([[6, 5, 0], [-6, 5, 0], [0, 7, 0]], np.float32)
    follow = np.array([[1, 0, 0], [0, 1, 0]], np.float32)
    moved = lower_arms(body, hands, follow)
    assert moved[0, 1] < 4 and moved[1, 1] < 4
    assert np.linalg.norm(moved[0] - body[14046]) == pytest.approx(4, rel=1e-5)
    assert moved[0, 0] == pytest.approx(-moved[1, 0], abs=1e-5)
    assert np.array_equal(moved[2], hands[2])


def test_broad_shoulders_are_drawn_in_and_the_head_stays() -> None:
    points = np.array([[0.3, 0, 0], [-0.5, 1, 0], [1.2, 2, 0], [-1.2, 3, 0]], np.float32)
    drawn = narrowed(points, 1.2, 0.96)
    assert np.array_equal(drawn[:2], points[:2])
    assert drawn[2:, 0] == pytest.approx([0.96, -0.96])
    assert narrowed(points, 0.9, 0.96) is points


def test_macro_weights_sum_to_one(recipes: list[Recipe]) -> None:
    for recipe in recipes[:50]:
        weights = macro_weights(recipe)
        ancestry = sum(weight for name, weight in weights.items() if "universal" not in name)
        assert ancestry == pytest.approx(1, abs=5e-3)  # weights below 0.001 are left out
        assert sum(weights.values()) - ancestry == pytest.approx(1, abs=5e-3)


def test_the_median_of_a_texture_becomes_the_tint() -> None:
    rng = np.random.default_rng(0)
    pixels = np.full((512, 512, 4), 255, np.uint8)
    pixels[..., :3] = rng.integers(60, 100, (512, 512, 1))
    coded = code_for_tint(pixels, rng.random((4000, 2)).astype(np.float32))
    assert np.median(coded[..., 0]) == pytest.approx(127, abs=4)
    assert coded[..., 1].max() == 0 and (coded[..., 3] == 255).all()


def test_everything_in_the_catalogue_is_in_the_sources(needs_assets: Sources) -> None:
    library = load_library()
    clothes = [*(entry.asset for entry in (*GARMENTS, *HEADWEAR) if entry.asset), "glasses"]
    for kind, names in (("clothes", clothes), ("hair", HAIR_ASSETS)):
        for name in names:
            proxy = library.proxy(kind, name)
            assert proxy.triangles.max() < len(proxy.corners) == len(proxy.uv)
            assert np.allclose(proxy.weights.sum(1), 1, atol=1e-2)
    shapes = [f"{stem}-{end}" for stem, *ends in FACE_PAIRS for end in ends]
    wanted = [*shapes, *(name.replace("/l-", "/r-") for name in shapes), *(f"head/head-{name}" for name in HEAD_SHAPES)]
    for name in wanted:
        library.target(name)


def test_expressions_move_the_face_only(needs_assets: Sources) -> None:
    library = load_library()
    recipe = plain()
    neutral = shape(recipe, library)
    for expression in ("smile", "laugh", "frown", "surprise"):
        moved = np.linalg.norm(express(replace(recipe, expression=expression), library, neutral) - neutral, axis=1)
        assert moved.max() > 0.03
        assert moved[neutral[:, 1] < 5.0].max() < 1e-6


def test_a_target_that_is_not_there_is_named(needs_assets: Sources) -> None:
    with pytest.raises(AssetsError, match="nose/third-nostril"):
        load_library().target("nose/third-nostril")

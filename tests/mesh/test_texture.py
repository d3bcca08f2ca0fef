"""The rasteriser covers what it should, the atlas does not overlap, the texture shows the field's colours."""

import numpy as np
import torch

from engine.mesh.model import AvatarMesh
from engine.mesh.raster import coverage
from tests.mesh.stand_in import COLOURS, BandedSphere


def test_a_square_of_two_triangles_is_covered_once() -> None:
    square = np.array([[[2, 3], [12, 3], [12, 9]], [[2, 3], [12, 9], [2, 9]]], np.float32)
    pixels = np.concatenate([pixel for pixel, _, _ in coverage(square, 16, 16)])
    covered = np.zeros(256, int)
    np.add.at(covered, pixels, 1)
    wanted = np.zeros((16, 16), int)
    wanted[3:9, 2:12] = 1
    assert (covered.reshape(16, 16) >= wanted).all()
    assert (covered.reshape(16, 16)[wanted == 0] == 0).all()
    assert (covered.reshape(16, 16) > 1).sum() <= 2  # centres exactly on the diagonal


def test_weights_give_back_the_pixel_centre() -> None:
    triangle = np.array([[[1.2, 0.7], [14.1, 5.3], [4.9, 13.8]]], np.float32)
    ((pixel, face, weights),) = coverage(triangle, 16, 16)
    centres = np.stack([pixel % 16 + 0.5, pixel // 16 + 0.5], axis=1)
    np.testing.assert_allclose(np.einsum("nk,nkc->nc", weights, triangle[face]), centres, atol=1e-3)


def test_pieces_and_clipping_do_not_change_the_result() -> None:
    triangles = np.random.default_rng(0).uniform(-8, 40, (200, 3, 2)).astype(np.float32)
    whole = np.concatenate([np.stack([p, f]) for p, f, _ in coverage(triangles, 32, 24)], axis=1)
    pieces = np.concatenate([np.stack([p, f]) for p, f, _ in coverage(triangles, 32, 24, chunk=500)], axis=1)
    np.testing.assert_array_equal(whole, pieces)
    assert whole[0].min() >= 0
    assert whole[0].max() < 32 * 24


def test_degenerate_triangles_cover_nothing() -> None:
    line = np.array([[[1, 1], [5, 5], [9, 9]], [[3, 3], [3, 3], [3, 3]]], np.float32)
    assert sum(len(pixel) for pixel, _, _ in coverage(line, 16, 16)) == 0


def test_charts_lie_in_the_picture_and_do_not_overlap(mesh: AvatarMesh) -> None:
    uv = np.concatenate([part.uv[part.faces] for part in mesh.parts])
    assert uv.min() >= 0
    assert uv.max() <= 1
    counts = np.zeros(1024 * 1024, int)
    for pixel, _, _ in coverage(uv * np.float32(1024), 1024, 1024):
        np.add.at(counts, pixel, 1)
    assert (counts > 1).sum() < 0.002 * (counts > 0).sum()
    assert (counts > 0).mean() > 0.25


def test_texture_shows_the_colours_of_the_field(mesh: AvatarMesh, field: BandedSphere) -> None:
    assert mesh.albedo is not None
    size = len(mesh.albedo)
    for part in mesh.parts:
        middle = part.uv[part.faces].mean(axis=1)
        column, row = np.clip((middle * size).astype(int), 0, size - 1).T
        found = mesh.albedo[row, column] / 255
        wanted = field.shade(torch.from_numpy(part.positions[part.faces].mean(axis=1)))[0].numpy()
        assert (np.abs(found - wanted).max(axis=1) < 0.02).mean() > 0.9, part.name


def test_gutters_take_the_nearest_colour(mesh: AvatarMesh) -> None:
    assert mesh.albedo is not None
    palette = np.rint(np.array(list(COLOURS.values())) * 255)
    distance = np.abs(mesh.albedo[:, :, None].astype(float) - palette).max(axis=-1).min(axis=-1)
    assert distance.max() <= 1  # nothing black, nothing mixed

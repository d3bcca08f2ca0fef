"""Warping: coordinates, area averaging and what lies outside."""

import math

import numpy as np
import pytest

from engine.photo.warp import Similarity, warp, window


@pytest.fixture(scope="module")
def smooth() -> np.ndarray:
    y, x = np.mgrid[0:200, 0:300].astype(np.float32)
    return (np.sin(x / 23) * np.cos(y / 17) + 1) / 2


def test_points_go_there_and_back() -> None:
    place = Similarity(1.7, 0.4, 12.0, -3.0)
    points = np.random.default_rng(0).uniform(-50, 300, (20, 2))
    np.testing.assert_allclose(place.to_target(place.to_source(points)), points, atol=1e-3)


def test_window_is_centred() -> None:
    place = window((40.0, 70.0), 50.0, 0.8, 64)
    np.testing.assert_allclose(place.to_source(np.array([32.0, 32.0])), [40.0, 70.0], atol=1e-4)
    assert place.scale == pytest.approx(50 / 64)


def test_identity_changes_nothing(smooth: np.ndarray) -> None:
    np.testing.assert_allclose(warp(smooth, Similarity(1.0, 0.0, 0.0, 0.0), 300, 200), smooth, atol=1e-5)


@pytest.mark.parametrize(("scale", "angle"), [(0.6, 0.0), (1.0, 0.5), (1.9, -0.3), (3.3, math.pi / 2)])
def test_values_land_where_the_transform_says(smooth: np.ndarray, scale: float, angle: float) -> None:
    place = window((150.0, 100.0), 40 * scale, angle, 40)
    drawn = warp(smooth, place, 40, 40)
    x, y = np.meshgrid(np.arange(40) + 0.5, np.arange(40) + 0.5)
    at = place.to_source(np.stack([x, y], axis=-1)) - 0.5
    expected = (np.sin(at[..., 0] / 23) * np.cos(at[..., 1] / 17) + 1) / 2
    assert np.abs(drawn - expected).max() < 0.02


def test_shrinking_averages() -> None:
    checks = ((np.indices((256, 256)).sum(axis=0) % 2) * 255).astype(np.uint8)
    drawn = warp(np.repeat(checks[..., None], 3, axis=2), window((128, 128), 200, 0.1, 25), 25, 25)
    assert np.abs(drawn.astype(int) - 127).max() <= 3


def test_outside(smooth: np.ndarray) -> None:
    place = Similarity(1.0, 0.0, -50.0, -50.0)
    assert (warp(smooth, place, 100, 100, outside=0.0)[:45] == 0).all()
    np.testing.assert_allclose(warp(smooth, place, 100, 100, outside=None)[10, 60:], smooth[0, 10:50], atol=1e-5)
    far = Similarity(1.0, 0.0, 500.0, 400.0)
    assert (warp(smooth, far, 20, 20, outside=0.0) == 0).all()

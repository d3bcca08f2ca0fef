"""The mean face lies where a face lies in the cube."""

import numpy as np
import pytest

from engine.photo.align import fit_face
from engine.photo.landmarks import Landmarks
from engine.photo.template import face_template, in_cube, mean_template, mirror_pairs
from engine.space import CHIN_Y, HEAD_HEIGHT


def rotation(yaw: float, pitch: float, roll: float) -> np.ndarray:
    """Camera-space rotation: yaw first, then pitch (up positive), then roll (clockwise positive), degrees."""
    y, p, r = np.deg2rad([yaw, -pitch, -roll])
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return about_z @ about_x @ about_y


def seen(yaw: float, pitch: float, roll: float, unit: float = 300.0) -> Landmarks:
    """The mean face as the landmark model would report it at (500, 400), `unit` pixels per cube unit."""
    points = face_template() @ rotation(yaw, pitch, roll).T * unit
    return Landmarks((points * [1, -1, -1] + [500, 400, 0]).astype(np.float32), 1.0)


def test_symmetric_and_placed() -> None:
    points = face_template()
    assert abs(points[:, 0].mean()) < 0.005
    mirrored = points[mirror_pairs(points)] * [-1, 1, 1]
    assert np.abs(mirrored - points).max() < 0.01
    assert CHIN_Y < points[152, 1] < CHIN_Y + 0.1
    eyes = points[[33, 133, 263, 362], 1].mean()
    assert 0.4 < (eyes - CHIN_Y) / HEAD_HEIGHT < 0.6
    assert points[4, 2] > points[[234, 454], 2].max()  # the nose is in front of the ears


@pytest.mark.parametrize("angles", [(0, 0, 0), (25, 0, 0), (0, 15, 0), (0, 0, -20), (-18, 10, 12)])
def test_pose_and_size_are_recovered(angles: tuple[float, float, float]) -> None:
    place, pose = fit_face(seen(*angles))
    np.testing.assert_allclose([pose.yaw, pose.pitch, pose.roll], angles, atol=0.1)
    assert place.scale * 128 == pytest.approx(300, rel=1e-3)


def test_upright_frontal_face_lands_on_the_template() -> None:
    landmarks = seen(0, 0, 17)
    place, _ = fit_face(landmarks)
    placed = in_cube(np.column_stack([place.to_target(landmarks.points[:, :2]), landmarks.points[:, 2]]), 256)
    np.testing.assert_allclose(placed[:, :2], face_template()[:, :2], atol=2e-3)


def test_mean_is_mirror_symmetric() -> None:
    noisy = face_template() + np.random.default_rng(0).normal(0, 0.004, (5, 468, 3))
    mean = mean_template(noisy)
    assert np.abs(mean[mirror_pairs(mean)] * [-1, 1, 1] - mean).max() < 0.01

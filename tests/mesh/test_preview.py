"""The mesh, drawn, looks like the field from every side."""

import numpy as np
import pytest

from engine.attributes import Part
from engine.camera import Camera
from engine.mesh.model import AvatarMesh
from engine.mesh.preview import MeshPicture, preview
from tests.mesh.stand_in import COLOURS

FRONT = Camera(projection_kind="orthographic", distance=4)
SIZE = 128


@pytest.fixture(scope="module")
def front(mesh: AvatarMesh) -> MeshPicture:
    return preview(mesh, FRONT, SIZE)


def at(x: float, y: float) -> tuple[int, int]:
    return int((1 - y) / 2 * SIZE), int((x + 1) / 2 * SIZE)


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [(0, 0.45, Part.HAIR), (0, -0.1, Part.SKIN), (0.2, 0, Part.EYES), (-0.2, 0, Part.EYES), (0, -0.7, Part.GARMENT),
     (0, 0.15, Part.GLASSES), (0.61, 0.15, Part.GLASSES)],
)  # fmt: skip
def test_each_part_is_seen_in_its_colour(front: MeshPicture, x: float, y: float, part: Part) -> None:
    assert front.alpha[at(x, y)]
    assert front.part[at(x, y)] == part
    np.testing.assert_allclose(front.colour[at(x, y)], COLOURS[part], atol=0.02)


def test_outline_is_that_of_the_field(front: MeshPicture) -> None:
    y = np.linspace(-1, 1, 400)[:, None]
    x = np.linspace(-1, 1, 400)[None]
    inside = (x**2 + y**2 < 0.36) | ((np.abs(x) < 0.4) & (y < 0))
    assert front.alpha.mean() == pytest.approx(inside.mean(), rel=0.02)


def test_nothing_is_seen_through(mesh: AvatarMesh) -> None:
    for azimuth in (0, 90, 200):
        picture = preview(mesh, Camera(azimuth=azimuth, projection_kind="orthographic", distance=4), SIZE)
        assert picture.alpha[at(0, 0.5)[0] : at(0, -0.9)[0], SIZE // 2].all()
        toward = picture.normal @ Camera(azimuth=azimuth).axes()[2]
        assert (toward[picture.alpha] > -0.3).mean() > 0.995  # back faces would show holes


def test_eyes_are_only_in_front(mesh: AvatarMesh) -> None:
    back = preview(mesh, Camera(azimuth=180, projection_kind="orthographic", distance=4), SIZE)
    assert (back.part != Part.EYES).all()

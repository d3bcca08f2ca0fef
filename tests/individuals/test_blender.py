"""Individuals in an atlas, and in Blender where it is installed."""

import importlib.util
from collections.abc import Callable

import numpy as np
import pytest

from engine.camera import Camera
from engine.errors import GraphicsError
from engine.individuals.atlas import cut_below, laid_out
from engine.individuals.individual import Individual
from engine.individuals.renderer import baked_colours, draw
from engine.offscreen.mesh_renderer import RenderMesh

Made = Callable[..., Individual]
BLENDER = importlib.util.find_spec("bpy") is not None
DRESSED = {"sex": "male", "facial_hair": "full_beard", "glasses": "clear"}


def area(mesh: RenderMesh) -> float:
    a, b, c = (mesh.vertices[mesh.triangles[:, i], :3] for i in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def square(columns: int = 14) -> RenderMesh:
    """Two triangles from (0, 0) to (1, 1); the first uv equals y."""
    vertices = np.zeros((4, columns), np.float32)
    vertices[:, :2] = [(0, 0), (1, 0), (1, 1), (0, 1)]
    vertices[:, 6] = vertices[:, 1]
    return RenderMesh(vertices, np.array([[0, 1, 2], [0, 2, 3]], np.int32), np.zeros((1, 7, 4), np.float32))


@pytest.mark.parametrize("height", [-0.5, 0.25, 0.5, 0.9])
def test_a_cut_leaves_what_is_above(height: float) -> None:
    left = cut_below(square(), height)
    assert area(left) == pytest.approx(1 - max(height, 0), abs=1e-5)
    assert left.vertices[:, 1].min() >= height - 1e-6
    assert np.allclose(left.vertices[:, 6], left.vertices[:, 1])
    a, b, c = (left.vertices[left.triangles[:, i], :3] for i in range(3))
    assert (np.cross(b - a, c - a)[:, 2] > -1e-7).all()  # none is turned over


def test_every_triangle_has_a_place_of_its_own() -> None:
    count = 50
    triangles = np.tile(square().triangles, (count, 1))
    painted, larger, places = laid_out(RenderMesh(square().vertices, triangles, square().materials))
    assert len(larger.triangles) == len(places) == 2 * count
    assert places.min() >= 0 and places.max() <= 1
    middles = painted.places.mean(1)
    reach = np.linalg.norm(painted.places - middles[:, None], axis=-1).max()
    apart = np.linalg.norm(middles[:, None] - middles, axis=-1)[~np.eye(2 * count, dtype=bool)]
    assert apart.min() > 0.6 * reach  # two of one cell lie with their long sides together


def test_what_is_baked_is_what_is_drawn(made: Made) -> None:
    individual = made(**DRESSED)
    painted, larger, places = laid_out(cut_below(individual.mesh, -0.97))
    atlas = baked_colours(larger, places, 4096)
    centres = (painted.places.mean(1) * 4096).astype(int)
    texels = atlas[centres[:, 1], centres[:, 0]]
    view = draw(individual, Camera(distance=4, projection_kind="orthographic"), 256)
    middle = painted.corners[..., :3].mean(1)
    column, row = ((middle[:, 0] + 1) * 128).astype(int), ((1 - middle[:, 1]) * 128).astype(int)
    seen = np.abs(4 - middle[:, 2] - view.depth[row, column]) < 0.004
    seen &= (view.part[row, column] == painted.part) & (texels[:, 3] == 255)
    assert seen.sum() > 500
    shade = np.median(view.colour[row, column][seen] / np.maximum(texels[seen, :3], 1.0), axis=0)
    assert ((shade > 0.8) & (shade <= 1.02)).all()  # the view has its ambient occlusion


@pytest.mark.skipif(BLENDER, reason="Blender is here")
def test_without_blender_one_is_told_what_to_install(made: Made) -> None:
    from engine.individuals.blender import BlenderScene

    with pytest.raises(GraphicsError, match=r"\[blender\]"):
        BlenderScene(made())


@pytest.mark.skipif(not BLENDER, reason="needs Blender (bpy)")
@pytest.mark.qt_no_exception_capture  # Blender's audio complains of NumPy 2 when it is loaded, and goes without
def test_blender_sees_the_same_silhouette(made: Made) -> None:
    from engine.individuals.blender import BlenderScene, silhouette_overlap

    individual = made(**DRESSED)
    scene = BlenderScene(individual)
    for camera in (Camera(azimuth=30, elevation=10), Camera(azimuth=200, distance=4, projection_kind="orthographic")):
        picture = scene.draw(camera, 128, samples=2)
        assert silhouette_overlap(picture[..., 3], draw(individual, camera, 128).alpha) > 0.97

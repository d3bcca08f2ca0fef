"""How samples become pixels, on meshes small enough to know the answer."""

from collections.abc import Iterator

import numpy as np
import pytest

from engine.attributes import Part
from engine.camera import Camera
from engine.errors import GraphicsError
from engine.offscreen.mesh_renderer import FLAT, MATERIAL_ROWS, MeshRenderer, RenderMesh

FRONT = Camera(distance=4, projection_kind="orthographic")
SHEETS = {Part.SKIN: (0.2, 0.4, 0.6), Part.HAIR: (1.0, 0.0, 0.0)}


@pytest.fixture(scope="module")
def renderer() -> Iterator[MeshRenderer]:
    try:
        made = MeshRenderer(np.full((1, 4, 4, 4), 255, np.uint8))
    except GraphicsError as error:
        pytest.skip(str(error))
    yield made
    made.release()


def sheets(*places: tuple[Part, float, float, float]) -> RenderMesh:
    """Upright rectangles facing +z, from y = -1 to 1 and higher where nearer: part, left and right edge, z."""
    vertices, triangles, materials = [], [], []
    for number, (part, left, right, z) in enumerate(places):
        height = 1 + z  # the nearer the higher
        for x, y in ((left, -height), (right, -height), (right, height), (left, height)):
            vertices.append([x, y, z, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, number])
        triangles += [[4 * number, 4 * number + 1, 4 * number + 2], [4 * number, 4 * number + 2, 4 * number + 3]]
        materials.append([[*SHEETS[part], FLAT], [0, -1, part, 0], *[[0, 0, 0, 0]] * (MATERIAL_ROWS - 2)])
    return RenderMesh(np.array(vertices, np.float32), np.array(triangles, np.int32), np.array(materials, np.float32))


def test_a_pixel_takes_the_mean_of_its_nearest_layer(renderer: MeshRenderer) -> None:
    # two pixels of 2 x 2 samples: hair before the left half of the first, skin behind both
    mesh = sheets((Part.SKIN, -1, 1, 0.0), (Part.HAIR, -1, -0.5, 0.5))
    near = renderer.draw(mesh, FRONT, 2, -9, supersample=2)
    assert near.colour[0].tolist() == [[255, 0, 0], [51, 102, 153]]
    assert near.part[0].tolist() == [Part.HAIR, Part.SKIN]
    assert near.depth[0] == pytest.approx([3.5, 4.0], abs=1e-4)
    assert near.alpha.tolist() == [[255, 255]] * 2
    assert np.abs(near.normal[0, 1] - [127.5, 127.5, 255]).max() <= 1
    all_layers = renderer.draw(mesh, FRONT, 2, -9, supersample=2, thickness=100)
    assert np.abs(all_layers.colour[0, 0] - [153, 51, 76.5]).max() <= 1


def test_an_empty_pixel_stays_empty(renderer: MeshRenderer) -> None:
    found = renderer.draw(sheets((Part.SKIN, -1, 0, 0.0)), FRONT, 2, -9, supersample=2)
    assert (found.alpha[0, 1], found.part[0, 1], found.colour[0, 1].max()) == (0, 0, 0)
    assert found.depth[0].tolist() == [pytest.approx(4.0, abs=1e-4), np.inf]


@pytest.mark.parametrize("supersample", [1, 1.5, 2, 3])
def test_coverage_is_the_share_of_a_pixel(renderer: MeshRenderer, supersample: float) -> None:
    # the right edge runs through the middle of the fifth column of samples of twelve at 1.5: it is worth one third
    edge = -1 + 2 * 4.5 / 12
    found = renderer.draw(sheets((Part.SKIN, -1, edge, 0.0)), FRONT, 8, -9, supersample=supersample)
    samples = np.ceil((edge + 1) / 2 * 8 * supersample - 0.5)
    assert found.alpha[3].sum() / 255 == pytest.approx(samples / supersample, abs=0.01)


def test_the_top_row_is_the_top(renderer: MeshRenderer) -> None:
    found = renderer.draw(sheets((Part.SKIN, -1, 1, 0.0)), FRONT, 4, 0.1)
    assert found.alpha[:, 0].tolist() == [255, 255, 0, 0]


def test_only_the_parts_asked_for_are_drawn(renderer: MeshRenderer) -> None:
    mesh = sheets((Part.SKIN, -1, 1, 0.0), (Part.HAIR, -1, 1, 0.5))
    bare = renderer.draw(mesh, FRONT, 4, -9, parts={Part.SKIN})
    assert (bare.part == Part.SKIN).all()


def test_a_near_plane_slices(renderer: MeshRenderer) -> None:
    mesh = sheets((Part.SKIN, -1, 1, 0.0), (Part.HAIR, -1, 1, 0.5))
    behind = Camera(distance=4, projection_kind="orthographic", near=3.75)
    assert (renderer.draw(mesh, behind, 4, -9).part == Part.SKIN).all()


def test_what_lies_behind_something_is_less_open(renderer: MeshRenderer) -> None:
    mesh = sheets((Part.SKIN, -0.5, 0.5, 0.0), (Part.HAIR, -1.5, 1.5, 0.5))
    towards = np.array([[0, 0, 1]], np.float32)
    matrices = np.diag([0.5, 0.5, -0.5, 1]).astype(np.float32)[None]  # sees 2 to each side
    for transparent, wanted in (((), 0.0), ((Part.HAIR,), 1.0)):
        found = renderer.openness(mesh, towards, matrices, 32, -9, 0.01, transparent)
        assert found.tolist() == [wanted] * 4 + [1.0] * 4

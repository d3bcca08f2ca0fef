import numpy as np
import pytest

from engine.attributes import Part
from engine.camera import Camera
from engine.errors import GraphicsError
from engine.field.decoder_weights import DecoderWeights
from engine.field.triplane import ReliefTriplane
from engine.offscreen.context import create_context
from engine.offscreen.field_program import DrawMode, FieldProgram, Shading
from engine.offscreen.raymarcher import Raymarcher
from tests.field.shapes import draw_bust

CAMERAS = (Camera(), Camera(50, 15), Camera(200, -20), Camera(90, 0, projection_kind="orthographic"), Camera(30, 70))


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("mode", list(DrawMode))
def test_pictures_match_the_ground_truth(raymarcher: Raymarcher, camera: Camera, mode: DrawMode) -> None:
    truth = draw_bust(camera, 128)
    drawn = raymarcher.draw(camera, 128, 128, mode, Shading.UNLIT)
    solid, true_solid = drawn.picture[..., 3] >= 128, truth.alpha >= 128
    both = solid & true_solid
    assert (solid != true_solid).mean() < 0.02
    assert np.abs(drawn.picture[..., :3].astype(int) - truth.colour)[both].mean() < 6
    if mode is DrawMode.EXACT:
        assert (drawn.part == truth.part)[both].mean() > 0.97
    assert np.percentile(np.abs(drawn.depth[both] - truth.depth[both]), 90) < 0.01


def test_background_and_transparency(raymarcher: Raymarcher) -> None:
    clear = raymarcher.draw(Camera(), 64, 64).picture
    blue = raymarcher.draw(Camera(), 64, 64, background=(0, 0, 1)).picture
    assert clear[0, 0].tolist() == [0, 0, 0, 0]
    assert blue[0, 0].tolist() == [0, 0, 255, 255]
    assert (blue[..., 3] == 255).all()


def test_normals_point_at_the_camera(raymarcher: Raymarcher) -> None:
    drawn = raymarcher.draw(Camera(), 128, 128, shading=Shading.NORMALS)
    solid = drawn.picture[..., 3] == 255
    normals = drawn.picture[..., :3][solid] / 127.5 - 1
    assert np.abs(np.linalg.norm(normals, axis=-1) - 1).mean() < 0.02
    assert normals[:, 2].mean() > 0.5


def test_hidden_parts_vanish_and_come_back(raymarcher: Raymarcher) -> None:
    before = raymarcher.draw(Camera(60, 10), 96, 96).part
    hidden = raymarcher.draw(Camera(60, 10), 96, 96, hidden_parts=frozenset({Part.HAIR})).part
    assert (before == Part.HAIR).sum() > 300 and not (hidden == Part.HAIR).any()
    assert (hidden == Part.SKIN).any() and (hidden == Part.GARMENT).any()
    assert (raymarcher.draw(Camera(60, 10), 96, 96).part == before).all()


def test_non_square_pictures_show_the_same(raymarcher: Raymarcher) -> None:
    square = raymarcher.draw(Camera(30), 96, 96).picture
    wide = raymarcher.draw(Camera(30), 160, 96).picture
    assert np.percentile(np.abs(wide[:, 32:128].astype(int) - square), 99) <= 2


def test_drawing_nothing_is_an_error_and_release_frees(planes: ReliefTriplane) -> None:
    context = create_context()
    program = FieldProgram(context)
    with pytest.raises(GraphicsError):
        program.draw(Camera(), 8, 8)
    program.upload(planes, DecoderWeights.neutral())
    program.release()
    with pytest.raises(GraphicsError):
        program.draw(Camera(), 8, 8)
    context.release()


def test_an_empty_field_draws_nothing() -> None:
    size = 16
    nothing = ReliefTriplane(
        np.zeros((6, size, size, 3), np.float32),
        np.zeros((6, size, size), np.float32),
        np.full((6, size, size), 0.06, np.float32),
        np.zeros((6, size, size), np.uint8),
    )
    with Raymarcher() as raymarcher:
        raymarcher.upload(nothing, DecoderWeights.neutral())
        assert (raymarcher.draw(Camera(), 32, 32).picture[..., 3] == 0).all()


def test_two_contexts_on_one_thread_do_not_mix(raymarcher: Raymarcher, planes: ReliefTriplane) -> None:
    before = raymarcher.draw(Camera(), 48, 48).picture
    with Raymarcher() as other:
        other.upload(planes, DecoderWeights.neutral())
        raymarcher.draw(Camera(90), 48, 48)
        other.draw(Camera(180), 48, 48)
    assert (raymarcher.draw(Camera(), 48, 48).picture == before).all()

"""The front end on real pictures, with the real models."""

import numpy as np
import pytest
from PIL import Image
from skimage import data

from engine.errors import NoFaceError
from engine.photo.cues import measure
from engine.photo.front_end import AlignedPortrait, FrontEnd
from engine.photo.landmarks import eye_centres
from engine.photo.template import face_template
from engine.space import PLANE_SIZE


@pytest.fixture(scope="module")
def portrait(front_end: FrontEnd, astronaut: np.ndarray) -> AlignedPortrait:
    return front_end.align(astronaut)


def scaled(picture: np.ndarray, factor: float) -> np.ndarray:
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))


def difference(a: AlignedPortrait, b: AlignedPortrait) -> float:
    """Mean distance of the landmarks in bust pixels."""
    return float(np.linalg.norm((a.landmarks - b.landmarks)[:, :2], axis=1).mean())


def test_shapes_and_ranges(portrait: AlignedPortrait) -> None:
    assert portrait.bust.shape == (256, 256, 3) and portrait.bust.dtype == np.uint8
    for close in (portrait.face, portrait.close):
        assert close.shape == (224, 224, 3) and close.dtype == np.uint8
    for mask, size in ((portrait.bust_mask, 256), (portrait.bust_known, 256), (portrait.face_mask, 224)):
        assert mask.shape == (size, size) and mask.dtype == np.float32
        assert mask.min() >= 0 and mask.max() <= 1
    assert portrait.landmarks.shape == (468, 3) and portrait.landmarks.dtype == np.float32
    assert portrait.faces_found == 1  # the helmet beside her is none


def test_head_stands_in_the_frame_of_the_front_plane(portrait: AlignedPortrait) -> None:
    right, left = eye_centres(portrait.landmarks)
    assert abs(right[1] - left[1]) < 3  # level
    assert abs((right[0] + left[0]) / 2 - PLANE_SIZE / 2) < 6
    chin_y = 1 - portrait.landmarks[152, 1] / (PLANE_SIZE / 2)
    assert abs(chin_y - face_template()[152, 1]) < 0.04
    eyes_y = 1 - (right[1] + left[1]) / PLANE_SIZE
    assert 0.30 < eyes_y < 0.45  # about the middle of the head


def test_person_and_background(portrait: AlignedPortrait) -> None:
    face = portrait.landmarks[[4, 50, 280, 152], :2].astype(int)
    assert (portrait.bust_mask[face[:, 1], face[:, 0]] > 0.9).all()
    assert portrait.bust_mask[:40, :40].max() < 0.2
    assert 0.3 < portrait.face_mask.mean() < 0.9


def test_pose_of_a_frontal_portrait(portrait: AlignedPortrait) -> None:
    assert abs(portrait.yaw) < 8 and abs(portrait.pitch) < 12
    assert 0 < portrait.roll < 8  # she leans a little


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_quarter_turns_are_undone(
    front_end: FrontEnd, astronaut: np.ndarray, portrait: AlignedPortrait, turns: int
) -> None:
    turned = front_end.align(np.ascontiguousarray(np.rot90(astronaut, turns)))
    assert difference(turned, portrait) < 1.5
    assert np.abs(turned.bust_mask - portrait.bust_mask).mean() < 0.02


@pytest.mark.parametrize("degrees", [-30, 20, 30, 45])
def test_any_angle_is_undone(
    front_end: FrontEnd, astronaut: np.ndarray, portrait: AlignedPortrait, degrees: int
) -> None:
    turned = front_end.align(np.asarray(Image.fromarray(astronaut).rotate(degrees, Image.Resampling.BICUBIC)))
    assert difference(turned, portrait) < 2.5
    assert abs(turned.roll + degrees - portrait.roll) < 4  # PIL turns counter-clockwise


def test_mirroring_mirrors_the_pose(front_end: FrontEnd, astronaut: np.ndarray, portrait: AlignedPortrait) -> None:
    mirrored = front_end.align(np.ascontiguousarray(astronaut[:, ::-1]))
    assert abs(mirrored.roll + portrait.roll) < 2 and abs(mirrored.yaw + portrait.yaw) < 4


@pytest.mark.parametrize("factor", [0.75, 3.0])
def test_resolution_does_not_matter(
    front_end: FrontEnd, astronaut: np.ndarray, portrait: AlignedPortrait, factor: float
) -> None:
    found = front_end.align(scaled(astronaut, factor))
    assert difference(found, portrait) < 1.5
    assert found.eye_distance == pytest.approx(portrait.eye_distance * factor, rel=0.05)


def test_small_face_in_a_large_picture(front_end: FrontEnd, astronaut: np.ndarray, portrait: AlignedPortrait) -> None:
    scene = np.full((1600, 2400, 3), 120, np.uint8)
    scene[900:1412, 300:812] = astronaut
    assert difference(front_end.align(scene), portrait) < 1.5


def test_black_and_white(front_end: FrontEnd, astronaut: np.ndarray, portrait: AlignedPortrait) -> None:
    grey = np.repeat(astronaut.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    sepia = (grey / 255.0 * np.array([255, 225, 180])).astype(np.uint8)
    assert measure(front_end.align(grey)).monochrome
    assert measure(front_end.align(sepia)).monochrome
    assert not measure(portrait).monochrome


def test_skin_colour(portrait: AlignedPortrait) -> None:
    red, green, blue = measure(portrait).skin
    assert red > green > blue and 0.75 < red < 0.95 and 0.5 < blue < 0.75


def test_several_faces_largest_is_taken(front_end: FrontEnd, astronaut: np.ndarray) -> None:
    scene = np.full((600, 1000, 3), 200, np.uint8)
    scene[60:572, :512] = astronaut
    scene[100:400, 690:940] = scaled(astronaut, 0.7)[:300, 60:310]
    found = front_end.align(scene)
    assert found.faces_found == 2
    assert found.face_box[2] < 512 < found.other_boxes[0][0]


def test_circle_on_white_does_not_leak(front_end: FrontEnd, astronaut: np.ndarray) -> None:
    crop = astronaut[0:360, 60:420].copy()
    y, x = np.mgrid[-1:1:360j, -1:1:360j]
    outside = x**2 + y**2 > 1
    crop[outside] = 255
    found = front_end.align(crop)
    px, py = np.meshgrid(np.arange(256) + 0.5, np.arange(256) + 0.5)
    at = found.bust_to_source.to_source(np.stack([px, py], axis=-1)) / 180 - 1
    beyond = (at**2).sum(axis=-1) > 1.1
    assert found.bust_mask[beyond].max() == 0 and found.bust_known[beyond].max() == 0
    assert found.bust[beyond].min(axis=-1).mean() < 240  # the white is gone


@pytest.mark.parametrize(
    "picture",
    [
        data.coffee(),
        data.chelsea(),
        np.full((400, 300, 3), 128, np.uint8),
        np.random.default_rng(0).integers(0, 255, (400, 400, 3), dtype=np.uint8),
        data.rocket(),
    ],
    ids=["coffee", "cat", "flat", "noise", "rocket"],
)
def test_no_face(front_end: FrontEnd, picture: np.ndarray) -> None:
    with pytest.raises(NoFaceError, match="No face was found") as caught:
        front_end.align(picture)
    assert caught.value.hint


def test_profile_is_refused(front_end: FrontEnd) -> None:
    picture = np.repeat(data.camera()[..., None], 3, axis=2)
    with pytest.raises(NoFaceError, match="turned too far"):
        front_end.align(picture)


def test_tiny_face_is_refused(front_end: FrontEnd, astronaut: np.ndarray) -> None:
    with pytest.raises(NoFaceError, match="too small to read"):
        front_end.align(scaled(astronaut, 0.4))


def test_crops_at_the_very_edge(front_end: FrontEnd, astronaut: np.ndarray) -> None:
    close = astronaut[60:200, 160:300]  # nothing but the face
    found = front_end.align(np.ascontiguousarray(close))
    assert found.bust_known.mean() < 0.6
    assert found.bust_mask[found.bust_known == 0].max() == 0


def test_without_a_face_the_error_tells_where_it_was_looked_for(front_end: FrontEnd, astronaut: np.ndarray) -> None:
    height, width = astronaut.shape[:2]
    headless = astronaut.copy()
    headless[: height // 2] = 120
    with pytest.raises(NoFaceError) as caught:
        front_end.align(headless)
    looked = np.array(caught.value.looked)
    assert looked[:, 0].min() == pytest.approx(0, abs=1) and looked[:, 2].max() == pytest.approx(width, abs=1)
    assert looked[:, 1].min() == pytest.approx(0, abs=1) and looked[:, 3].max() == pytest.approx(height, abs=1)


def test_a_face_too_small_is_told_with_its_place(front_end: FrontEnd, astronaut: np.ndarray) -> None:
    small = scaled(astronaut, 0.2)
    picture = np.full((300, 400, 3), 120, np.uint8)
    picture[50 : 50 + small.shape[0], 250 : 250 + small.shape[1]] = small
    with pytest.raises(NoFaceError, match="too small") as caught:
        front_end.align(picture)
    ((x0, y0, x1, y1),) = caught.value.nearest
    face = 250 + 0.43 * small.shape[1], 50 + 0.24 * small.shape[0]
    assert x0 < face[0] < x1 and y0 < face[1] < y1
    assert x1 - x0 < 60

"""A photo's face turned to the front, on NASA's picture of an astronaut."""

import numpy as np
import pytest
from skimage.data import astronaut

from engine.attributes import Part
from engine.face import Face
from engine.photo.face_map import face_map
from engine.photo.front_end import AlignedPortrait, FrontEnd
from engine.photo.frontal import FrontalFace, frontal_face

PARTS = np.full((64, 64), Part.SKIN, np.uint8)


@pytest.fixture(scope="module")
def portrait() -> AlignedPortrait:
    return FrontEnd().align(astronaut())


@pytest.fixture(scope="module")
def frontal(portrait: AlignedPortrait) -> FrontalFace:
    return frontal_face(portrait)


@pytest.fixture(scope="module")
def face(portrait: AlignedPortrait) -> Face:
    return face_map(portrait, PARTS)


def test_the_nose_is_what_stands_out(frontal: FrontalFace) -> None:
    depth = np.where(frontal.inside, frontal.depth, -1)
    row, column = np.unravel_index(depth.argmax(), depth.shape)
    rows, columns = np.nonzero(frontal.inside)
    assert abs(column - columns.mean()) < 6
    assert abs(row - rows.mean()) < 15
    assert depth.max() - np.quantile(frontal.depth[frontal.inside], 0.02) > 0.2


def test_a_face_seen_from_the_front_stays_where_it_is(portrait: AlignedPortrait, frontal: FrontalFace) -> None:
    assert abs(portrait.yaw) < 5
    rows, columns = np.nonzero(frontal.inside)
    moved = frontal.places[rows, columns] - np.column_stack([columns, rows]) - 0.5
    assert np.abs(moved).mean() < 6, "her features lie near those of the average face"


def test_a_picture_in_the_mirror_gives_the_face_in_the_mirror(face: Face) -> None:
    other = face_map(FrontEnd().align(astronaut()[:, ::-1].copy()), PARTS)
    both = (face.weight > 250) & (other.weight[:, ::-1] > 250)
    assert both.sum() > 1500
    apart = face.picture.astype(float) - other.picture[:, ::-1]
    assert np.abs(apart[both]).mean() < 12


def test_light_is_evened_and_features_stay(portrait: AlignedPortrait, face: Face) -> None:
    shaded = np.linspace(0.45, 1.0, 256)[None, :, None]
    dim = AlignedPortrait(**vars(portrait) | {"bust": (portrait.bust * shaded).astype(np.uint8)})
    whole = face.weight > 250
    columns = np.nonzero(whole)[1]
    left = whole & (np.arange(256)[None] < np.quantile(columns, 0.35))
    right = whole & (np.arange(256)[None] > np.quantile(columns, 0.65))

    def apart(picture: np.ndarray) -> float:
        return abs(float(picture[left].mean()) - float(picture[right].mean()))

    evened = face_map(dim, PARTS)
    places = frontal_face(dim).places.round().astype(int).clip(0, 255)
    seen = dim.bust[places[..., 1], places[..., 0]]
    assert apart(evened.picture) < 0.5 * apart(seen)
    assert face.picture[whole].std() > 15, "eyes, brows and mouth are still there"


def test_glasses_leave_the_skin_around_them(portrait: AlignedPortrait, face: Face) -> None:
    parts = np.array(PARTS)
    parts[16:19, 24:40] = Part.GLASSES
    bare = face_map(portrait, parts)
    assert Part.GLASSES not in bare.part
    changed = np.abs(bare.picture.astype(int) - face.picture).max(axis=-1) > 25
    rows = np.nonzero(changed & (face.weight > 0))[0]
    assert len(rows) > 50
    assert 55 < rows.mean() < 85

"""A head that takes a face: its shape, its colours, and only where the face is."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt

from engine.attributes import ATTRIBUTES, Part
from engine.edit.face import kept_face, with_face
from engine.face import Face
from engine.field.texels import surface_points
from engine.field.triplane import SILHOUETTE_LIMIT, VIEW_AXIS, VIEW_SIGN, ReliefTriplane, texel_centres
from engine.reports import LatentReading, Readings

SIZE = 256
RADII = (0.33, 0.42, 0.38)
SKIN, GREEN = (0.8, 0.6, 0.5), (0.2, 0.7, 0.2)
NOSE = (128, 128)
TIP = 0.48


@pytest.fixture(scope="module")
def head() -> ReliefTriplane:
    """An egg of skin in the middle of the cube."""
    flat = np.zeros((6, SIZE, SIZE), np.float32)
    egg = ReliefTriplane(np.tile(np.float32(SKIN), (6, SIZE, SIZE, 1)), flat, flat, np.full(flat.shape, 1, np.uint8))
    depth, silhouette = np.array(flat), np.array(flat)
    for view, axis in enumerate(VIEW_AXIS):
        squares = sum((surface_points(egg, view)[a] / RADII[a]) ** 2 for a in range(3) if a != axis)
        depth[view] = VIEW_SIGN[view] * RADII[axis] * np.sqrt(np.maximum(1 - squares, 0))
        silhouette[view] = np.clip((np.sqrt(squares) - 1) * 0.3, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT)
    return replace(egg, depth=depth, silhouette=silhouette)


@pytest.fixture(scope="module")
def face() -> Face:
    """A flat face with a long nose, skin with a green mark left of it and an eye on the right."""
    columns, rows = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
    away = np.hypot(columns - NOSE[1], rows - NOSE[0])
    picture = np.tile(np.uint8(np.array(SKIN) * 255), (SIZE, SIZE, 1))
    picture[120:136, 100:112] = np.uint8(np.array(GREEN) * 255)
    part = np.full((SIZE, SIZE), Part.SKIN, np.uint8)
    part[112:120, 140:152] = Part.EYES
    nose = 0.3 * np.clip(1 - away / 12, 0, 1)
    return Face(picture, nose.astype(np.float16), part, np.where(away < 36, 255, 0).astype(np.uint8))


@pytest.fixture(scope="module")
def worn(head: ReliefTriplane, face: Face) -> ReliefTriplane:
    return with_face(head, face)


def test_the_nose_stands_out_in_front_and_in_profile(head: ReliefTriplane, worn: ReliefTriplane) -> None:
    assert worn.depth[(0, *NOSE)] > head.depth[(0, *NOSE)] + 0.12
    column = int((TIP + 1) / 2 * SIZE)
    for view in (2, 3):
        assert head.silhouette[view, NOSE[0], column] > 0 > worn.silhouette[view, NOSE[0], column]
        assert abs(worn.depth[view, NOSE[0], column]) < 0.1
    assert worn.silhouette[4, column, NOSE[1]] < 0


def test_no_other_view_cuts_the_new_front(worn: ReliefTriplane, face: Face) -> None:
    """Every point of the face, a texel behind its surface, lies inside all views' reliefs."""
    centres, texel = texel_centres(SIZE), 2 / SIZE
    rows, columns = np.nonzero(face.weight)
    points = np.column_stack([centres[columns], -centres[rows], worn.depth[0][rows, columns] - 1.5 * texel])
    cells = ((points + 1) / 2 * SIZE).astype(int)
    z, turned = cells[:, 2], SIZE - 1 - cells[:, 1]
    for view, (row, column) in {2: (turned, z), 3: (turned, z), 4: (z, cells[:, 0])}.items():
        reach = VIEW_SIGN[view] * (worn.depth[view][row, column] - points[:, VIEW_AXIS[view]])
        assert np.quantile(reach, 0.02) > -2 * texel, view
        assert (worn.silhouette[view][row, column] < texel).mean() > 0.98, view


def test_the_border_of_the_face_joins_the_head(head: ReliefTriplane, worn: ReliefTriplane, face: Face) -> None:
    away = distance_transform_edt(face.weight == 0) > 12
    assert np.array_equal(worn.depth[0][away], head.depth[0][away])
    steps = np.abs(np.diff(worn.depth[0] - head.depth[0], axis=1))
    assert steps[128, 88:100].max() < 0.02, "no edge where the face begins"


def test_its_picture_lies_where_it_is_in_front_and_not_behind(head: ReliefTriplane, worn: ReliefTriplane) -> None:
    red, green, _ = worn.colour[0, 128, 106]
    assert green > red + 0.3
    assert worn.part[0, 116, 146] == Part.EYES
    assert np.array_equal(worn.colour[1], head.colour[1])
    assert np.array_equal(worn.part[1], head.part[1])
    assert np.array_equal(worn.depth[1], head.depth[1])


def test_its_skin_takes_the_avatars_tone(head: ReliefTriplane, face: Face) -> None:
    dark = replace(head, colour=head.colour * np.float32(0.4))
    worn = with_face(dark, face)
    assert np.abs(worn.colour[0, 128, 128] - dark.colour[0, 128, 128]).max() < 0.05


def test_a_face_of_which_nothing_is_left_changes_nothing(head: ReliefTriplane, face: Face) -> None:
    assert with_face(head, face.faded(np.zeros((SIZE, SIZE)))) is head


def read(**chosen: str) -> Readings:
    """Readings that are sure of the `chosen` classes, and of the first of all others."""
    return {
        name: tuple(0.9 if one == chosen.get(name, classes[0]) else 0.1 / len(classes) for one in classes)
        for name, classes in ATTRIBUTES.items()
    }


@pytest.mark.parametrize(
    ("changed", "left"),
    [({}, "all"), ({"garment": "coat"}, "all"), ({"expression": "smile"}, "upper"), ({"sex": "male"}, "none")],
)
def test_edits_take_away_what_they_change(face: Face, changed: dict[str, str], left: str) -> None:
    kept = kept_face(face, LatentReading(read(), read(**changed))).weight
    upper, lower = kept[:110] > 0, kept[135:] > 0
    assert (upper.any(), lower.any()) == {"all": (True, True), "upper": (True, False), "none": (False, False)}[left]

"""What individuals look like; all need the artist-made assets and OpenGL."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.attributes import GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.camera import Camera
from engine.individuals.body import CHIN, CROWN
from engine.individuals.eyewear import GLASSES_SHAPES
from engine.individuals.faces import SKIN_TONES
from engine.individuals.headwear import HEADWEAR, headwear
from engine.individuals.individual import Individual
from engine.individuals.renderer import draw, draw_portrait
from engine.individuals.view import View
from engine.space import CHIN_Y, HEAD_HEIGHT

Made = Callable[..., Individual]
DISTANCE = 4.0
SIZE = 128
DRESSED = {"sex": "male", "hair": "long01", "facial_hair": "full_beard", "glasses": "clear"}


def seen(individual: Individual, azimuth: float = 0, elevation: float = 0, supersample: int = 1) -> View:
    camera = Camera(azimuth, elevation, distance=DISTANCE, projection_kind="orthographic")
    return draw(individual, camera, SIZE, supersample)


def parts(view: View) -> dict[Part, int]:
    return {Part(label): int(count) for label, count in zip(*np.unique(view.part, return_counts=True), strict=True)}


def colour_of(view: View, part: Part) -> NDArray[np.float64]:
    return np.median(view.colour[view.part == part] / 255, axis=0)


@pytest.mark.parametrize("supersample", [1, 2])
def test_labels_agree_with_each_other(made: Made, supersample: int) -> None:
    view = seen(made(**DRESSED), supersample=supersample)
    covered = view.alpha > 0
    assert 0.15 < covered.mean() < 0.8
    assert np.array_equal(view.part != Part.BACKGROUND, covered)
    assert np.array_equal(np.isfinite(view.depth), covered)
    assert view.normal is not None
    assert np.allclose(np.linalg.norm(view.normal[covered] / 127.5 - 1, axis=-1), 1, atol=0.03)


@pytest.mark.parametrize(("azimuth", "elevation"), [(0, 0), (90, 0), (180, 0), (270, 0), (0, 90), (0, -90)])
def test_an_individual_fits_its_cube(made: Made, azimuth: float, elevation: float) -> None:
    view = seen(made(**DRESSED), azimuth, elevation)
    depth = view.depth[np.isfinite(view.depth)]
    assert DISTANCE - 1 < depth.min() < depth.max() < DISTANCE + 1
    border = np.concatenate([view.alpha[0], view.alpha[:, 0], view.alpha[:, -1]])
    assert not border.any()


def test_opposite_views_have_one_outline(made: Made) -> None:
    front, back = (seen(made(**DRESSED), azimuth).alpha > 0 for azimuth in (0, 180))
    mirrored = back[:, ::-1]
    assert (front & mirrored).sum() > 0.97 * (front | mirrored).sum()


def test_the_nose_is_nearer_than_the_ears(made: Made) -> None:
    depth = seen(made()).depth
    face = depth[int(SIZE * (1 - CHIN_Y - HEAD_HEIGHT / 2) / 2)]
    inside = np.flatnonzero(np.isfinite(face))
    assert face[SIZE // 2] < min(face[inside[2]], face[inside[-3]]) - 0.15


def test_chin_and_crown_stand_where_space_says(made: Made) -> None:
    # jaw and weight change the head; the frame puts it back
    for choices in ({}, {"weight": 0.8}, {"face": {"chin/chin-jaw-drop-incr": 0.8}}):
        individual = made() if not choices else Individual(replace(made().recipe, **choices))
        heights = individual.frame.apply(individual._neutral[[CHIN, CROWN]])[:, 1]
        assert heights == pytest.approx([CHIN_Y, CHIN_Y + HEAD_HEIGHT], abs=1e-4)


@pytest.mark.parametrize("glasses", ["clear", "sunglasses"])
def test_glasses_are_seen_when_worn(made: Made, glasses: str) -> None:
    worn, bare = parts(seen(made(glasses=glasses))), parts(seen(made()))
    assert worn[Part.GLASSES] > 40
    assert Part.GLASSES not in bare


def test_sunglasses_hide_the_eyes(made: Made) -> None:
    eyes = {glasses: parts(seen(made(glasses=glasses))).get(Part.EYES, 0) for glasses in ("clear", "sunglasses")}
    assert eyes["sunglasses"] < 0.4 * eyes["clear"]


def test_hats_beards_and_hair_are_seen_when_there(made: Made) -> None:
    plain = parts(seen(made()))
    assert Part.HAT not in plain
    assert parts(seen(made(headwear="hat", hat="fedora")))[Part.HAT] > 300
    assert parts(seen(made(sex="male", facial_hair="full_beard")))[Part.FACIAL_HAIR] > 3 * plain[Part.FACIAL_HAIR]
    assert Part.HAIR not in parts(seen(made(hair="bald")))
    assert parts(seen(made(hair="long01")))[Part.HAIR] > 1.3 * plain[Part.HAIR]


@pytest.mark.parametrize("name", [entry.name for entry in HEADWEAR])
def test_hair_goes_in_under_every_hat(made: Made, name: str) -> None:
    found = parts(seen(made(hair="afro_large", headwear=headwear(name).kind, hat=name), elevation=90))
    assert found[Part.HAT] > 400
    assert found.get(Part.HAIR, 0) < 0.35 * found[Part.HAT]  # what stands out below the rim


def test_frames_differ_in_shape_and_leave_the_eyes_to_be_seen(made: Made) -> None:
    views = {shape: seen(made(glasses="clear", glasses_shape=shape, hair="bald")) for shape in GLASSES_SHAPES}
    masks = {shape: view.part == Part.GLASSES for shape, view in views.items()}
    assert all(parts(view)[Part.EYES] > 10 for view in views.values())
    for first, second in combinations(GLASSES_SHAPES, 2):
        overlap = (masks[first] & masks[second]).sum() / (masks[first] | masks[second]).sum()
        assert overlap < 0.8, (first, second)


def test_a_fringe_frees_the_eyes(made: Made) -> None:
    covered, free = (parts(seen(made(hair=name)))[Part.EYES] for name in ("bob01", "bob01_fringe"))
    assert free > 1.4 * covered


def test_a_shaved_head_shows_its_follicles_and_a_bald_one_does_not(made: Made) -> None:
    views = {name: seen(made(hair=name)) for name in ("shaved", "bald")}
    above = slice(0, int(SIZE * 0.17))
    scalps = {name: np.median(view.colour[above][view.alpha[above] > 0]) for name, view in views.items()}
    assert scalps["shaved"] < 0.75 * scalps["bald"]


def test_long_beards_hang_lower_and_over_the_garment(made: Made) -> None:
    lowest = {}
    for name in ("full_beard", "full_long"):
        rows = np.flatnonzero((seen(made(sex="male", facial_hair=name)).part == Part.FACIAL_HAIR).any(1))
        lowest[name] = rows.max()
    assert lowest["full_long"] > lowest["full_beard"] + 0.1 * SIZE


@pytest.mark.parametrize("colour", ["red", "green", "blue", "white", "black"])
def test_garments_take_the_colour_asked_for(made: Made, colour: str) -> None:
    view = seen(made(garment_colour=colour, garment_rgb=GARMENT_COLOURS[colour]))
    found = colour_of(view, Part.GARMENT)
    named = ("red", "green", "blue", "white", "black")
    nearest = min(named, key=lambda name: float(np.abs(found - GARMENT_COLOURS[name]).sum()))
    assert nearest == colour


def test_skin_and_hair_take_the_colour_asked_for(made: Made) -> None:
    dark = seen(made(skin_tone=9, skin_rgb=SKIN_TONES[9]))
    blond = HAIR_COLOURS["blond"]
    light = seen(made(hair_colour="blond", hair_rgb=blond, hair_root_rgb=blond))
    assert colour_of(light, Part.SKIN).sum() > 2 * colour_of(dark, Part.SKIN).sum()
    assert colour_of(light, Part.HAIR).sum() > 2 * colour_of(dark, Part.HAIR).sum()


def test_a_laugh_opens_the_mouth_of_the_same_head(made: Made) -> None:
    neutral, laugh = seen(made()), seen(made(expression="laugh"))
    mouth = slice(int(SIZE * 0.44), int(SIZE * 0.53)), slice(int(SIZE * 0.4), int(SIZE * 0.6))
    assert (laugh.part[mouth] == Part.EYES).sum() > (neutral.part[mouth] == Part.EYES).sum() + 5  # teeth
    assert np.mean((neutral.alpha > 0) != (laugh.alpha > 0)) < 0.02


def test_pictures_repeat(made: Made) -> None:
    first, second = (seen(made(**DRESSED), 30) for _ in range(2))
    assert np.array_equal(first.colour, second.colour)
    portraits = [draw_portrait(made(**DRESSED), np.random.default_rng(3), 64) for _ in range(2)]
    assert np.array_equal(portraits[0].colour, portraits[1].colour)


def test_portraits_show_the_face_and_run_out_of_the_picture_below(made: Made) -> None:
    for seed in range(4):
        view = draw_portrait(made(), np.random.default_rng(seed), 96)
        found = parts(view)
        assert found[Part.SKIN] > 300 and found[Part.GARMENT] > 50
        assert not view.alpha[0].all() and view.alpha[-1].any()
        assert np.array_equal(view.part > 0, view.alpha > 0)

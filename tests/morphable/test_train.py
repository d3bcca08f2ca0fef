"""Fitting the face model, and laying faces one on another."""

import numpy as np
import pytest

from engine.clip.config import LATENT_DIM
from engine.edit.oklab import from_oklab
from engine.field.triplane import ReliefTriplane, texel_centres
from engine.individuals.library import load_library
from engine.individuals.recipe import sample_recipe
from engine.morphable.surface import FaceSurface, points_of_face, skin_of
from engine.morphable.train import Faces, FaceTraining, fit, measure
from engine.space import PLANE_SIZE

PEOPLE, HELD_OUT, TEXELS = 600, 100, 14
TRUE_RANK = 3


@pytest.fixture(scope="module")
def faces() -> Faces:
    """Faces that three numbers make, which are linear in the latent."""
    rng = np.random.default_rng(0)
    z = rng.standard_normal((PEOPLE, LATENT_DIM))
    z = (z / np.linalg.norm(z, axis=1, keepdims=True)).astype(np.float32)
    size = 2 * 8 + 6 * TEXELS
    mixing = rng.standard_normal((LATENT_DIM, TRUE_RANK)) @ rng.standard_normal((TRUE_RANK, size))
    vectors = (5 + z @ mixing + 0.01 * rng.standard_normal((PEOPLE, size))).astype(np.float32)
    surface = FaceSurface(np.array([[-1, -1], [1, -1], [0, 1]], np.float32) * 0.015)
    assert len(surface.texels)
    nobody = [np.zeros((0, LATENT_DIM), np.float32)] * PEOPLE
    return Faces(surface, vectors, [row[None] for row in z], nobody)


def test_the_fit_finds_what_faces_are_made_of(faces: Faces) -> None:
    known = np.arange(PEOPLE) >= HELD_OUT
    scores = measure(fit(faces.some(known), FaceTraining(rank=TRUE_RANK)), faces.some(~known))
    assert scores["left_by_components"] < 0.01
    assert scores["left_given_caption"] < 0.35
    assert scores["people"] == HELD_OUT


def test_latents_of_others_say_nothing(faces: Faces) -> None:
    known = np.arange(PEOPLE) >= HELD_OUT
    model = fit(faces.some(known), FaceTraining(rank=TRUE_RANK))
    rest = faces.some(~known)
    shuffled = Faces(rest.surface, rest.vectors, rest.texts[1:] + rest.texts[:1], rest.images)
    assert measure(model, shuffled)["left_given_caption"] > 0.9


def test_faces_lie_one_on_another() -> None:
    library = load_library()
    skins = [skin_of(sample_recipe(seed), library) for seed in range(6)]
    mean = np.mean(skins, axis=0)
    chosen = points_of_face(mean, library)
    assert 500 < len(chosen) < 1500
    surface = FaceSurface(mean[chosen, :2])
    # a picture that shows where it is: x in red, y in green
    centres = texel_centres(PLANE_SIZE)
    x, y = np.meshgrid(centres, -centres)
    colour = np.tile(np.stack([x, y, 0 * x], -1) / 2 + 0.5, (6, 1, 1, 1)).astype(np.float32)
    flat = np.zeros((6, PLANE_SIZE, PLANE_SIZE), np.float32)
    planes = ReliefTriplane(colour, flat, flat, flat.astype(np.uint8))
    for skin in skins[:2]:
        points = skin[chosen, :2]
        shown = from_oklab(surface.drawn(points, planes).colour)[:, :2] * 2 - 1
        for point in range(0, len(chosen), 40):
            at = np.array([-surface.points[point, 1], surface.points[point, 0]])
            nearest = np.abs((surface.texels * 2 + 1) / PLANE_SIZE - 1 - at).sum(axis=1).argmin()
            assert np.abs(shown[nearest] - points[point]).max() < 0.015

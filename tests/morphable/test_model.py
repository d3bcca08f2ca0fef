"""The shipped face model: sharp faces that follow words and seeds."""

import numpy as np
import pytest
from scipy.ndimage import label

from engine.attributes import Part
from engine.clip.encoder import TextEncoder
from engine.face import Face
from engine.morphable.model import Drawn, MorphableFace, drawn_of, load_face_model

MOUTH_BELOW = 98
"""Row of the front plane below which only the mouth holds what is labelled as eyes: teeth."""


@pytest.fixture(scope="module")
def model() -> MorphableFace:
    return load_face_model()


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder()


def _face(model: MorphableFace, encoder: TextEncoder, sentence: str, seed: int = 0) -> Face:
    return model.face(model.coefficients(encoder.encode(sentence), seed))


def test_vectors_come_back() -> None:
    rng = np.random.default_rng(0)
    drawn = Drawn(*(rng.random(shape, np.float32) for shape in ((7, 2), (5, 3), (5,), (5, 2))))
    back = drawn_of(drawn.vector(), 7)
    for name in ("points", "colour", "depth", "parts"):
        np.testing.assert_allclose(getattr(back, name), getattr(drawn, name), atol=1e-5)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_face_has_two_eyes_at_one_height(model: MorphableFace, seed: int) -> None:
    face = model.face(model.coefficients(None, seed))
    eyes = (face.part == Part.EYES) & (face.weight > 127)
    eyes[MOUTH_BELOW:] = False
    spots, count = label(eyes)
    large = [spot for spot in range(1, count + 1) if (spots == spot).sum() > 15]
    assert len(large) == 2
    places = np.array([np.argwhere(spots == spot).mean(axis=0) for spot in large])
    assert abs(places[0, 0] - places[1, 0]) < 4
    assert 20 < abs(places[0, 1] - places[1, 1]) < 44


def test_a_seed_makes_always_the_same_face(model: MorphableFace, encoder: TextEncoder) -> None:
    first, again, other = (_face(model, encoder, "a young man", seed) for seed in (3, 3, 4))
    assert (first.picture == again.picture).all()
    assert (first.depth == again.depth).all()
    assert np.abs(first.picture.astype(int) - other.picture).mean() > 1


@pytest.mark.parametrize(("open_mouth", "closed"), [("a laughing man", "a frowning man"), ("大笑的女人", "皱眉的女人")])
def test_who_laughs_shows_teeth(model: MorphableFace, encoder: TextEncoder, open_mouth: str, closed: str) -> None:
    teeth = [
        (_face(model, encoder, sentence).part[MOUTH_BELOW:] == Part.EYES).sum() for sentence in (open_mouth, closed)
    ]
    assert teeth[0] > teeth[1] + 10


def test_dark_skin_is_darker(model: MorphableFace, encoder: TextEncoder) -> None:
    dark, pale = (_face(model, encoder, f"a woman with {tone} skin") for tone in ("dark", "pale"))
    nose = slice(88, 96), slice(120, 136)
    assert dark.picture[nose].mean() < pale.picture[nose].mean() - 25

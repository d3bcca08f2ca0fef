import numpy as np
import pytest

from engine.attributes import ATTRIBUTES
from engine.clip.encoder import HEADS, PhotoReading, TextEncoder
from engine.clip.heads import AttributeHeads
from engine.evaluation.moves import evaluate_moves
from engine.evaluation.reading import Reading, accuracies, judged
from engine.training.weights import load_weights, weights_path

LABEL = {
    "sex_presenting": "f", "age_band": "young", "skin_tone": "light", "hair_length": "long", "hair_colour": "brown",
    "beard": "none", "glasses": "1", "hat": "0", "top_colour": "navy",
}  # fmt: skip
READ = {
    "sex": "female", "age": "old", "skin_tone": "light", "hair_length": "long", "hair_colour": "brown",
    "facial_hair": "stubble", "glasses": "sunglasses", "headwear": "none", "garment_colour": "blue",
}  # fmt: skip


def read(**differing: str) -> PhotoReading:
    attributes = {name: (value, 0.9) for name, value in (READ | differing).items()}
    return PhotoReading(np.zeros(256, np.float32), attributes, {}, np.zeros((64, 64), np.uint8))


def test_traits_are_judged_as_a_person_would() -> None:
    right = judged(LABEL, read())
    assert [name for name, verdict in right.items() if not verdict] == ["age"]
    assert not judged(LABEL, read(facial_hair="full_beard"))["facial_hair"]


@pytest.mark.parametrize(("label", "left_out"), [
    ({"hat": "1"}, {"hair_length", "hair_colour"}), ({"hair_length": "bald"}, {"hair_colour"}), ({}, set()),
])  # fmt: skip
def test_what_cannot_be_seen_is_not_judged(label: dict[str, str], left_out: set[str]) -> None:
    assert {name for name, verdict in judged(LABEL | label, read()).items() if verdict is None} == left_out


def test_a_portrait_that_was_refused_is_wrong() -> None:
    scores = accuracies([Reading("a", {}, judged(LABEL, read())), Reading("b", {}, {}, "No face.")])
    assert scores["glasses"] == 0.5 and scores["age"] == 0 and scores["mean"] == pytest.approx(8 / 18, abs=1e-3)
    assert scores["sure"] == 0.5


@pytest.mark.slow
def test_words_move_latents_along_what_they_name() -> None:
    heads, encoder = AttributeHeads(), TextEncoder()
    load_weights(weights_path(HEADS), heads)
    z = encoder.encode_all(
        ["a young woman with long black hair in a blue shirt", "一个留着灰色短发的老年男人，穿红色毛衣"]
    )
    scores = evaluate_moves(heads, encoder, z)
    assert set(scores["en"]["attributes"]) == set(ATTRIBUTES)  # type: ignore[index]
    assert scores["en"]["attributes"]["glasses"] > 0.6 and scores["zh"]["named"] > 0.5  # type: ignore[index]

"""What the text tower is taught with, and that it sorts what it was taught."""

import pytest
import torch
import torch.nn.functional as F

from engine.attributes import ATTRIBUTES
from engine.clip.encoder import TextEncoder
from engine.clip.evaluate import zero_shot
from engine.clip.facts import FACTS, fact_vector
from engine.clip.lexicon import lexicon
from engine.clip.train_text import known_of
from engine.clip.words import LANGUAGES, held_out_table, phrase_table
from engine.individuals.captions import Language, is_held_out
from tests.individuals.recipes import plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_words_and_none_is_held_out(language: Language) -> None:
    words = lexicon(language)
    assert {name: len(rows) for name, rows in words.items()} == {name: len(v) for name, v in ATTRIBUTES.items()}
    phrases = [phrase for rows in words.values() for row in rows for phrase in row]
    held = {phrase for rows in held_out_table(language).values() for row in rows for phrase in row}
    assert all(row for rows in words.values() for row in rows)
    assert not held & set(phrases) and not any(is_held_out(phrase) for phrase in phrases)


def test_every_attribute_of_a_person_is_a_fact() -> None:
    known = known_of(plain())
    vector = fact_vector(known)
    assert all(vector[FACTS[name, known[name]]] == 1 for name in ATTRIBUTES)
    assert vector.sum() <= len(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_lie_nearest_to_their_own_class(language: Language) -> None:
    encoder, table = TextEncoder(), phrase_table(language)
    for name in ("glasses", "hair_colour", "garment_colour", "headwear"):
        said = torch.stack([F.normalize(encoder.encode_all(row).mean(0), dim=-1) for row in table[name]])
        assert zero_shot(encoder, said, {name: table[name]})[name].tolist() == list(range(len(table[name])))


@pytest.mark.parametrize(("language", "least"), [("en", 0.4), ("zh", 0.7)])
def test_held_out_words_land_near_their_meaning(language: Language, least: float) -> None:
    """By chance a fifth would; these words occur in no caption and no phrase that was taught."""
    encoder, table, right = TextEncoder(), phrase_table(language), []
    for name, rows in held_out_table(language).items():
        found = zero_shot(encoder, encoder.encode_all([text for row in rows for text in row]), {name: table[name]})
        meant = [place for place, row in enumerate(rows) for _ in row]
        right += (found[name] == torch.tensor(meant)).tolist()
    assert sum(right) / len(right) > least

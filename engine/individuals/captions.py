"""Captions of individuals in English and Chinese, from one word to a sentence."""

from typing import Final, Literal

from engine.errors import InputError
from engine.individuals import sentences_en, sentences_zh, words_en, words_zh
from engine.individuals.details import details
from engine.individuals.held_out import HELD_OUT_SET
from engine.individuals.recipe import Recipe
from engine.individuals.words import Random

Language = Literal["en", "zh"]
CAPTION_VERSION = 4
"""Counted up by hand when the same recipe gets other captions; 1 is before there was a version."""
_MAKERS: Final = {"en": sentences_en.caption, "zh": sentences_zh.caption}
_TABLES: Final = {"en": words_en.TABLE, "zh": words_zh.TABLE}


def captions(recipe: Recipe, rng: Random, language: Language, count: int) -> list[str]:
    """`count` different ways to describe `recipe`, each with a random few of its attributes.

    No caption is or contains a held-out paraphrase.
    """
    known = recipe.attributes() | details(recipe)
    found: list[str] = []
    for _ in range(count * 4):
        caption = _MAKERS[language](known, rng)
        if caption not in found and not is_held_out(caption):
            found.append(caption)
        if len(found) == count:
            break
    return found


def is_held_out(text: str) -> bool:
    """Whether `text` contains a paraphrase that training must not see."""
    lowered = text.lower()
    return any(phrase in lowered for phrase in HELD_OUT_SET)


def attribute_phrases(attribute: str, value: str, language: Language) -> list[str]:
    """Every phrase for one class of one attribute; raises InputError for an unknown one."""
    try:
        return list(_TABLES[language][attribute][value])
    except KeyError as error:
        raise InputError(f"There is no attribute {attribute} = {value}.") from error

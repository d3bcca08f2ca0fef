"""Captions of individuals in English and Chinese, from one word to a sentence."""

from collections.abc import Sequence
from typing import Literal

from engine.errors import InputError
from engine.individuals import words_en, words_zh
from engine.individuals.recipe import Recipe
from engine.individuals.words import HELD_OUT_SET, Random, Table, pick

Language = Literal["en", "zh"]
Fact = tuple[str, str]
"""Attribute and phrase."""
CAPTION_VERSION = 2
"""Counted up by hand when the same recipe gets other captions; 1 is before there was a version."""
_WORN = ("glasses", "headwear", "garment")


def captions(recipe: Recipe, rng: Random, language: Language, count: int) -> list[str]:
    """`count` different ways to describe `recipe`, each with a random subset of its attributes."""
    make = _english if language == "en" else _chinese
    found: list[str] = []
    for _ in range(count * 4):
        caption = make(recipe.attributes(), rng)
        if caption not in found and not any(phrase in caption.lower() for phrase in HELD_OUT_SET):
            found.append(caption)
        if len(found) == count:
            break
    return found


def attribute_phrases(attribute: str, value: str, language: Language) -> list[str]:
    """Every phrase for one class of one attribute; raises InputError for an unknown one.

    Garment and hair colours come as noun phrases ("a red garment"), for prompts of one attribute.
    """
    table = words_en.TABLE if language == "en" else words_zh.TABLE
    try:
        return list(table[attribute][value])
    except KeyError as error:
        raise InputError(f"There is no attribute {attribute} = {value}.") from error


def _english(found: dict[str, str], rng: Random) -> str:
    plain = _plain_facts(found, rng, words_en.TABLE)
    named = [("hair", words_en.hair(found, rng)), ("garment", words_en.garment(found, rng))]
    facts = _shuffled(plain + named, rng)
    picked = _subset(facts, rng)
    style = rng.random()
    if style < 0.15:
        return facts[int(rng.integers(len(facts)))][1]
    if style < 0.4:
        return ", ".join(phrase for _, phrase in picked)
    return _english_sentence(found, picked, rng)


def _english_sentence(found: dict[str, str], picked: list[Fact], rng: Random) -> str:
    person = _person_en(found, rng)
    opening = pick(
        rng,
        ("", "", "a portrait of ", "a photo of ", "portrait of ", "a bust of ", "an avatar of ", "a picture of "),
    )
    article = "an" if person[0] in "aeiou" else "a"
    worn = [fact for fact in picked if fact[0] in _WORN and found[fact[0]] != "none"]
    rest = [fact[1] for fact in picked if fact not in worn and fact[0] not in ("sex", "age")]
    text = f"{opening}{article} {person}" + (f" with {_english_list(rest)}" if rest else "")
    if worn:
        verb = pick(rng, ("in", "wearing")) if [name for name, _ in worn] == ["garment"] else "wearing"
        text += "," if rest and verb == "wearing" else ""
        text += f" {verb} {_english_list([phrase for _, phrase in worn])}"
    return text[0].upper() + text[1:] + "." if rng.random() < 0.3 else text


def _person_en(found: dict[str, str], rng: Random) -> str:
    nouns = words_en.PERSONS[found["sex"]] if rng.random() < 0.8 else words_en.PERSONS["any"]
    person = pick(rng, _fitting(nouns, found))
    return f"{pick(rng, words_en.AGE_ADJECTIVES[found['age']])} {person}" if rng.random() < 0.4 else person


def _english_list(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def _chinese(found: dict[str, str], rng: Random) -> str:
    plain = _plain_facts(found, rng, words_zh.TABLE)
    named = [("hair", words_zh.hair(found, rng)), ("garment", words_zh.garment(found, rng))]
    facts = _shuffled(plain + named, rng)
    picked = _subset(facts, rng)
    style = rng.random()
    if style < 0.15:
        return facts[int(rng.integers(len(facts)))][1]
    if style < 0.45:
        return "，".join(phrase for _, phrase in picked)
    rest = [phrase for name, phrase in picked if name not in ("sex", "age")]
    age = pick(rng, words_zh.AGE_ADJECTIVES[found["age"]]) if rng.random() < 0.4 else ""
    noun = pick(rng, words_zh.PERSONS[found["sex"]] if rng.random() < 0.8 else words_zh.PERSONS["any"])
    person = f"一{words_zh.MEASURE_WORDS.get(noun, '个')}{age}{noun}"
    opening = pick(rng, ("", "", "一张肖像：", "照片里是"))
    return f"{opening}{person}" + (f"，{'，'.join(rest)}" if rest else "") + ("。" if rng.random() < 0.3 else "")


def _plain_facts(found: dict[str, str], rng: Random, table: Table) -> list[Fact]:
    """One phrase per attribute worth naming, without hair and garment, which are named with their colour."""
    skipped = {"hair_style", "hair_length", "hair_colour", "garment", "garment_colour", "garment_material"}
    if found["sex"] == "female":
        skipped.add("facial_hair")  # nobody calls a woman clean-shaven
    facts: list[Fact] = []
    for attribute, value in found.items():
        plain = value == "none" or (attribute == "expression" and value == "neutral")
        if attribute not in skipped and not (plain and rng.random() < 0.85):
            facts.append((attribute, pick(rng, _fitting(table[attribute][value], found))))
    return facts


def _fitting(phrases: Sequence[str], found: dict[str, str]) -> list[str]:
    return [phrase for phrase in phrases if phrase != "girl" or found["age"] == "young"]


def _shuffled(facts: list[Fact], rng: Random) -> list[Fact]:
    return [facts[i] for i in rng.permutation(len(facts))]


def _subset(facts: list[Fact], rng: Random) -> list[Fact]:
    return facts[: int(rng.integers(1, min(6, len(facts)) + 1))]

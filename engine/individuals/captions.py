"""Captions of individuals in English and Chinese, from one word to a sentence."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from engine.errors import InputError
from engine.individuals import words
from engine.individuals.recipe import Recipe

Language = Literal["en", "zh"]
Random = np.random.Generator
Fact = tuple[str, str]
"""Attribute and phrase."""
_WORN = ("glasses", "headwear", "garment")


def captions(recipe: Recipe, rng: Random, language: Language, count: int) -> list[str]:
    """`count` different ways to describe `recipe`, each with a random subset of its attributes."""
    make = _english if language == "en" else _chinese
    found: list[str] = []
    for _ in range(count * 4):
        caption = make(recipe.attributes(), rng)
        if caption not in found and not any(phrase in caption.lower() for phrase in words.HELD_OUT_SET):
            found.append(caption)
        if len(found) == count:
            break
    return found


def attribute_phrases(attribute: str, value: str, language: Language) -> list[str]:
    """Every phrase for one class of one attribute; raises InputError for an unknown one.

    Garment and hair colours come as noun phrases ("a red garment"), for prompts of one attribute.
    """
    table = words.ENGLISH if language == "en" else words.CHINESE
    try:
        return list(table[attribute][value])
    except KeyError as error:
        raise InputError(f"There is no attribute {attribute} = {value}.") from error


def _english(found: dict[str, str], rng: Random) -> str:
    facts = _facts(found, rng, words.ENGLISH)
    picked = _subset(facts, rng)
    style = rng.random()
    if style < 0.15:
        return facts[int(rng.integers(len(facts)))][1]
    if style < 0.4:
        return ", ".join(phrase for _, phrase in picked)
    return _english_sentence(found, picked, rng)


def _english_sentence(found: dict[str, str], picked: list[Fact], rng: Random) -> str:
    person = _person_en(found, rng)
    opening = _pick(
        rng,
        ("", "", "a portrait of ", "a photo of ", "portrait of ", "a bust of ", "an avatar of ", "a picture of "),
    )
    article = "an" if person[0] in "aeiou" else "a"
    worn = [fact for fact in picked if fact[0] in _WORN and found[fact[0]] != "none"]
    rest = [fact[1] for fact in picked if fact not in worn and fact[0] not in ("sex", "age")]
    text = f"{opening}{article} {person}" + (f" with {_english_list(rest)}" if rest else "")
    if worn:
        verb = _pick(rng, ("in", "wearing")) if [name for name, _ in worn] == ["garment"] else "wearing"
        text += "," if rest and verb == "wearing" else ""
        text += f" {verb} {_english_list([phrase for _, phrase in worn])}"
    return text[0].upper() + text[1:] + "." if rng.random() < 0.3 else text


def _person_en(found: dict[str, str], rng: Random) -> str:
    nouns = words.PERSON_EN[found["sex"]] if rng.random() < 0.8 else words.PERSON_EN["any"]
    person = _pick(rng, [noun for noun in nouns if noun != "girl" or found["age"] == "young"])
    return f"{_pick(rng, words.AGE_ADJECTIVES_EN[found['age']])} {person}" if rng.random() < 0.4 else person


def _english_list(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def _chinese(found: dict[str, str], rng: Random) -> str:
    facts = _facts(found, rng, words.CHINESE)
    picked = _subset(facts, rng)
    style = rng.random()
    if style < 0.15:
        return facts[int(rng.integers(len(facts)))][1]
    if style < 0.45:
        return "，".join(phrase for _, phrase in picked)
    rest = [phrase for name, phrase in picked if name not in ("sex", "age")]
    age = _pick(rng, words.AGE_ADJECTIVES_ZH[found["age"]]) if rng.random() < 0.4 else ""
    noun = _pick(rng, words.PERSON_ZH[found["sex"]] if rng.random() < 0.8 else words.PERSON_ZH["any"])
    person = f"一{words.MEASURES_ZH.get(noun, '个')}{age}{noun}"
    opening = _pick(rng, ("", "", "一张肖像：", "照片里是"))
    return f"{opening}{person}" + (f"，{'，'.join(rest)}" if rest else "") + ("。" if rng.random() < 0.3 else "")


def _facts(found: dict[str, str], rng: Random, table: words.Table) -> list[Fact]:
    """One phrase per attribute worth naming; hair and garment are mostly named together with their colour."""
    skipped = {"hair_style", "hair_length", "hair_colour", "garment", "garment_colour", "garment_material"}
    if found["sex"] == "female":
        skipped.add("facial_hair")  # nobody calls a woman clean-shaven
    facts: list[Fact] = []
    for attribute, value in found.items():
        plain = value == "none" or (attribute == "expression" and value == "neutral")
        if attribute not in skipped and not (plain and rng.random() < 0.85):
            facts.append((attribute, _pick(rng, table[attribute][value])))
    hair, garment = words.hair_en, words.garment_en
    if table is words.CHINESE:
        hair, garment = words.hair_zh, words.garment_zh
    facts += [("hair", hair(found, rng)), ("garment", garment(found, rng))]
    return [facts[i] for i in rng.permutation(len(facts))]


def _subset(facts: list[Fact], rng: Random) -> list[Fact]:
    return facts[: int(rng.integers(1, min(6, len(facts)) + 1))]


def _pick(rng: Random, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]

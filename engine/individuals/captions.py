"""Captions of individuals in English and Chinese, from one word to a sentence."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from engine.errors import InputError
from engine.individuals import words
from engine.individuals.recipe import Recipe

Language = Literal["en", "zh"]
Random = np.random.Generator


def captions(recipe: Recipe, rng: Random, language: Language, count: int) -> list[str]:
    """`count` different ways to describe `recipe`, each with a random subset of its attributes."""
    make = _english if language == "en" else _chinese
    found: list[str] = []
    for _ in range(count * 4):
        caption = make(recipe.attributes(), rng)
        if caption not in found and caption.lower() not in words.HELD_OUT_SET:
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
    facts = _phrases(found, rng, words.ENGLISH)
    picked = _subset(facts, rng)
    style = rng.random()
    if style < 0.15:
        return _pick(rng, facts)
    if style < 0.4:
        return ", ".join(picked)
    return _english_sentence(found, picked, rng)


def _english_sentence(found: dict[str, str], picked: list[str], rng: Random) -> str:
    person = _pick(rng, words.PERSON_EN[found["sex"]] if rng.random() < 0.8 else words.PERSON_EN["any"])
    if rng.random() < 0.4:
        person = f"{_pick(rng, words.AGE_ADJECTIVES_EN[found['age']])} {person}"
    opening = _pick(
        rng, ("", "", "a portrait of ", "a photo of ", "portrait of ", "a bust of ", "an avatar of ", "a picture of ")
    )
    article = "an" if person[0] in "aeiou" else "a"
    rest = [phrase for phrase in picked if phrase not in _whole_person_phrases(found)]
    body = _english_list(rest)
    text = f"{opening}{article} {person}" + (f" with {body}" if body else "")
    return text[0].upper() + text[1:] + "." if rng.random() < 0.3 else text


def _english_list(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def _whole_person_phrases(found: dict[str, str]) -> set[str]:
    return {*words.ENGLISH["sex"][found["sex"]], *words.ENGLISH["age"][found["age"]]}


def _chinese(found: dict[str, str], rng: Random) -> str:
    facts = _phrases(found, rng, words.CHINESE)
    picked = _subset(facts, rng)
    style = rng.random()
    if style < 0.15:
        return _pick(rng, facts)
    if style < 0.45:
        return "，".join(picked)
    whole = {*words.CHINESE["sex"][found["sex"]], *words.CHINESE["age"][found["age"]]}
    rest = [phrase for phrase in picked if phrase not in whole]
    age = _pick(rng, words.AGE_ADJECTIVES_ZH[found["age"]]) if rng.random() < 0.4 else ""
    person = age + _pick(rng, words.PERSON_ZH[found["sex"]] if rng.random() < 0.8 else words.PERSON_ZH["any"])
    opening = _pick(rng, ("一位", "一个", "一张肖像：一位", "照片里是一位", ""))
    return f"{opening}{person}" + (f"，{'，'.join(rest)}" if rest else "") + ("。" if rng.random() < 0.3 else "")


def _phrases(found: dict[str, str], rng: Random, table: words.Table) -> list[str]:
    """One phrase per attribute worth naming; hair and garment are mostly named together with their colour."""
    skipped = {"hair_style", "hair_length", "hair_colour", "garment", "garment_colour", "garment_material"}
    result = []
    for attribute, value in found.items():
        plain = value == "none" or (attribute == "expression" and value == "neutral")
        if attribute not in skipped and not (plain and rng.random() < 0.85):
            result.append(_pick(rng, table[attribute][value]))
    compose = words.hair_en, words.garment_en
    if table is words.CHINESE:
        compose = words.hair_zh, words.garment_zh
    result += [make(found, rng) for make in compose]
    return [result[i] for i in rng.permutation(len(result))]


def _subset(facts: list[str], rng: Random) -> list[str]:
    return facts[: int(rng.integers(1, min(6, len(facts)) + 1))]


def _pick(rng: Random, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]

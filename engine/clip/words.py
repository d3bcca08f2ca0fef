"""Captions and phrases of individuals, laid out for training and evaluation."""

from typing import Final

import numpy as np

from engine.attributes import ATTRIBUTES
from engine.individuals.captions import Language, attribute_phrases
from engine.individuals.held_out import HELD_OUT
from engine.individuals.reader import Dataset

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
CAPTIONS: Final = 2
"""Captions used of every individual in each language, the longest: they name most."""


def caption_table(dataset: Dataset, seeds: np.ndarray) -> dict[Language, list[list[str]]]:
    """Captions in each language of every individual in `seeds`, CAPTIONS each."""
    stored = {record.seed: record.captions for record in dataset}
    return {language: [_filled(stored[int(seed)][language]) for seed in seeds] for language in LANGUAGES}


def held_out_table(language: Language) -> dict[str, list[list[str]]]:
    """Paraphrases that training never sees, for every class of every attribute in one language."""
    return {name: [list(HELD_OUT[language][name][value]) for value in classes] for name, classes in ATTRIBUTES.items()}


def phrase_table(language: Language) -> dict[str, list[list[str]]]:
    """All phrases for every class of every attribute in one language."""
    return {
        name: [attribute_phrases(name, value, language) for value in classes] for name, classes in ATTRIBUTES.items()
    }


def _filled(captions: list[str]) -> list[str]:
    longest = sorted(captions, key=len, reverse=True)
    return [longest[index % len(longest)] for index in range(CAPTIONS)]

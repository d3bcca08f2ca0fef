"""Captions and phrases of individuals, laid out for training and evaluation."""

from typing import Final, Literal

import numpy as np

from engine.attributes import ATTRIBUTES
from engine.individuals.captions import attribute_phrases
from engine.individuals.reader import Dataset

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
CAPTIONS: Final = 10
"""Captions used of every individual in each language."""


def caption_table(dataset: Dataset, seeds: np.ndarray) -> dict[Language, list[list[str]]]:
    """Captions in each language of every individual in `seeds`, CAPTIONS each."""
    stored = {record.seed: record.captions for record in dataset}
    return {language: [_filled(stored[int(seed)][language]) for seed in seeds] for language in LANGUAGES}


def phrase_table(language: Language) -> dict[str, list[list[str]]]:
    """All phrases for every class of every attribute in one language."""
    return {
        name: [attribute_phrases(name, value, language) for value in classes] for name, classes in ATTRIBUTES.items()
    }


def _filled(captions: list[str]) -> list[str]:
    # a plain person may have fewer different captions than others
    return [captions[index % len(captions)] for index in range(CAPTIONS)]

"""Captions and phrases of individuals, laid out for training and evaluation."""

from typing import Final

import numpy as np

from engine.attributes import ATTRIBUTES
from engine.individuals.captions import attribute_phrases, captions
from engine.individuals.dataset import Dataset

LANGUAGES: Final = ("en", "zh")


def caption_table(dataset: Dataset, seeds: np.ndarray, count: int) -> dict[str, list[list[str]]]:
    """`count` captions in each language of every individual in `seeds`."""
    recipes = [dataset.recipe(int(seed)) for seed in seeds]
    return {
        language: [captions(recipe, np.random.default_rng([recipe.seed, 11]), language, count) for recipe in recipes]
        for language in LANGUAGES
    }


def phrase_table(language: str) -> dict[str, list[list[str]]]:
    """All phrases for every class of every attribute in one language."""
    return {
        name: [attribute_phrases(name, value, language) for value in classes] for name, classes in ATTRIBUTES.items()
    }

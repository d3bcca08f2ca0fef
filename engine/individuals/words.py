"""What the vocabularies of both languages share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Phrases = dict[str, tuple[str, ...]]
"""Class -> its phrases."""
Table = dict[str, Phrases]
"""Attribute -> class -> its phrases."""
Random = np.random.Generator
Found = Mapping[str, str]
"""Attribute or detail -> class of one individual."""


@dataclass(frozen=True)
class Said:
    """Ways to say one class: `nouns` are what somebody has ("a beard"), `adjectives` stand before a person
    ("bearded"), `alone` holds what fits neither place ("in their forties")."""

    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.nouns + self.adjectives + self.alone))


Sayings = dict[str, dict[str, Said]]
"""Attribute -> class -> how it is said."""


def table_of(sayings: Sayings) -> Table:
    """Every phrase of every class, whatever its place in a sentence."""
    return {name: {value: said.all for value, said in classes.items()} for name, classes in sayings.items()}


def pick(rng: Random, options: Sequence[str]) -> str:
    """One of `options`, evenly."""
    return options[int(rng.integers(len(options)))]


def sometimes(rng: Random, share: float, options: Sequence[str]) -> str:
    """One of `options` in `share` of all cases, else nothing."""
    return pick(rng, options) if options and rng.random() < share else ""


def detail(found: Found, name: str, words: Phrases) -> tuple[str, ...]:
    """The words for a detail, none where it is unknown."""
    return words.get(found.get(name, ""), ())

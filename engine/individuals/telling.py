"""What a caption tells of an individual, and in which order; the same in every language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.individuals.words import Found, Random

WORN: Final = ("garment", "headwear", "glasses")
_STRIKING: Final = {"hair": 3.0, "garment": 3.0, "glasses": 2.5, "headwear": 2.5, "facial_hair": 2.5, "expression": 1.5}
"""How readily a fact is told, against 1 for the others."""
_PLAIN_SHARE: Final = 0.15
"""How often it is worth a word that somebody has no beard, no glasses, no hat."""


@dataclass(frozen=True)
class Fact:
    """One thing to say: `noun` is what somebody has or wears, `adjective` stands before a person, `alone` fits
    neither; empty where there is no such way."""

    about: str
    noun: str = ""
    adjective: str = ""
    alone: str = ""

    @property
    def any(self) -> tuple[str, ...]:
        """Every way to say it by itself."""
        return tuple(filter(None, (self.noun, self.alone or self.adjective)))


def worth_saying(name: str, found: Found, rng: Random) -> bool:
    """Whether to tell the attribute `name` this time: mostly not, where there is nothing to be seen."""
    if name == "facial_hair" and found["sex"] == "female":
        return False  # nobody calls a woman clean-shaven
    plain = found[name] == "none" or (name == "expression" and found[name] == "neutral")
    return not plain or rng.random() < _PLAIN_SHARE


def in_telling_order(told: list[Fact], rng: Random) -> list[Fact]:
    """A weighted shuffle (Efraimidis and Spirakis, 2006): people name hair and clothes before eyes and skin."""
    keys = [rng.exponential() / _STRIKING.get(fact.about, 1.0) for fact in told]
    return [told[i] for i in np.argsort(keys)]


def tells(told: Sequence[Fact], about: str) -> bool:
    """Whether one of the facts is about `about`."""
    return any(fact.about == about for fact in told)

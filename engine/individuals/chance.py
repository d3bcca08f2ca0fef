"""Random choices that stay the same for a seed on every machine."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Random = np.random.Generator
Option = TypeVar("Option")


def choice(rng: Random, options: Sequence[Option]) -> Option:
    """One of `options`, evenly."""
    return options[int(rng.integers(len(options)))]


def weighted(rng: Random, weights: dict[str, float]) -> str:
    """A key, in proportion to its weight; weights need not sum to 1."""
    total = np.cumsum(list(weights.values()))
    return list(weights)[int(np.searchsorted(total, rng.random() * total[-1], side="right"))]

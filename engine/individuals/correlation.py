"""How far the attributes of sampled recipes hang together: Cramer's V of every pair.

`python benchmarks/individuals.py correlation` writes the table (docs/individuals.md).
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.attributes import ATTRIBUTES
from engine.individuals.recipe import Recipe


def facts(recipe: Recipe) -> dict[str, str]:
    """The attributes of `recipe` and its main ancestry."""
    return recipe.attributes() | {"ancestry": max(recipe.ancestry, key=lambda name: recipe.ancestry[name])}


def correlations(recipes: Sequence[Recipe]) -> dict[tuple[str, str], float]:
    """Cramer's V in [0, 1] of every pair of attributes, over the recipes that have both."""
    known = [facts(recipe) for recipe in recipes]
    return {pair: cramers_v(_table(known, *pair)) for pair in combinations([*ATTRIBUTES, "ancestry"], 2)}


def cramers_v(counts: NDArray[np.int_]) -> float:
    """Association of a contingency table, corrected for the bias of small counts (Bergsma 2013)."""
    total, (rows, columns) = counts.sum(), counts.shape
    expected = counts.sum(1, keepdims=True) * counts.sum(0) / total
    phi = float(((counts - expected) ** 2 / expected).sum() / total)
    phi = max(0.0, phi - (rows - 1) * (columns - 1) / (total - 1))
    shape = min(n - (n - 1) ** 2 / (total - 1) for n in (rows, columns)) - 1
    return float(np.sqrt(phi / shape)) if shape > 0 else 0.0


def markdown(found: dict[tuple[str, str], float]) -> str:
    """The lower half of the matrix as a Markdown table."""
    names = [*ATTRIBUTES, "ancestry"]
    lines = ["| | " + " | ".join(name.replace("_", " ") for name in names[:-1]) + " |"]
    lines.append("|---" * len(names) + "|")
    for i, row in enumerate(names[1:], 1):
        cells = [f"{found[name, row]:.2f}" for name in names[:i]] + [""] * (len(names) - 1 - i)
        lines.append("| " + " | ".join([row.replace("_", " "), *cells]) + " |")
    return "\n".join(lines)


def _table(known: list[dict[str, str]], first: str, second: str) -> NDArray[np.int_]:
    both = [(one[first], one[second]) for one in known if first in one and second in one]
    rows, row = np.unique([pair[0] for pair in both], return_inverse=True)
    columns, column = np.unique([pair[1] for pair in both], return_inverse=True)
    counts = np.zeros((len(rows), len(columns)), np.int_)
    np.add.at(counts, (row, column), 1)
    return counts

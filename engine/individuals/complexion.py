"""Random faces beyond their shape: asymmetry, blush, freckles, make-up."""

from typing import Any, Final

import numpy as np

from engine.individuals.chance import Random, choice
from engine.individuals.colour import jittered

_ASYMMETRIES: Final = (
    *(f"brown-{i}" for i in (1, 2)),
    *(f"cheek-{i}" for i in (1, 2)),
    *(f"ear-{i}" for i in (1, 2, 3, 4)),
    *(f"eye-{i}" for i in range(1, 9)),
    *(f"jaw-{i}" for i in (1, 2, 3)),
    *(f"mouth-{i}" for i in (1, 2)),
    *(f"nose-{i}" for i in (1, 2, 3, 4)),
    *(f"temple-{i}" for i in (1, 2)),
)
_LIPSTICKS: Final = ((0.62, 0.08, 0.12), (0.72, 0.30, 0.34), (0.50, 0.14, 0.22), (0.70, 0.40, 0.34), (0.78, 0.28, 0.42))


def asymmetry(rng: Random) -> dict[str, float]:
    """Target -> weight for about half of the face's one-sided changes, too small to look odd."""
    found = {}
    for name in _ASYMMETRIES:
        value = float(np.clip(rng.normal(0, 0.16), -0.4, 0.4))
        if rng.random() < 0.5:
            found[f"asym/asym-{name}-{'l' if value > 0 else 'r'}"] = round(abs(value), 4)
    return found


def complexion(rng: Random, sex: str) -> dict[str, Any]:
    """Values of the recipe's `blush`, `freckles`, `lip_rgb`, `lipstick` and `eyeliner`."""
    made_up = rng.random() < (0.5 if sex == "female" else 0.03)
    return {
        "blush": round(float(np.clip(rng.normal(0.6, 0.3), 0.1, 1.2)), 4),
        "freckles": round(float(rng.uniform(0.3, 1.0)), 4) if rng.random() < 0.15 else 0.0,
        "lip_rgb": jittered(rng, choice(rng, _LIPSTICKS), 4.0, 5.0),
        "lipstick": round(float(rng.uniform(0.35, 0.8)), 4) if made_up else 0.0,
        "eyeliner": round(float(rng.uniform(0.3, 0.9)), 4) if made_up else 0.0,
    }

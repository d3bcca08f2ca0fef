"""The body of an individual: morph targets, expression, arms lowered, placed in the avatar's cube."""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.individuals.library import Floats, Library
from engine.individuals.recipe import Recipe
from engine.space import CHIN_Y, HEAD_HEIGHT

CHIN, CROWN = 791, 881
"""Vertices of the base mesh between which the head's height is measured."""
CUT_Y = -0.97
"""Height in cube units at which the bust is cut."""
FLOOR_Y = -1.8
"""Height down to which portraits, which never show the cut, are drawn."""
_ARM_DEGREES = 31.0
_SHOULDERS = (slice(14046, 14054), slice(14486, 14494))
_HEAD_BACK, _NOSE_ROOT = 962, 5320
_CAVITY_UV = (0.74, 0.94, 0.156)
"""Least u, greatest u and greatest v of the texture island inside the mouth."""

_OPEN_BROWS = {"eyebrows-left-inner-up": 0.95, "eyebrows-right-inner-up": 0.95}
"""The base mesh frowns a little by itself."""
_EXPRESSIONS: dict[str, dict[str, float]] = {
    "neutral": _OPEN_BROWS | {"mouth-corner-puller": 0.18},
    "smile": _OPEN_BROWS
    | {
        "mouth-corner-puller": 0.95,
        "mouth-retraction": 0.4,
        "mouth-part-later": 0.35,
        "eye-left-slit": 0.2,
        "eye-right-slit": 0.2,
    },
    "laugh": _OPEN_BROWS
    | {
        "mouth-corner-puller": 0.78,
        "mouth-open": 0.4,
        "mouth-elevation": 0.8,
        "eye-left-slit": 0.4,
        "eye-right-slit": 0.4,
    },
    "frown": {
        "eyebrows-left-down": 1.0,
        "eyebrows-right-down": 1.0,
        "mouth-depression": 0.8,
        "mouth-compression": 0.4,
        "nose-compression": 0.3,
    },
    "surprise": {
        "eyebrows-left-up": 1.0,
        "eyebrows-right-up": 1.0,
        "eyebrows-left-inner-up": 1.0,
        "eyebrows-right-inner-up": 1.0,
        "eye-left-opened-up": 0.8,
        "eye-right-opened-up": 0.8,
        "mouth-open": 0.65,
    },
}


@dataclass(frozen=True)
class Frame:
    """The similarity from decimetres to cube units: `scale * (point - origin)`."""

    scale: float
    origin: Floats

    def apply(self, points: Floats) -> Floats:
        return ((points - self.origin) * np.float32(self.scale)).astype(np.float32)


def shape(recipe: Recipe, library: Library) -> Floats:
    """Base vertices (19158, 3) in decimetres, neutral face, arms as modelled."""
    vertices = library.base.vertices.copy()
    for name, weight in macro_weights(recipe).items():
        _add(vertices, library, name, weight)
    for name, weight in recipe.face.items():
        _add(vertices, library, name, weight)
    return vertices


def express(recipe: Recipe, library: Library, vertices: Floats) -> Floats:
    """`vertices` with the recipe's expression; each unit is mixed over the ancestries."""
    result = vertices.copy()
    for unit, weight in _EXPRESSIONS[recipe.expression].items():
        for ancestry, share in recipe.ancestry.items():
            _add(result, library, f"expression/units/{ancestry}/{unit}", weight * share * recipe.expression_strength)
    if recipe.expression in ("laugh", "surprise", "smile"):
        _draw_in(result, *mouth_cavity(library))
    return result


def _draw_in(vertices: Floats, cavity: NDArray[np.int_], depth: Floats) -> None:
    """Narrow the inside of the mouth, which a wide mouth would press through the cheeks."""
    inside = vertices[cavity]
    vertices[cavity, 0] = inside[:, 0] * (1 - 0.35 * depth)
    vertices[cavity, 2] = inside[:, 2] - 0.10 * depth


@cache
def mouth_cavity(library: Library) -> tuple[NDArray[np.int_], Floats]:
    """Vertices inside the mouth and how deep they lie, in [0, 1]; the lips' rim is at 0."""
    base = library.base
    u, v = base.uv.T
    island = (u > _CAVITY_UV[0]) & (u < _CAVITY_UV[1]) & (v < _CAVITY_UV[2])
    cavity, skin = (np.unique(base.corners[which]) for which in (island, ~island))
    cavity = cavity[base.vertices[cavity, 1] > 6]  # nails share the island
    rim = base.vertices[np.intersect1d(cavity, skin)]
    distance, _ = cKDTree(rim).query(base.vertices[cavity])
    return cavity, np.clip(distance / 0.12, 0, 1).astype(np.float32)


def macro_weights(recipe: Recipe) -> dict[str, float]:
    """Macro targets and their product weights (MakeHuman's scheme; age knots young .5, old 1)."""
    old = float(np.clip((recipe.age - 25) / 65, 0, 1))
    ages = {"young": 1 - old, "old": old}
    muscles, weights = _knots(recipe.muscle, "muscle"), _knots(recipe.weight, "weight")
    result = {
        f"macrodetails/{race}-{recipe.sex}-{age}": a * b
        for (race, a), (age, b) in product(recipe.ancestry.items(), ages.items())
    }
    for (age, a), (muscle, b), (weight, c) in product(ages.items(), muscles.items(), weights.items()):
        result[f"macrodetails/universal-{recipe.sex}-{age}-{muscle}-{weight}"] = a * b * c
    return {name: weight for name, weight in result.items() if weight > 1e-3}


def lower_arms(vertices: Floats, points: Floats, arm_weight: Floats) -> Floats:
    """`points` (N, 3) with both arms turned down about the shoulder joints of `vertices`.

    `arm_weight` (2, N): how much each point follows the left and the right arm.
    """
    result = points.copy()
    for side, sign in ((0, -1.0), (1, 1.0)):
        angle = np.deg2rad(sign * _ARM_DEGREES) * arm_weight[side]
        joint = vertices[_SHOULDERS[side]].mean(0)
        away = result[:, :2] - joint[:2]
        cos, sin = np.cos(angle), np.sin(angle)
        result[:, 0] = joint[0] + cos * away[:, 0] - sin * away[:, 1]
        result[:, 1] = joint[1] + sin * away[:, 0] + cos * away[:, 1]
    return result


def frame(vertices: Floats) -> Frame:
    """Where the neutral body `vertices` lies in the cube: head 0.84 high, chin at CHIN_Y, z about the head."""
    scale = HEAD_HEIGHT / float(vertices[CROWN, 1] - vertices[CHIN, 1])
    middle_z = float(vertices[[_HEAD_BACK, _NOSE_ROOT], 2].mean())
    origin = [0.0, float(vertices[CHIN, 1]) - CHIN_Y / scale, middle_z]
    return Frame(scale, np.array(origin, np.float32))


def _knots(value: float, name: str) -> dict[str, float]:
    low, high = max(0.0, 1 - 2 * value), max(0.0, 2 * value - 1)
    return {f"min{name}": low, f"average{name}": 1 - low - high, f"max{name}": high}


def _add(vertices: Floats, library: Library, name: str, weight: float) -> None:
    indices, offsets = library.target(name)
    vertices[indices] += np.float32(weight) * offsets

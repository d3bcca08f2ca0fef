"""Random garments: class, cut, colour, material and pattern."""

from typing import Any, Final

import numpy as np
from skimage.color import lab2rgb, rgb2lab

from engine.attributes import GARMENT_COLOURS
from engine.individuals.chance import Random, choice, weighted
from engine.individuals.colour import Colour, jittered
from engine.individuals.garments import GARMENTS, Garment

_KINDS: Final = {
    "t_shirt": 2.0,
    "shirt": 2.0,
    "sweater": 2.2,
    "suit": 1.4,
    "jacket": 1.2,
    "coat": 1.2,
    "dress": 1.2,
    "top": 1.2,
}
_PATTERNED: Final = ("cotton", "knit", "satin")
_PATTERNS: Final = {
    "t_shirt": {"plain": 0.7, "print": 0.07, "stripes": 0.23},
    "shirt": {"plain": 0.6, "print": 0.2, "check": 0.2},
    "sweater": {"plain": 0.7, "print": 0.05, "stripes": 0.25},
    "suit": {"plain": 0.92, "check": 0.08},
    "jacket": {"plain": 0.85, "check": 0.15},
    "coat": {"plain": 0.9, "check": 0.1},
    "dress": {"plain": 0.75, "stripes": 0.1, "check": 0.15},
    "top": {"plain": 0.7, "print": 0.15, "stripes": 0.15},
}
_SHIRTS: Final = ("white", "white", "grey", "black", "navy", "beige")


def outfit(rng: Random, sex: str) -> dict[str, Any]:
    """Values of the recipe's garment fields; only a dress depends on `sex`."""
    kind = weighted(rng, {kind: share for kind, share in _KINDS.items() if kind != "dress" or sex == "female"})
    entry = choice(rng, [g for g in GARMENTS if g.kind == kind and sex in g.sexes])
    colour = choice(rng, tuple(GARMENT_COLOURS))
    rgb = cloth_colour(rng, colour)
    material = choice(rng, entry.materials)
    pattern = _pattern(rng, entry, material)
    return {
        "garment": entry.asset,
        "garment_colour": colour,
        "garment_rgb": rgb,
        "garment_material": material,
        "garment_pattern": pattern,
        "garment_second_rgb": _second(rng, entry, colour, rgb),
    }


def cloth_colour(rng: Random, name: str) -> Colour:
    """The class `name` as dyed cloth shows it: less chroma than the class's middle, jittered."""
    lab = rgb2lab(np.array(GARMENT_COLOURS[name]).reshape(1, 1, 3))
    lab[..., 0] = np.minimum(lab[..., 0], 90)
    lab[..., 1:] *= rng.uniform(0.68, 0.9)
    return jittered(rng, tuple(lab2rgb(lab).reshape(3)), 4.0, 3.0)


def _pattern(rng: Random, entry: Garment, material: str) -> str:
    pattern = weighted(rng, _PATTERNS[entry.kind])
    unprinted = pattern == "print" and entry.printed in ("none", "erased")
    return "plain" if material not in _PATTERNED or unprinted or entry.knitted else pattern


def _second(rng: Random, entry: Garment, colour: str, rgb: Colour) -> Colour:
    if entry.printed == "shirt":
        return cloth_colour(rng, choice(rng, tuple(GARMENT_COLOURS)))
    if entry.printed == "inner":
        return cloth_colour(rng, choice(rng, _SHIRTS))
    if rng.random() < 0.5:
        return _shade(rng, rgb)
    return cloth_colour(rng, choice(rng, [name for name in ("white", "white", "navy", "black") if name != colour]))


def _shade(rng: Random, rgb: Colour) -> Colour:
    lab = rgb2lab(np.array(rgb).reshape(1, 1, 3))
    lab[..., 0] += rng.uniform(16, 26) * (1 if lab[0, 0, 0] < 55 else -1)
    red, green, blue = np.clip(lab2rgb(lab).reshape(3), 0.02, 0.98)
    return round(float(red), 4), round(float(green), 4), round(float(blue), 4)

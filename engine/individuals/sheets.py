"""Named contact sheets: what to look at before individuals are made in numbers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS, HAIR_COLOURS
from engine.camera import Camera
from engine.individuals import head_sheets
from engine.individuals.faces import ANCESTRIES, SKIN_TONES
from engine.individuals.founding import founding_recipes
from engine.individuals.garments import GARMENTS, PATTERNS
from engine.individuals.individual import Individual
from engine.individuals.outfit import cloth_colour
from engine.individuals.recipe import Recipe, sample_recipe
from engine.individuals.renderer import draw
from engine.individuals.sheet import contact_sheet, front, on_grey, portrait, sheet, turnaround
from engine.space import CHIN_Y

Picture = NDArray[np.uint8]
_BARE: Final[dict[str, Any]] = {"glasses": "none", "headwear": "none", "facial_hair": "none"}
_FIRST: Final = 9000
"""Seed of the first individual; the splits of a data set start at nought."""


def make_sheet(name: str) -> Picture:
    """The sheet `name` of SHEETS as RGB (H, W, 3)."""
    return SHEETS[name]()


def _seeds(count: int) -> range:
    return range(_FIRST, _FIRST + count)


def _garments() -> Picture:
    """Every garment in every material it comes in, each in another colour."""
    choices = [(entry, material) for entry in GARMENTS for material in entry.materials]
    names = list(GARMENT_COLOURS)
    pictures = []
    for index, (entry, material) in enumerate(choices):
        recipe = _dressed(index, entry.asset, material, names[index * 5 % len(names)])
        pictures.append(front(Individual(recipe), 384)[140:])
    return contact_sheet(pictures, 8)


def _colours() -> Picture:
    """One garment of each material in the fourteen colours."""
    shown = ("male_casualsuit04", "Rolled_neck_blouse", "male_casualsuit05", "male_casualsuit01", "Cocktaildress")
    materials = ("cotton", "knit", "leather", "denim", "satin")
    recipes = [
        _dressed(9, asset, m, name) for asset, m in zip(shown, materials, strict=True) for name in GARMENT_COLOURS
    ]
    return contact_sheet([front(Individual(recipe), 256)[96:] for recipe in recipes], len(GARMENT_COLOURS))


def _patterns() -> Picture:
    assets = ("male_casualsuit04", "female_elegantsuit01", "Harvey_Sweater2", "Asymmetric_Tunic_and_Sash")
    recipes = [
        replace(_dressed(i, asset, "cotton", "blue"), garment_pattern=pattern)
        for i, asset in enumerate(assets)
        for pattern in PATTERNS
    ]
    return contact_sheet([front(Individual(recipe), 320) for recipe in recipes], len(PATTERNS))


def _dressed(index: int, asset: str, material: str, colour: str) -> Recipe:
    recipe = sample_recipe(_FIRST + index)
    rgb = cloth_colour(np.random.default_rng(index), colour)
    worn: dict[str, Any] = {"garment": asset, "garment_material": material, "garment_pattern": "plain"}
    return replace(recipe, sex="female", hair="bald", garment_colour=colour, garment_rgb=rgb, **_BARE, **worn)


def _skins() -> Picture:
    """Ten tones x ancestries x young, middle-aged and old."""
    recipes = [
        _skinned(tone, ancestry, age, sex)
        for ancestry in ANCESTRIES
        for age, sex in ((23, "female"), (45, "male"), (76, "female"), (76, "male"))
        for tone in range(len(SKIN_TONES))
    ]
    return contact_sheet([_face(recipe) for recipe in recipes], len(SKIN_TONES))


def _skinned(tone: int, ancestry: str, age: int, sex: str) -> Recipe:
    shares = {name: 0.9 if name == ancestry else 0.05 for name in ANCESTRIES}
    hair = HAIR_COLOURS["grey" if age > 60 else "black"]
    recipe = sample_recipe(_FIRST + age + tone)
    shown: dict[str, Any] = {
        "ancestry": shares,
        "skin_tone": tone,
        "skin_rgb": SKIN_TONES[tone],
        "hair": "short03_fringe",
        "hair_root_rgb": hair,
        "brows_rgb": hair,
        "hair_rgb": hair,
    }
    beard = {"facial_hair": "stubble" if sex == "male" and tone % 2 else "none", "facial_hair_rgb": hair}
    return replace(recipe, age=age, sex=sex, expression="neutral", **_BARE | shown | beard)


def _expressions() -> Picture:
    recipes = [
        replace(sample_recipe(seed), expression=expression, hair="bald", **_BARE)
        for seed in _seeds(6)
        for expression in ATTRIBUTES["expression"]
    ]
    return contact_sheet([_face(recipe, 256) for recipe in recipes], len(ATTRIBUTES["expression"]))


def _founding() -> Picture:
    return contact_sheet([front(Individual(recipe), 400) for recipe in founding_recipes().values()], 4)


def _face(recipe: Recipe, size: int = 200) -> Picture:
    camera = Camera(distance=12, fov=4.6, target=(0, CHIN_Y + 0.4, 0))
    return on_grey(draw(Individual(recipe), camera, size))


SHEETS: Final[dict[str, Callable[[], Picture]]] = {
    "fronts": lambda: sheet(_seeds(64), front, 8),
    "turnarounds": lambda: sheet(_seeds(8), turnaround, 1),
    "portraits": lambda: sheet(_seeds(64), portrait, 8),
    "garments": _garments,
    "colours": _colours,
    "patterns": _patterns,
    "skins": _skins,
    "expressions": _expressions,
    "founding": _founding,
    "hair": head_sheets.hair,
    "shades": head_sheets.shades,
    "beards": head_sheets.beards,
    "frames": head_sheets.frames,
    "hats": head_sheets.hats,
}

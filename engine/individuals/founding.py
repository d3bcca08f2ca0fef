"""Eight hand-written recipes: the people the product was founded on, each within reach of the sampler."""

from dataclasses import replace
from typing import Any, Final

from engine.attributes import GARMENT_COLOURS
from engine.individuals.faces import SKIN_TONES
from engine.individuals.hair_colours import HAIR_SHADES, brows, scaled
from engine.individuals.recipe import Recipe, sample_recipe

Choices = dict[str, Any]


def founding_recipes() -> dict[str, Recipe]:
    """Name -> recipe."""
    plain: Choices = {"glasses": "none", "headwear": "none", "facial_hair": "none", "garment_pattern": "plain"}
    return {
        name: replace(sample_recipe(seed), **plain | choices) for seed, (name, choices) in enumerate(_CHOICES.items())
    }


def _hair(style: str, colour: str) -> Choices:
    rgb = HAIR_SHADES[colour].rgb  # the middle shade of a class has its name
    hair = {"hair": style, "hair_colour": colour, "hair_shade": colour, "hair_rgb": rgb}
    return hair | {"hair_root_rgb": scaled(rgb, 0.8), "facial_hair_rgb": rgb, "brows_rgb": brows(rgb, 4)}


def _garment(asset: str, colour: str, material: str, second: str = "white") -> Choices:
    return {
        "garment": asset,
        "garment_colour": colour,
        "garment_rgb": GARMENT_COLOURS[colour],
        "garment_material": material,
        "garment_second_rgb": GARMENT_COLOURS[second],
    }


def _person(sex: str, age: int, tone: int, ancestry: str, expression: str = "neutral") -> Choices:
    shares = {name: 0.9 if name == ancestry else 0.05 for name in ("african", "asian", "caucasian")}
    face = {"ancestry": shares, "skin_tone": tone, "skin_rgb": SKIN_TONES[tone]}
    return {"sex": sex, "age": age, "expression": expression, "eye_colour": "brown"} | face


_GLASSES: Final[Choices] = {"glasses": "clear", "glasses_colour": "black"}
_CHOICES: Final[dict[str, Choices]] = {
    "red sweater and glasses": _person("male", 34, 3, "asian")
    | _hair("short02", "black")
    | _garment("male_casualsuit02", "red", "knit")
    | _GLASSES,
    "braids": _person("female", 25, 6, "african", "smile")
    | _hair("minoan", "black")
    | _garment("Tank_Top_01", "yellow", "cotton"),
    "stylish brown-haired look": _person("female", 29, 2, "caucasian", "smile")
    | _hair("long01", "brown")
    | _garment("Coat", "beige", "cotton"),
    "curly hair, full beard, black leather jacket": _person("male", 38, 4, "caucasian")
    | _hair("curly", "brown")
    | _garment("male_casualsuit05", "black", "leather", "grey")
    | {"facial_hair": "full_medium"},
    "woman with an afro in red": _person("female", 31, 7, "african", "smile")
    | _hair("afro", "black")
    | _garment("Cocktaildress", "red", "satin"),
    "white suit": _person("male", 45, 5, "asian")
    | _hair("short04", "grey")
    | _garment("male_elegantsuit01", "white", "cotton", "navy"),
    "smile with glasses": _person("female", 52, 3, "asian", "smile")
    | _hair("bob02_fringe", "black")
    | _garment("female_elegantsuit01", "teal", "satin")
    | _GLASSES,
    "red hair": _person("female", 23, 0, "caucasian")
    | _hair("ringlets", "red")
    | _garment("Rolled_neck_blouse", "green", "knit")
    | {"freckles": 0.8},
}

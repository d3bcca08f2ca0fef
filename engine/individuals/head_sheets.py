"""Named contact sheets of what heads wear: hair, its colours, beards, frames, hats and caps."""

from dataclasses import replace
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import GARMENT_COLOURS
from engine.camera import Camera
from engine.individuals.eyewear import GLASSES_COLOURS, GLASSES_SHAPES
from engine.individuals.faces import SKIN_TONES
from engine.individuals.hair_colours import HAIR_SHADES, brows, natural, roots
from engine.individuals.hair_styles import BEARD_STYLES, HAIR_STYLES, hair_style
from engine.individuals.headwear import HEADWEAR
from engine.individuals.individual import Individual
from engine.individuals.recipe import Recipe, sample_recipe
from engine.individuals.renderer import draw
from engine.individuals.sheet import contact_sheet, on_grey
from engine.space import CHIN_Y

Picture = NDArray[np.uint8]
_FIRST: Final = 9100
_AROUND: Final = ((0, 0), (40, 10), (90, 0), (180, 0), (320, 20), (0, 89))
_SHADES: Final = tuple(HAIR_SHADES)


def hair() -> Picture:
    """Every hair style on three people, the first from six sides."""
    rows = []
    for index, style in enumerate(HAIR_STYLES):
        people = [
            _person(3 * index + i, _SHADES[(5 * index + 7 * i) % len(_SHADES)], hair=style.name) for i in range(3)
        ]
        rows.append(_row(people[0], *_AROUND) + [_seen(person, 20, 5) for person in people[1:]])
    return contact_sheet([picture for row in rows for picture in row], len(rows[0]))


def shades() -> Picture:
    """Every shade on a light and a dark head, on long and on curly hair."""
    pictures = []
    for index, shade in enumerate(_SHADES):
        for i, (style, tone) in enumerate((("long01", 1), ("curly_bob", 8), ("short04", 5))):
            pictures.append(_seen(_person(index + 30 * i, shade, tone=tone, hair=style), 20, 5))
    return contact_sheet(pictures, 9)


def beards() -> Picture:
    """Every beard style on four men."""
    men = (seed for seed in range(500) if sample_recipe(_FIRST + seed).sex == "male")
    pictures = []
    for index, style in enumerate(BEARD_STYLES):
        for i, seed in enumerate(islice(men, 4)):
            person = _person(seed, _SHADES[(3 * index + 5 * i) % 15], facial_hair=style.name)
            pictures.append(_seen(person, (0, 40, 90, 320)[i], 0))
    return contact_sheet(pictures, 8)


def frames() -> Picture:
    """Every shape of glasses, clear in all colours and dark."""
    pictures = []
    for index, shape in enumerate(GLASSES_SHAPES):
        for i, (kind, colour) in enumerate([*(("clear", name) for name in GLASSES_COLOURS), ("sunglasses", "black")]):
            worn: dict[str, Any] = {
                "glasses": kind,
                "glasses_shape": shape,
                "glasses_colour": colour,
                "hair": "short04",
            }
            pictures.append(_seen(_person(10 * index + i, "brown", **worn), (0, 40, 90)[i % 3], 0))
    return contact_sheet(pictures, 8)


def hats() -> Picture:
    """Every hat and cap over four hair styles, in four colours, the first from six sides."""
    styles, colours = ("long01", "afro_large", "curly_bob", "short02"), list(GARMENT_COLOURS.values())
    rows = []
    for index, entry in enumerate(HEADWEAR):
        people = []
        for i, style in enumerate(styles):
            worn: dict[str, Any] = {
                "headwear": entry.kind,
                "hat": entry.name,
                "hat_rgb": colours[(3 * index + 5 * i) % 14],
            }
            people.append(_person(4 * index + i, _SHADES[(7 * index + 3 * i) % 15], hair=style, **worn))
        rows.append(_row(people[0], *_AROUND) + [_seen(person, 25, 5) for person in people[1:]])
    return contact_sheet([picture for row in rows for picture in row], len(rows[0]))


def _person(index: int, shade: str, tone: int | None = None, **choices: Any) -> Recipe:
    recipe = sample_recipe(_FIRST + index)
    tone = recipe.skin_tone if tone is None else tone
    rng, rgb = np.random.default_rng(index), HAIR_SHADES[shade].rgb
    grown = natural(rng, shade, rgb, tone)
    coloured: dict[str, Any] = {"hair_shade": shade, "hair_colour": HAIR_SHADES[shade].colour, "hair_rgb": rgb}
    hangs = hair_style(choices.get("hair", recipe.hair)).hangs
    coloured |= {"hair_root_rgb": roots(rng, shade, rgb, grown, hangs), "facial_hair_rgb": grown}
    skin: dict[str, Any] = {"skin_tone": tone, "skin_rgb": SKIN_TONES[tone], "brows_rgb": brows(grown, tone)}
    bare: dict[str, Any] = {"glasses": "none", "headwear": "none", "facial_hair": "none", "expression": "neutral"}
    return replace(recipe, **bare | coloured | skin | choices)


def _row(recipe: Recipe, *angles: tuple[float, float]) -> list[Picture]:
    individual = Individual(recipe)
    return [_view(individual, *angle) for angle in angles]


def _seen(recipe: Recipe, azimuth: float, elevation: float) -> Picture:
    return _view(Individual(recipe), azimuth, elevation)


def _view(individual: Individual, azimuth: float, elevation: float, size: int = 240) -> Picture:
    camera = Camera(azimuth, elevation, distance=12, fov=6.6, target=(0, CHIN_Y + 0.3, 0))
    return on_grey(draw(individual, camera, size))

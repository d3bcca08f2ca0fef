"""Hair colours: finer shades of the ten classes, their roots and tips, and the brows and beards that go with them."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.attributes import HAIR_COLOURS
from engine.individuals.colour import Colour, jittered

DYED: Final = ("blue", "green", "pink", "purple")
_DARKEST_BROW: Final = (0.09, 0.065, 0.05)
_DARK_ROOTS = 0.3
"""Share of dyed, hanging hair whose natural colour has grown out."""


@dataclass(frozen=True)
class HairShade:
    """A shade with its class of `hair_colour`, how often it is drawn in its class, and the light of roots and tips."""

    colour: str
    rgb: Colour
    weight: float = 1.0
    root: float = 0.72
    tip: float = 1.12
    contrast: float = 1.0


HAIR_SHADES: Final = {
    "black": HairShade("black", HAIR_COLOURS["black"], 2.0, 0.8, 1.1),
    "soft_black": HairShade("black", (0.105, 0.085, 0.075)),
    "dark_brown": HairShade("brown", (0.175, 0.110, 0.075)),
    "brown": HairShade("brown", HAIR_COLOURS["brown"]),
    "chestnut": HairShade("brown", (0.32, 0.17, 0.10)),
    "light_brown": HairShade("brown", (0.42, 0.29, 0.185), tip=1.2),
    "dark_blond": HairShade("blond", (0.62, 0.47, 0.29), root=0.66),
    "blond": HairShade("blond", HAIR_COLOURS["blond"], 1.4),
    "platinum": HairShade("blond", (0.90, 0.83, 0.66), root=0.82, tip=1.03),
    "ginger": HairShade("red", (0.68, 0.32, 0.12)),
    "red": HairShade("red", HAIR_COLOURS["red"]),
    "auburn": HairShade("red", (0.40, 0.145, 0.085)),
    "grey": HairShade("grey", HAIR_COLOURS["grey"], contrast=1.2),
    "salt_and_pepper": HairShade("grey", (0.40, 0.395, 0.39), 1.0, 0.75, 1.15, 1.8),
    "white": HairShade("white", HAIR_COLOURS["white"], 1.0, 0.9, 1.02),
    "blue": HairShade("blue", HAIR_COLOURS["blue"]),
    "pastel_blue": HairShade("blue", (0.42, 0.60, 0.82), 0.4),
    "green": HairShade("green", HAIR_COLOURS["green"]),
    "pink": HairShade("pink", HAIR_COLOURS["pink"]),
    "magenta": HairShade("pink", (0.82, 0.20, 0.48), 0.6),
    "purple": HairShade("purple", HAIR_COLOURS["purple"]),
    "lavender": HairShade("purple", (0.62, 0.48, 0.78), 0.4),
}


def shades_of(colour: str) -> dict[str, float]:
    """The shades of a class and their weights."""
    return {name: shade.weight for name, shade in HAIR_SHADES.items() if shade.colour == colour}


def natural(rng: np.random.Generator, shade: str, rgb: Colour, skin_tone: int) -> Colour:
    """What grows by itself under `shade`: the colour itself, or for dyed hair one that fits the skin."""
    if HAIR_SHADES[shade].colour not in DYED:
        return jittered(rng, tuple(0.88 * x for x in rgb), 2.0, 2.0)
    options = ("black", "soft_black", "dark_brown", "brown", "light_brown", "dark_blond")
    last = 6 if skin_tone < 4 else 4 if skin_tone < 7 else 2
    return jittered(rng, HAIR_SHADES[options[int(rng.integers(last))]].rgb, 3.0, 3.0)


def roots(rng: np.random.Generator, shade: str, rgb: Colour, grown: Colour, hanging: bool) -> Colour:
    """The colour at the scalp: darker, or what has grown out under dye where hair hangs far enough to show both."""
    grown_out = HAIR_SHADES[shade].colour in DYED and rng.random() < _DARK_ROOTS
    return grown if grown_out and hanging else scaled(rgb, HAIR_SHADES[shade].root)


def brows(grown: Colour, skin_tone: int) -> Colour:
    """Brows are darker than the hair, and the more so the darker the skin."""
    share = 0.3 + 0.55 * skin_tone / 9
    red, green, blue = (0.72 * a * (1 - share) + b * share for a, b in zip(grown, _DARKEST_BROW, strict=True))
    return red, green, blue


def scaled(rgb: Colour, factor: float) -> Colour:
    """`rgb` lighter or darker, below 1."""
    red, green, blue = (min(0.99, factor * x) for x in rgb)
    return red, green, blue

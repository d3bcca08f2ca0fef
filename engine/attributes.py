"""Attributes, their classes, parts and colours: one list for captions, judge, metrics and studio."""

from enum import IntEnum
from typing import Final


class Part(IntEnum):
    """Labels carried by the field, the renders and the meshes."""

    BACKGROUND = 0
    SKIN = 1
    HAIR = 2
    FACIAL_HAIR = 3  # beard, moustache and brows
    EYES = 4  # and teeth
    GARMENT = 5
    GLASSES = 6
    HAT = 7


PART_COUNT: Final = len(Part)

ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "sex": ("female", "male"),
    "age": ("young", "middle", "old"),  # under 35, 35-60, over 60
    "skin_tone": ("light", "medium", "dark"),  # ten steps, three for scoring
    "hair_length": ("bald", "short", "medium", "long"),
    "hair_style": ("straight", "wavy", "curly", "afro", "braid", "ponytail", "bun"),
    "hair_colour": ("black", "brown", "blond", "red", "grey", "white", "blue", "green", "pink", "purple"),
    "facial_hair": ("none", "stubble", "moustache", "goatee", "full_beard"),
    "glasses": ("none", "clear", "sunglasses"),
    "headwear": ("none", "hat", "cap"),
    "garment": ("t_shirt", "shirt", "sweater", "suit", "jacket", "coat", "dress", "top"),
    "garment_colour": (
        "red",
        "orange",
        "yellow",
        "green",
        "teal",
        "blue",
        "navy",
        "purple",
        "pink",
        "brown",
        "beige",
        "white",
        "grey",
        "black",
    ),
    "garment_material": ("cotton", "knit", "leather", "denim", "satin"),
    "expression": ("neutral", "smile", "laugh", "frown", "surprise"),
    "eye_colour": ("brown", "hazel", "green", "blue", "grey", "black"),
}
"""Every attribute with its classes, in scoring order."""

HAIR_COLOURS: Final[dict[str, tuple[float, float, float]]] = {
    "black": (0.07, 0.06, 0.06),
    "brown": (0.27, 0.17, 0.10),
    "blond": (0.78, 0.62, 0.38),
    "red": (0.55, 0.20, 0.08),
    "grey": (0.52, 0.52, 0.52),
    "white": (0.88, 0.87, 0.85),
    "blue": (0.13, 0.28, 0.70),
    "green": (0.16, 0.50, 0.22),
    "pink": (0.90, 0.45, 0.62),
    "purple": (0.42, 0.18, 0.55),
}
"""sRGB in [0, 1], the middle of each class."""

GARMENT_COLOURS: Final[dict[str, tuple[float, float, float]]] = {
    "red": (0.72, 0.09, 0.10),
    "orange": (0.90, 0.45, 0.10),
    "yellow": (0.93, 0.80, 0.20),
    "green": (0.15, 0.50, 0.20),
    "teal": (0.08, 0.50, 0.50),
    "blue": (0.16, 0.36, 0.75),
    "navy": (0.09, 0.12, 0.30),
    "purple": (0.42, 0.17, 0.55),
    "pink": (0.93, 0.55, 0.68),
    "brown": (0.40, 0.25, 0.14),
    "beige": (0.82, 0.73, 0.58),
    "white": (0.94, 0.94, 0.93),
    "grey": (0.50, 0.50, 0.51),
    "black": (0.07, 0.07, 0.08),
}
"""sRGB in [0, 1], the middle of each class."""

EYE_COLOURS: Final[dict[str, tuple[float, float, float]]] = {
    "brown": (0.33, 0.20, 0.11),
    "hazel": (0.45, 0.35, 0.18),
    "green": (0.30, 0.45, 0.28),
    "blue": (0.30, 0.48, 0.68),
    "grey": (0.50, 0.54, 0.57),
    "black": (0.10, 0.08, 0.07),
}
"""sRGB in [0, 1], the middle of each class."""


def unknown(attribute: str, value: str) -> bool:
    """Whether `value` is not a class of `attribute`."""
    return value not in ATTRIBUTES.get(attribute, ())

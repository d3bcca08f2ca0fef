"""Which asset serves which class of an attribute."""

from typing import Final

EYEBROWS: Final = (
    "eyebrow001",
    "eyebrow002",
    "eyebrow003",
    "eyebrow004",
    "eyebrow005",
    "eyebrow008",
    "eyebrow009",
    "eyebrow010",
    "eyebrow011",
    "eyebrow012",
)
EYE_TEXTURES: Final = {
    "brown": "brown",
    "hazel": "brownlight",
    "green": "green",
    "blue": "lightblue",
    "grey": "grey",
    "black": "brown",
}
GLASSES_COLOURS: Final = {
    "black": (0.05, 0.05, 0.06),
    "tortoise": (0.26, 0.14, 0.07),
    "silver": (0.62, 0.63, 0.65),
    "gold": (0.68, 0.52, 0.26),
    "red": (0.60, 0.08, 0.10),
    "blue": (0.10, 0.20, 0.48),
    "white": (0.90, 0.90, 0.89),
}

SKIN_TONES: Final = (
    (0.885, 0.740, 0.645),
    (0.865, 0.700, 0.595),
    (0.835, 0.655, 0.545),
    (0.790, 0.600, 0.480),
    (0.735, 0.540, 0.415),
    (0.665, 0.470, 0.345),
    (0.575, 0.395, 0.280),
    (0.475, 0.320, 0.225),
    (0.385, 0.260, 0.192),
    (0.305, 0.205, 0.160),
)
"""sRGB of a lit cheek without shadow, ten steps from light to dark."""

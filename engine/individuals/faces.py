"""Faces: ancestries, tones of skin, and the assets of eyes and brows."""

from typing import Final

ANCESTRIES: Final = ("african", "asian", "caucasian")
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

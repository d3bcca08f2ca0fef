"""Garments: which proxy serves which class, in which materials, and what its texture prints."""

from dataclasses import dataclass
from typing import Final

_ALL = ("cotton", "knit", "leather", "denim", "satin")
_LIGHT = ("cotton", "knit", "satin")
_SHIRT = ("cotton", "denim", "satin", "leather")
_OUTER = ("cotton", "leather", "denim", "satin")


@dataclass(frozen=True)
class Garment:
    """A garment proxy with its class and possible materials.

    `printed` says what of its texture is not cloth: a `logo`, `stripes` or `flowers` that most recipes leave out,
    letters that are `erased`, an `inner` garment of its own colour, `shirt` and tie of a suit, or `none`.
    `knitted`: the texture shows stitches.
    """

    asset: str
    kind: str
    materials: tuple[str, ...]
    sexes: tuple[str, ...] = ("female", "male")
    printed: str = "none"
    knitted: bool = False


GARMENTS: Final = (
    Garment("male_casualsuit04", "t_shirt", _LIGHT, printed="logo"),
    Garment("male_casualsuit06", "t_shirt", _LIGHT, printed="logo"),
    Garment("female_casualsuit01", "t_shirt", _LIGHT, printed="logo"),
    Garment("male_casualsuit03", "shirt", _SHIRT, printed="stripes"),
    Garment("male_casualsuit01", "shirt", _SHIRT),
    Garment("female_elegantsuit01", "shirt", _SHIRT, printed="stripes"),
    Garment("male_casualsuit02", "sweater", ("cotton", "knit"), printed="logo"),
    Garment("Harvey_Sweater2", "sweater", ("cotton", "knit"), printed="erased"),
    Garment("Rolled_neck_blouse", "sweater", ("knit",), knitted=True),
    Garment("male_elegantsuit01", "suit", ("cotton", "satin", "knit", "leather"), printed="shirt"),
    Garment("male_casualsuit05", "jacket", _OUTER, printed="inner"),
    Garment("Coat", "coat", ("cotton", "leather", "knit", "denim")),
    Garment("Cocktaildress", "dress", (*_LIGHT, "leather"), ("female",)),
    Garment("F_Dress_01", "dress", (*_LIGHT, "denim"), ("female",)),
    Garment("F_Dress_04", "dress", _ALL, ("female",)),
    Garment("Tank_Top_01", "top", _ALL),
    Garment("Sleeveless", "top", _ALL),
    Garment("Asymmetric_Tunic_and_Sash", "top", _LIGHT, printed="flowers"),
)
MATERIALS: Final = _ALL
"""In the order of the shader's numbers, as are the patterns."""
PATTERNS: Final = ("plain", "print", "stripes", "check")


def garment(asset: str) -> Garment:
    """The entry of the asset `asset`."""
    return next(entry for entry in GARMENTS if entry.asset == asset)

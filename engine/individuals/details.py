"""What captions say beyond the attributes: finer shades, cuts and patterns, and colours of what is worn."""

from typing import Final

from engine.attributes import GARMENT_COLOURS
from engine.edit.colours import nearest_name
from engine.individuals.recipe import Recipe

_HAIR_CUTS: Final = ("mohawk", "shaved", "headband", "fringe")
"""Words in the names of hair styles that name a cut."""
_BEARD_CUTS: Final = ("full_long", "full_medium", "walrus", "van_dyke", "full_chin_curtain", "stubble_light")
_GARMENT_CUTS: Final = {"Rolled_neck_blouse": "turtleneck"}
_SEEN_FRECKLES: Final = 0.45
_SEEN_LIPSTICK: Final = 0.5


def details(recipe: Recipe) -> dict[str, str]:
    """Detail -> class, only of what is there to be seen."""
    found = {
        "hair_shade": recipe.hair_shade,
        "hair_cut": next((cut for cut in _HAIR_CUTS if cut in recipe.hair), ""),
        "beard_cut": recipe.facial_hair if recipe.facial_hair in _BEARD_CUTS else "",
        "garment_cut": _GARMENT_CUTS.get(recipe.garment, ""),
        "garment_pattern": recipe.garment_pattern,
        "freckles": "freckles" if recipe.freckles > _SEEN_FRECKLES else "",
        "make_up": "lipstick" if recipe.lipstick > _SEEN_LIPSTICK else "",
    }
    if recipe.glasses != "none":
        found |= {"glasses_colour": recipe.glasses_colour, "glasses_shape": recipe.glasses_shape}
    if recipe.headwear != "none":
        found |= {"hat_kind": recipe.hat, "hat_colour": nearest_name(recipe.hat_rgb, GARMENT_COLOURS)}
    return {name: value for name, value in found.items() if value}

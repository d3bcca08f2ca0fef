"""A recipe to change one choice at a time in."""

from dataclasses import replace

from engine.attributes import GARMENT_COLOURS, HAIR_COLOURS
from engine.individuals.recipe import Recipe, sample_recipe


def plain() -> Recipe:
    """A bareheaded, beardless woman with short black hair in a blue sweater."""
    return replace(
        sample_recipe(0),
        sex="female",
        age=30,
        ancestry={"african": 0.2, "asian": 0.2, "caucasian": 0.6},
        face={},
        expression="neutral",
        skin_tone=2,
        skin_rgb=(0.835, 0.655, 0.545),
        hair="short03",
        hair_colour="black",
        hair_shade="black",
        hair_rgb=HAIR_COLOURS["black"],
        hair_root_rgb=HAIR_COLOURS["black"],
        facial_hair="none",
        glasses="none",
        headwear="none",
        garment="male_casualsuit02",
        garment_colour="blue",
        garment_rgb=GARMENT_COLOURS["blue"],
        garment_material="cotton",
        garment_pattern="plain",
        freckles=0.0,
        lipstick=0.0,
        eyeliner=0.0,
    )

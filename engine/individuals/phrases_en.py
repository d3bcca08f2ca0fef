"""English phrases that are put together from several attributes: hair, garment, glasses, hat, beard."""

from typing import Final

from engine.individuals.details_en import (
    BEARD_CUTS,
    GARMENT_CUTS,
    GLASSES_COLOURS,
    GLASSES_SHAPES,
    HAIR_CUTS,
    HAIR_SHADES,
    HATS,
    PATTERNS,
)
from engine.individuals.words import Found, Random, detail, pick, sometimes
from engine.individuals.words_en import (
    BALD,
    CLOTHES,
    COLOURS,
    GARMENTS,
    HAIR_COLOURS,
    HAIR_LENGTHS,
    HAIR_NOUNS,
    MATERIALS,
    SAYINGS,
    article,
)

_CUT: Final = ("bun", "afro")
"""Styles that nobody calls long or short."""


def hair(found: Found, rng: Random) -> str:
    """The hair in one phrase, naming some of length, style and colour, in that order."""
    cut = detail(found, "hair_cut", HAIR_CUTS)
    if cut and rng.random() < 0.3:
        return pick(rng, cut)
    if found["hair_length"] == "bald":
        return pick(rng, BALD.nouns)
    noun = pick(rng, HAIR_NOUNS[found["hair_style"]] if rng.random() < 0.7 else ("hair",))
    bare = noun.removeprefix("an ").removeprefix("a ")
    after = "" if bare.startswith(("hair in ", "hair tied ")) else "hair"
    style = bare.removesuffix(" hair") if bare.endswith(" hair") and bare != "afro hair" else ""
    length = colour = ""
    if found["hair_style"] not in _CUT:
        length = sometimes(rng, 0.5, HAIR_LENGTHS[found["hair_length"]])
    if rng.random() < 0.85 or not length:
        colour = hair_colour(found, rng)
    phrase = " ".join(filter(None, (length, style, colour, after if style else bare)))
    return article(phrase) if bare != noun else phrase


def hair_colour(found: Found, rng: Random) -> str:
    """The hair's colour, in words that suit its shade where that is known."""
    return pick(rng, detail(found, "hair_shade", HAIR_SHADES) or HAIR_COLOURS[found["hair_colour"]])


def hair_adjective(found: Found, rng: Random) -> str:
    """The hair before a person: "brown-haired", "curly-haired", "bald"."""
    if found["hair_length"] == "bald":
        return pick(rng, BALD.adjectives)
    kind = rng.random()
    if kind < 0.25 and found["hair_style"] in ("curly", "wavy", "straight"):
        return f"{found['hair_style']}-haired"
    if kind < 0.4 and found["hair_length"] != "medium":
        return f"{found['hair_length']}-haired"
    colour = hair_colour(found, rng).removeprefix("dyed ")
    return colour if colour in ("blond", "blonde", "brunette", "greying") else f"{colour}-haired"


def garment(found: Found, rng: Random) -> str:
    """The garment in one phrase, naming some of colour, pattern, material and kind."""
    colour = sometimes(rng, 0.9, COLOURS[found["garment_colour"]])
    material = sometimes(rng, _material_share(found), MATERIALS[found["garment_material"]])
    pattern = sometimes(rng, 0.6, detail(found, "garment_pattern", PATTERNS))
    if colour and rng.random() < 0.14:
        return " ".join(filter(None, (colour, pattern, material, pick(rng, CLOTHES))))
    cut = detail(found, "garment_cut", GARMENT_CUTS)
    noun = pick(rng, cut) if cut and rng.random() < 0.6 else pick(rng, GARMENTS[found["garment"]])
    return article(" ".join(filter(None, (colour, pattern, material, noun))))


def _material_share(found: Found) -> float:
    # plain cotton is seldom worth a word
    return 0.12 if found["garment_material"] == "cotton" else 0.5


def glasses(found: Found, rng: Random) -> str:
    """Glasses in one phrase, sometimes with the colour and shape of their frame."""
    noun = pick(rng, SAYINGS["glasses"][found["glasses"]].nouns)
    if found["glasses"] == "none" or " " in noun:
        return noun
    shape = sometimes(rng, 0.4, detail(found, "glasses_shape", GLASSES_SHAPES))
    colour = sometimes(rng, 0.4, detail(found, "glasses_colour", GLASSES_COLOURS))
    return " ".join(filter(None, (shape, colour, noun)))


def headwear(found: Found, rng: Random) -> str:
    """The hat or cap in one phrase, often with its colour and kind."""
    if found["headwear"] == "none":
        return pick(rng, SAYINGS["headwear"]["none"].nouns)
    kind = sometimes(rng, 0.7, detail(found, "hat_kind", HATS)) or found["headwear"]
    colour = sometimes(rng, 0.6, detail(found, "hat_colour", COLOURS))
    return article(" ".join(filter(None, (colour, kind))))


def facial_hair(found: Found, rng: Random) -> str:
    """The beard in one phrase, sometimes with its cut."""
    cut = detail(found, "beard_cut", BEARD_CUTS)
    return pick(rng, cut if cut and rng.random() < 0.6 else SAYINGS["facial_hair"][found["facial_hair"]].nouns)

"""Chinese phrases that are put together from several attributes: hair, garment, glasses, hat, beard."""

from engine.individuals.details_zh import (
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
from engine.individuals.words_zh import (
    BALD,
    CLOTHES,
    COLOURS,
    GARMENTS,
    HAIR_COLOURS,
    HAIR_LENGTHS,
    HAIR_NOUNS,
    MATERIALS,
    SAYINGS,
    hair_verbs,
)


def hair(found: Found, rng: Random) -> str:
    """The hair in one Chinese phrase without a verb: 棕色长发."""
    cut = detail(found, "hair_cut", HAIR_CUTS)
    if cut and rng.random() < 0.3:
        return pick(rng, cut)
    if found["hair_length"] == "bald":
        return pick(rng, BALD.nouns)
    noun = pick(rng, HAIR_NOUNS[found["hair_style"]] if rng.random() < 0.7 else ("头发",))
    length = sometimes(rng, 0.4, HAIR_LENGTHS[found["hair_length"]])
    if noun in ("长辫子", "爆炸头", "蓬蓬头", "丸子头", "发髻"):
        length = ""
    named = rng.random() < 0.85 or (noun == "头发" and not length)
    colour = hair_colour(found, rng) if named else ""
    if len(colour) == 1 and noun != "头发":
        colour += "色"
    if length.endswith("的"):
        return f"{length}{colour}{noun}"
    return f"{colour}{length}{'发' if length and noun == '头发' else noun}"


def hair_colour(found: Found, rng: Random) -> str:
    """The hair's colour, in words that suit its shade where that is known."""
    return pick(rng, detail(found, "hair_shade", HAIR_SHADES) or HAIR_COLOURS[found["hair_colour"]])


def hair_worn(found: Found, rng: Random) -> str:
    """The hair with a verb that suits it: 留着长发, 扎着辫子."""
    phrase = hair(found, rng)
    return pick(rng, hair_verbs(phrase)) + phrase


def garment(found: Found, rng: Random) -> str:
    """The garment in one Chinese phrase without a verb: 黑色皮夹克."""
    colour = sometimes(rng, 0.9, COLOURS[found["garment_colour"]])
    share = 0.12 if found["garment_material"] == "cotton" else 0.5
    material = sometimes(rng, share, MATERIALS[found["garment_material"]])
    pattern = sometimes(rng, 0.6, detail(found, "garment_pattern", PATTERNS))
    if colour and rng.random() < 0.14:
        return f"{colour}{'的' if rng.random() < 0.4 else ''}{pattern}{pick(rng, CLOTHES)}"
    cut = detail(found, "garment_cut", GARMENT_CUTS)
    noun = pick(rng, cut) if cut and rng.random() < 0.6 else pick(rng, GARMENTS[found["garment"]])
    if material and (noun.startswith(material[0]) or ("针织" in material and "针织" in noun)):  # not 针织针织衫
        material = ""
    return f"{colour}{'的' if colour and rng.random() < 0.2 else ''}{pattern}{material}{noun}"


def glasses(found: Found, rng: Random) -> str:
    """Glasses without a verb, sometimes with the colour and shape of their frame."""
    noun = pick(rng, SAYINGS["glasses"][found["glasses"]].nouns)
    if noun not in ("眼镜", "墨镜", "太阳镜"):
        return noun
    colour = sometimes(rng, 0.4, detail(found, "glasses_colour", GLASSES_COLOURS))
    return f"{colour}{sometimes(rng, 0.4, detail(found, 'glasses_shape', GLASSES_SHAPES))}{noun}"


def headwear(found: Found, rng: Random) -> str:
    """The hat or cap without a verb, often with its colour and kind."""
    kind = sometimes(rng, 0.7, detail(found, "hat_kind", HATS)) or SAYINGS["headwear"][found["headwear"]].nouns[0]
    colour = sometimes(rng, 0.6, detail(found, "hat_colour", COLOURS))
    return f"{sometimes(rng, 0.3, ('一顶',))}{colour}{kind}"


def facial_hair(found: Found, rng: Random) -> str:
    """The beard without a verb, sometimes with its cut."""
    cut = detail(found, "beard_cut", BEARD_CUTS)
    return pick(rng, cut if cut and rng.random() < 0.6 else SAYINGS["facial_hair"][found["facial_hair"]].nouns)

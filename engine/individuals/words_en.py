"""English vocabulary of captions: synonyms per attribute and class, and how hair and garments are put together."""

from typing import Final

from engine.individuals.words import Phrases, Random, Table, pick

PERSONS: Final[Phrases] = {
    "female": ("woman", "lady", "female", "girl"),
    "male": ("man", "guy", "gentleman", "male"),
    "any": ("person", "character", "human"),
}
AGE_ADJECTIVES: Final = {
    "young": ("young", "youthful"),
    "middle": ("middle-aged", "mature"),
    "old": ("old", "elderly", "aged"),
}
COLOURS: Final = {
    "red": ("red", "crimson", "scarlet", "bright red", "ruby red"),
    "orange": ("orange", "tangerine", "amber orange", "pumpkin-coloured"),
    "yellow": ("yellow", "lemon yellow", "golden yellow", "mustard"),
    "green": ("green", "emerald", "forest green", "grass green"),
    "teal": ("teal", "turquoise", "blue-green", "petrol"),
    "blue": ("blue", "cobalt", "royal blue", "azure"),
    "navy": ("navy", "navy blue", "dark blue", "midnight blue"),
    "purple": ("purple", "violet", "plum", "aubergine"),
    "pink": ("pink", "rose", "pale pink", "bubblegum pink"),
    "brown": ("brown", "chocolate brown", "chestnut brown", "coffee-coloured"),
    "beige": ("beige", "cream", "sand-coloured", "tan"),
    "white": ("white", "snow white", "off-white"),
    "grey": ("grey", "gray", "ash grey", "charcoal grey"),
    "black": ("black", "jet black", "pitch black"),
}
HAIR_COLOURS: Final = {
    "black": ("black", "jet-black", "raven", "dark"),
    "brown": ("brown", "chestnut", "brunette", "chocolate"),
    "blond": ("blond", "blonde", "golden", "fair", "flaxen"),
    "red": ("red", "ginger", "auburn", "copper"),
    "grey": ("grey", "gray", "silver-grey", "greying"),
    "white": ("white", "snow-white", "platinum white"),
    "blue": ("blue", "dyed blue", "electric blue"),
    "green": ("green", "dyed green", "emerald green"),
    "pink": ("pink", "dyed pink", "candy pink"),
    "purple": ("purple", "violet", "dyed purple"),
}
HAIR_LENGTHS: Final = {
    "short": ("short", "cropped", "very short"),
    "long": ("long", "very long", "flowing long"),
    "medium": ("medium-length", "chin-length", "mid-length"),
}
HAIR_NOUNS: Final[Phrases] = {
    "straight": ("hair", "straight hair"),
    "wavy": ("wavy hair", "waves"),
    "curly": ("curly hair", "curls"),
    "afro": ("afro hair", "an afro", "frizzy hair"),
    "braid": ("braided hair", "a braid", "a plait"),
    "ponytail": ("hair in a ponytail", "a ponytail"),
    "bun": ("hair in a bun", "a bun", "a hair bun"),
}
GARMENTS: Final = {
    "t_shirt": ("T-shirt", "tee", "t-shirt"),
    "shirt": ("shirt", "button-up shirt", "collared shirt"),
    "sweater": ("sweater", "jumper", "pullover"),
    "suit": ("suit", "suit and tie", "business suit"),
    "jacket": ("jacket",),
    "coat": ("coat", "overcoat"),
    "dress": ("dress", "frock", "gown"),
    "top": ("top", "sleeveless top", "tank top"),
}
MATERIALS: Final = {
    "cotton": ("cotton",),
    "knit": ("knitted", "woollen", "knit"),
    "leather": ("leather",),
    "denim": ("denim",),
    "satin": ("satin", "silk"),
}

_PLAIN: Table = {
    "sex": PERSONS,
    "age": {
        "young": ("a young person", "young", "in their twenties"),
        "middle": ("middle-aged", "in their forties", "a middle-aged person"),
        "old": ("an old person", "elderly", "a senior", "in their seventies"),
    },
    "skin_tone": {
        "light": ("light skin", "fair skin", "pale skin"),
        "medium": ("medium skin", "tan skin", "olive skin"),
        "dark": ("dark skin", "deep brown skin", "black skin"),
    },
    "hair_length": {
        "bald": ("a bald head", "no hair", "bald", "a shaved head"),
        "short": ("short hair", "cropped hair"),
        "medium": ("medium-length hair", "a bob", "mid-length hair"),
        "long": ("long hair", "very long hair"),
    },
    "hair_style": HAIR_NOUNS | {"straight": ("straight hair", "smooth hair")},
    "facial_hair": {
        "none": ("no beard", "a clean-shaven face", "no facial hair"),
        "stubble": ("stubble", "a five o'clock shadow", "a stubbly chin", "designer stubble"),
        "moustache": ("a moustache", "a mustache", "a thick moustache"),
        "goatee": ("a goatee", "a chin beard", "a circle beard"),
        "full_beard": ("a full beard", "a beard", "a big bushy beard", "a bearded face"),
    },
    "glasses": {
        "none": ("no glasses", "no eyewear"),
        "clear": ("glasses", "spectacles", "eyeglasses", "reading glasses", "clear glasses"),
        "sunglasses": ("sunglasses", "dark glasses", "shades", "tinted glasses"),
    },
    "headwear": {
        "none": ("no hat", "no headwear"),
        "hat": ("a hat", "a brimmed hat", "a fedora"),
        "cap": ("a cap", "a baseball cap", "a peaked cap"),
    },
    "expression": {
        "neutral": ("a neutral expression", "a calm face", "a serious look"),
        "smile": ("a smile", "a friendly smile", "a smiling face"),
        "laugh": ("a laugh", "an open-mouthed laugh", "a big grin", "a laughing face"),
        "frown": ("a frown", "an angry look", "a scowl"),
        "surprise": ("a surprised look", "raised eyebrows", "an astonished face"),
    },
    "eye_colour": {colour: (f"{colour} eyes",) for colour in ("brown", "hazel", "green", "blue", "grey", "black")},
    "garment_material": {
        "cotton": ("a cotton garment",),
        "knit": ("a knitted garment", "knitwear"),
        "leather": ("a leather garment",),
        "denim": ("a denim garment",),
        "satin": ("a satin garment", "a silky garment"),
    },
}


def _article(phrase: str) -> str:
    return ("an " if phrase[0] in "aeiouAEIOU" else "a ") + phrase


def _coloured() -> Table:
    hair = {name: tuple(f"{word} hair" for word in synonyms) for name, synonyms in HAIR_COLOURS.items()}
    clothes = {
        name: tuple(p for word in synonyms for p in (f"{word} clothes", _article(f"{word} garment")))
        for name, synonyms in COLOURS.items()
    }
    garments = {name: tuple(_article(word) for word in synonyms) for name, synonyms in GARMENTS.items()}
    return {"hair_colour": hair, "garment_colour": clothes, "garment": garments}


TABLE: Final[Table] = _PLAIN | _coloured()
"""Attribute -> class -> every phrase for it alone."""


def hair(found: dict[str, str], rng: Random) -> str:
    """The hair in one phrase, naming some of length, style and colour, in that order."""
    if found["hair_length"] == "bald":
        return pick(rng, [phrase for phrase in TABLE["hair_length"]["bald"] if phrase != "bald"])
    noun = pick(rng, HAIR_NOUNS[found["hair_style"]] if rng.random() < 0.7 else ("hair",))
    bare = noun.removeprefix("an ").removeprefix("a ")
    style = bare.removesuffix(" hair") if bare.endswith(" hair") and bare != "afro hair" else ""
    length = colour = ""
    if rng.random() < 0.5 and found["hair_style"] not in ("bun", "afro"):
        length = pick(rng, HAIR_LENGTHS[found["hair_length"]])
    if rng.random() < 0.85 or not length:
        colour = pick(rng, HAIR_COLOURS[found["hair_colour"]])
    phrase = " ".join(filter(None, (length, style, colour, "hair" if style else bare)))
    return _article(phrase) if bare != noun else phrase


def garment(found: dict[str, str], rng: Random) -> str:
    """The garment in one phrase, naming some of colour, material and kind."""
    noun = pick(rng, GARMENTS[found["garment"]])
    adjectives = []
    if rng.random() < 0.9:
        adjectives.append(pick(rng, COLOURS[found["garment_colour"]]))
    if rng.random() < 0.2:
        adjectives.append(pick(rng, MATERIALS[found["garment_material"]]))
    if adjectives and rng.random() < 0.12:
        return f"{' '.join(adjectives)} clothes"
    return _article(" ".join([*adjectives, noun]))

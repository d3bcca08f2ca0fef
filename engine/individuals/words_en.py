"""English vocabulary of captions: synonyms per attribute and class."""

from typing import Final

from engine.individuals.words import Phrases, Said, Sayings, Table, table_of

PERSONS: Final[Phrases] = {
    "female": ("woman", "lady", "female", "girl"),
    "male": ("man", "guy", "gentleman", "male", "boy"),
    "any": ("person", "character", "human", "individual", "adult"),
}
YOUNG_ONLY: Final = ("girl", "boy")
PRONOUNS: Final = {"female": ("she", "her"), "male": ("he", "his")}

COLOURS: Final[Phrases] = {
    "red": ("red", "crimson", "scarlet", "bright red", "ruby red", "deep red", "vermilion"),
    "orange": ("orange", "tangerine", "amber", "pumpkin-coloured", "bright orange", "burnt orange"),
    "yellow": ("yellow", "lemon yellow", "golden yellow", "mustard", "bright yellow", "lemon"),
    "green": ("green", "emerald", "forest green", "grass green", "bottle green", "bright green"),
    "teal": ("teal", "turquoise", "blue-green", "petrol", "aquamarine", "sea-green"),
    "blue": ("blue", "cobalt", "royal blue", "azure", "bright blue", "sky blue"),
    "navy": ("navy", "navy blue", "dark blue", "midnight blue", "deep blue"),
    "purple": ("purple", "violet", "plum", "aubergine", "lavender", "mauve"),
    "pink": ("pink", "rose", "pale pink", "bubblegum pink", "hot pink", "rosy"),
    "brown": ("brown", "chocolate brown", "chestnut brown", "coffee-coloured", "dark brown", "earth brown"),
    "beige": ("beige", "cream", "sand-coloured", "tan", "camel", "light brown"),
    "white": ("white", "snow white", "off-white", "pure white", "bright white"),
    "grey": ("grey", "gray", "ash grey", "charcoal grey", "mid-grey", "dull grey"),
    "black": ("black", "jet black", "pitch black", "all-black", "deep black"),
}
HAIR_COLOURS: Final[Phrases] = {
    "black": ("black", "jet-black", "raven", "dark", "raven-black"),
    "brown": ("brown", "chestnut", "brunette", "chocolate", "chocolate-brown"),
    "blond": ("blond", "blonde", "golden", "fair", "flaxen", "golden-blond"),
    "red": ("red", "ginger", "auburn", "copper", "flame-red"),
    "grey": ("grey", "gray", "silver-grey", "greying", "silvery"),
    "white": ("white", "snow-white", "pure white"),
    "blue": ("blue", "dyed blue", "electric blue", "bright blue"),
    "green": ("green", "dyed green", "emerald green", "bright green"),
    "pink": ("pink", "dyed pink", "candy pink", "bright pink", "rose-pink"),
    "purple": ("purple", "violet", "dyed purple", "lavender"),
}
HAIR_LENGTHS: Final[Phrases] = {
    "short": ("short", "cropped", "very short", "short-cut"),
    "long": ("long", "very long", "flowing long"),
    "medium": ("medium-length", "chin-length", "mid-length", "shoulder-length"),
}
HAIR_NOUNS: Final[Phrases] = {
    "straight": ("hair", "straight hair", "smooth hair"),
    "wavy": ("wavy hair", "waves", "gently waved hair"),
    "curly": ("curly hair", "curls", "curled hair"),
    "afro": ("afro hair", "an afro", "frizzy hair"),
    "braid": ("braided hair", "a braid", "a plait", "braids", "hair in braids"),
    "ponytail": ("hair in a ponytail", "a ponytail", "hair tied in a ponytail"),
    "bun": ("hair in a bun", "a bun", "a hair bun", "hair tied up in a bun"),
}
GARMENTS: Final[Phrases] = {
    "t_shirt": ("T-shirt", "tee", "t-shirt", "tshirt", "short-sleeved T-shirt"),
    "shirt": ("shirt", "button-up shirt", "collared shirt", "button-down shirt"),
    "sweater": ("sweater", "jumper", "pullover", "sweatshirt"),
    "suit": ("suit", "suit and tie", "business suit", "formal suit", "suit jacket"),
    "jacket": ("jacket", "cropped jacket", "zip-up jacket"),
    "coat": ("coat", "overcoat", "long coat", "trench coat"),
    "dress": ("dress", "frock", "gown", "cocktail dress"),
    "top": ("top", "sleeveless top", "tank top", "singlet"),
}
CLOTHES: Final = ("clothes", "clothing")
MATERIALS: Final[Phrases] = {
    "cotton": ("cotton",),
    "knit": ("knitted", "woollen", "knit", "wool", "chunky knit"),
    "leather": ("leather", "real leather"),
    "denim": ("denim", "jean"),
    "satin": ("satin", "silk", "silky", "shiny satin"),
}

SAYINGS: Final[Sayings] = {
    "age": {
        "young": Said(("a young face",), ("young", "youthful"), ("a young person", "in their twenties", "young adult")),
        "middle": Said((), ("middle-aged", "mature"), ("in their forties", "a middle-aged person", "around fifty")),
        "old": Said(
            ("wrinkles", "an old face"), ("old", "elderly", "aged", "senior"),
            ("an old person", "a senior", "in their seventies", "over sixty"),
        ),
    },
    "skin_tone": {
        "light": Said(("light skin", "fair skin", "pale skin", "white skin"), ("fair-skinned", "pale")),
        "medium": Said(("medium skin", "tan skin", "olive skin", "light brown skin"), ("olive-skinned", "tanned")),
        "dark": Said(("dark skin", "deep brown skin", "black skin", "dark brown skin"), ("dark-skinned",)),
    },
    "facial_hair": {
        "none": Said(
            ("no beard", "a clean-shaven face", "no facial hair", "a smooth face"), ("clean-shaven", "beardless"),
        ),
        "stubble": Said(
            ("stubble", "a five o'clock shadow", "a stubbly chin", "designer stubble", "a three-day beard"),
            ("stubbly",),
        ),
        "moustache": Said(("a moustache", "a mustache", "a thick moustache"), ("moustached", "mustached")),
        "goatee": Said(("a goatee", "a chin beard", "a circle beard", "a goatee beard")),
        "full_beard": Said(
            ("a full beard", "a beard", "a big bushy beard", "a thick beard", "a bearded face"),
            ("bearded", "full-bearded"),
        ),
    },
    "glasses": {
        "none": Said(("no glasses", "no eyewear"), (), ("without glasses",)),
        "clear": Said(
            ("glasses", "spectacles", "eyeglasses", "reading glasses", "clear glasses", "a pair of glasses"),
            (), ("wearing glasses", "glasses on"),
        ),
        "sunglasses": Said(
            ("sunglasses", "dark glasses", "shades", "tinted glasses", "a pair of sunglasses"),
            (), ("wearing sunglasses", "sunglasses on"),
        ),
    },
    "headwear": {
        "none": Said(("no hat", "no headwear"), ("hatless",), ("without a hat",)),
        "hat": Said(("a hat", "a brimmed hat", "a wide-brimmed hat"), (), ("wearing a hat", "hat on the head")),
        "cap": Said(("a cap", "a peaked cap"), (), ("wearing a cap", "cap on the head")),
    },
    "expression": {
        "neutral": Said(
            ("a neutral expression", "a calm face", "a serious look", "a blank face"), ("serious", "calm"),
            ("not smiling",),
        ),
        "smile": Said(
            ("a smile", "a friendly smile", "a smiling face", "a gentle smile"), ("smiling", "happy", "cheerful"),
        ),
        "laugh": Said(
            ("a laugh", "an open-mouthed laugh", "a big grin", "a laughing face", "a broad laugh"),
            ("laughing", "grinning"), ("laughing out loud",),
        ),
        "frown": Said(("a frown", "an angry look", "a scowl", "knitted brows"), ("frowning", "angry", "scowling")),
        "surprise": Said(
            ("a surprised look", "raised eyebrows", "an astonished face", "a surprised face"),
            ("surprised", "astonished", "amazed"),
        ),
    },
    "eye_colour": {
        colour: Said((f"{colour} eyes", *more), (f"{colour}-eyed",))
        for colour, more in {
            "brown": ("dark brown eyes",),
            "hazel": ("light brown eyes",),
            "green": ("emerald eyes", "green irises"),
            "blue": ("bright blue eyes", "blue irises"),
            "grey": ("gray eyes", "silver eyes"),
            "black": ("dark eyes", "very dark eyes"),
        }.items()
    },
    "garment_material": {
        "cotton": Said(("a cotton garment", "cotton clothes")),
        "knit": Said(("a knitted garment", "knitwear", "woollen clothes", "knit clothes")),
        "leather": Said(("a leather garment", "leather clothes", "leather")),
        "denim": Said(("a denim garment", "denim clothes", "denim")),
        "satin": Said(("a satin garment", "a silky garment", "satin clothes", "silk clothes")),
    },
}  # fmt: skip
"""How everything is said that is not put together from several attributes."""
BALD: Final = Said(
    ("a bald head", "no hair", "a shaved head", "a shiny bald head"), ("bald", "bald-headed"), ("completely bald",)
)


def article(phrase: str) -> str:
    """`phrase` after "a" or "an"; plurals and mass nouns stay as they are."""
    return ("an " if phrase[0] in "aeiouAEIOU" else "a ") + phrase


def _composed() -> Table:
    hair = {
        name: tuple(f"{word} hair" for word in words) + tuple(f"{word}-haired" for word in words[:2])
        for name, words in HAIR_COLOURS.items()
    }
    clothes = {
        name: (
            *(p for word in words for p in (f"{word} clothes", article(f"{word} garment"))),
            f"dressed in {name}", f"an outfit in {name}", f"{name} clothing",
        )
        for name, words in COLOURS.items()
    }  # fmt: skip
    garments = {
        name: (*(article(word) for word in words), f"wearing {article(words[0])}") for name, words in GARMENTS.items()
    }
    lengths = {
        "bald": BALD.all,
        "short": ("short hair", "cropped hair", "very short hair", "short-haired"),
        "medium": ("medium-length hair", "a bob", "mid-length hair", "shoulder-length hair", "chin-length hair"),
        "long": ("long hair", "very long hair", "long-haired", "flowing long hair"),
    }
    styles = {name: tuple(word for word in words if word != "hair") for name, words in HAIR_NOUNS.items()}
    return {
        "sex": {sex: tuple(article(word) for word in words if word not in YOUNG_ONLY) + words[:3]
                for sex, words in PERSONS.items() if sex != "any"},
        "hair_length": lengths, "hair_style": styles, "hair_colour": hair, "garment": garments,
        "garment_colour": clothes,
    }  # fmt: skip


TABLE: Final[Table] = table_of(SAYINGS) | _composed()
"""Attribute -> class -> every phrase for it alone."""

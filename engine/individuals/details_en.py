"""English words for details: finer hair shades, cuts, patterns, frames and hats."""

from typing import Final

from engine.individuals.words import Phrases

HAIR_SHADES: Final[Phrases] = {
    "black": ("black", "jet-black", "raven", "raven-black", "dark"),
    "soft_black": ("black", "soft black", "off-black", "dark"),
    "dark_brown": ("brown", "dark brown", "deep brown", "brunette"),
    "brown": ("brown", "brunette", "chocolate", "chocolate-brown"),
    "chestnut": ("brown", "chestnut", "chestnut-brown", "reddish brown"),
    "light_brown": ("brown", "light brown", "sandy brown"),
    "dark_blond": ("blond", "blonde", "dark blond", "dirty blond"),
    "blond": ("blond", "blonde", "golden", "fair", "flaxen", "golden-blond"),
    "platinum": ("blond", "blonde", "platinum blond", "pale blond", "bleached blond"),
    "ginger": ("red", "ginger", "orange-red", "copper"),
    "red": ("red", "flame-red", "copper", "bright red"),
    "auburn": ("red", "auburn", "dark red", "reddish brown"),
    "grey": ("grey", "gray", "silver-grey", "silvery"),
    "salt_and_pepper": ("grey", "gray", "salt-and-pepper", "greying", "pepper-grey"),
    "white": ("white", "snow-white", "pure white"),
    "blue": ("blue", "dyed blue", "electric blue", "bright blue"),
    "pastel_blue": ("blue", "pastel blue", "light blue", "pale blue"),
    "green": ("green", "dyed green", "emerald green", "bright green"),
    "pink": ("pink", "dyed pink", "candy pink", "rose-pink"),
    "magenta": ("pink", "magenta", "hot pink", "deep pink"),
    "purple": ("purple", "violet", "dyed purple"),
    "lavender": ("purple", "lavender", "pale purple", "pastel purple"),
}
HAIR_CUTS: Final[Phrases] = {
    "mohawk": ("a mohawk", "a mohican haircut"),
    "shaved": ("a shaved head", "a buzzed head", "closely shaved hair"),
    "headband": ("hair held by a headband", "a headband"),
    "fringe": ("a fringe", "bangs"),
}
BEARD_CUTS: Final[Phrases] = {
    "full_long": ("a long beard", "a very long full beard", "a long flowing beard"),
    "full_medium": ("a longish full beard", "a big full beard"),
    "full_chin_curtain": ("a chin curtain beard", "a beard without a moustache"),
    "walrus": ("a walrus moustache", "a bushy moustache"),
    "van_dyke": ("a pointed goatee", "a goatee with a moustache"),
    "stubble_light": ("light stubble", "a hint of stubble"),
}
GARMENT_CUTS: Final[Phrases] = {
    "turtleneck": ("turtleneck", "turtleneck sweater", "roll-neck jumper", "polo neck sweater"),
}
PATTERNS: Final[Phrases] = {
    "stripes": ("striped", "stripy"),
    "check": ("checked", "plaid", "chequered"),
    "print": ("printed", "patterned"),
}
EXTRAS: Final[Phrases] = {
    "freckles": ("freckles", "a freckled face"),
    "lipstick": ("lipstick", "painted lips", "make-up"),
}
GLASSES_COLOURS: Final[Phrases] = {
    "black": ("black", "black-framed", "black-rimmed"),
    "tortoise": ("tortoiseshell", "brown", "brown-framed"),
    "silver": ("silver", "silver-rimmed", "metal-framed"),
    "gold": ("gold", "golden", "gold-rimmed"),
    "red": ("red", "red-framed", "red-rimmed"),
    "blue": ("blue", "blue-framed", "blue-rimmed"),
    "white": ("white", "white-framed", "white-rimmed"),
}
GLASSES_SHAPES: Final[Phrases] = {
    "round": ("round", "circular"),
    "square": ("square", "boxy"),
    "rectangular": ("rectangular", "narrow"),
    "oval": ("oval",),
    "cat_eye": ("cat-eye",),
    "aviator": ("aviator",),
    "small": ("small",),
    "large": ("large", "oversized", "big"),
}
HATS: Final[Phrases] = {
    "fedora": ("fedora", "felt hat", "brimmed hat"),
    "fedora_cocked": ("fedora", "tilted fedora", "brimmed hat"),
    "pith_helmet": ("pith helmet", "safari helmet"),
    "bucket_hat": ("bucket hat", "fishing hat", "cloth hat"),
    "sun_hat": ("sun hat", "straw hat", "wide-brimmed hat"),
    "baseball_cap": ("baseball cap", "peaked cap"),
    "trucker_cap": ("trucker cap", "baseball cap", "peaked cap"),
    "beanie": ("beanie", "knitted cap", "woolly hat"),
    "beanie_tall": ("beanie", "tall beanie", "woolly hat"),
}

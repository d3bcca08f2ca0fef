"""Attributes and their classes in the artist's words."""

from typing import Final

from studio.language import mark, tr
from studio.models.sampling import Reading

NAMES: Final = {
    "sex": mark("sex"), "age": mark("age"), "skin_tone": mark("skin tone"), "hair_length": mark("hair length"),
    "hair_style": mark("hair style"), "hair_colour": mark("hair colour"), "facial_hair": mark("facial hair"),
    "glasses": mark("glasses"), "headwear": mark("headwear"), "garment": mark("garment"),
    "garment_colour": mark("garment colour"), "garment_material": mark("material"), "expression": mark("expression"),
    "eye_colour": mark("eye colour"),
}  # fmt: skip
CLASSES: Final = (
    mark("female"), mark("male"), mark("young"), mark("middle-aged"), mark("old"), mark("light"), mark("medium"),
    mark("dark"), mark("bald"), mark("short"), mark("long"), mark("straight"), mark("wavy"), mark("curly"),
    mark("afro"), mark("braid"), mark("ponytail"), mark("bun"), mark("black"), mark("brown"), mark("blond"),
    mark("red"), mark("grey"), mark("white"), mark("blue"), mark("green"), mark("pink"), mark("purple"),
    mark("none"), mark("stubble"), mark("moustache"), mark("goatee"), mark("full beard"), mark("clear"),
    mark("sunglasses"), mark("hat"), mark("cap"), mark("T-shirt"), mark("shirt"), mark("sweater"), mark("suit"),
    mark("jacket"), mark("coat"), mark("dress"), mark("top"), mark("orange"), mark("yellow"), mark("teal"),
    mark("navy"), mark("beige"), mark("cotton"), mark("knit"), mark("leather"), mark("denim"), mark("satin"),
    mark("neutral"), mark("smile"), mark("laugh"), mark("frown"), mark("surprise"), mark("hazel"),
)  # fmt: skip
"""Every class as it is shown; a test holds them against `engine.attributes`."""
_SPELLED: Final = {"middle": "middle-aged", "t_shirt": "T-shirt", "full_beard": "full beard"}


def name_of(attribute: str) -> str:
    return tr(NAMES.get(attribute, attribute))


def word_of(value: str) -> str:
    """A class of any attribute."""
    return tr(_SPELLED.get(value, value))


def describe(reading: Reading) -> str:
    """The class, and where an edit changed it the one before."""
    if reading.former is None or reading.former == reading.value:
        return word_of(reading.value)
    return f"{word_of(reading.former)} → {word_of(reading.value)}"

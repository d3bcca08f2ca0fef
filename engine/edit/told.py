"""Colours that words ask for: what z plainly says of hair and garment, the planes get where they do not show it."""

from typing import Final

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.edit.recolour import RGB, part_colour, recolour
from engine.field.triplane import ReliefTriplane
from engine.reports import LatentReading

_COLOURED: Final = {
    "hair_colour": (Part.HAIR, HAIR_COLOURS),
    "garment_colour": (Part.GARMENT, GARMENT_COLOURS),
}
SURE: Final = 0.72
"""Least probability at which a colour counts as said."""


def as_told(planes: ReliefTriplane, reading: LatentReading) -> ReliefTriplane:
    """Planes whose hair and garment have the named colours that `reading` finds in the latent they were sampled from.

    A colour that the planes show already, or that an edit did not change, stays as it is.
    """
    told = {part: colour for part, colour in _told(reading).items() if not _shows(planes, part, colour)}
    return recolour(planes, told) if told else planes


def _told(reading: LatentReading) -> dict[Part, RGB]:
    found: dict[Part, RGB] = {}
    if reading.after is None:
        return found
    for attribute, (part, palette) in _COLOURED.items():
        name, probability = _likeliest(attribute, reading.after[attribute])
        meant = reading.before is None or _likeliest(attribute, reading.before[attribute])[0] != name
        if meant and probability >= SURE:
            found[part] = palette[name]
    return found


def _likeliest(attribute: str, probabilities: tuple[float, ...]) -> tuple[str, float]:
    best = max(range(len(probabilities)), key=probabilities.__getitem__)
    return ATTRIBUTES[attribute][best], probabilities[best]


def _shows(planes: ReliefTriplane, part: Part, wanted: RGB) -> bool:
    from engine.edit.colours import nearest_name  # brings scikit-image, which most imports do without

    colour = part_colour(planes, part)
    palette = next(names for told, names in _COLOURED.values() if told == part)
    return colour is None or palette[nearest_name(colour, palette)] == wanted

"""The colours of an avatar's parts after sampling: what words name is given, what they leave alone is kept.

Samples mix up the colours of parts ("pink hair, black jacket") and hardly show some; parts are labelled, so that their
colours can be set.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.edit.oklab import from_oklab, to_oklab
from engine.edit.recolour import RGB, part_colour, recolour
from engine.field.triplane import ReliefTriplane
from engine.reports import LatentReading, Readings

_READ: Final = {Part.SKIN: "skin_tone", Part.HAIR: "hair_colour", Part.GARMENT: "garment_colour"}
"""What the heads read of a part's colour."""
_PALETTES: Final = {Part.HAIR: HAIR_COLOURS, Part.GARMENT: GARMENT_COLOURS}
_NATURAL: Final = ("black", "brown", "blond", "red", "grey", "white")
_UNKEPT: Final = {Part.BACKGROUND, Part.EYES, Part.GLASSES}
"""Too small for a colour to be kept; glasses may become others."""
SURE: Final = 0.72
"""Least probability at which a colour counts as said."""
NEAR: Final = 5.0
"""CIEDE2000 difference to a named colour that a sample may keep: there are many reds."""
MOST_GREY: Final = 0.02
"""Length of the tint (OKLab) below which hair is grey or black."""
GROWN_HUES: Final = (0.5, 1.75)
"""Angles (radians) between which the tints of undyed hair lie, from red to yellow."""
_BROWN: Final = complex(0.02, 0.045)


def as_told(planes: ReliefTriplane, reading: LatentReading, words: Iterable[str] = ()) -> ReliefTriplane:
    """Planes of somebody new, with the colours that `words` name; later ones count more.

    Where words name no colour, hair and garment get what `reading` plainly finds in the latent. Hair that nobody dyed
    has a colour that grows.
    """
    from engine.edit.named import named_colours  # brings the vocabulary, which most imports do without

    named: dict[Part, RGB] = {}
    for text in words:
        named |= named_colours(text)
    planes = _named(planes, named)
    read = {} if named else _plain(reading)
    planes = recolour(planes, {part: colour for part, colour in read.items() if not _shows(planes, part, colour)})
    if reading.after is None:
        return planes
    hair = _likeliest(reading.after, Part.HAIR)[0]
    dyed = Part.HAIR in named or (not named and hair not in _NATURAL)
    return planes if dyed else _grown(planes, hair in ("grey", "white"))


def as_edited(
    old: ReliefTriplane, planes: ReliefTriplane, reading: LatentReading, prompt: str, strength: float
) -> tuple[ReliefTriplane, frozenset[Part]]:
    """Planes sampled for an edit of `old`, with the colours that `prompt` names and otherwise those of `old`, and the
    parts whose colour was to change.

    A prompt that names none may still mean one ("an old woman"): a part may change with what is read of it.
    """
    from engine.edit.named import named_colours

    named = named_colours(prompt) if strength else {}
    meant = frozenset(named) or _changed(reading)
    before = {part: part_colour(old, part) for part in Part}
    kept = {part: colour for part, colour in before.items() if colour and part not in meant | _UNKEPT}
    share = min(strength, 1.0)
    if named:
        planes = _named(planes, {part: _mixed(before[part], colour, share) for part, colour in named.items()})
    else:
        read = {part: colour for part, colour in _plain(reading).items() if part in meant}
        kept |= {part: colour for part, colour in read.items() if not _shows(planes, part, colour)}
    return recolour(planes, kept), meant


def _named(planes: ReliefTriplane, named: Mapping[Part, RGB]) -> ReliefTriplane:
    """Planes whose parts come as near to the named colours as another shade of them may be."""
    from engine.edit.colours import delta_e  # brings scikit-image

    wanted = {}
    for part, colour in named.items():
        present = part_colour(planes, part)
        if present and (apart := delta_e(present, colour)) > 0:
            wanted[part] = _mixed(colour, present, min(NEAR / apart, 1.0))
    return recolour(planes, wanted)


def _mixed(first: RGB | None, second: RGB, share: float) -> RGB:
    if first is None:
        return second
    red, green, blue = ((1 - share) * a + share * b for a, b in zip(first, second, strict=True))
    return red, green, blue


def _plain(reading: LatentReading) -> dict[Part, RGB]:
    """The colours of which the latent is sure."""
    found: dict[Part, RGB] = {}
    for part, palette in _PALETTES.items():
        if reading.after is not None:
            name, probability = _likeliest(reading.after, part)
            if probability >= SURE and (reading.before is None or part in _changed(reading)):
                found[part] = palette[name]
    return found


def _grown(planes: ReliefTriplane, grey: bool) -> ReliefTriplane:
    """Planes with hair as light as it is, in a tint that grows: garments' colours run into hair."""
    colour = part_colour(planes, Part.HAIR)
    if colour is None:
        return planes
    light, green_red, blue_yellow = (float(v) for v in to_oklab(np.asarray(colour, np.float32)))
    tint = complex(green_red, blue_yellow)
    if abs(tint) < MOST_GREY or GROWN_HUES[0] < np.angle(tint) < GROWN_HUES[1]:
        return planes
    tint = 0j if grey else min(abs(tint) / abs(_BROWN), 1.0) * _BROWN
    red, green, blue = from_oklab(np.array([light, tint.real, tint.imag], np.float32)).tolist()
    return recolour(planes, {Part.HAIR: (red, green, blue)})


def _changed(reading: LatentReading) -> frozenset[Part]:
    """The parts of which an edit changed what is read of their colour."""
    changed = reading.changed()
    return frozenset(part for part, attribute in _READ.items() if attribute in changed)


def _likeliest(readings: Readings, part: Part) -> tuple[str, float]:
    classes, probabilities = ATTRIBUTES[_READ[part]], readings[_READ[part]]
    best = max(range(len(classes)), key=probabilities.__getitem__)
    return classes[best], probabilities[best]


def _shows(planes: ReliefTriplane, part: Part, wanted: RGB) -> bool:
    return _nearest(planes, part) in (None, wanted)


def _nearest(planes: ReliefTriplane, part: Part) -> RGB | None:
    """The named colour that is nearest to a part's, None when the part is not seen."""
    from engine.edit.colours import nearest_name  # brings scikit-image

    colour, palette = part_colour(planes, part), _PALETTES[part]
    return None if colour is None else palette[nearest_name(colour, palette)]

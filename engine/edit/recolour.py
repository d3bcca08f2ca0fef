"""Bringing the parts of an avatar to given colours."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.field.triplane import ReliefTriplane

RGB = tuple[float, float, float]
_FRONT: Final = 0
_MIN_TEXELS: Final = 12
SAME_COLOUR: Final = 15.0
"""CIEDE2000 difference under which an edit did not mean to recolour a part."""


def part_colour(planes: ReliefTriplane, part: Part, view: int = _FRONT) -> RGB | None:
    """Mean sRGB colour of `part` as seen in one view, None when it is hardly there."""
    layers = (layer for layer in (planes, planes.hair, planes.glasses) if layer is not None)
    texels = np.concatenate([layer.colour[view][part_seen(layer, part)[view]] for layer in layers])
    if len(texels) < _MIN_TEXELS:
        return None
    red, green, blue = texels.mean(axis=0)
    return float(red), float(green), float(blue)


def part_seen(layer: ReliefTriplane, part: Part) -> NDArray[np.bool_]:
    """Where one layer shows `part`, bool (6, S, S)."""
    seen = (layer.part == part) & (layer.silhouette < 0)
    return seen if layer.cover is None else seen & (layer.cover > 0.5)


def kept_colours(
    old: ReliefTriplane, before: ReliefTriplane, after: ReliefTriplane, parts: Iterable[Part]
) -> dict[Part, RGB]:
    """The colours that an edit has to give back, by part.

    `old` is the avatar as the artist has it, `before` and `after` are samples with the latent as it was
    and as the edit moves it. A part that the edit hardly recolours keeps the colour it has in `old`,
    which a photo may have set.
    """
    from engine.edit.colours import delta_e  # brings scikit-image, which bare recolouring does without

    kept = {}
    for part in parts:
        theirs, first, second = (part_colour(planes, part) for planes in (old, before, after))
        if theirs and first and second and delta_e(first, second) < SAME_COLOUR:
            kept[part] = theirs
    return kept


def recolour(planes: ReliefTriplane, wanted: Mapping[Part, RGB], share: float = 1.0) -> ReliefTriplane:
    """Planes in which the front's mean colour of each part in `wanted` has moved by `share` towards it.

    Every texel of the part is shifted alike in all views, so folds, strands and patterns stay.
    """
    present = {part: part_colour(planes, part) for part in wanted}
    shifts = {
        part: share * (np.asarray(target, np.float32) - np.asarray(present[part], np.float32))
        for part, target in wanted.items()
        if present[part] is not None
    }
    return planes.each(lambda layer: _shifted(layer, shifts))


def _shifted(layer: ReliefTriplane, shifts: Mapping[Part, NDArray[np.float32]]) -> ReliefTriplane:
    colour = np.array(layer.colour)
    for part, shift in shifts.items():
        theirs = layer.part == part
        colour[theirs] = np.clip(colour[theirs] + shift, 0, 1)
    return replace(layer, colour=colour)

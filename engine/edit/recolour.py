"""Bringing the parts of an avatar to given colours."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.edit.oklab import from_oklab, to_oklab
from engine.field.triplane import ReliefTriplane

RGB = tuple[float, float, float]
Dye = Callable[[NDArray[np.float32]], NDArray[np.float32]]
_FRONT: Final = 0
_MIN_TEXELS: Final = 12
_GAINS: Final = (0.6, 2.0)
MOST_RELIEF: Final = 0.07
"""Deviation of lightness (OKLab) to which dyeing may raise a part's: sampled garments have .04 to .11."""
MIDDLE: Final = 0.45
"""Lightness below which cloth that is darker has less relief."""
BLACK: Final = 0.2
"""Below this lightness differences are mostly noise: the cube root of OKLab makes much of them."""
MOST_TINT: Final = 0.012
"""Deviation of tints (OKLab) left to parts of one colour: samples of black hair shine blue and purple, blue cloth
violet."""
_PLAIN: Final = (Part.SKIN, Part.HAIR, Part.FACIAL_HAIR, Part.GARMENT, Part.HAT)


def part_colour(planes: ReliefTriplane, part: Part, view: int = _FRONT) -> RGB | None:
    """Mean sRGB colour of `part` as seen in one view, None when it is hardly there."""
    texels = _texels(planes, part, view)
    if len(texels) < _MIN_TEXELS:
        return None
    red, green, blue = texels.mean(axis=0)
    return float(red), float(green), float(blue)


def _texels(planes: ReliefTriplane, part: Part, view: int = _FRONT) -> NDArray[np.float32]:
    """The colours (N, 3) of `part` in one view."""
    layers = (layer for layer in (planes, planes.hair, planes.glasses) if layer is not None)
    return np.concatenate([layer.colour[view][part_seen(layer, part)[view]] for layer in layers])


def part_seen(layer: ReliefTriplane, part: Part) -> NDArray[np.bool_]:
    """Where one layer shows `part`, bool (6, S, S)."""
    seen = (layer.part == part) & (layer.silhouette < 0)
    return seen if layer.cover is None else seen & (layer.cover > 0.5)


def recolour(planes: ReliefTriplane, wanted: Mapping[Part, RGB]) -> ReliefTriplane:
    """Planes in which the front's mean colour of each part in `wanted` is the one given.

    Folds and strands stay: every texel of the part, in all views, keeps its difference from the middle. Differences in
    light and tint grow with lightness, as on cloth that is dyed, but not beyond `MOST_RELIEF` and `MOST_TINT`.
    """
    for part, target in wanted.items():
        texels = _texels(planes, part)
        if len(texels) >= _MIN_TEXELS:
            planes = planes.each(partial(_dyed, part=part, dye=_dye(texels, target, part in _PLAIN)))
    return planes


def _dye(texels: NDArray[np.float32], target: RGB, plain: bool) -> Dye:
    """What brings texels (N, 3) in sRGB to `target` on average, in OKLab, where shading stays shading."""
    lab, new = to_oklab(texels), to_oklab(np.asarray(target, np.float32))
    old, relief = lab.mean(axis=0), max(float(lab[:, 0].std()), 1e-6)
    gain = np.clip(new[0] / max(old[0], 1e-3), *_GAINS)
    most = MOST_RELIEF * min(float(new[0]) / MIDDLE, 1.0)
    gain = min(float(gain), max(most / relief, min(float(old[0]) / BLACK, 1.0)))
    tints = float(np.sqrt(lab[:, 1:].var(axis=0).sum()))
    tinting = min(gain, MOST_TINT / max(tints, 1e-6)) if plain else gain
    gains = np.array([gain, tinting, tinting], np.float32)
    return lambda colour: from_oklab(new + gains * (to_oklab(colour) - old))


def _dyed(layer: ReliefTriplane, part: Part, dye: Dye) -> ReliefTriplane:
    colour, theirs = np.array(layer.colour), layer.part == part
    colour[theirs] = dye(colour[theirs])
    return replace(layer, colour=colour)

"""Traits read directly off an avatar's planes, with no model between: areas and colours of parts."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.attributes import GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.edit.colours import nearest_name
from engine.edit.recolour import part_colour
from engine.field.compose import whole
from engine.field.triplane import ReliefTriplane, texel_centres
from engine.space import CHIN_Y, HEAD_HEIGHT

_FRONT: Final = 0
_SIDES: Final = (0, 1, 2, 3)
_GLASSES_SHARE: Final = 0.0012
_HAT_SHARE: Final = 0.01
_BEARD_SHARE: Final = 0.0035
_HAIR_SHARE: Final = 0.006
"""Shares of the front view's (hair and hat: of four views') texels from which a part counts as there."""


@dataclass(frozen=True)
class Traits:
    """What an avatar plainly shows; colours are class names, None where the part is missing."""

    hair: bool
    hair_colour: str | None
    garment_colour: str | None
    beard: bool
    glasses: bool
    hat: bool


def traits_of(planes: ReliefTriplane) -> Traits:
    """Read the traits off relief planes, their layers seen as one."""
    planes = whole(planes)
    hair = _share(planes, Part.HAIR, _SIDES) > _HAIR_SHARE
    hair_rgb, garment_rgb = (part_colour(planes, part) for part in (Part.HAIR, Part.GARMENT))
    return Traits(
        hair=hair,
        hair_colour=nearest_name(hair_rgb, HAIR_COLOURS) if hair and hair_rgb else None,
        garment_colour=nearest_name(garment_rgb, GARMENT_COLOURS) if garment_rgb else None,
        beard=_share_below_nose(planes) > _BEARD_SHARE,
        glasses=_share(planes, Part.GLASSES, (_FRONT,)) > _GLASSES_SHARE,
        hat=_share(planes, Part.HAT, _SIDES) > _HAT_SHARE,
    )


def _share(planes: ReliefTriplane, part: Part, views: tuple[int, ...]) -> float:
    chosen = list(views)
    return float(((planes.part[chosen] == part) & (planes.silhouette[chosen] < 0)).mean())


def _share_below_nose(planes: ReliefTriplane) -> float:
    heights = -texel_centres(planes.size)
    below = heights < CHIN_Y + 0.34 * HEAD_HEIGHT  # brows are facial hair too, but lie above
    seen = (planes.part[_FRONT] == Part.FACIAL_HAIR) & (planes.silhouette[_FRONT] < 0)
    return float(np.where(below[:, None], seen, False).mean())

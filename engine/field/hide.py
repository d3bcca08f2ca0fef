"""Hiding parts of an avatar by changing its reliefs, the same for every renderer and the mesh. numpy only."""

from collections.abc import Set
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.attributes import Part
from engine.field.triplane import SILHOUETTE_LIMIT, VIEW_SIGN, ReliefTriplane

Kind = TypeVar("Kind", bound=np.generic)


def hide_parts(planes: ReliefTriplane, hidden: Set[Part]) -> ReliefTriplane:
    """Planes without the `hidden` parts.

    Layers that show nothing else are taken off. Where one layer shows everything, glasses give way to what
    surrounds them. Other parts are cut away where neither side of a plane shows anything else; where only the
    other side does, this side no longer bounds the avatar.
    """
    if not hidden:
        return planes
    shown = replace(
        planes,
        hair=None if planes.hair is None or _only(planes.hair, hidden) else planes.hair,
        glasses=None if Part.GLASSES in hidden else planes.glasses,
    )
    return shown.each(lambda layer: _hide_in_layer(layer, hidden))


def _only(layer: ReliefTriplane, hidden: Set[Part]) -> bool:
    return bool(np.isin(layer.part[layer.silhouette < 0], list(hidden)).all())


def _hide_in_layer(layer: ReliefTriplane, hidden: Set[Part]) -> ReliefTriplane:
    shown = _fill_glasses(layer) if Part.GLASSES in hidden else layer
    cut = sorted(set(hidden) - {Part.GLASSES})
    return _cut_away(shown, cut) if cut else shown


def _fill_glasses(planes: ReliefTriplane) -> ReliefTriplane:
    glasses = planes.part == Part.GLASSES
    colour, depth = _filled(planes.colour, glasses), _filled(planes.depth, glasses)
    return replace(planes, colour=colour, depth=depth, part=_filled(planes.part, glasses))


def _filled(channel: NDArray[Kind], holes: NDArray[np.bool_]) -> NDArray[Kind]:
    """A copy of one channel (6, S, S, ...) with the holes (6, S, S) of each view filled by nearest."""
    filled = channel.copy()
    for view, hole in enumerate(holes):
        if hole.any() and not hole.all():
            rows, columns = ndimage.distance_transform_edt(hole, return_distances=False, return_indices=True)
            filled[view] = channel[view][rows, columns]
    return filled


def _cut_away(planes: ReliefTriplane, cut: list[Part]) -> ReliefTriplane:
    gone = np.isin(planes.part, cut)
    depth, silhouette = planes.depth.copy(), planes.silhouette.copy()
    for plane in range(3):
        sides = slice(2 * plane, 2 * plane + 2)
        kept = np.any((planes.silhouette[sides] < 0) & ~gone[sides], axis=0)
        silhouette[sides] = np.maximum(silhouette[sides], _outline(kept))
    for view, hole in enumerate(gone):
        depth[view][hole] = VIEW_SIGN[view]
    colour, part = _filled(planes.colour, gone), _filled(planes.part, gone)
    return replace(planes, colour=colour, depth=depth, silhouette=silhouette, part=part)


def _outline(kept: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Signed distance to the outline of a mask, in cube units, clamped."""
    if not kept.any():
        return np.full(kept.shape, SILHOUETTE_LIMIT, np.float32)
    outside = ndimage.distance_transform_edt(~kept)
    inside = ndimage.distance_transform_edt(kept)
    distance = np.where(kept, 0.5 - inside, outside - 0.5) * (2 / kept.shape[0])
    return np.clip(distance, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT).astype(np.float32)

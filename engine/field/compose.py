"""One layer from three: the whole avatar as six plain views, as models without layers know it. numpy only."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.field.fill import fill_outside
from engine.field.triplane import (
    BOTTOM_Y,
    COLUMN_AXIS,
    CUBE,
    GLASSES_FRAME,
    ROW_AXIS,
    ROW_SIGN,
    SLICE_VIEW,
    VIEW_AXIS,
    VIEW_COUNT,
    VIEW_SIGN,
    ReliefTriplane,
    texel_centres,
)

_TOP = 4


def whole(planes: ReliefTriplane) -> ReliefTriplane:
    """The outermost surface of all layers in one; view "-y" shows the flat bottom, in the garment's colours.

    Planes that are one layer come back as they are.
    """
    if not planes.sliced and planes.hair is None and planes.glasses is None:
        return planes
    composed: ReliefTriplane | None = None
    for layer, frame in planes.layers():
        plain = _without_slice(layer) if layer.sliced else layer if frame == CUBE else _in_cube(layer)
        composed = plain if composed is None else _over(composed, plain)
    assert composed is not None
    return fill_outside(composed)


def _over(below: ReliefTriplane, above: ReliefTriplane) -> ReliefTriplane:
    """Texel by texel what lies further out."""
    sign = np.array(VIEW_SIGN, np.float32)[:, None, None]
    seen = (above.silhouette < 0) & ((above.depth * sign > below.depth * sign) | (below.silhouette >= 0))
    return ReliefTriplane(
        np.where(seen[..., None], above.colour, below.colour),
        np.where(seen, above.depth, below.depth),
        np.minimum(above.silhouette, below.silhouette),
        np.where(seen, above.part, below.part),
    )


def _without_slice(layer: ReliefTriplane) -> ReliefTriplane:
    """View "-y" from below the bust: a flat bottom, painted as the lowest row of the front and the back."""
    colour, depth, part = layer.colour.copy(), layer.depth.copy(), layer.part.copy()
    lowest = round((1 - BOTTOM_Y) * layer.size / 2 - 0.5) - 1
    front_half = texel_centres(layer.size)[:, None] > 0
    colour[SLICE_VIEW] = np.where(front_half[..., None], layer.colour[0, lowest], layer.colour[1, lowest])
    part[SLICE_VIEW] = np.where(front_half, layer.part[0, lowest], layer.part[1, lowest])
    depth[SLICE_VIEW] = BOTTOM_Y
    return replace(layer, colour=colour, depth=depth, part=part, sliced=False)


def _in_cube(glasses: ReliefTriplane) -> ReliefTriplane:
    """Glasses brought from their frame to the cube's texels, nearest for all but the outline."""
    views = [_view_in_cube(glasses, view) for view in range(VIEW_COUNT)]
    colour, depth, silhouette, part = (np.stack(channel) for channel in zip(*views, strict=True))
    return ReliefTriplane(colour, depth, silhouette, part)


def _view_in_cube(glasses: ReliefTriplane, view: int) -> tuple[NDArray[np.generic], ...]:
    size, (centre, half) = glasses.size, (GLASSES_FRAME.centre, GLASSES_FRAME.half)
    column = (texel_centres(size) - centre[COLUMN_AXIS[view]]) / half
    row = (texel_centres(size) - centre[ROW_AXIS[view]] * ROW_SIGN[view]) / half
    within = (np.abs(row) < 1)[:, None] & (np.abs(column) < 1)
    at = np.ix_(*(np.clip(((place + 1) * size / 2).astype(int), 0, size - 1) for place in (row, column)))
    depth = np.clip(glasses.depth[view][at] * half + centre[VIEW_AXIS[view]], -1, 1)
    outline = np.where(within, glasses.silhouette[view][at], glasses.silhouette.max()) * np.float32(half)
    return glasses.colour[view][at], depth.astype(np.float32), outline.astype(np.float32), glasses.part[view][at]

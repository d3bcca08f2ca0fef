"""The slice: view "-y" starts in the middle of the avatar, and must not hollow out what it starts in. numpy only."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.field.triplane import SLICE_VIEW, SLICE_Y, ReliefTriplane, texel_centres

CLOSED: Final = 0.06
"""Where the slice starts inside, its depth lies this far below the start: it then bounds nothing."""
MARGIN: Final = 4
"""Texels of 256 by which a sampled slice may be off."""
_TOP: Final = 4


def closed(planes: ReliefTriplane) -> ReliefTriplane:
    """Sampled or smoothed layers whose slices bound nothing near what they start in: there samples are blurred."""
    if not planes.sliced:
        return planes
    body = _closed_widely(planes, planes)
    if body.hair is None:
        return body
    _, (solid, _) = replace(body, glasses=None).layers()
    return replace(body, hair=_closed_widely(body.hair, solid))


def _closed_widely(layer: ReliefTriplane, solid: ReliefTriplane) -> ReliefTriplane:
    """The layer whose slice starts in `solid`."""
    started = ndimage.binary_dilation(_inside_at_start(solid), np.ones((3, 3), bool), iterations=MARGIN)
    depth = np.array(layer.depth)
    depth[SLICE_VIEW][started] = SLICE_Y - CLOSED
    return replace(layer, depth=depth)


def close_slice(planes: ReliefTriplane) -> ReliefTriplane:
    """Sliced planes whose view "-y" bounds only what begins in the open; its outline is that of the top."""
    return _closed_at(planes, _started_inside(planes))


def close_hair_slice(hair: ReliefTriplane, body: ReliefTriplane) -> ReliefTriplane:
    """The same for a hair layer, which is solid down into the body it is worn over."""
    _, (solid, _) = replace(body, hair=hair, glasses=None).layers()
    closed = _started_inside(solid)
    cover = np.array(hair.cover)
    cover[SLICE_VIEW][closed] = 1
    return replace(_closed_at(hair, closed), cover=cover)


def _closed_at(planes: ReliefTriplane, closed: NDArray[np.bool_]) -> ReliefTriplane:
    depth, silhouette = planes.depth.copy(), planes.silhouette.copy()
    depth[SLICE_VIEW][closed] = SLICE_Y - CLOSED
    silhouette[SLICE_VIEW] = silhouette[_TOP]
    return replace(planes, depth=depth, silhouette=silhouette)


def _started_inside(planes: ReliefTriplane) -> NDArray[np.bool_]:
    """Where the slice starts inside, and a texel around."""
    return np.asarray(ndimage.binary_dilation(_inside_at_start(planes), np.ones((3, 3), bool)))


def _inside_at_start(planes: ReliefTriplane) -> NDArray[np.bool_]:
    """Whether the other five views place the points of the plane y = SLICE_Y inside, (S, S) as the plane XZ."""
    size = planes.size
    row = round((1 - SLICE_Y) * size / 2 - 0.5)
    centres = texel_centres(size)
    across, along = centres[None, :], centres[:, None]
    depth, outline = planes.depth, planes.silhouette < 0
    inside = (along < depth[0, row]) & (along > depth[1, row]) & outline[0, row]
    inside &= (across < depth[2, row][:, None]) & (across > depth[3, row][:, None]) & outline[2, row][:, None]
    return np.asarray(inside & (depth[_TOP] > SLICE_Y) & outline[_TOP])

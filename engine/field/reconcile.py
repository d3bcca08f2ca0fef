"""Mending generated reliefs: opposite views agree, and noise in the depths is smoothed. numpy only."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.field.triplane import SLICE_VIEW, VIEW_SIGN, ReliefTriplane

LEAST_THICKNESS: Final = 0.03
"""The two sides of a plane are kept at least this far apart inside the outline, in cube units."""
MOST_TINTS: Final = {Part.HAIR: 0.012, Part.GARMENT: 0.02}
"""Deviation of the tints (rgb less its grey) within a part: .012 and .016 on 40 real individuals at 64 texels, .040 and
.030 on samples."""
LEAST_TEXELS: Final = 50
"""Parts seen in fewer texels are left alone."""
LAYER_TEXELS: Final = 2.0
"""Neighbouring depths further apart than this many texels belong to different layers and are not mixed."""


def reconcile(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes as they come out of a model (before `upsample`), mended so that no view eats away another's.

    In every layer the outlines of opposite views are averaged, depths are smoothed within their surface, and the tints
    of hair and garment are drawn together.
    Where the surfaces of opposite views would pass through each other, both move back to leave
    `LEAST_THICKNESS`; a slice has no opposite, and hair only where both views see it.
    """
    return planes.each(lambda layer: _evened(_reconciled(layer)))


def _evened(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes on which no part has more tints than real ones: a model that has not decided gives hair several hues."""
    colour, seen = np.array(planes.colour), planes.silhouette < 0
    if planes.cover is not None:
        seen &= planes.cover > 0.5
    for part, most in MOST_TINTS.items():
        inside = planes.part == part
        shown = colour[inside & seen]
        if len(shown) < LEAST_TEXELS:
            continue
        middle = shown.mean(axis=0) - shown.mean()
        tints = shown - shown.mean(axis=1, keepdims=True) - middle
        kept = min(1.0, most / max(float(tints.std()), 1e-6))
        grey = colour[inside].mean(axis=1, keepdims=True)
        colour[inside] = np.clip(grey + middle + kept * (colour[inside] - grey - middle), 0, 1)
    return replace(planes, colour=colour)


def _reconciled(planes: ReliefTriplane) -> ReliefTriplane:
    depth = np.stack([_smoothed(view, LAYER_TEXELS * 2 / planes.size) for view in planes.depth])
    silhouette = np.array(planes.silhouette)
    for plane in range(3):
        near, far = 2 * plane, 2 * plane + 1
        silhouette[[near, far]] = (planes.silhouette[near] + planes.silhouette[far]) / 2
        if planes.sliced and far == SLICE_VIEW:
            continue
        seen = silhouette[near] < 0
        if planes.cover is not None:
            seen &= (planes.cover[near] > 0.5) & (planes.cover[far] > 0.5)
        lacking = np.maximum(LEAST_THICKNESS - (depth[near] - depth[far]), 0) * seen
        for view in (near, far):
            depth[view] = np.clip(depth[view] + VIEW_SIGN[view] * lacking / 2, -1, 1)
    return replace(planes, depth=depth, silhouette=silhouette)


def _smoothed(depth: NDArray[np.float32], step: float) -> NDArray[np.float32]:
    """The binomial mean of 3 x 3 texels (1 2 1), of those within `step` of the middle one."""
    padded = np.pad(depth, 1, mode="edge")
    rows, columns = depth.shape
    total, count = np.zeros_like(depth), np.zeros_like(depth)
    for row in range(3):
        for column in range(3):
            near = padded[row : row + rows, column : column + columns]
            weight = (2 - abs(row - 1)) * (2 - abs(column - 1)) * (np.abs(near - depth) < step)
            total += weight * near
            count += weight
    return (total / count).astype(np.float32)

"""Making generated reliefs agree where they must: both sides of a plane share one outline. numpy only."""

from typing import Final

import numpy as np

from engine.field.triplane import VIEW_SIGN, ReliefTriplane

LEAST_THICKNESS: Final = 0.03
"""The two sides of a plane are kept at least this far apart inside the outline, in cube units."""


def reconcile(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes whose opposite views agree, so that no view eats away what the other shows.

    The outlines of opposite views are averaged. Where the surfaces of opposite views would pass through
    each other, both move back to leave `LEAST_THICKNESS`.
    """
    depth, silhouette = np.array(planes.depth), np.array(planes.silhouette)
    for plane in range(3):
        near, far = 2 * plane, 2 * plane + 1
        silhouette[[near, far]] = (planes.silhouette[near] + planes.silhouette[far]) / 2
        lacking = np.maximum(LEAST_THICKNESS - (depth[near] - depth[far]), 0) * (silhouette[near] < 0)
        for view in (near, far):
            depth[view] = np.clip(depth[view] + VIEW_SIGN[view] * lacking / 2, -1, 1)
    return ReliefTriplane(planes.colour, depth, silhouette, planes.part)

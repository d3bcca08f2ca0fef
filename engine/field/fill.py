"""Filling what lies beyond the silhouettes of relief planes."""

from dataclasses import replace

import numpy as np
from scipy.ndimage import distance_transform_edt

from engine.field.triplane import VIEW_COUNT, ReliefTriplane


def fill_outside(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes whose colour, depth and part beyond each silhouette, and where hair is hidden, repeat the nearest texel.

    A diffusion model leaves the outside empty; interpolation at the border wants it filled. A view that
    sees nothing stays as it is.
    """
    return planes.each(_filled)


def _filled(planes: ReliefTriplane) -> ReliefTriplane:
    colour, depth, part = np.array(planes.colour), np.array(planes.depth), np.array(planes.part)
    for view in range(VIEW_COUNT):
        outside = planes.silhouette[view] >= 0
        if planes.cover is not None:
            outside |= planes.cover[view] < 0.5
        if outside.all():
            continue
        rows, columns = distance_transform_edt(outside, return_distances=False, return_indices=True)
        for channel in (colour, depth, part):
            channel[view] = channel[view][rows, columns]
    return replace(planes, colour=colour, depth=depth, part=part)

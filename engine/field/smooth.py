"""Generated planes smoothed in space, so that their six views show one surface. numpy only.

Views that were sampled disagree by a texel or so, and of a hull each one takes away what it likes: shoulders are torn
where front and top meet, and outlines are ragged. As a volume the errors of all views lie on each other and can be
smoothed away together; the reliefs are then what is seen of the volume.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import (
    binary_dilation,
    binary_opening,
    distance_transform_edt,
    gaussian_filter,
    map_coordinates,
    zoom,
)

from engine.attributes import Part
from engine.field.outline import silhouette_distance
from engine.field.slice import CLOSED, closed
from engine.field.texels import surface_points, texel_of
from engine.field.triplane import (
    BOTTOM_Y,
    COLUMN_AXIS,
    ROW_AXIS,
    ROW_SIGN,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_AXIS,
    VIEW_COUNT,
    VIEW_SIGN,
    ReliefTriplane,
    texel_centres,
)
from engine.field.volume import hull_volume

Floats = NDArray[np.float32]

VOXELS: Final = 128
NEAR: Final = 0.015
"""The hull is cut off at this distance before it is smoothed: farther away it is steeper outside than inside."""
GROWN: Final = 0.003
"""What is added to the volume: of views that disagree the hull is what the worst of them leaves."""
ENDING: Final = 0.12
"""What lies so far above the flat end is drawn out down to it and beyond, so that smoothing does not round it."""
SMOOTHING: Final = 1.6
"""Deviation of the smoothing in voxels, four fifths of a texel of the base diffusion."""
EDGE: Final = 0.008
"""Hair that lies this far above the body, or below, is seen wholly, or not at all."""
FRINGE: Final = 3.0
"""Texels by which smoothing may move the edge of hair."""
LOOK_VOXELS: Final = 96
LOOK_SMOOTHING: Final = 1.5
"""Voxels for the votes on parts, and over how many of them votes are smoothed."""
THIN: Final = 0.03
"""What smoothing takes more than this away from was thin: brims of hats stay as they were."""
_WORN: Final = (Part.SKIN, Part.FACIAL_HAIR, Part.GARMENT)


def smoothed(planes: ReliefTriplane) -> ReliefTriplane:
    """Planes (at full size) whose body and hair show smoothed volumes, and whose parts meet in smooth lines.

    Rims of glasses are too thin for it.
    """
    planes = closed(planes)
    (plain, _), *worn = planes.layers()
    body = _with_smooth_parts(_reliefs_of(_volume(plain), plain))
    hair = planes.hair
    if hair is not None and hair.cover is not None:
        even = _with_brims(_reliefs_of(_volume(worn[0][0]), hair), hair)
        hair = replace(even, cover=_cover(even, body))
    return closed(replace(body, hair=hair, glasses=planes.glasses))


def rejoined(planes: ReliefTriplane, share: Floats) -> ReliefTriplane:
    """Planes whose body's depths, where they are in front, are smoothed by `share` (S, S) of the front, in [0, 1]."""
    (plain, _), *_ = planes.layers()
    even = _reliefs_of(_volume(plain), plain)
    depth = np.array(planes.depth)
    for view in range(VIEW_COUNT):
        x, y, z = surface_points(planes, view)
        here = share[texel_of(-y, planes.size), texel_of(x, planes.size)] * (z > 0)
        depth[view] += here * (even.depth[view] - depth[view])
    return replace(planes, depth=depth)


def _with_brims(even: ReliefTriplane, before: ReliefTriplane) -> ReliefTriplane:
    """A smoothed layer that has the thin parts of its hats back."""
    sign = np.array(VIEW_SIGN, np.float32)[:, None, None]
    cut = (before.depth - even.depth) * sign > THIN
    gone = (before.silhouette < 0) & (even.silhouette > THIN)
    hat = (before.part == Part.HAT) & (before.silhouette < 0)
    across = np.ones((1, 3, 3), bool)
    brim = binary_dilation(binary_opening((cut | gone) & hat, across), across, iterations=4, mask=hat)
    depth = np.where(brim, before.depth, even.depth)
    silhouette = np.where(brim, np.minimum(before.silhouette, even.silhouette), even.silhouette)
    return replace(even, depth=depth, silhouette=silhouette)


def _cover(hair: ReliefTriplane, body: ReliefTriplane) -> Floats:
    """Hair is seen where it lies above the body, not far from where it was seen before."""
    assert hair.cover is not None
    before = gaussian_filter(hair.cover, (0, FRINGE, FRINGE))
    sign = np.array(VIEW_SIGN, np.float32)[:, None, None]
    above = (hair.depth - body.depth) * sign
    above = np.where(body.silhouette < 0, above, np.inf)
    risen = np.where(hair.silhouette < 0, np.clip(0.5 + above / (2 * EDGE), 0, 1), 0)
    return np.minimum(risen, np.clip(before * 2 - 0.3, 0, 1)).astype(np.float32)


def _volume(layer: ReliefTriplane) -> Floats:
    """The smoothed hull of one layer, [x, y, z]."""
    hull = np.clip(hull_volume(layer, VOXELS), -NEAR, NEAR)
    if layer.sliced:  # the flat end is no surface that may be rounded
        end = int(np.searchsorted(texel_centres(VOXELS), BOTTOM_Y + ENDING))
        hull[:, :end] = hull[:, end : end + 1]
    return np.asarray(gaussian_filter(hull, SMOOTHING) - GROWN, np.float32)


def _reliefs_of(volume: Floats, planes: ReliefTriplane) -> ReliefTriplane:
    """The layer with depths and outlines as they are seen of `volume`."""
    depth, silhouette = np.array(planes.depth), np.array(planes.silhouette)
    for view in range(VIEW_COUNT):
        sliced = planes.sliced and view == SLICE_VIEW
        found, met = _first_surface(volume, view, SLICE_Y if sliced else None)
        fine = _enlarged(found, planes.size)
        inside = _enlarged(met.astype(np.float32), planes.size) > 0.99
        depth[view][inside] = fine[inside]
        if not sliced:
            silhouette[view] = _outline(volume, view, planes.size)
    if planes.sliced:
        silhouette[SLICE_VIEW] = silhouette[4]
    return replace(planes, depth=np.clip(depth, -1, 1), silhouette=silhouette)


def _with_smooth_parts(body: ReliefTriplane) -> ReliefTriplane:
    """The layer on which every point belongs to skin, beard or garment as most texels of all views around it do."""
    votes = [np.zeros((LOOK_VOXELS,) * 3, np.float32) for _ in _WORN]
    points = [np.stack(surface_points(body, view), axis=-1) for view in range(VIEW_COUNT)]
    for view in range(VIEW_COUNT):
        facing = _facing(body, view)
        for vote, part in zip(votes, _WORN, strict=True):
            mine = (body.part[view] == part) & (body.silhouette[view] < 0)
            voxels = np.clip(((points[view][mine] + 1) * (LOOK_VOXELS / 2)).astype(int), 0, LOOK_VOXELS - 1)
            np.add.at(vote, tuple(voxels.T), facing[mine])
    votes = [gaussian_filter(vote, LOOK_SMOOTHING) for vote in votes]
    labels = np.array(body.part)
    for view in range(VIEW_COUNT):
        open_to = np.isin(labels[view], _WORN)
        places = (points[view][open_to].T + 1) * (LOOK_VOXELS / 2) - 0.5
        said = np.stack([map_coordinates(vote, places, order=1, mode="nearest") for vote in votes])
        chosen = np.array(_WORN, np.uint8)[said.argmax(axis=0)]
        labels[view][open_to] = np.where(said.any(axis=0), chosen, labels[view][open_to])
    return _recoloured(replace(body, part=labels), body)


def _recoloured(planes: ReliefTriplane, before: ReliefTriplane) -> ReliefTriplane:
    """Texels that changed their part take the colour of the nearest that had it before."""
    colour = np.array(planes.colour)
    for view in range(VIEW_COUNT):
        for part in _WORN:
            mine = (before.part[view] == part) & (before.silhouette[view] < 0)
            new = (planes.part[view] == part) & (before.part[view] != part)
            if mine.any() and new.any():
                rows, columns = distance_transform_edt(~mine, return_distances=False, return_indices=True)
                colour[view][new] = planes.colour[view][rows[new], columns[new]]
    return replace(planes, colour=colour)


def _facing(planes: ReliefTriplane, view: int) -> Floats:
    """How squarely a view sees its texels, in (0, 1]."""
    texel = 2 / planes.size
    down, right = np.gradient(planes.depth[view], texel)
    return np.asarray(1 / (1 + down**2 + right**2), np.float32)


def _first_surface(volume: Floats, view: int, start: float | None) -> tuple[Floats, NDArray[np.bool_]]:
    """Depth of the first surface (V, V) of a view and where there is one; `start`: height at which a slice begins."""
    seen = _towards_viewer(volume, view)
    along = texel_centres(VOXELS)[:: -VIEW_SIGN[view]]
    if start is not None:
        first = int(np.searchsorted(along, start))
        seen, along = seen[first:], along[first:]
    within = seen < 0
    index = within.argmax(axis=0)
    met = within.any(axis=0)
    before = np.maximum(index - 1, 0)
    rows, columns = np.indices(index.shape)
    outer, inner = seen[before, rows, columns], seen[index, rows, columns]
    share = np.where(index > 0, outer / np.maximum(outer - inner, 1e-6), 0)
    depth = along[before] + share * (along[index] - along[before])
    if start is not None:
        depth = np.where(met & (index == 0), SLICE_Y - CLOSED, depth)
    return depth.astype(np.float32), np.asarray(met)


def _towards_viewer(volume: Floats, view: int) -> Floats:
    """(V, rows, columns): the volume from the side that the view looks at, rows as in the plane."""
    turned = volume.transpose(VIEW_AXIS[view], ROW_AXIS[view], COLUMN_AXIS[view])
    return turned[:: -VIEW_SIGN[view], :: ROW_SIGN[view]]


def _outline(volume: Floats, view: int, size: int) -> Floats:
    least = _towards_viewer(volume, view).min(axis=0)
    coverage = np.clip(0.5 - _enlarged(least, size) * (size / 2), 0, 1)
    return silhouette_distance(coverage)[0]


def _enlarged(values: Floats, size: int) -> Floats:
    return np.asarray(zoom(values, size / len(values), order=1, grid_mode=True, mode="nearest"), np.float32)

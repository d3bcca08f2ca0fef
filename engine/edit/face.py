"""An avatar with the face of the morphable model or of a photo, in shape and colour: what the base diffusion knows of
faces at 64 x 64 is a blur. Hair, head, neck and clothes stay the diffusion's."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import (
    binary_erosion,
    distance_transform_edt,
    gaussian_filter,
    grey_dilation,
    grey_erosion,
    map_coordinates,
)
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import spsolve

from engine.attributes import Part
from engine.edit.facial_hair import beard_of
from engine.edit.oklab import from_oklab, to_oklab
from engine.edit.recolour import part_colour, recolour
from engine.face import OF_FACE, Face
from engine.field.smooth import rejoined
from engine.field.texels import surface_points, texel_of
from engine.field.triplane import (
    SILHOUETTE_LIMIT,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_COUNT,
    VIEW_SIGN,
    ReliefTriplane,
    texel_centres,
)
from engine.reports import LatentReading
from engine.space import CHIN_Y, HEAD_HEIGHT

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

_FRONT: Final = 0
_NOSE_LINE: Final = CHIN_Y + 0.3 * HEAD_HEIGHT
_NOSE_FADE: Final = 0.1
"""Height in cube units over which what lies above gives way to what lies below."""
_TOP: Final = 4
_SIDES: Final = (2, 3)
_BESIDE: Final = (*_SIDES, _TOP, SLICE_VIEW)
"""Views that see the face too; from below its chin is seen, if the planes are sliced."""
_JOIN: Final = 4
"""Texels over which they pass from the head's own shape to the face's."""
_SEAM: Final = (4.0, 12.0)
"""Texels from its border up to which face and head are smoothed together, wholly and at all."""
_AROUND_BEARD: Final = 1.5
_WHOLLY: Final = 127
"""Weight above which a texel shows the face more than the head."""
_CUT: Final = 0.1
"""Cube units that a view may cut into what the front shows where the face is far."""
_GRAZING: Final = (0.25, 0.6)
"""Cosines to +z between which the front's picture fades on what faces sideways."""


def with_face(planes: ReliefTriplane, face: Face) -> ReliefTriplane:
    """`planes` (256) whose body wears `face`."""
    if not face.weight.any():
        return planes
    return _painted(rejoined(_shaped(planes, face), _seam(face)), face)


def with_drawn_face(planes: ReliefTriplane, face: Face) -> ReliefTriplane:
    """`planes` (256) with the face of the morphable model, and skin in its tone.

    The model knows no beards: those of the planes stay. What it says of skin is not stained by hair and clothes.
    """
    skin = face.picture[(face.part == Part.SKIN) & (face.weight > _WHOLLY)].mean(axis=0) / 255
    planes = recolour(planes, {Part.SKIN: (float(skin[0]), float(skin[1]), float(skin[2]))})
    beard = beard_of(planes.part[_FRONT])
    if beard is None:
        return with_face(planes, face)
    return with_face(planes, face.faded(gaussian_filter((~beard).astype(np.float32), _AROUND_BEARD)))


def kept_face(face: Face, reading: LatentReading) -> Face:
    """What an edit leaves of the photo's face: another sex takes all of it, a beard or a smile what lies below the
    nose."""
    changed = reading.changed()
    if "sex" in changed:
        return face.faded(np.zeros(face.weight.shape))
    if "facial_hair" in changed or "expression" in changed:
        above = (-texel_centres(len(face.weight)) - _NOSE_LINE) / _NOSE_FADE + 0.5
        return face.faded(np.broadcast_to(above.clip(0, 1)[:, None], face.weight.shape))
    return face


# shape


def _seam(face: Face) -> Floats:
    """1 at the border of the face, 0 away from it, on both sides."""
    inside = face.weight > _WHOLLY
    away = distance_transform_edt(inside) + distance_transform_edt(~inside)
    return np.asarray(((_SEAM[1] - away) / (_SEAM[1] - _SEAM[0])).clip(0, 1), np.float32)


def _shaped(planes: ReliefTriplane, face: Face) -> ReliefTriplane:
    """The front's depths follow the face, and join the head's at its border."""
    inside = (face.weight > 0) & (planes.silhouette[_FRONT] < 0)
    inner = binary_erosion(inside, iterations=1)
    old, own = planes.depth[_FRONT], gaussian_filter(face.depth.astype(np.float32), 1)
    apart = _harmonic(np.where(inside, old - own, 0).astype(np.float32), inner)
    new = np.where(inner, own + apart, old).astype(np.float32)
    depth = np.array(planes.depth)
    depth[_FRONT] = new
    silhouette = np.array(planes.silhouette)
    for view in _BESIDE if planes.sliced else _BESIDE[:-1]:
        _follow_front(depth, silhouette, view, inside)
    return replace(planes, depth=depth, silhouette=silhouette)


def _harmonic(values: Floats, inner: Mask) -> Floats:
    """`values` (S, S) with those in `inner` replaced by the smoothest that fit what lies around it."""
    number = np.full(inner.shape, -1)
    rows, columns = np.nonzero(inner)
    if not len(rows):
        return values
    count = len(rows)
    number[rows, columns] = np.arange(count)
    entries, at, to, known = [np.full(count, 4.0)], [np.arange(count)], [np.arange(count)], np.zeros(count)
    for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        beside = number[rows + down, columns + right]
        unknown = beside >= 0
        entries.append(np.full(int(unknown.sum()), -1.0))
        at.append(np.nonzero(unknown)[0])
        to.append(beside[unknown])
        known += np.where(unknown, 0, values[rows + down, columns + right])
    matrix = csr_matrix((np.concatenate(entries), (np.concatenate(at), np.concatenate(to))), (count, count))
    found = np.array(values)
    found[rows, columns] = spsolve(matrix.tocsc(), known)
    return found


def _follow_front(depth: Floats, silhouette: Floats, view: int, inside: Mask) -> None:
    """Bring one view from the side, from above or from below, in place, to what the front shows of the face.

    Each of its texels lies on a line of the front: a row for the sides, else a column. It sees the last place on
    that line where the front reaches as far ahead as the texel lies.
    """
    seen_by = silhouette[_FRONT] < 0
    if view == SLICE_VIEW:
        seen_by = seen_by & (-texel_centres(len(seen_by))[:, None] > SLICE_Y)
    lines = _as_lines(np.where(seen_by, depth[_FRONT], -2), view)
    border = _ahead_of_border(lines, _as_lines(inside.astype(np.float32), view) > 0)
    centres, sign = texel_centres(len(lines)), VIEW_SIGN[view]
    edge = _edges(lines, centres)
    share = ((centres[None, :] - border[:, None]) * len(lines) / 2 / _JOIN).clip(0, 1)
    share = gaussian_filter(grey_erosion(share, (2 * _JOIN + 1, 1)), (_JOIN / 2, 0))  # over lines as well
    share, edge = (_as_view(one, view) for one in (share, edge))
    seen = edge > -2
    edge = grey_dilation(edge, 3)  # interpolated between texels it must not cut into what the front shows
    near, reach = share, sign * depth[view]
    if view in _SIDES:  # sides that disagree cut less into what lies around it
        near = gaussian_filter(grey_dilation(share, 4 * _JOIN + 1), _JOIN)
        reach = np.maximum(reach, edge - _CUT * (1 - near))
    blended = np.where(silhouette[view] < 0, share * edge + (1 - share) * reach, edge)
    depth[view] = np.where(seen & (near > 0), sign * blended, depth[view])
    held = np.where(share > 0, seen, silhouette[view] < 0)
    if (held != (silhouette[view] < 0)).any():
        silhouette[view] = _signed_distance(held)


def _as_lines(front: Floats, view: int) -> Floats:
    """The front's texels along the lines that one view looks along, towards that view."""
    if view == _TOP:
        return front[::-1].T
    if view == SLICE_VIEW:
        return front.T
    return front if VIEW_SIGN[view] > 0 else front[:, ::-1]


def _as_view(lines: Floats, view: int) -> Floats:
    """What belongs to (line, z) as the texels of one view."""
    return lines.T if view in (_TOP, SLICE_VIEW) else lines


def _ahead_of_border(lines: Floats, inside: Mask) -> Floats:
    """For every line the z (lines,) at which the face begins, beyond everything where it does not cross the face."""
    first, last = inside.argmax(axis=1), inside.shape[1] - 1 - inside[:, ::-1].argmax(axis=1)
    rows = np.arange(len(lines))
    return np.where(inside.any(axis=1), np.maximum(lines[rows, first], lines[rows, last]), 2).astype(np.float32)


def _edges(lines: Floats, centres: Floats) -> Floats:
    """(lines, z): the last coordinate along a line where it reaches z, between texels as a straight line would, -2
    where it never does."""
    reach = np.maximum.accumulate(lines[:, ::-1], axis=1)[:, ::-1]
    found = np.full(lines.shape, -2, np.float32)
    texel = 2 / len(centres)
    for line, heights in enumerate(reach):
        count = len(centres) - np.searchsorted(heights[::-1], centres)  # heights fall along the line
        there = count > 0
        last = count[there] - 1
        here, beyond = heights[last], heights[np.minimum(last + 1, len(heights) - 1)]
        part = np.where(beyond > -1, (here - centres[there]) / np.maximum(here - beyond, 1e-6), 0.5)
        found[line, there] = centres[last] + texel * part.clip(0, 1)
    return found


def _signed_distance(inside: Mask) -> Floats:
    """In cube units, negative inside, within the limit that planes keep."""
    texel = 2 / len(inside)
    distance = (distance_transform_edt(~inside) - distance_transform_edt(inside) - 0.5 * (1 - 2.0 * inside)) * texel
    return np.asarray(distance.clip(-SILHOUETTE_LIMIT, SILHOUETTE_LIMIT), np.float32)


# colour


def _painted(planes: ReliefTriplane, face: Face) -> ReliefTriplane:
    """Every texel of every view is a surface point; its x and y say where it lies on the face."""
    picture, facing = _toned(planes, face), _facing(planes.depth[_FRONT])
    weight = face.weight.astype(np.float32) / 255 * facing
    size, colour, part = planes.size, np.array(planes.colour), np.array(planes.part)
    for view in range(VIEW_COUNT):
        x, y, z = surface_points(planes, view)
        rows, columns = (size * (1 - y) - 1) / 2, (size * (1 + x) - 1) / 2
        share = map_coordinates(weight, [rows, columns], order=1) * np.isin(part[view], OF_FACE)
        surface = map_coordinates(planes.depth[_FRONT], [rows, columns], order=1, mode="nearest")
        share = np.where(z > surface - 4 / size, share, 0)  # not the back of the head
        seen = [map_coordinates(one, [rows, columns], order=1, mode="nearest") for one in np.moveaxis(picture, -1, 0)]
        mixed = (1 - share[..., None]) * colour[view] + share[..., None] * np.stack(seen, axis=-1)
        colour[view] = mixed.clip(0, 1)
        named = face.part[texel_of(-y, size), texel_of(x, size)]
        part[view] = np.where(share > 0.5, named, part[view])
    return replace(planes, colour=colour, part=part)


def _toned(planes: ReliefTriplane, face: Face) -> Floats:
    """The face's picture in the avatar's tone of skin."""
    lab = to_oklab(np.asarray(face.picture / 255, np.float32))
    skin, wanted = (face.part == Part.SKIN) & (face.weight > _WHOLLY), part_colour(planes, Part.SKIN)
    if wanted is None or not skin.any():
        return from_oklab(lab)
    return from_oklab(lab + to_oklab(np.asarray(wanted, np.float32)) - lab[skin].mean(axis=0))


def _facing(depth: Floats) -> Floats:
    """1 where the front's surface looks ahead, 0 where it looks sideways."""
    down, right = np.gradient(depth, 2 / len(depth))
    cosine = 1 / np.sqrt(1 + down**2 + right**2)
    low, high = _GRAZING
    return np.asarray(((cosine - low) / (high - low)).clip(0, 1), np.float32)

"""Drawing an individual's relief triplane: orthographic pictures of its three layers, no fitting."""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.attributes import Part
from engine.camera import Camera
from engine.field.layers import average_nearest_layer, blocks
from engine.field.outline import distance_and_nearest, silhouette_distance
from engine.field.slice import close_hair_slice, close_slice
from engine.field.triplane import (
    CUBE,
    GLASSES_FRAME,
    SILHOUETTE_LIMIT,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_COUNT,
    VIEW_SIGN,
    Frame,
    ReliefTriplane,
)
from engine.individuals.view import View
from engine.space import PLANE_SIZE

OVERSAMPLING: Final = 2
"""Pictures are drawn this many times finer than the planes; hair and body are told apart sample by sample."""
CAMERA_DISTANCE: Final = 4.0
LAYER_THICKNESS: Final = 0.02
"""Pixels of one texel further behind the nearest than this (cube units) belong to another layer."""
HAIR_IN_FRONT: Final = 0.001
"""Hair is seen where it lies at least this far in front of the body (cube units)."""
GLASSES_BULGE: Final = 0.75
"""Texels by which each side of glasses is moved outwards: lenses are sheets."""

BODY: Final = frozenset({Part.SKIN, Part.FACIAL_HAIR, Part.EYES, Part.GARMENT})
HEADGEAR: Final = frozenset({Part.HAIR, Part.HAT})
GLASSES: Final = frozenset({Part.GLASSES})

_DIRECTIONS: Final = ((0, 0), (180, 0), (90, 0), (270, 0), (0, 90), (0, -90))
_FLIP_COLUMNS: Final = (False, True, True, False, False, False)
_FLIP_ROWS: Final = (False, False, False, False, False, True)


class Draw(Protocol):
    """Draws some parts of an individual, one sample a pixel."""

    def __call__(self, camera: Camera, size: int, parts: Set[Part]) -> View: ...


@dataclass(frozen=True, eq=False)
class _Picture:
    """A picture on the grid of its plane: colour (N, N, 3) 0 to 255; height (N, N) towards the viewer in units of
    the frame, -inf where nothing is; part (N, N)."""

    colour: NDArray[np.uint8]
    height: NDArray[np.float32]
    part: NDArray[np.uint8]

    def coverage(self, size: int) -> NDArray[np.float32]:
        """The covered share of each of size x size texels."""
        return blocks(np.isfinite(self.height), size).mean(axis=0, dtype=np.float32)


def camera_of(view: int, frame: Frame = CUBE, sliced: bool = False) -> Camera:
    """The orthographic camera that draws a view of a layer."""
    azimuth, elevation = _DIRECTIONS[view]
    near = CAMERA_DISTANCE + SLICE_Y if sliced and view == SLICE_VIEW else Camera.near
    return Camera(
        azimuth=azimuth,
        elevation=elevation,
        distance=CAMERA_DISTANCE,
        target=frame.centre,
        projection_kind="orthographic",
        half_height=frame.half,
        near=near,
    )


def encode(draw: Draw, size: int = PLANE_SIZE) -> ReliefTriplane:
    """The relief triplane of whatever `draw` draws inside the cube: body, hair and hat, glasses.

    `size`: texels per side of a plane. Layers of which nothing is seen are left out.
    """
    bare = [_picture(draw, BODY, view, size, CUBE, True) for view in range(VIEW_COUNT)]
    body = _stack([_relief(picture, view, size) for view, picture in enumerate(bare)])
    body = close_slice(replace(body, sliced=True))
    hair = _pictures(draw, HEADGEAR, size, CUBE, sliced=True)
    glasses = _pictures(draw, GLASSES, size, GLASSES_FRAME, sliced=False)
    return replace(
        body,
        hair=_hair(hair, bare, body, size) if hair else None,
        glasses=_glasses(glasses, size) if glasses else None,
    )


def _pictures(draw: Draw, parts: Set[Part], size: int, frame: Frame, sliced: bool) -> list[_Picture]:
    """The six views of a layer, none when the first shows nothing."""
    first = _picture(draw, parts, 0, size, frame, sliced)
    if not np.isfinite(first.height).any():
        return []
    return [first, *(_picture(draw, parts, view, size, frame, sliced) for view in range(1, VIEW_COUNT))]


def _picture(draw: Draw, parts: Set[Part], view: int, size: int, frame: Frame, sliced: bool) -> _Picture:
    drawn = draw(camera_of(view, frame, sliced), size * OVERSAMPLING, parts)
    flip = (slice(None, None, -1 if _FLIP_ROWS[view] else 1), slice(None, None, -1 if _FLIP_COLUMNS[view] else 1))
    part, depth = drawn.part[flip], drawn.depth[flip]
    covered = (drawn.alpha[flip] >= 128) & (part > 0) & np.isfinite(depth)
    height = np.where(covered, (CAMERA_DISTANCE - depth) / np.float32(frame.half), np.float32(-np.inf))
    return _Picture(drawn.colour[flip], height.astype(np.float32), part)


_Relief = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]


def _stack(reliefs: list[_Relief]) -> ReliefTriplane:
    colour, depth, silhouette, part = (np.stack(channel) for channel in zip(*reliefs, strict=True))
    return ReliefTriplane(colour, depth, silhouette, part)


def _glasses(pictures: list[_Picture], size: int) -> ReliefTriplane:
    """Sheets without thickness get some: what touches a texel fills it, and each side reaches as far as beside it."""
    planes = _stack([_relief(picture, view, size) for view, picture in enumerate(pictures)])
    outlines = [silhouette_distance((picture.coverage(size) > 0).astype(np.float32))[0] for picture in pictures]
    sign = np.array(VIEW_SIGN, np.float32)[:, None, None]
    height = ndimage.maximum_filter(planes.depth * sign, (1, 3, 3)) + np.float32(GLASSES_BULGE * 2 / size)
    return replace(planes, depth=np.clip(height * sign, -1, 1), silhouette=np.stack(outlines))


def _relief(picture: _Picture, view: int, size: int) -> _Relief:
    """Colour (S, S, 3), depth, silhouette and part (S, S) of one view."""
    covered = np.isfinite(picture.height)
    if not covered.any():
        return _empty(view, size)
    colour, height, part = average_nearest_layer(
        picture.colour, picture.height, picture.part, covered, size, LAYER_THICKNESS
    )
    silhouette, nearest = silhouette_distance(picture.coverage(size))
    return (
        colour[nearest] / np.float32(255),
        np.clip(height[nearest] * VIEW_SIGN[view], -1, 1),
        silhouette,
        part[nearest],
    )


def _hair(hair: list[_Picture], over: list[_Picture], body: ReliefTriplane, size: int) -> ReliefTriplane:
    views = [_hair_relief(*pair, view, size) for view, pair in enumerate(zip(hair, over, strict=True))]
    layer = _stack([relief for relief, _ in views])
    return close_hair_slice(replace(layer, sliced=True, cover=np.stack([cover for _, cover in views])), body)


def _hair_relief(hair: _Picture, body: _Picture, view: int, size: int) -> tuple[_Relief, NDArray[np.float32]]:
    """One view of what is seen of hair and hat in front of the body, and the share of each texel where they are."""
    if not np.isfinite(hair.height).any():
        return _empty(view, size), np.zeros((size, size), np.float32)
    visible = hair.height > body.height + np.float32(HAIR_IN_FRONT)
    cover = _visible_share(visible, hair, body, size)
    # nothing seen at all: what is hidden serves as well
    seen = visible if visible.any() else np.isfinite(hair.height)
    colour, height, part = average_nearest_layer(hair.colour, hair.height, hair.part, seen, size, LAYER_THICKNESS)
    silhouette, _ = silhouette_distance(hair.coverage(size))
    _, nearest = distance_and_nearest(np.asarray(~blocks(seen, size).any(axis=0)))
    depth = np.clip(height[nearest] * VIEW_SIGN[view], -1, 1)
    return (colour[nearest] / np.float32(255), depth, silhouette, part[nearest]), cover


def _visible_share(visible: NDArray[np.bool_], hair: _Picture, body: _Picture, size: int) -> NDArray[np.float32]:
    """The share of each texel's covered pixels that show hair, (S, S)."""
    anything = blocks(np.isfinite(hair.height) | np.isfinite(body.height), size).sum(axis=0, dtype=np.float32)
    return blocks(visible, size).sum(axis=0, dtype=np.float32) / np.maximum(anything, 1)


def _empty(view: int, size: int) -> _Relief:
    """A view that sees nothing: everything is outside, the surface at the far side of the cube."""
    grey = np.full((size, size, 3), 0.5, np.float32)
    far = np.full((size, size), -VIEW_SIGN[view], np.float32)
    return grey, far, np.full((size, size), SILHOUETTE_LIMIT, np.float32), np.zeros((size, size), np.uint8)

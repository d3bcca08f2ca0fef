"""Small pictures of avatars, drawn from the front relief itself: no OpenGL, a few milliseconds."""

from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from engine.document import Avatar
from engine.field.triplane import CUBE, GLASSES_FRAME, Frame, ReliefTriplane
from studio.pictures import to_qimage

FRONT: Final = 0
LIGHT: Final = (-0.45, 0.55, 0.70)
AMBIENT: Final = 0.45
STEEPEST: Final = 1.5
"""Slopes are limited to this, so that the edges of layers do not turn black."""
EDGE: Final = 1.5
"""Width in texels over which the outline fades."""

_KEPT: WeakKeyDictionary[Avatar, QImage] = WeakKeyDictionary()


def thumbnail(avatar: Avatar, size: int) -> QImage:
    """The avatar as it is worn, from the front, `size` pixels wide and high, transparent around."""
    if avatar not in _KEPT:
        _KEPT[avatar] = front_picture(_worn(avatar))
    smooth = Qt.TransformationMode.SmoothTransformation
    return _KEPT[avatar].scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def front_picture(planes: ReliefTriplane) -> QImage:
    """The front reliefs of every layer over each other."""
    picture = to_qimage(layer_picture(planes))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for layer, frame in ((planes.hair, CUBE), (planes.glasses, GLASSES_FRAME)):
        if layer is not None:
            painter.drawImage(_place_of(frame, planes.size), to_qimage(layer_picture(layer)))
    painter.end()
    return picture


def layer_picture(layer: ReliefTriplane) -> NDArray[np.uint8]:
    """The front relief of one layer under a soft light, uint8 (S, S, 4), straight alpha."""
    colour, depth, outline = layer.colour[FRONT], layer.depth[FRONT], layer.silhouette[FRONT]
    texel = 2 / layer.size
    down, right = (np.clip(slope / texel, -STEEPEST, STEEPEST) for slope in np.gradient(depth))
    towards = (down * LIGHT[1] - right * LIGHT[0] + LIGHT[2]) / np.sqrt(1 + down**2 + right**2)
    light = AMBIENT + (1 - AMBIENT) * 1.25 * np.clip(towards, 0, None)
    lit = np.clip(colour * np.sqrt(light)[..., None], 0, 1)
    alpha = np.clip(0.5 - outline / (EDGE * texel), 0, 1)
    if layer.cover is not None:
        alpha = np.minimum(alpha, layer.cover[FRONT])
    return np.rint(np.concatenate([lit, alpha[..., None]], axis=-1) * 255).astype(np.uint8)


def _place_of(frame: Frame, size: int) -> QRectF:
    """Where a layer's frame lies on a picture of the cube."""
    left, top = frame.centre[0] - frame.half, -frame.centre[1] - frame.half
    return QRectF((left + 1) / 2 * size, (top + 1) / 2 * size, frame.half * size, frame.half * size)


def _worn(avatar: Avatar) -> ReliefTriplane:
    if not avatar.look.colours and not avatar.look.hidden:
        return avatar.planes
    from engine.edit.wear import wear  # brings scipy

    return wear(avatar.planes, avatar.look)

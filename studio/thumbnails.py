"""Small pictures of avatars, drawn from the front relief itself: no OpenGL, a few milliseconds."""

from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from engine.document import Avatar
from engine.field.triplane import ReliefTriplane
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
        _KEPT[avatar] = to_qimage(front_picture(_worn(avatar)))
    smooth = Qt.TransformationMode.SmoothTransformation
    return _KEPT[avatar].scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def front_picture(planes: ReliefTriplane) -> NDArray[np.uint8]:
    """The front relief under a soft light, uint8 (S, S, 4), straight alpha."""
    colour, depth, outline = planes.colour[FRONT], planes.depth[FRONT], planes.silhouette[FRONT]
    texel = 2 / planes.size
    down, right = (np.clip(slope / texel, -STEEPEST, STEEPEST) for slope in np.gradient(depth))
    normal = np.stack([-right, down, np.ones_like(depth)], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    light = AMBIENT + (1 - AMBIENT) * 1.25 * np.clip(normal @ np.asarray(LIGHT, np.float32), 0, None)
    lit = np.clip(colour * np.sqrt(light)[..., None], 0, 1)
    alpha = np.clip(0.5 - outline / (EDGE * texel), 0, 1)
    return np.rint(np.concatenate([lit, alpha[..., None]], axis=-1) * 255).astype(np.uint8)


def _worn(avatar: Avatar) -> ReliefTriplane:
    if not avatar.look.colours and not avatar.look.hidden:
        return avatar.planes
    from engine.edit.wear import wear  # brings scipy

    return wear(avatar.planes, avatar.look)

"""Portraits cropped to a circle on a plain ground, as avatars on web pages are.

The plain corners are no part of the photo and mislead the person segmentation: they are marked as
unknown and painted over with the colours at the circle's rim.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_FLAT: Final = 10  # steps of 255 within which the ground counts as one colour (JPEG noise)
_RIM: Final = 0.985  # part of the radius that is surely inside


def uncircled(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.bool_] | None]:
    """The picture with its plain corners painted over, and where (H, W) it is a photo; None: everywhere."""
    height, width = picture.shape[:2]
    if not 0.9 < width / height < 1.1 or not _corners_flat(picture):
        return picture, None
    radius = _radius(height, width)
    if not _is_ground(picture[radius > 1.02], picture[0, 0]) or _is_ground(picture[_ring(radius)], picture[0, 0]):
        return picture, None
    outside = radius > 1.0
    filled = picture.copy()
    filled[outside] = _rim_colours(picture, radius, outside)
    return filled, ~outside


def _corners_flat(picture: NDArray[np.uint8]) -> bool:
    n = max(2, picture.shape[0] // 20)
    corners = [picture[:n, :n], picture[:n, -n:], picture[-n:, :n], picture[-n:, -n:]]
    return _is_ground(np.concatenate([corner.reshape(-1, 3) for corner in corners]), picture[0, 0])


def _is_ground(pixels: NDArray[np.uint8], ground: NDArray[np.uint8]) -> bool:
    difference = np.abs(pixels.astype(np.int16) - ground.astype(np.int16)).max(axis=-1)
    return bool(np.mean(difference <= _FLAT) > 0.99)


def _radius(height: int, width: int) -> NDArray[np.float32]:
    """Distance from the middle, 1 on the inscribed ellipse, shape (H, W)."""
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    return np.sqrt(y[:, None] ** 2 + x[None, :] ** 2)


def _ring(radius: NDArray[np.float32]) -> NDArray[np.bool_]:
    return (radius > 0.9) & (radius < _RIM)


def _rim_colours(
    picture: NDArray[np.uint8], radius: NDArray[np.float32], outside: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    height, width = radius.shape
    rows, columns = np.nonzero(outside)
    shrink = _RIM / radius[outside]
    y = ((rows + 0.5) / height * 2 - 1) * shrink
    x = ((columns + 0.5) / width * 2 - 1) * shrink
    return picture[((y + 1) / 2 * height).astype(int), ((x + 1) / 2 * width).astype(int)]

"""How the mouse moves the camera. Pure functions; pixels are logical ones."""

from dataclasses import replace
from typing import Final

import numpy as np

from engine.camera import Camera

DEGREES_PER_PIXEL: Final = 0.4
STEEPEST: Final = 89.0
NEAREST: Final = 1.6
FARTHEST: Final = 12.0
ZOOM_PER_NOTCH: Final = 0.88
NARROW: Final = 0.95
FOCUS_SHARE: Final = 0.7
REACH: Final = 1.0
"""The point looked at stays in the cube."""

HOME: Final = Camera(distance=4.9)
FRONT: Final = (0.0, 0.0)
BACK: Final = (180.0, 0.0)
SIDE: Final = (90.0, 0.0)


def turn(camera: Camera, right: float, down: float) -> Camera:
    """Orbit as if the avatar was dragged by so many pixels."""
    elevation = float(np.clip(camera.elevation + down * DEGREES_PER_PIXEL, -STEEPEST, STEEPEST))
    return replace(camera, azimuth=(camera.azimuth - right * DEGREES_PER_PIXEL) % 360, elevation=elevation)


def pan(camera: Camera, right: float, down: float, height: int) -> Camera:
    """Move the avatar with the mouse, in a viewport `height` pixels high."""
    unit = 2 * camera.distance * np.tan(np.deg2rad(camera.fov) / 2) / max(height, 1)
    right_axis, up_axis, _ = camera.axes()
    moved = np.asarray(camera.target) + unit * (down * up_axis - right * right_axis)
    x, y, z = np.clip(moved, -REACH, REACH).tolist()
    return replace(camera, target=(x, y, z))


def zoom(camera: Camera, notches: float) -> Camera:
    """Come closer by wheel notches."""
    distance = float(np.clip(camera.distance * ZOOM_PER_NOTCH**notches, NEAREST, FARTHEST))
    return replace(camera, distance=distance)


def fitted(camera: Camera, aspect: float) -> Camera:
    """The camera for a viewport of `aspect` (width / height): in a narrow one the sides still fit in."""
    if aspect >= NARROW:
        return camera
    half = np.tan(np.deg2rad(camera.fov) / 2) * NARROW / aspect
    return replace(camera, fov=float(2 * np.rad2deg(np.arctan(half))))


def look_from(camera: Camera, side: tuple[float, float]) -> Camera:
    """The same camera at another azimuth and elevation, centred again."""
    return replace(camera, azimuth=side[0], elevation=side[1], target=HOME.target)


def focus(camera: Camera, point: tuple[float, float, float]) -> Camera:
    """Look at `point` from nearer by."""
    x, y, z = np.clip(point, -REACH, REACH).tolist()
    return replace(camera, target=(x, y, z), distance=max(camera.distance * FOCUS_SHARE, NEAREST))

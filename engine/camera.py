"""Cameras around an avatar, shared by every renderer."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Camera:
    """A camera that orbits `target` in cube units (see `engine.space`).

    `azimuth` 0 looks at the face, 90 at the avatar's left side (the camera stands on +x);
    `elevation` 90 looks down from above; `roll` turns the picture clockwise; angles in degrees.
    `fov` is the vertical field of view of a perspective camera; `half_height` the visible half
    height of an orthographic one.
    """

    azimuth: float = 0.0
    elevation: float = 0.0
    roll: float = 0.0
    distance: float = 4.4
    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    fov: float = 27.0
    projection_kind: Literal["perspective", "orthographic"] = "perspective"
    half_height: float = 1.0
    near: float = 0.1
    far: float = 20.0

    def axes(self) -> Array:
        """Rows right, up, backward (unit vectors, world space), shape (3, 3)."""
        a, e, r = np.deg2rad([self.azimuth, self.elevation, self.roll])
        back = np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])
        right = np.array([np.cos(a), 0.0, -np.sin(a)])
        up = np.cross(back, right)
        turned_right = np.cos(r) * right + np.sin(r) * up
        turned_up = np.cos(r) * up - np.sin(r) * right
        return np.stack([turned_right, turned_up, back]).astype(np.float32)

    def position(self) -> Array:
        """Eye in world space, shape (3,)."""
        return (np.asarray(self.target) + self.distance * self.axes()[2]).astype(np.float32)

    def view_matrix(self) -> Array:
        """World to camera, shape (4, 4), column vectors; the camera looks along its -z."""
        axes = self.axes()
        matrix = np.eye(4, dtype=np.float32)
        matrix[:3, :3] = axes
        matrix[:3, 3] = -axes @ self.position()
        return matrix

    def projection_matrix(self, aspect: float = 1.0) -> Array:
        """Camera to OpenGL clip space, shape (4, 4), column vectors; `aspect` is width / height."""
        near, far = self.near, self.far
        matrix = np.zeros((4, 4), dtype=np.float32)
        if self.projection_kind == "orthographic":
            matrix[0, 0], matrix[1, 1] = 1 / (self.half_height * aspect), 1 / self.half_height
            matrix[2, 2], matrix[2, 3], matrix[3, 3] = -2 / (far - near), -(far + near) / (far - near), 1
            return matrix
        scale = 1 / np.tan(np.deg2rad(self.fov) / 2)
        matrix[0, 0], matrix[1, 1] = scale / aspect, scale
        matrix[2, 2], matrix[2, 3] = -(far + near) / (far - near), -2 * far * near / (far - near)
        matrix[3, 2] = -1
        return matrix

    def rays(self, width: int, height: int) -> tuple[Array, Array]:
        """Origins and unit directions through pixel centres, each (height, width, 3), row 0 on top."""
        x = ((np.arange(width) + 0.5) / width * 2 - 1) * width / height
        y = 1 - (np.arange(height) + 0.5) / height * 2
        grid_x, grid_y = np.meshgrid(x, y)
        right, up, back = self.axes()
        eye = self.position()
        if self.projection_kind == "orthographic":
            offset = self.half_height * (grid_x[..., None] * right + grid_y[..., None] * up)
            return (eye + offset).astype(np.float32), np.broadcast_to(-back, offset.shape).astype(np.float32)
        reach = np.tan(np.deg2rad(self.fov) / 2)
        direction = reach * (grid_x[..., None] * right + grid_y[..., None] * up) - back
        direction /= np.linalg.norm(direction, axis=-1, keepdims=True)
        return np.broadcast_to(eye, direction.shape).astype(np.float32), direction.astype(np.float32)

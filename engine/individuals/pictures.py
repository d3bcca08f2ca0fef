"""Pictures of individuals as packed arrays of a data set."""

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.individuals.packing import pack, pack_picture
from engine.individuals.shards import Arrays
from engine.individuals.view import View

DEPTH_REACH: Final = 2.5
"""Depths are stored from this far before to this far behind the camera's target, in cube units."""
_STEPS: Final = 65534


def pack_portrait(portrait: View, index: int) -> Arrays:
    """Colour as JPEG, alpha and part without loss."""
    return {
        f"portrait_colour_{index}": pack_picture(portrait.colour, portrait.alpha),
        f"portrait_labels_{index}": pack(np.stack([portrait.alpha, portrait.part])),
    }


def pack_view(view: View, camera: Camera, index: int) -> Arrays:
    """Colour, alpha, part and normal without loss, depth in 16 bits."""
    labels = {
        f"view_colour_{index}": pack(view.colour),
        f"view_labels_{index}": pack(np.stack([view.alpha, view.part])),
    }
    return labels | pack_geometry("view", view, camera, index)


def pack_geometry(kind: Literal["portrait", "view"], view: View, camera: Camera, index: int) -> Arrays:
    """Depth in 16 bits, normals."""
    assert view.normal is not None
    covered = (view.alpha > 0)[..., None]
    return {
        f"{kind}_depth_{index}": pack(steps_of_depth(view.depth, camera.distance)),
        f"{kind}_normal_{index}": pack(view.normal * covered),
    }


def steps_of_depth(depth: NDArray[np.float32], distance: float) -> NDArray[np.uint16]:
    """Depth (H, W) along the view axis of a camera at `distance` from its target, as 1 to 65535; 0 where infinite."""
    share = (np.where(np.isfinite(depth), depth, 0) - (distance - DEPTH_REACH)) / (2 * DEPTH_REACH)
    steps = 1 + np.rint(np.clip(share, 0, 1) * _STEPS)
    return np.where(np.isfinite(depth), steps, 0).astype(np.uint16)


def depth_of_steps(steps: NDArray[np.uint16], distance: float) -> NDArray[np.float32]:
    """The inverse of `steps_of_depth`, to within 4e-5 cube units."""
    depth = distance - DEPTH_REACH + (steps.astype(np.float32) - 1) * np.float32(2 * DEPTH_REACH / _STEPS)
    return np.where(steps == 0, np.float32(np.inf), depth)

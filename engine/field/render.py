"""The reference renderer: volume rendering of a field in torch, memory-bounded."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.attributes import PART_COUNT
from engine.camera import Camera
from engine.field.field import Field
from engine.field.march import Hits, Space, march
from engine.progress import CancelToken

BETA: Final = 0.001
"""Width of the Laplace distribution that turns signed distance into density (VolSDF, Yariv et al. 2021)."""
SAMPLES: Final = 6
REACH: Final = 0.004
"""Samples lie this far before and behind the surface, along the ray."""
RAYS_PER_BATCH: Final = 16384


@dataclass(frozen=True, eq=False)
class Picture:
    """rgb: float32 (H, W, 3), sRGB in [0, 1], not multiplied with alpha. alpha: float32 (H, W).
    depth: float32 (H, W) along the view axis, inf where alpha < 0.5. normal: float32 (H, W, 3), world.
    part: uint8 (H, W), BACKGROUND where alpha < 0.5. Row 0 on top."""

    rgb: NDArray[np.float32]
    alpha: NDArray[np.float32]
    depth: NDArray[np.float32]
    normal: NDArray[np.float32]
    part: NDArray[np.uint8]

    def over(self, background: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> NDArray[np.float32]:
        """The picture on a plain background, float32 (H, W, 3)."""
        alpha = self.alpha[..., None]
        return self.rgb * alpha + np.asarray(background, np.float32) * (1 - alpha)


@torch.no_grad()
def render(
    field: Field,
    camera: Camera,
    width: int,
    height: int,
    cancel: CancelToken | None = None,
    at_surface: bool = False,
) -> Picture:
    """Render `field` from `camera`: volume rendering around the surface, or the surface alone as the shader does it.

    Raises Cancelled between batches of rays when `cancel` is set.
    """
    origins, directions = (
        torch.from_numpy(np.array(ray, dtype=np.float32)).reshape(-1, 3) for ray in camera.rays(width, height)
    )
    space, pixel = Space(field), _pixel(camera, height)
    batches = []
    for start in range(0, len(origins), RAYS_PER_BATCH):
        if cancel is not None:
            cancel.check()
        batch = slice(start, start + RAYS_PER_BATCH)
        hits = march(field, space, origins[batch], directions[batch], pixel)
        batches.append(_batch(field, origins[batch], directions[batch], hits, at_surface))
    packed = torch.cat(batches).reshape(height, width, -1).numpy()
    return _picture(packed, camera)


def _pixel(camera: Camera, height: int) -> tuple[float, float]:
    """Width of a pixel per unit of distance, and at any distance."""
    if camera.projection_kind == "orthographic":
        return 0.0, 2 * camera.half_height / height
    return 2 * float(np.tan(np.deg2rad(camera.fov) / 2)) / height, 0.0


def _batch(field: Field, origins: Tensor, directions: Tensor, hits: Hits, at_surface: bool) -> Tensor:
    """Columns rgb, alpha, distance along the ray, normal, part; (N, 9)."""
    result = torch.zeros(len(origins), 9)
    seen = torch.nonzero(hits.coverage > 0)[:, 0]
    if len(seen) == 0:
        return result
    t = hits.t[seen]
    if at_surface:
        (colour, parts), centre = field.shade(origins[seen] + t[:, None] * directions[seen]), t
    else:
        colour, parts, centre = composite(field, origins[seen], directions[seen], t)
    result[seen, :3] = colour
    result[seen, 3] = hits.coverage[seen]
    result[seen, 4] = centre
    result[seen, 5:8] = field.normal(origins[seen] + t[:, None] * directions[seen])
    result[seen, 8] = parts.argmax(dim=1).float()
    return result


def render_rays(
    field: Field, space: Space, origins: Tensor, directions: Tensor, generator: torch.Generator | None = None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Colour (M, 3), part probabilities (M, 8), distance (M,) and index (M,) of those of N rays that meet the avatar.

    Gradients reach the decoder and the tensors of `field.tensors()`; finding the surface takes none. A
    `generator` stratifies: every sample lies anywhere in its share of the reach.
    """
    with torch.no_grad():
        hits = march(field, space, origins, directions, (1e-6, 1e-6))
    met = torch.nonzero(hits.coverage >= 1)[:, 0]
    return *composite(field, origins[met], directions[met], hits.t[met], generator), met


def composite(
    field: Field, origins: Tensor, directions: Tensor, t: Tensor, generator: torch.Generator | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """Volume-rendered colour (N, 3), part probabilities (N, 8) and distance (N,) of rays that meet a surface at t.

    Importance samples lie around t; their weights are normalised, since what lies behind is solid.
    """
    offsets = torch.linspace(-REACH, REACH, SAMPLES)
    if generator is not None:
        jitter = torch.rand(len(t), SAMPLES, generator=generator) - 0.5
        offsets = offsets + jitter * (2 * REACH / (SAMPLES - 1))
    points = origins[:, None] + (t[:, None] + offsets)[..., None] * directions[:, None]
    flat = points.reshape(-1, 3)
    distance = field.signed_distance(flat).reshape(-1, SAMPLES)
    density = laplace_density(distance)
    alpha = 1 - torch.exp(-density * (2 * REACH / (SAMPLES - 1)))
    passed = torch.cumprod(torch.cat([torch.ones_like(alpha[:, :1]), 1 - alpha[:, :-1]], dim=1), dim=1)
    weights = alpha * passed + 1e-6
    weights = weights / weights.sum(dim=1, keepdim=True)
    colour, parts = field.shade(flat)
    mixed = (weights[..., None] * colour.reshape(-1, SAMPLES, 3)).sum(dim=1)
    shares = (weights[..., None] * parts.reshape(-1, SAMPLES, PART_COUNT)).sum(dim=1)
    return mixed, shares, t + (weights * offsets).sum(dim=1)


def laplace_density(distance: Tensor, beta: float = BETA) -> Tensor:
    """Density of signed distances: the cumulative Laplace distribution of -distance, divided by beta."""
    tail = 0.5 * torch.exp(-distance.abs() / beta)
    return torch.where(distance > 0, tail, 1 - tail) / beta


def _picture(packed: NDArray[np.float32], camera: Camera) -> Picture:
    height, width = packed.shape[:2]
    alpha = packed[..., 3]
    along = -(camera.rays(width, height)[1] @ camera.axes()[2])
    solid = alpha >= 0.5
    return Picture(
        rgb=packed[..., :3],
        alpha=alpha,
        depth=np.where(solid, packed[..., 4] * along, np.inf).astype(np.float32),
        normal=packed[..., 5:8],
        part=np.where(solid, packed[..., 8], 0).astype(np.uint8),
    )

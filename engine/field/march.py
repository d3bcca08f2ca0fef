"""Marching rays to the depth hull in torch, step for step as `shaders/field/march.glsl` does."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import normalize

from engine.field import fusion
from engine.field.field import Field
from engine.field.volume import empty_distance, occupied_box


@dataclass(frozen=True)
class Hits:
    """For N rays: distance along the ray of the surface or of the closest approach (N,), and coverage (N,):
    1 on the surface, less where its edge crosses the pixel, 0 where the ray misses."""

    t: Tensor
    coverage: Tensor


class Space:
    """Where rays may advance freely around a field."""

    def __init__(self, field: Field) -> None:
        empty = empty_distance(field.planes, field.dilation)
        self._free = torch.from_numpy(empty)
        self.low, self.high = (torch.from_numpy(corner) for corner in occupied_box(empty))

    def free(self, points: Tensor) -> Tensor:
        """A distance free of surface around each point (N, 3) -> (N,)."""
        size = self._free.shape[0]
        x, y, z = ((points + 1) * (size / 2)).long().clamp(0, size - 1).unbind(dim=1)
        return self._free[x, y, z]

    def range(self, origins: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        """Where rays enter and leave the box that holds the surface."""
        inverse = 1 / torch.where(directions == 0, 1e-9, directions)
        a, b = (self.low - origins) * inverse, (self.high - origins) * inverse
        return torch.minimum(a, b).amax(dim=1).clamp(min=0), torch.maximum(a, b).amin(dim=1)


def march(field: Field, space: Space, origins: Tensor, directions: Tensor, pixel: tuple[float, float]) -> Hits:
    """First surface along rays (N, 3). A pixel is `pixel[0] * t + pixel[1]` wide at distance t."""
    t, end = space.range(origins, directions)
    best, coverage, before = t.clone(), torch.zeros_like(t), t.clone()
    nearest = torch.full_like(t, fusion.EDGE_PIXELS)
    active = torch.nonzero(t < end)[:, 0]
    for _ in range(fusion.MAX_STEPS):
        if len(active) == 0:
            break
        now = t[active]
        points = origins[active] + now[:, None] * directions[active]
        free = space.free(points)
        height = torch.where(free > fusion.LEAST_SKIP, 1.0, field.signed_distance(points))
        gap = height / (pixel[0] * now + pixel[1])
        inside = gap <= -0.5
        struck = active[inside]
        best[struck] = _bisect(field, origins[struck], directions[struck], before[struck], t[struck])
        coverage[struck] = 1
        closer = ~inside & (gap < nearest[active])
        best[active[closer]], nearest[active[closer]] = now[closer], gap[closer]
        outside = height >= 0
        before[active[outside]] = now[outside]
        step = torch.minimum((height * fusion.STEP_SHARE).clamp(min=fusion.LEAST_STEP), field.room(points))
        t[active] = now + torch.where(free > fusion.LEAST_SKIP, free, step)
        active = active[~inside & (t[active] < end[active])]
    edge = torch.nonzero((coverage < 1) & (nearest < fusion.EDGE_PIXELS))[:, 0]
    width = pixel[0] * best[edge] + pixel[1]
    points = origins[edge] + best[edge, None] * directions[edge]
    coverage[edge] = _edge_coverage(field, points, directions[edge], width, nearest[edge])
    return Hits(best, coverage)


def _edge_coverage(field: Field, points: Tensor, directions: Tensor, width: Tensor, gap: Tensor) -> Tensor:
    """The share of pixels, `width` wide at `points` (N, 3), that the avatar fills where rays come closest to it, `gap`
    pixels outside. The hull's distance grows faster than one to one where a view sees the surface at a slant."""
    upright = directions[:, 1:2].abs() < 0.9
    axis = torch.where(upright, torch.tensor([0.0, 1.0, 0.0]), torch.tensor([1.0, 0.0, 0.0]))
    side = normalize(torch.linalg.cross(directions, axis), dim=1)
    slopes = []
    for across in (side, torch.linalg.cross(side, directions)):
        half = 0.5 * width[:, None] * across
        slopes.append((field.signed_distance(points + half) - field.signed_distance(points - half)) / width)
    return (0.5 - gap / torch.hypot(*slopes).clamp(1, fusion.EDGE_SLOPE)).clamp(0, 1)


def _bisect(field: Field, origins: Tensor, directions: Tensor, outside: Tensor, inside: Tensor) -> Tensor:
    for _ in range(fusion.BISECTIONS):
        middle = (outside + inside) / 2
        within = field.signed_distance(origins + middle[:, None] * directions) < 0
        inside, outside = torch.where(within, middle, inside), torch.where(within, outside, middle)
    return (outside + inside) / 2

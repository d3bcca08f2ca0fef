"""The depth hull in torch: relief lookups and the signed distance, differentiable in the points and the planes."""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from engine.field.triplane import (
    BOTTOM_Y,
    COLUMN_AXIS,
    ROW_AXIS,
    ROW_SIGN,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_AXIS,
    VIEW_COUNT,
    VIEW_SIGN,
)

_SIGN: Final = torch.tensor(VIEW_SIGN, dtype=torch.float32)
_AXIS: Final = torch.tensor(VIEW_AXIS)
_COLUMN: Final = (COLUMN_AXIS[0], COLUMN_AXIS[2], COLUMN_AXIS[4])
_ROW: Final = (ROW_AXIS[0], ROW_AXIS[2], ROW_AXIS[4])
_ROW_SIGN: Final = torch.tensor([ROW_SIGN[0], ROW_SIGN[2], ROW_SIGN[4]], dtype=torch.float32)


@dataclass(frozen=True)
class Reading:
    """What the reliefs say at N points: dz (N, 6), positive in front of a view's surface, and silhouette (N, 6),
    negative inside its outline; units of the frame."""

    dz: Tensor
    silhouette: Tensor

    def distance(self, height: Tensor | None = None) -> Tensor:
        """The depth hull H (N,), not dilated: the farthest that any view places the point outside.

        `height`: the points' y (N,) when the planes are sliced.
        """
        dz = self.dz
        if height is None:
            return torch.maximum(dz, self.silhouette).amax(dim=1)
        # SLICE_VIEW is the last one
        above = torch.minimum(dz[:, SLICE_VIEW:], (height - SLICE_Y)[:, None])
        bounds = torch.cat([dz[:, :SLICE_VIEW], above], dim=1)
        return torch.maximum(torch.maximum(bounds, self.silhouette).amax(dim=1), BOTTOM_Y - height)


def plane_grid(points: Tensor) -> Tensor:
    """Texture coordinates in [-1, 1] of points (N, 3) on the three planes, (3, N, 2) as (column, row)."""
    columns = torch.stack([points[:, axis] for axis in _COLUMN])
    rows = torch.stack([points[:, axis] for axis in _ROW]) * _ROW_SIGN.to(points)[:, None]
    return torch.stack([columns, rows], dim=-1)


def sample_planes(planes: Tensor, grid: Tensor) -> Tensor:
    """Bilinear lookups, edges clamped as OpenGL does: planes (3, C, S, S) at grid (3, N, 2) -> (3, N, C)."""
    found = functional.grid_sample(planes, grid[:, None], padding_mode="border", align_corners=False)
    return found[:, :, 0].transpose(1, 2)


def read_reliefs(relief: Tensor, points: Tensor, grid: Tensor | None = None) -> Reading:
    """Read planes `relief` (3, 4, S, S), channels depth and silhouette of side 0, then of side 1."""
    found = sample_planes(relief, plane_grid(points) if grid is None else grid)
    by_view = found.reshape(3, -1, 2, 2).permute(1, 0, 2, 3).reshape(-1, VIEW_COUNT, 2)
    coordinate = points[:, _AXIS]
    return Reading((coordinate - by_view[..., 0]) * _SIGN.to(points), by_view[..., 1])

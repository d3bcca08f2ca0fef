"""One layer of a field: its reliefs as tensors, read at points of the cube. torch."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.attributes import PART_COUNT
from engine.field.bottom import bottom_looks
from engine.field.decoder import Evidence
from engine.field.hull import Reading, plane_grid, read_reliefs, sample_planes
from engine.field.surface import facing, relief_normals
from engine.field.triplane import (
    BOTTOM_Y,
    SILHOUETTE_LIMIT,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_COUNT,
    Frame,
    ReliefTriplane,
)


class FieldLayer:
    """Points are (N, 3) float32 in cube units, and so are all distances that come out."""

    def __init__(self, planes: ReliefTriplane, frame: Frame) -> None:
        size = planes.size
        self._size, self._sliced = size, planes.sliced
        self._centre, self._half = torch.tensor(frame.centre), frame.half
        relief = np.stack([planes.depth, planes.silhouette], axis=1).reshape(3, 4, size, size)
        self._relief = torch.from_numpy(relief)
        looks = np.concatenate([planes.colour, facing(planes)[..., None]], axis=-1)
        self._looks = torch.from_numpy(_as_planes(looks))
        self._normals = torch.from_numpy(_as_planes(relief_normals(planes)))
        self._parts = torch.from_numpy(planes.part.astype(np.int64))
        self._bottoms = torch.from_numpy(bottom_looks(planes))

    def tensors(self) -> list[Tensor]:
        """Depths with silhouettes, and colours with facing: what gradients may be asked of."""
        return [self._relief, self._looks]

    def distance(self, points: Tensor) -> Tensor:
        """The layer's depth hull (N,), not dilated; beyond the frame at least the distance to it."""
        local = self._local(points)
        return self._hull(read_reliefs(self._relief, local), local)

    def room(self, points: Tensor) -> Tensor:
        """A step (N,) from each point that does not pass through something thin: to its outlines or its frame."""
        local = self._local(points)
        outline = read_reliefs(self._relief, local).silhouette.amax(dim=1) * self._half
        return torch.maximum(outline, local.abs().amax(dim=1) - 1)

    def evidence(self, points: Tensor) -> Evidence:
        """What the layer's six views say about the points."""
        local = self._local(points)
        grid = plane_grid(local)
        reading = read_reliefs(self._relief, local, grid)
        looks = _by_view(sample_planes(self._looks, grid))
        dz, silhouette = reading.dz * self._half, self._beside_what_is_seen(reading, local) * self._half
        hull, shares = self._hull(reading, local), self._part_shares(grid)
        return Evidence(points, hull, dz, silhouette, looks[..., :3], looks[..., 3], shares)

    def on_bottom(self, points: Tensor) -> Tensor:
        """Which surface points (N,) lie on the flat bottom that no view shows."""
        return (points[:, 1] < BOTTOM_Y) & self._sliced

    def bottom(self, points: Tensor) -> Tensor:
        """Colour and part (N, 4) of points on the bottom: below the nearer one of what front and back see."""
        local = self._local(points)
        nearer = read_reliefs(self._relief, local).dz[:, :2].abs().argmin(dim=1)
        texel = ((plane_grid(local)[0] + 1) * (self._size / 2)).long().clamp(0, self._size - 1)
        return self._bottoms[self._parts[nearer, texel[:, 1], texel[:, 0]]]

    def normals(self, points: Tensor) -> Tensor:
        """The views' normals at the points, (N, 6, 3)."""
        return _by_view(sample_planes(self._normals, plane_grid(self._local(points))))

    def _hull(self, reading: Reading, local: Tensor) -> Tensor:
        beyond = local.abs().amax(dim=1) - 1
        return torch.maximum(reading.distance(local[:, 1] if self._sliced else None), beyond) * self._half

    def _beside_what_is_seen(self, reading: Reading, local: Tensor) -> Tensor:
        """Silhouettes (N, 6); below its start the slice sees nothing, as beside an outline."""
        if not self._sliced:
            return reading.silhouette
        below = (SLICE_Y - local[:, 1]).clamp(max=SILHOUETTE_LIMIT)
        of_slice = torch.maximum(reading.silhouette[:, SLICE_VIEW], below)
        return torch.cat([reading.silhouette[:, :SLICE_VIEW], of_slice[:, None]], dim=1)

    def _local(self, points: Tensor) -> Tensor:
        return (points - self._centre) / self._half

    def _part_shares(self, grid: Tensor) -> Tensor:
        """Bilinear shares of the labels around each point, (N, 6, 8), as one-hot planes would give them."""
        at = (grid + 1) * (self._size / 2) - 0.5
        low = at.floor()
        share = at - low
        shares = torch.zeros(grid.shape[1], VIEW_COUNT, PART_COUNT)
        for column, row in ((0, 0), (1, 0), (0, 1), (1, 1)):
            texel = (low + torch.tensor([column, row])).clamp(0, self._size - 1).long()
            x = share[..., 0] if column else 1 - share[..., 0]
            y = share[..., 1] if row else 1 - share[..., 1]
            for view in range(VIEW_COUNT):
                plane = view // 2
                label = self._parts[view, texel[plane, :, 1], texel[plane, :, 0]]
                shares[:, view].scatter_add_(1, label[:, None], (x[plane] * y[plane])[:, None])
        return shares


def _as_planes(views: NDArray[np.float32]) -> NDArray[np.float32]:
    """(6, S, S, C) -> (3, 2 C, S, S)."""
    size, channels = views.shape[1], views.shape[3]
    by_plane = views.reshape(3, 2, size, size, channels).transpose(0, 1, 4, 2, 3)
    return np.ascontiguousarray(by_plane.reshape(3, 2 * channels, size, size))


def _by_view(found: Tensor) -> Tensor:
    """(3, N, 2 C) -> (N, 6, C)."""
    count, channels = found.shape[1], found.shape[2] // 2
    return found.reshape(3, count, 2, channels).permute(1, 0, 2, 3).reshape(count, VIEW_COUNT, channels)

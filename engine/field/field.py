"""A relief triplane as a field in space: signed distance, colour and part anywhere in the cube. torch."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.attributes import PART_COUNT
from engine.field.decoder import Decoder, Evidence, base_logits, from_weights
from engine.field.decoder_weights import DecoderWeights
from engine.field.fusion import HULL_OFFSET, NORMAL_DEPTH, NORMAL_POWER
from engine.field.hull import plane_grid, read_reliefs, sample_planes
from engine.field.surface import facing, hull_volume, relief_normals
from engine.field.triplane import VIEW_COUNT, ReliefTriplane


class Field:
    """One avatar and the shared decoder. Points are (N, 3) float32 in cube units."""

    def __init__(
        self, planes: ReliefTriplane, decoder: DecoderWeights | Decoder, dilation: float = HULL_OFFSET
    ) -> None:
        self.planes = planes
        self.dilation = dilation
        self._decoder = from_weights(decoder) if isinstance(decoder, DecoderWeights) else decoder
        normals = relief_normals(planes)
        size = planes.size
        relief = np.stack([planes.depth, planes.silhouette], axis=1).reshape(3, 4, size, size)
        self._relief = torch.from_numpy(relief)
        looks = np.concatenate([planes.colour, facing(planes)[..., None]], axis=-1)
        self._looks = torch.from_numpy(_as_planes(looks))
        self._normals = torch.from_numpy(_as_planes(normals))
        self._parts = torch.from_numpy(planes.part.astype(np.int64))

    def signed_distance(self, points: Tensor) -> Tensor:
        """Negative inside, (N,). Its sign is exact; its size is a bound along an axis, not Euclidean."""
        return read_reliefs(self._relief, points).distance() - self.dilation

    def shade(self, points: Tensor) -> tuple[Tensor, Tensor]:
        """Colour (N, 3) sRGB in [0, 1] and part probabilities (N, 8) of points on or near the surface."""
        colour, logs = self.decode(points)
        return colour, logs.exp()

    def decode(self, points: Tensor) -> tuple[Tensor, Tensor]:
        """Colour (N, 3) and part log-probabilities (N, 8)."""
        result: tuple[Tensor, Tensor] = self._decoder(self.evidence(points))
        return result

    def evidence(self, points: Tensor) -> Evidence:
        """What the six views say about the points."""
        grid = plane_grid(points)
        reading = read_reliefs(self._relief, points, grid)
        looks = _by_view(sample_planes(self._looks, grid))
        return Evidence(points, reading.dz, reading.silhouette, looks[..., :3], looks[..., 3], self._part_shares(grid))

    def normal(self, points: Tensor) -> Tensor:
        """Unit normals (N, 3) of surface points, fused from the views' reliefs."""
        weights = base_logits(self.evidence(points), NORMAL_DEPTH, NORMAL_POWER).softmax(dim=1)
        normals = _by_view(sample_planes(self._normals, plane_grid(points)))
        return torch.nn.functional.normalize((weights[..., None] * normals).sum(dim=1), dim=1)

    def grid(self, resolution: int) -> NDArray[np.float32]:
        """Signed distance at resolution^3 points, float32 [x, y, z].

        The points are voxel centres: index i lies at -1 + (2 i + 1) / resolution.
        """
        if self.planes.size % resolution == 0:
            return hull_volume(self.planes, resolution) - np.float32(self.dilation)
        centres = (torch.arange(resolution) + 0.5) * (2 / resolution) - 1
        slabs = []
        for x in centres:
            y, z = torch.meshgrid(centres, centres, indexing="ij")
            points = torch.stack([x.expand_as(y), y, z], dim=-1).reshape(-1, 3)
            slabs.append(self.signed_distance(points).reshape(resolution, resolution))
        return torch.stack(slabs).numpy()

    def _part_shares(self, grid: Tensor) -> Tensor:
        """Bilinear shares of the labels around each point, (N, 6, 8), as one-hot planes would give them."""
        size = self.planes.size
        at = (grid + 1) * (size / 2) - 0.5
        low = at.floor()
        share = at - low
        shares = torch.zeros(grid.shape[1], VIEW_COUNT, PART_COUNT)
        for column, row in ((0, 0), (1, 0), (0, 1), (1, 1)):
            texel = (low + torch.tensor([column, row])).clamp(0, size - 1).long()
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
    count = found.shape[1]
    return found.reshape(3, count, 2, -1).permute(1, 0, 2, 3).reshape(count, VIEW_COUNT, -1)

"""An avatar of a few formulas: a banded sphere with glasses, cut off below, whose every colour and part is known."""

import numpy as np
import torch
from numpy.typing import NDArray

from engine.attributes import PART_COUNT, Part
from engine.field.triplane import CUBE, Frame

COLOURS = {
    Part.SKIN: (0.8, 0.6, 0.5), Part.HAIR: (0.3, 0.15, 0.1), Part.EYES: (0.2, 0.4, 0.8),
    Part.GARMENT: (0.7, 0.1, 0.1), Part.GLASSES: (0.05, 0.05, 0.05),
}  # fmt: skip
RADIUS = 0.6
RIM = 0.02
HAIR_ABOVE, GARMENT_BELOW = 0.3, -0.3


class BandedSphere:
    """Hair above, skin in the middle, garment below down to the cube's floor; a ring for glasses; two eyes."""

    def grid(self, resolution: int) -> NDArray[np.float32]:
        axis = (-1 + (2 * torch.arange(resolution) + 1) / resolution).float()
        points = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"), dim=-1)
        return self.signed_distance(points.reshape(-1, 3)).reshape((resolution,) * 3).numpy()

    def grids(self, resolution: int) -> list[tuple[NDArray[np.float32], Frame]]:
        return [(self.grid(resolution), CUBE)]

    def signed_distance(self, points: torch.Tensor) -> torch.Tensor:
        ball = points.norm(dim=1) - RADIUS
        trunk = torch.maximum(points[:, [0, 2]].norm(dim=1) - 0.4, points[:, 1])  # leaves the cube below
        return torch.minimum(torch.minimum(ball, trunk), self._ring(points))

    def shade(self, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        y = points[:, 1]
        weight = torch.zeros(len(points), PART_COUNT)
        weight[:, Part.SKIN] = 0.5
        weight[:, Part.HAIR] = torch.sigmoid((y - HAIR_ABOVE) / 0.01)
        weight[:, Part.GARMENT] = torch.sigmoid((GARMENT_BELOW - y) / 0.01)
        weight[:, Part.EYES] = 2 * torch.sigmoid((0.07 - self._from_eye(points)) / 0.01)
        weight[:, Part.GLASSES] = 3 * torch.sigmoid((0.01 - self._ring(points)) / 0.003)
        weight = weight / weight.sum(dim=1, keepdim=True)
        table = torch.tensor([COLOURS.get(part, (0.0, 0.0, 0.0)) for part in Part])
        return table[weight.argmax(dim=1)], weight

    def of(self, part: Part) -> "BandedSphere":
        return self

    def _ring(self, points: torch.Tensor) -> torch.Tensor:
        """A torus around the ball at eye height, standing off the skin."""
        from_axis = points[:, [0, 2]].norm(dim=1) - (RADIUS + 0.03)
        return torch.stack([from_axis, points[:, 1] - 0.15], dim=1).norm(dim=1) - RIM

    def _from_eye(self, points: torch.Tensor) -> torch.Tensor:
        eye = torch.tensor([0.2, 0.0, 0.5657])
        return (
            (points * torch.tensor([1.0, 1.0, 1.0]) - eye)
            .norm(dim=1)
            .minimum((points * torch.tensor([-1.0, 1.0, 1.0]) - eye).norm(dim=1))
        )

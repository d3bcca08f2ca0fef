"""A relief triplane as a field in space: signed distance, colour and part anywhere in the cube. torch."""

from collections.abc import Iterator
from copy import copy
from dataclasses import fields, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import normalize

from engine.attributes import Part
from engine.field.decoder import Decoder, Evidence, base_logits, from_weights
from engine.field.decoder_weights import DecoderWeights
from engine.field.fusion import HULL_OFFSET, LARGEST_STEP, LEAST_STEP, NORMAL_DEPTH, NORMAL_POWER
from engine.field.layer import FieldLayer
from engine.field.triplane import CUBE, GLASSES_FRAME, Frame, ReliefTriplane
from engine.field.volume import frame_volume, hull_volume


class Field:
    """One avatar and the shared decoder. Points are (N, 3) float32 in cube units.

    The surface is the outermost of the layers'; what a point looks like is told by the layer it is nearest to.
    """

    def __init__(
        self, planes: ReliefTriplane, decoder: DecoderWeights | Decoder, dilation: float = HULL_OFFSET
    ) -> None:
        self.planes = planes
        self.dilation = dilation
        self._decoder = from_weights(decoder) if isinstance(decoder, DecoderWeights) else decoder
        self._layers = [FieldLayer(layer, frame) for layer, frame in planes.layers()]

    def tensors(self) -> list[Tensor]:
        """The planes' tensors, layer by layer; those that require gradients get them from what is rendered."""
        return [tensor for layer in self._layers for tensor in layer.tensors()]

    def signed_distance(self, points: Tensor) -> Tensor:
        """Negative inside, (N,). Its sign is exact; its size is a bound along an axis, not Euclidean."""
        return self._distances(points).amin(dim=1) - self.dilation

    def room(self, points: Tensor) -> Tensor:
        """The largest step (N,) a ray may take from each point: less beside glasses, which are thinner than others."""
        room = torch.full_like(points[:, 0], LARGEST_STEP)
        for layer, (_, frame) in zip(self._layers, self.planes.layers(), strict=True):
            if frame != CUBE:
                room = torch.minimum(room, layer.room(points))
        return room.clamp(min=LEAST_STEP)

    def shade(self, points: Tensor) -> tuple[Tensor, Tensor]:
        """Colour (N, 3) sRGB in [0, 1] and part probabilities (N, 8) of points on or near the surface."""
        colour, logs = self.decode(points)
        return colour, logs.exp()

    def decode(self, points: Tensor) -> tuple[Tensor, Tensor]:
        """Colour (N, 3) and part log-probabilities (N, 8)."""
        colour, logs = self._decoder(self.evidence(points))
        for layer, bottom in self._bottoms(points):
            look = layer.bottom(points)
            colour = torch.where(bottom[:, None], look[:, :3], colour)
            only = torch.full_like(logs, -torch.inf).scatter(1, look[:, 3:].long(), 0.0)
            logs = torch.where(bottom[:, None], only, logs)
        return colour, logs

    def of(self, part: Part) -> "Field":
        """The field of the layer that shows `part` alone, for points that are known to belong to it."""
        wanted = self.planes.hair if part in (Part.HAIR, Part.HAT) else None
        wanted = self.planes.glasses if part == Part.GLASSES else wanted
        alone = copy(self)
        first = 0 if wanted is None else 1 if wanted is self.planes.hair else len(self._layers) - 1
        alone._layers = self._layers[first : first + 1]
        return alone

    def evidence(self, points: Tensor) -> Evidence:
        """What the six views of each point's layer say about it."""
        if len(self._layers) == 1:
            return self._layers[0].evidence(points)
        owner = self.owner(points)
        chosen = [torch.nonzero(owner == index)[:, 0] for index in range(len(self._layers))]
        found = [layer.evidence(points[index]) for layer, index in zip(self._layers, chosen, strict=True)]
        order = torch.argsort(torch.cat(chosen))
        names = [field.name for field in fields(Evidence)]
        return Evidence(**{name: torch.cat([getattr(part, name) for part in found])[order] for name in names})

    def normal(self, points: Tensor) -> Tensor:
        """Unit normals (N, 3) of surface points, fused from the views' reliefs."""
        weights = base_logits(self.evidence(points), NORMAL_DEPTH, NORMAL_POWER).softmax(dim=1)
        normals = torch.zeros(*weights.shape, 3)
        owner = self.owner(points)
        for index, layer in enumerate(self._layers):
            mine = owner == index
            normals[mine] = layer.normals(points[mine])
        fused = normalize((weights[..., None] * normals).sum(dim=1), dim=1)
        for _, bottom in self._bottoms(points):
            fused[bottom] = torch.tensor([0.0, -1.0, 0.0])
        return fused

    def owner(self, points: Tensor) -> Tensor:
        """Which layer each point belongs to, (N,): the one whose surface it is nearest to or deepest in."""
        return self._distances(points).argmin(dim=1)

    def grids(self, resolution: int) -> list[tuple[NDArray[np.float32], Frame]]:
        """Signed distances of the avatar and, on a grid of their own, of its glasses; each with its frame.

        float32 (resolution, resolution, resolution) [x, y, z] in units of the frame, at voxel centres: index i
        lies at -1 + (2 i + 1) / resolution of the frame.
        """
        worn = self.planes.glasses
        bare = Field(replace(self.planes, glasses=None), self._decoder, self.dilation) if worn is not None else self
        found = [(bare.grid(resolution), CUBE)]
        if worn is not None:
            dilation = np.float32(self.dilation / GLASSES_FRAME.half)
            found.append((frame_volume(worn, resolution) - dilation, GLASSES_FRAME))
        return found

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

    def _bottoms(self, points: Tensor) -> Iterator[tuple[FieldLayer, Tensor]]:
        """Layers with points on their flat bottom, and which (N,)."""
        low = [layer.on_bottom(points) for layer in self._layers]
        if not any(bool(points_below.any()) for points_below in low):
            return
        owner = self.owner(points)
        for index, layer in enumerate(self._layers):
            yield layer, low[index] & (owner == index)

    def _distances(self, points: Tensor) -> Tensor:
        return torch.stack([layer.distance(points) for layer in self._layers], dim=1)

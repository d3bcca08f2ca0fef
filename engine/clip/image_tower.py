"""The image tower: an aligned portrait to the latent z, by a small head on frozen features.

It reads the backbone's pooled features of two crops, and for every part that the parser finds its
area, its colour and its pooled features: colours and parts look alike for renders and photos.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.attributes import PART_COUNT
from engine.clip.backbone import POOLED_WIDTH, STAGE_WIDTHS, Backbone, to_pictures
from engine.clip.config import ImageConfig
from engine.clip.parser import PARSE_SIZE, PartParser, small_mask

_PART_WIDTH: Final = STAGE_WIDTHS[2]
PER_PART: Final = 1 + 3 + _PART_WIDTH
FEATURE_WIDTH: Final = 2 * POOLED_WIDTH + (PART_COUNT - 1) * PER_PART
BACKDROP: Final = 160
"""Grey that stands for everything that is not the person."""


@dataclass(frozen=True)
class PortraitReading:
    """What frozen features say of portraits: `features` (B, FEATURE_WIDTH), `parts` (B, 64, 64) labels,
    `colours` (B, 8, 3) sRGB in [0, 1] and `areas` (B, 8) share of the crop, of every part."""

    features: Tensor
    parts: Tensor
    colours: Tensor
    areas: Tensor


class ImageTower(nn.Module):
    """Features (B, FEATURE_WIDTH) to unit latents (B, 256)."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, config: ImageConfig) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(FEATURE_WIDTH))
        self.register_buffer("deviation", torch.ones(FEATURE_WIDTH))
        self.first = nn.Linear(FEATURE_WIDTH, config.hidden)
        self.dropout = nn.Dropout(config.dropout)
        self.second = nn.Linear(config.hidden, config.output_dim)

    def forward(self, features: Tensor) -> Tensor:
        normalised = ((features - self.mean) / self.deviation).clamp(-5, 5)
        hidden = F.gelu(self.first(self.dropout(normalised)))
        return F.normalize(self.second(self.dropout(hidden)), dim=-1)


def without_background(pixels: NDArray[np.uint8], mask: NDArray[np.float32]) -> NDArray[np.uint8]:
    """uint8 (..., H, W, 3) with everything outside `mask` (..., H, W) in [0, 1] turned grey."""
    share = mask[..., None]
    return (pixels * share + BACKDROP * (1 - share)).round().astype(np.uint8)


@torch.no_grad()
def read_portraits(
    backbone: Backbone,
    parser: PartParser,
    bust: NDArray[np.uint8],
    bust_mask: NDArray[np.float32],
    face: NDArray[np.uint8],
    face_mask: NDArray[np.float32],
) -> PortraitReading:
    """Read aligned crops: bust (B, 256, 256, 3), face (B, 224, 224, 3) and their person masks."""
    pictures = to_pictures(without_background(bust, bust_mask))
    with torch.autocast("cpu", torch.bfloat16):
        maps, bust_pooled = backbone(pictures)
        _, face_pooled = backbone(to_pictures(without_background(face, face_mask)))
    mask = small_mask(torch.from_numpy(np.ascontiguousarray(bust_mask)))
    likely = parser(maps, mask).softmax(1)
    colours, areas = part_colours(to_pictures(bust) / 255, likely)
    pooled = _pool(F.interpolate(maps[2], size=(PARSE_SIZE, PARSE_SIZE)), likely)
    per_part = torch.cat([areas[..., None].sqrt(), colours, pooled], dim=-1)[:, 1:]
    features = torch.cat([bust_pooled, face_pooled, per_part.flatten(1)], dim=1)
    return PortraitReading(features, likely.argmax(1), colours, areas)


def part_colours(pictures: Tensor, likely: Tensor) -> tuple[Tensor, Tensor]:
    """Mean colour (B, 8, 3) of every part of `pictures` (B, 3, H, W) in [0, 1], and its area (B, 8).

    `likely` (B, 8, 64, 64) are part probabilities; doubtful texels and borders are left out.
    """
    small = F.interpolate(pictures, size=likely.shape[-2:], mode="area")
    sure = (likely - 0.5).clamp_min(0) * 2
    inner = -F.max_pool2d(-sure, 3, 1, 1)
    weight = torch.where(inner.sum((2, 3), keepdim=True) > 4, inner, sure)
    total = weight.sum((2, 3))
    colours = torch.einsum("bchw,bphw->bpc", small, weight) / total.clamp_min(0.5)[..., None]
    return colours, likely.mean((2, 3))


def _pool(maps: Tensor, likely: Tensor) -> Tensor:
    total = likely.sum((2, 3)).clamp_min(1)
    return torch.einsum("bchw,bphw->bpc", maps, likely) / total[..., None]

"""The image tower: what frozen features say of a portrait to the latent z, by a small head."""

from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.clip.blocks import blocks_of
from engine.clip.config import ImageConfig
from engine.clip.open_clip_image import OpenClipImage, load_open_clip
from engine.training.weights import load_weights, read_card, weights_path

NAME: Final = "image_tower"

_CHUNK = 1024


class ImageTower(nn.Module):
    """Blocks (B, width of all) to unit latents (B, 256).

    Every block is brought to few numbers by itself before they meet, so that no block drowns another: a
    garment's three colour values must not lose against thousands of texture features.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, config: ImageConfig) -> None:
        super().__init__()
        self.widths = list(blocks_of(config.open_clip_width).values())
        self.register_buffer("mean", torch.zeros(sum(self.widths)))
        self.register_buffer("deviation", torch.ones(sum(self.widths)))
        self.readers = nn.ModuleList(nn.Linear(width, config.per_block) for width in self.widths)
        self.norm = nn.LayerNorm(len(self.widths) * config.per_block)
        self.first = nn.Linear(len(self.widths) * config.per_block, config.hidden)
        self.second = nn.Linear(config.hidden, config.output_dim)
        self.dropout = config.dropout

    def fit(self, blocks: Tensor) -> None:
        """Take the statistics that inputs are normalised with from training rows (N, width of all blocks)."""
        some = blocks[:: max(1, len(blocks) // 4000)].float()
        self.mean.copy_(some.mean(0))
        self.deviation.copy_(some.std(0) + 0.02 * some.std(0).mean() + 1e-4)

    def forward(self, blocks: Tensor) -> Tensor:
        normalised = ((blocks.float() - self.mean) / self.deviation).clamp(-5, 5)
        pieces = F.dropout(normalised, self.dropout, self.training).split(self.widths, dim=-1)
        told = torch.cat([reader(piece) for reader, piece in zip(self.readers, pieces, strict=True)], dim=-1)
        hidden = F.gelu(self.first(F.gelu(self.norm(told))))
        return F.normalize(self.second(F.dropout(hidden, self.dropout, self.training)).float(), dim=-1)


def load_image_tower() -> tuple[ImageTower, OpenClipImage | None]:
    """The shipped tower, frozen, and the open_clip model that it reads where it was trained on one.

    Raises WeightsError when weights are missing or do not fit.
    """
    config = ImageConfig(**read_card(weights_path(NAME))["tower"])
    tower = ImageTower(config)
    load_weights(weights_path(NAME), tower)
    return tower, load_open_clip() if config.open_clip_width else None


@torch.no_grad()
def encode_blocks(tower: ImageTower, blocks: Tensor) -> Tensor:
    """Unit latents (N, 256) of any number of portraits, a piece at a time."""
    return torch.cat([tower(some) for some in blocks.split(_CHUNK)])

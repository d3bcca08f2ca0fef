"""The image tower: what frozen features say of a portrait to the latent z, by a small head."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.clip.blocks import BLOCKS, BLOCKS_WIDTH
from engine.clip.config import ImageConfig

_CHUNK = 1024


class ImageTower(nn.Module):
    """Blocks (B, BLOCKS_WIDTH) to unit latents (B, 256).

    Every block is brought to few numbers by itself before they meet, so that no block drowns another: a
    garment's three colour values must not lose against thousands of texture features.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, config: ImageConfig) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(BLOCKS_WIDTH))
        self.register_buffer("deviation", torch.ones(BLOCKS_WIDTH))
        self.readers = nn.ModuleList(nn.Linear(width, config.per_block) for width in BLOCKS.values())
        self.norm = nn.LayerNorm(len(BLOCKS) * config.per_block)
        self.first = nn.Linear(len(BLOCKS) * config.per_block, config.hidden)
        self.second = nn.Linear(config.hidden, config.output_dim)
        self.dropout = config.dropout

    def fit(self, blocks: Tensor) -> None:
        """Take the statistics that inputs are normalised with from training rows (N, BLOCKS_WIDTH)."""
        some = blocks[:: max(1, len(blocks) // 4000)].float()
        self.mean.copy_(some.mean(0))
        self.deviation.copy_(some.std(0) + 0.02 * some.std(0).mean() + 1e-4)

    def forward(self, blocks: Tensor) -> Tensor:
        normalised = ((blocks.float() - self.mean) / self.deviation).clamp(-5, 5)
        pieces = F.dropout(normalised, self.dropout, self.training).split(list(BLOCKS.values()), dim=-1)
        told = torch.cat([reader(piece) for reader, piece in zip(self.readers, pieces, strict=True)], dim=-1)
        hidden = F.gelu(self.first(F.gelu(self.norm(told))))
        return F.normalize(self.second(F.dropout(hidden, self.dropout, self.training)).float(), dim=-1)


@torch.no_grad()
def encode_blocks(tower: ImageTower, blocks: Tensor) -> Tensor:
    """Unit latents (N, 256) of any number of portraits, a piece at a time."""
    return torch.cat([tower(some) for some in blocks.split(_CHUNK)])

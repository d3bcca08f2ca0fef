"""The text tower: English or Chinese words to the latent z, an open_clip text transformer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.clip.config import TextConfig
from engine.clip.tokenizer import spaced

if TYPE_CHECKING:
    from open_clip.tokenizer import SimpleTokenizer


class TextTower(nn.Module):
    """Token ids (B, L) to unit latents (B, 256).

    On the way stands a general sense of the sentence, learned from a sentence-embedding teacher, so that words
    that no caption uses still land near those that mean the same.
    """

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        from open_clip.transformer import TextTransformer

        self.transformer = TextTransformer(**config.transformer())
        self.to_latent = nn.Sequential(
            nn.LayerNorm(config.sense_dim), nn.Linear(config.sense_dim, config.hidden), nn.GELU(),
            nn.Linear(config.hidden, config.output_dim),
        )  # fmt: skip

    def sense(self, tokens: Tensor) -> Tensor:
        """The general sense (B, 384) of sentences; padding beyond the longest costs nothing."""
        longest = int((tokens != 0).sum(1).max())
        found: Tensor = self.transformer(tokens[:, :longest])
        return found

    def latent(self, sense: Tensor) -> Tensor:
        """Unit latents (B, 256) of senses."""
        return F.normalize(self.to_latent(sense).float(), dim=-1)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.latent(self.sense(tokens))


def tokens_of(tokenizer: "SimpleTokenizer", sentences: Sequence[str]) -> Tensor:
    """Token ids (B, 48) of sentences; what does not fit is cut off."""
    tokens: Tensor = tokenizer([spaced(sentence) for sentence in sentences])
    return tokens


@torch.no_grad()
def encode_text(tower: TextTower, tokenizer: "SimpleTokenizer", sentences: Sequence[str]) -> Tensor:
    """Unit latents (B, 256) of sentences."""
    latents: Tensor = tower(tokens_of(tokenizer, sentences))
    return latents

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
    """Token ids (B, 48) to unit latents (B, 256)."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        from open_clip.transformer import TextTransformer

        self.transformer = TextTransformer(**config.to_json())

    def forward(self, tokens: Tensor) -> Tensor:
        return F.normalize(self.transformer(tokens), dim=-1)


def tokens_of(tokenizer: "SimpleTokenizer", sentences: Sequence[str]) -> Tensor:
    """Token ids (B, 48) of sentences; what does not fit is cut off."""
    tokens: Tensor = tokenizer([spaced(sentence) for sentence in sentences])
    return tokens


@torch.no_grad()
def encode_text(tower: TextTower, tokenizer: "SimpleTokenizer", sentences: Sequence[str]) -> Tensor:
    """Unit latents (B, 256) of sentences."""
    latents: Tensor = tower(tokens_of(tokenizer, sentences))
    return latents

"""Sizes of the two towers; the text transformer's are those of open_clip's `CLIPTextCfg`."""

from dataclasses import asdict, dataclass
from typing import Any, Final

LATENT_DIM: Final = 256
"""Length of z, a unit vector (RODIN, section 3.2, takes CLIP's)."""
CONTEXT_LENGTH: Final = 48


@dataclass(frozen=True)
class TextConfig:
    """Sizes of the text transformer, of the sense that it ends in, and of what turns that into z."""

    context_length: int = CONTEXT_LENGTH
    vocab_size: int = 6144
    width: int = 192
    heads: int = 4
    layers: int = 3
    sense_dim: int = 384
    hidden: int = 512
    output_dim: int = LATENT_DIM

    def transformer(self) -> dict[str, Any]:
        """Keyword arguments of `open_clip.transformer.TextTransformer`: every word sees every other."""
        return {
            "context_length": self.context_length, "vocab_size": self.vocab_size, "width": self.width,
            "heads": self.heads, "layers": self.layers, "output_dim": self.sense_dim,
            "no_causal_mask": True, "use_pad_mask": True,
        }  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ImageConfig:
    """Sizes of the head that reads frozen features."""

    per_block: int = 96
    hidden: int = 1024
    output_dim: int = LATENT_DIM
    dropout: float = 0.2
    open_clip_width: int = 0
    """Length of an open_clip model's embeddings where one is read instead of the shipped backbone, else 0."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

"""Sizes of the two towers; the text tower's are those of open_clip's `CLIPTextCfg`."""

from dataclasses import asdict, dataclass
from typing import Any, Final

LATENT_DIM: Final = 256
"""Length of z, a unit vector (RODIN, section 3.2, takes CLIP's)."""
CONTEXT_LENGTH: Final = 48


@dataclass(frozen=True)
class TextConfig:
    """Keyword arguments of `open_clip.transformer.TextTransformer`."""

    context_length: int = CONTEXT_LENGTH
    vocab_size: int = 2048
    width: int = 128
    heads: int = 4
    layers: int = 3
    output_dim: int = LATENT_DIM

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ImageConfig:
    """Sizes of the head that reads frozen features."""

    inputs: int = 0
    hidden: int = 768
    output_dim: int = LATENT_DIM
    dropout: float = 0.3

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

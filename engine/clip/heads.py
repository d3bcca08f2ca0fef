"""Linear heads that read attributes off z, for training z and for telling the artist what was seen."""

from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.attributes import ATTRIBUTES
from engine.clip.config import LATENT_DIM

UNKNOWN: Final = -100
"""Label of an attribute that an individual does not have (a bald head's hair colour)."""


class AttributeHeads(nn.Module):
    """Logits of every attribute's classes from unit latents (B, 256)."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = nn.ModuleDict({name: nn.Linear(LATENT_DIM, len(classes)) for name, classes in ATTRIBUTES.items()})

    def forward(self, z: Tensor) -> dict[str, Tensor]:
        return {name: head(z * LATENT_DIM**0.5) for name, head in self.heads.items()}


def labels_of(attributes: dict[str, str]) -> list[int]:
    """Class indices in the order of ATTRIBUTES, UNKNOWN where the individual has no such attribute."""
    return [
        classes.index(attributes[name]) if attributes.get(name) in classes else UNKNOWN
        for name, classes in ATTRIBUTES.items()
    ]


def attribute_loss(logits: dict[str, Tensor], labels: Tensor) -> Tensor:
    """Mean cross-entropy over attributes; `labels` (B, number of attributes)."""
    losses = [
        F.cross_entropy(logits[name], labels[:, index], ignore_index=UNKNOWN, label_smoothing=0.05)
        for index, name in enumerate(ATTRIBUTES)
    ]
    return torch.stack(losses).nan_to_num().mean()


def balanced_accuracy(predicted: Tensor, labels: Tensor) -> float:
    """Mean over the classes present in `labels` (B,) of the share predicted right; UNKNOWN is left out."""
    present = [int(c) for c in labels.unique() if c != UNKNOWN]
    shares = [(predicted[labels == c] == c).float().mean() for c in present]
    return float(torch.stack(shares).mean()) if shares else float("nan")

"""The part parser: which texel of an aligned portrait is skin, hair, garment, glasses, hat ...

A small decoder on the frozen backbone's maps. Parts survive the step from synthetic to real portraits
where class labels do not, so colours are measured where the parser says a part is.
"""

from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.attributes import PART_COUNT
from engine.clip.backbone import STAGE_WIDTHS
from engine.training.weights import load_weights, weights_path

NAME: Final = "parser"
PARSE_SIZE: Final = 64
"""Texels per side of the parse of a 256 x 256 bust crop."""
PARSE_STRIDE: Final = 4
"""Pixels per texel of the parse of any crop."""
_WIDTH: Final = 64


class PartParser(nn.Module):
    """Feature pyramid over the backbone's four maps of the bust or the head crop, and the person mask."""

    def __init__(self) -> None:
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(width, _WIDTH, 1) for width in STAGE_WIDTHS)
        self.mixers = nn.ModuleList(_mixer() for _ in STAGE_WIDTHS)
        self.mask = nn.Conv2d(1, _WIDTH, 3, padding=1)
        self.head = nn.Conv2d(_WIDTH, PART_COUNT, 1)

    def forward(self, maps: list[Tensor], mask: Tensor) -> Tensor:
        """Part logits (B, 8, H / 4, W / 4) from maps at strides 4 to 32 and `mask` of that size in [0, 1]."""
        current = self.mixers[-1](self.lateral[-1](maps[-1]))
        for index in (2, 1, 0):
            wider = F.interpolate(current, scale_factor=2, mode="bilinear")
            joined = wider + self.lateral[index](maps[index])
            if index == 0:
                joined = joined + self.mask(mask)
            current = self.mixers[index](joined)
        logits: Tensor = self.head(current)
        return logits


def _mixer() -> nn.Module:
    return nn.Sequential(
        nn.GroupNorm(8, _WIDTH), nn.SiLU(), nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1),
        nn.GroupNorm(8, _WIDTH), nn.SiLU(), nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1),
    )  # fmt: skip


def load_parser() -> PartParser:
    """The shipped parser, frozen. Raises WeightsError when its weights are missing."""
    parser = PartParser()
    load_weights(weights_path(NAME), parser)
    return parser


def small_mask(mask: Tensor) -> Tensor:
    """Person probabilities (B, H, W) as the parser takes them, (B, 1, H / 4, W / 4)."""
    return F.avg_pool2d(mask[:, None], PARSE_STRIDE)


def parse_loss(logits: Tensor, parts: Tensor, weights: Tensor) -> Tensor:
    """Cross-entropy with `parts` (B, 64, 64) and soft overlap of each part, scalar."""
    crossed = F.cross_entropy(logits, parts, weights)
    likely = logits.softmax(1)
    truth = F.one_hot(parts, PART_COUNT).movedim(-1, 1).float()
    both = (likely * truth).sum((0, 2, 3))
    overlap = (2 * both + 1) / (likely.sum((0, 2, 3)) + truth.sum((0, 2, 3)) + 1)
    return crossed + (1 - overlap).mean()


def part_iou(predicted: Tensor, parts: Tensor) -> list[float]:
    """Intersection over union of every part over all texels, nan where a part occurs in neither."""
    scores = []
    for part in range(PART_COUNT):
        both = ((predicted == part) & (parts == part)).sum()
        either = ((predicted == part) | (parts == part)).sum()
        scores.append(float(both / either) if either > 0 else float("nan"))
    return scores


def class_weights(parts: Tensor) -> Tensor:
    """Weights of the parts by rarity in `parts`, shape (8,), so that glasses are not drowned by skin."""
    counts = torch.bincount(parts.flatten().long(), minlength=PART_COUNT).float() + 1
    return (counts.max() / counts).pow(0.4)

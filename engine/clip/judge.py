"""The judge: an independent reader of attributes, for evaluation only.

It has another backbone than z's tower, sees neither parser nor z, and learned from individuals that z's training
leaves out. It must never train or guide what it judges.
"""

import hashlib
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.attributes import ATTRIBUTES
from engine.clip.backbone import OTHER, POOLED_WIDTH, STAGE_WIDTHS, Backbone, pretrained, to_pictures
from engine.clip.crops import Crops, crops_of, without_background
from engine.individuals.reader import split_of
from engine.photo.front_end import AlignedPortrait
from engine.precision import working_precision
from engine.training.weights import load_weights, read_card, weights_path

NAME: Final = "judge"
_RESERVED: Final = 12
"""Percent of the training individuals that only the judge learns from."""
_CELLS: Final = 3
_SEEN: Final = POOLED_WIDTH + _CELLS**2 * STAGE_WIDTHS[2] + 3 * 8**2
"""Features of one crop: pooled, on a grid, and the crop itself in 8 x 8 pixels."""
JUDGED_WIDTH: Final = 3 * _SEEN
_HIDDEN: Final = 256


def reserved(seed: int) -> bool:
    """Whether an individual is kept for the judge: z and the parser never learn from it."""
    bucket = int.from_bytes(hashlib.sha256(f"judge {seed}".encode()).digest()[:4], "big") % 100
    return split_of(seed) == "train" and bucket < _RESERVED


def learned_from(seed: int) -> bool:
    """Whether z and the parser learn from an individual."""
    return split_of(seed) == "train" and not reserved(seed)


class JudgeNetwork(nn.Module):
    """Features (B, JUDGED_WIDTH) to logits of every attribute's classes."""

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(JUDGED_WIDTH))
        self.register_buffer("deviation", torch.ones(JUDGED_WIDTH))
        self.first = nn.Linear(JUDGED_WIDTH, _HIDDEN)
        self.heads = nn.ModuleDict({name: nn.Linear(_HIDDEN, len(classes)) for name, classes in ATTRIBUTES.items()})

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        normalised = ((features.float() - self.mean) / self.deviation).clamp(-5, 5)
        hidden = F.gelu(self.first(F.dropout(normalised, 0.2, self.training)))
        return {name: head(F.dropout(hidden, 0.3, self.training)) for name, head in self.heads.items()}


class Judge:
    """Reads aligned portraits or renders. Raises WeightsError when its weights are missing, InputError without the
    package that holds its backbone's."""

    def __init__(self) -> None:
        self._backbone, self._network = pretrained(OTHER), JudgeNetwork()
        load_weights(weights_path(NAME), self._network)

    @torch.no_grad()
    def read(self, portrait: AlignedPortrait) -> dict[str, str]:
        """The likeliest class of every attribute."""
        logits = self._network(judged_features(self._backbone, crops_of([portrait])))
        return {name: ATTRIBUTES[name][int(row[0].argmax())] for name, row in logits.items()}

    @property
    def accuracy(self) -> dict[str, float]:
        """Its own balanced accuracy by attribute on held-out individuals, as measured when it was trained."""
        return dict(read_card(weights_path(NAME))["accuracy"])


@torch.no_grad()
def judged_features(backbone: Backbone, crops: Crops) -> Tensor:
    """What the judge sees of a batch of portraits, (B, JUDGED_WIDTH)."""
    found = []
    for pixels, mask in ((crops.bust, crops.bust_mask), (crops.face, crops.face_mask), (crops.close, None)):
        picture = to_pictures(pixels if mask is None else without_background(pixels, mask))
        with working_precision():
            maps, pooled = backbone(picture)
        grid, small = F.adaptive_avg_pool2d(maps[2].float(), _CELLS), F.interpolate(picture / 255, (8, 8), mode="area")
        found += [pooled, grid.flatten(1), small.flatten(1)]
    return torch.cat(found, dim=1)

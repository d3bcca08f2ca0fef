"""What is known of an individual, as a latent: the side that words are trained against before there are pictures.

Every class of every attribute and detail has a vector; a small network turns the sum of an individual's into a
unit latent. Only training uses it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.attributes import ATTRIBUTES
from engine.clip.config import LATENT_DIM
from engine.individuals import details_en
from engine.individuals.words import Phrases

_WIDTH: Final = 512
DETAILS: Final[dict[str, Phrases]] = {
    "hair_shade": details_en.HAIR_SHADES,
    "hair_cut": details_en.HAIR_CUTS,
    "beard_cut": details_en.BEARD_CUTS,
    "garment_cut": details_en.GARMENT_CUTS,
    "garment_pattern": details_en.PATTERNS,
    "glasses_colour": details_en.GLASSES_COLOURS,
    "glasses_shape": details_en.GLASSES_SHAPES,
    "hat_kind": details_en.HATS,
    "hat_colour": dict.fromkeys(ATTRIBUTES["garment_colour"], ()),
    "freckles": {"freckles": ()},
    "make_up": {"lipstick": ()},
}
FACTS: Final = {
    fact: index
    for index, fact in enumerate(
        [(name, value) for name, classes in ATTRIBUTES.items() for value in classes]
        + [(name, value) for name, classes in DETAILS.items() for value in classes]
    )
}
"""(Attribute or detail, class) -> its place."""


def fact_vector(found: Mapping[str, str]) -> Tensor:
    """1 where a fact holds, shape (facts,)."""
    vector = torch.zeros(len(FACTS))
    for fact in found.items():
        if fact in FACTS:
            vector[FACTS[fact]] = 1
    return vector


def fact_vectors(people: Sequence[Mapping[str, str]]) -> Tensor:
    """Shape (people, facts)."""
    return torch.stack([fact_vector(found) for found in people])


class FactTower(nn.Module):
    """Facts (B, facts) to unit latents (B, 256)."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(len(FACTS), _WIDTH)
        self.second = nn.Linear(_WIDTH, LATENT_DIM)
        self.direct = nn.Linear(len(FACTS), LATENT_DIM, bias=False)

    def forward(self, facts: Tensor) -> Tensor:
        return F.normalize((self.direct(facts) + self.second(F.gelu(self.first(facts)))).float(), dim=-1)

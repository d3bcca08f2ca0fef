"""What the parser measured of colours and beards, as evidence beside z of what a photo shows.

Class labels read off features lose much from renders to photos, measured colours and parts little. What a class
measures is learned as one Gaussian from training portraits; z has half a say (its confidence is that of renders),
and rare hair has to be seen clearly. An age is believed as far as the hair agrees: photos have more texture than
renders, which z takes for years. Renders wear long hair and beards whatever their sex; of people that is not so, and
z's half a say on sex is weighed with it. Short hair says nothing: women with short hair are common.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.attributes import ATTRIBUTES, Part
from engine.clip.blocks import PER_COLOUR, blocks_of, to_lab
from engine.clip.heads import UNKNOWN
from engine.training.weights import load_tensors, save_weights, weights_path

NAME: Final = "measured"
Probabilities = dict[str, Tensor]
_READ: Final = {
    "skin_tone": ("face_colours", Part.SKIN),
    "hair_colour": ("bust_colours", Part.HAIR),
    "garment_colour": ("bust_colours", Part.GARMENT),
}
"""Attribute -> the block that holds its colour, and the part that has it."""
_BEARD: Final = "facial_hair"
"""Measured by the part's area in both crops."""
_WIDTHS: Final = dict.fromkeys(_READ, 6) | {_BEARD: 2}
"""Numbers measured for each attribute."""
_FLOOR: Final = 1e-4
"""Added to the variances of Lab / 100 and roots of areas: no class is narrower than a photo's own errors."""
_LEAST_AREA: Final = 0.003
"""Share of the crop below which a part's colour is no evidence."""
_DOUBT: Final = 1e-3
"""However clear, a measurement or z may be wrong once in a thousand."""
_OF_Z: Final = 0.5
_TAKEN_FOR: Final = ((0.35, 0.4, 0.25), (0.1, 0.4, 0.5), (0.01, 0.09, 0.9))
"""Shares of photos of young, middle-aged and old people that z takes for each: mostly a step too old."""
_NATURAL: Final = {"black": 0.3, "brown": 0.35, "blond": 0.13, "red": 0.05, "grey": 0.09, "white": 0.05}
_DYED: Final = 0.0075
"""Share of adults with each colour of hair, and with each that does not grow."""
_AGES: Final = {
    "grey": (0.03, 0.37, 0.6), "white": (0.02, 0.13, 0.85), "bald": (0.15, 0.45, 0.4), "hidden": (0.35, 0.45, 0.2),
    "other": (0.48, 0.46, 0.06),
}  # fmt: skip
"""Shares of young, middle-aged and old among adults with such hair; most hair keeps its colour until sixty."""
_WOMEN: Final = {"bald": 0.1, "short": 0.5, "medium": 0.7, "long": 0.85}
"""Shares of women among adults with hair of each length, short hair taken as no sign ..."""
_BEARDED_WOMEN: Final = 0.03
"""... and among those whose beard or moustache is more than stubble, which shadows resemble."""


@dataclass(frozen=True)
class Measured:
    """By attribute `means` (classes, width) and `whitenings` (classes, width, width) of what its classes measure: of
    a colour Lab / 100 of the part's mean and of one deviation below it, where highlights are left out; of facial hair
    the roots of its shares of both crops."""

    means: dict[str, Tensor]
    whitenings: dict[str, Tensor]

    def likely(self, blocks: Tensor, other_width: int = 0) -> Probabilities:
        """Attribute -> probability of every class (B, classes), all classes being as common; even where the part is
        too small. `blocks` (B, width of all)."""
        found = {}
        for name in _WIDTHS:
            numbers, seen = _measure(blocks, name, other_width)
            apart = torch.einsum("cij,bcj->bci", self.whitenings[name], numbers[:, None] - self.means[name])
            narrow = self.whitenings[name].diagonal(dim1=1, dim2=2).log().sum(1)
            likely = (narrow - apart.square().sum(-1) / 2).softmax(-1)
            found[name] = torch.where(seen[:, None], likely, torch.full_like(likely, 1 / likely.shape[1]))
        return found


def fit_measured(blocks: Tensor, labels: Tensor, other_width: int = 0) -> Measured:
    """Learn what every class measures from portraits: `blocks` (N, width of all), `labels` (N, attributes)."""
    means, whitenings = {}, {}
    for name, width in _WIDTHS.items():
        numbers, seen = _measure(blocks, name, other_width)
        column = labels[:, list(ATTRIBUTES).index(name)].masked_fill(~seen, UNKNOWN)
        rows = [numbers[column == index] for index in range(len(ATTRIBUTES[name]))]
        means[name] = torch.stack([row.mean(0) for row in rows])
        spread = torch.stack([torch.cov(row.T) + _FLOOR * torch.eye(width) for row in rows])
        # lower triangular, so that its determinant is that of its diagonal
        whitenings[name] = torch.linalg.inv(torch.linalg.cholesky(spread))
    return Measured(means, whitenings)


def _measure(blocks: Tensor, name: str, other_width: int) -> tuple[Tensor, Tensor]:
    """What an attribute measures (B, width), and where it can be (B,)."""
    if name == _BEARD:
        roots = [
            _told(blocks, block, Part.FACIAL_HAIR, other_width)[:, 0] for block in ("bust_colours", "face_colours")
        ]
        return torch.stack(roots, dim=-1), torch.ones(len(blocks), dtype=torch.bool)
    told = _told(blocks, *_READ[name], other_width)
    mean, spread = told[:, 1:4], told[:, 4:7]
    colour = torch.cat([to_lab(mean), to_lab((mean - spread).clamp(0, 1))], dim=-1)
    return colour, told[:, 0].square() > _LEAST_AREA


def _told(blocks: Tensor, block: str, part: Part, other_width: int) -> Tensor:
    """What a block of colours says of one part, (B, PER_COLOUR)."""
    widths = blocks_of(other_width)
    start = sum(width for name, width in list(widths.items())[: list(widths).index(block)])
    first = start + (part - 1) * PER_COLOUR
    return blocks[:, first : first + PER_COLOUR].float()


def weighed(z: Probabilities, measured: Probabilities) -> Probabilities:
    """What z says of every attribute (classes,) with what was measured beside it, and what is common among people."""
    found = dict(z)
    for name, likely in measured.items():
        told = likely.clamp_min(_DOUBT).log() + _OF_Z * z[name].clamp_min(_DOUBT).log()
        found[name] = (told + _common(name)).softmax(-1)
    age = torch.tensor(_AGES[_hair(found)]) * (torch.tensor(_TAKEN_FOR) @ z["age"])
    sex = _sexes(found).log() + _OF_Z * z["sex"].clamp_min(_DOUBT).log()
    return found | {"age": age / age.sum(), "sex": sex.softmax(-1)}


def _common(name: str) -> Tensor:
    shares = [_NATURAL.get(value, _DYED) if name == "hair_colour" else 1.0 for value in ATTRIBUTES[name]]
    return torch.tensor(shares).log()


def _hair(found: Mapping[str, Tensor]) -> str:
    if _best(found, "headwear") != "none":
        return "hidden"
    if _best(found, "hair_length") == "bald":
        return "bald"
    colour = _best(found, "hair_colour")
    return colour if colour in _AGES else "other"


def _sexes(found: Mapping[str, Tensor]) -> Tensor:
    """Shares of women and men among adults with such hair and beard."""
    length = "short" if _best(found, "headwear") != "none" else _best(found, "hair_length")
    bearded = _best(found, _BEARD) not in ("none", "stubble")
    women = _BEARDED_WOMEN if bearded else _WOMEN[length]
    return torch.tensor([women, 1 - women])


def _best(found: Mapping[str, Tensor], name: str) -> str:
    return ATTRIBUTES[name][int(found[name].argmax())]


def save_measured(measured: Measured, card: Mapping[str, object]) -> None:
    """Ship what `fit_measured` learned."""
    state = {f"{name}.mean": value for name, value in measured.means.items()}
    state |= {f"{name}.whitening": value for name, value in measured.whitenings.items()}
    save_weights(weights_path(NAME), state, card)


def load_measured() -> Measured:
    """The shipped one. Raises WeightsError when it is missing or does not fit."""
    shapes: dict[str, tuple[int, ...]] = {}
    for name, width in _WIDTHS.items():
        shapes[f"{name}.mean"] = (len(ATTRIBUTES[name]), width)
        shapes[f"{name}.whitening"] = (len(ATTRIBUTES[name]), width, width)
    state = load_tensors(weights_path(NAME), shapes)
    return Measured(*({name: state[f"{name}.{kind}"] for name in _WIDTHS} for kind in ("mean", "whitening")))

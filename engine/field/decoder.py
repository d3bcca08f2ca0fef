"""The shared decoder in torch: fuses what six views say about a surface point into colour and part.

It changes colour and part only; the distance is the depth hull's, whose meshes are cleaner
(`shaders/field/decoder.glsl` is the same network).
"""

import math
from dataclasses import dataclass, fields
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.attributes import Part
from engine.field import fusion
from engine.field.decoder_weights import HIDDEN, INPUTS, OUTPUTS, DecoderWeights
from engine.field.triplane import SILHOUETTE_LIMIT, VIEW_COUNT

_GAIN_OF: Final = {Part.EYES: fusion.EYES_GAIN, Part.FACIAL_HAIR: fusion.BEARD_GAIN}
_GAINS: Final = torch.tensor([_GAIN_OF.get(part, 1.0) for part in tuple(Part)[1:]])


@dataclass(frozen=True)
class Evidence:
    """What the reliefs say about N surface points, everything the decoder looks at.

    points (N, 3); hull (N,), not dilated; dz and silhouette (N, 6) as in `Reading`; colours (N, 6, 3) and
    facing (N, 6) of the views; shares (N, 6, 8) of each view's labels around the point (bilinear, summing to 1).
    Lengths in cube units.
    """

    points: Tensor
    hull: Tensor
    dz: Tensor
    silhouette: Tensor
    colours: Tensor
    facing: Tensor
    shares: Tensor

    def __getitem__(self, index: Tensor) -> "Evidence":
        return Evidence(**{name: tensor[index] for name, tensor in vars(self).items()})

    def __len__(self) -> int:
        return len(self.points)


class Decoder(nn.Module):
    """Three dense layers with SiLU between them; starts as the fusion that needs no training."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(INPUTS, HIDDEN)
        self.second = nn.Linear(HIDDEN, HIDDEN)
        self.last = nn.Linear(HIDDEN, OUTPUTS)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, evidence: Evidence) -> tuple[Tensor, Tensor]:
        """Colour (N, 3) in [0, 1] and part log-probabilities (N, 8), the background's -inf."""
        base = base_logits(evidence)
        inputs = decoder_inputs(evidence, base.softmax(dim=1))
        out = self.last(functional.silu(self.second(functional.silu(self.first(inputs)))))
        weights = (base + fusion.LOGIT_SCALE * out[:, :VIEW_COUNT]).softmax(dim=1)
        shift = fusion.COLOUR_RANGE * torch.tanh(out[:, VIEW_COUNT : VIEW_COUNT + 3])
        colour = ((weights[..., None] * evidence.colours).sum(dim=1) + shift).clamp(0, 1)
        voted = (weights[..., None] * evidence.shares).sum(dim=1)[:, 1:]
        logits = torch.log(voted + fusion.PART_FLOOR) + _GAINS.log() + out[:, VIEW_COUNT + 3 :]
        background = torch.full_like(logits[:, :1], -math.inf)
        return colour, torch.cat([background, logits.log_softmax(dim=1)], dim=1)


def base_logits(evidence: Evidence, depth: float = fusion.FUSION_DEPTH, power: float = fusion.FACING_POWER) -> Tensor:
    """Log-weights of the views before any training, (N, 6)."""
    outside = fusion.OUTSIDE_PENALTY * evidence.silhouette.clamp(min=0)
    squarely = power * torch.log(evidence.facing + fusion.FACING_FLOOR)
    return squarely - evidence.dz.abs() / depth - outside


def decoder_inputs(evidence: Evidence, weights: Tensor) -> Tensor:
    """(N, INPUTS), in the order of decoder.glsl; `weights` (N, 6) are those before training."""
    dz = evidence.dz
    by_view = torch.cat(
        [
            torch.tanh(dz / fusion.DEPTH_NEAR)[..., None],
            torch.tanh(dz / fusion.DEPTH_FAR)[..., None],
            (evidence.silhouette / SILHOUETTE_LIMIT)[..., None],
            evidence.facing[..., None],
            evidence.colours,
            weights[..., None],
        ],
        dim=2,
    )
    hull = evidence.hull[:, None]
    turn = evidence.points * math.pi
    near, far = torch.tanh(hull / fusion.HULL_NEAR), torch.tanh(hull / fusion.HULL_FAR)
    tail = [evidence.points, near, torch.sin(turn), far, torch.cos(turn), torch.zeros_like(hull)]
    return torch.cat([by_view.flatten(1), *tail], dim=1)


def from_weights(weights: DecoderWeights) -> Decoder:
    """A decoder that holds these weights."""
    decoder = Decoder()
    for layer in ("first", "second", "last"):
        module = getattr(decoder, layer)
        module.weight.data = torch.from_numpy(getattr(weights, layer).copy())
        module.bias.data = torch.from_numpy(getattr(weights, f"{layer}_bias").copy())
    return decoder.eval().requires_grad_(False)


def to_weights(decoder: Decoder) -> DecoderWeights:
    """The arrays of a trained decoder."""
    arrays = {}
    for field in fields(DecoderWeights):
        layer, _, bias = field.name.partition("_")
        tensor = getattr(getattr(decoder, layer), "bias" if bias else "weight")
        arrays[field.name] = tensor.detach().cpu().numpy().copy()
    return DecoderWeights(**arrays)

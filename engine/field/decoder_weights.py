"""The decoder's weights as plain arrays: for the shader, for the torch module, for the disk. No torch."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from engine.attributes import PART_COUNT
from engine.errors import WeightsError
from engine.field.triplane import VIEW_COUNT
from engine.files import replacing
from engine.paths import assets_dir

INPUTS: Final = 8 * VIEW_COUNT + 12
"""Per view: two squashed depths, silhouette, facing, rgb, weight; then the point, hull and waves (see decoder.py)."""
HIDDEN: Final = 32
OUTPUTS: Final = VIEW_COUNT + 3 + PART_COUNT - 1
"""View logits, colour shift, part logits (without the background)."""
_SHAPES: Final = {
    "first": (HIDDEN, INPUTS),
    "first_bias": (HIDDEN,),
    "second": (HIDDEN, HIDDEN),
    "second_bias": (HIDDEN,),
    "last": (OUTPUTS, HIDDEN),
    "last_bias": (OUTPUTS,),
}


@dataclass(frozen=True, eq=False)
class DecoderWeights:
    """Three dense layers, float32, weights as (outputs, inputs)."""

    first: NDArray[np.float32]
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    second_bias: NDArray[np.float32]
    last: NDArray[np.float32]
    last_bias: NDArray[np.float32]

    def __post_init__(self) -> None:
        for field in fields(self):
            array = getattr(self, field.name)
            if array.shape != _SHAPES[field.name] or not np.isfinite(array).all():
                raise WeightsError(f"Decoder weights: {field.name} has shape {array.shape} or is not finite.")

    @classmethod
    def neutral(cls) -> "DecoderWeights":
        """All zero: the decoder then adds nothing to the fusion that needs no training."""
        return cls(**{name: np.zeros(shape, np.float32) for name, shape in _SHAPES.items()})


def load(path: Path | None = None) -> DecoderWeights:
    """Read a decoder, the shipped one by default. Raises WeightsError when it is missing or does not fit."""
    source = path or assets_dir() / "weights" / "decoder.safetensors"
    try:
        stored = load_file(source)
        return DecoderWeights(**{name: array.astype(np.float32) for name, array in stored.items()})
    except (OSError, SafetensorError, TypeError) as error:
        raise WeightsError(f"The decoder weights {source.name} cannot be used.", "Install Maquette again.") from error


def save(weights: DecoderWeights, path: Path) -> None:
    """Write the weights as float16 safetensors, beside and then moved."""
    arrays = {field.name: getattr(weights, field.name).astype(np.float16) for field in fields(weights)}
    with replacing(path) as beside:
        save_file(arrays, beside)

"""The shipped encoders behind one door: photos and words in, unit latents and readings out."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from engine.attributes import ATTRIBUTES, Part
from engine.clip.backbone import load_backbone
from engine.clip.blocks import read_crops
from engine.clip.config import TextConfig
from engine.clip.crops import crops_of
from engine.clip.heads import AttributeHeads
from engine.clip.image_tower import NAME as IMAGE
from engine.clip.image_tower import load_image_tower
from engine.clip.measured import load_measured, weighed
from engine.clip.parser import load_parser
from engine.clip.text_tower import TextTower, encode_text
from engine.clip.tokenizer import load_tokenizer
from engine.errors import InputError
from engine.photo.front_end import AlignedPortrait
from engine.precision import working_type
from engine.training.weights import load_weights, read_card, version, weights_path

TEXT: Final = "text_tower"
HEADS: Final = "attribute_heads"
MERGES: Final = weights_path("merges").with_name("bpe_merges.txt.gz")
_MIN_PART_AREA: Final = 0.002
"""Share of the crop below which a part's colour is not measured."""

Latent = NDArray[np.float32]


@dataclass(frozen=True)
class PhotoReading:
    """What was read off a photo: z (256,), the likeliest class and its probability by attribute, the colour
    of every part seen (sRGB in [0, 1]), and the part labels (64, 64) in the bust frame."""

    z: Latent
    attributes: dict[str, tuple[str, float]]
    colours: dict[Part, tuple[float, float, float]]
    parts: NDArray[np.uint8]


class PhotoEncoder:
    """Reads aligned portraits. Loading takes the shipped weights; WeightsError when they do not fit."""

    def __init__(self) -> None:
        # what it computes with in any case
        self._backbone, self._parser = load_backbone().to(working_type()), load_parser()
        self._tower, self._other = load_image_tower()
        self._heads, self._measured = AttributeHeads(), load_measured()
        load_weights(weights_path(HEADS), self._heads)

    @property
    def version(self) -> str:
        return version(weights_path(IMAGE))

    @torch.inference_mode()
    def read(self, portrait: AlignedPortrait) -> PhotoReading:
        """Encode one aligned portrait."""
        reading = read_crops(self._backbone, self._parser, crops_of([portrait]), self._other)
        z = self._tower(reading.blocks)
        colours = {
            part: tuple(float(v) for v in reading.colours[0, part])
            for part in Part if part != Part.BACKGROUND and reading.areas[0, part] > _MIN_PART_AREA
        }  # fmt: skip
        attributes = self._attributes(z, reading.blocks)
        return PhotoReading(z[0].numpy(), attributes, colours, reading.parts[0].byte().numpy())  # type: ignore[arg-type]

    def _attributes(self, z: torch.Tensor, blocks: torch.Tensor) -> dict[str, tuple[str, float]]:
        """The likeliest class of every attribute and its probability, by one portrait's z and what was measured."""
        told = {name: logits[0].softmax(0) for name, logits in self._heads(z).items()}
        measured = self._measured.likely(blocks, self._other.width if self._other else 0)
        found = {}
        for name, likely in weighed(told, {name: rows[0] for name, rows in measured.items()}).items():
            best = int(likely.argmax())
            found[name] = (ATTRIBUTES[name][best], round(float(likely[best]), 4))
        return found


class LatentReader:
    """Reads attributes off latents. Loading takes the shipped heads; WeightsError when they do not fit."""

    def __init__(self) -> None:
        self._heads = AttributeHeads()
        load_weights(weights_path(HEADS), self._heads)

    @torch.no_grad()
    def probabilities(self, z: Latent) -> dict[str, tuple[float, ...]]:
        """Of every attribute's classes in the order of ATTRIBUTES, from a unit latent (256,)."""
        logits = self._heads(torch.from_numpy(z)[None])
        return {name: tuple(values[0].softmax(0).tolist()) for name, values in logits.items()}


class TextEncoder:
    """Turns sentences, English or Chinese, into unit latents."""

    def __init__(self) -> None:
        self._tokenizer = load_tokenizer(MERGES)
        self.tower = TextTower(TextConfig(**read_card(weights_path(TEXT))["tower"]))
        load_weights(weights_path(TEXT), self.tower)

    @property
    def version(self) -> str:
        return version(weights_path(TEXT))

    def encode(self, sentence: str) -> Latent:
        """Unit latent (256,) of one sentence; InputError when it is empty."""
        if not sentence.strip():
            raise InputError("The sentence is empty.", "Describe the person in a few words.")
        return self.encode_all([sentence])[0].numpy()

    def encode_all(self, sentences: list[str]) -> torch.Tensor:
        """Unit latents (B, 256) of sentences."""
        return encode_text(self.tower, self._tokenizer, sentences)

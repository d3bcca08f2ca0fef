"""Avatars to start from: a sentence and a seed each, made anew when they are chosen."""

import json
from dataclasses import dataclass
from pathlib import Path

from engine.pipeline import MakeRequest
from studio.language import CHINESE
from studio.resources import samples_dir


@dataclass(frozen=True)
class Sample:
    """`text` is what the avatar is made of, `zh` the same in Chinese for the caption."""

    name: str
    seed: int
    text: str
    zh: str

    @property
    def request(self) -> MakeRequest:
        """What a click asks the engine for."""
        return MakeRequest(text=self.text, seed=self.seed)

    @property
    def picture(self) -> Path:
        """Picture of what the click gives, made by `python -m studio.make_samples`."""
        return samples_dir() / f"{self.name}.webp"

    def caption(self, language: str) -> str:
        """The sentence in the language of the interface."""
        return self.zh if language == CHINESE else self.text


def load_samples() -> list[Sample]:
    """The samples in the order of the gallery."""
    listed = json.loads((samples_dir() / "samples.json").read_text(encoding="utf-8"))
    return [Sample(**entry) for entry in listed]

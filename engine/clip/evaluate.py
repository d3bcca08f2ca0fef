"""How true z is: words against portraits of individuals that training never saw."""

import numpy as np
import torch
from torch import Tensor

from engine.attributes import ATTRIBUTES
from engine.clip.encoder import MERGES
from engine.clip.heads import AttributeHeads, balanced_accuracy, labels_of
from engine.clip.image_tower import ImageTower
from engine.clip.text_tower import TextTower, encode_text
from engine.clip.tokenizer import load_tokenizer
from engine.clip.words import LANGUAGES, Language, caption_table, phrase_table
from engine.individuals.reader import Dataset, split_of

_RETRIEVAL_POOL = 100


@torch.no_grad()
def evaluate_clip(
    image: ImageTower, text: TextTower, heads: AttributeHeads, features: Tensor, seeds: np.ndarray, dataset: Dataset
) -> dict[str, object]:
    """Zero-shot accuracy by words, retrieval among 100 and linear reading, on the test individuals."""
    held_out = np.array([split_of(int(seed)) == "test" for seed in seeds])
    z = image(features[torch.from_numpy(held_out)])
    individuals = seeds[held_out]
    described = {record.seed: labels_of(record.attributes) for record in dataset}
    labels = torch.tensor([described[int(seed)] for seed in individuals])
    read = {name: logits.argmax(1) for name, logits in heads(z).items()}
    zero_shot = {language: _zero_shot(text, z, language) for language in LANGUAGES}
    by_name = {
        name: {"linear": balanced_accuracy(read[name], labels[:, i])}
        | {language: balanced_accuracy(zero_shot[language][name], labels[:, i]) for language in LANGUAGES}
        for i, name in enumerate(ATTRIBUTES)
    }
    return {
        "zero_shot_en": _mean(by_name, "en"), "zero_shot_zh": _mean(by_name, "zh"),
        "linear_probe": _mean(by_name, "linear"), "retrieval_r1": _retrieval(text, z, individuals, dataset),
        "attributes": {n: {k: round(v, 4) for k, v in s.items()} for n, s in by_name.items()},
        "retrieval_pool": min(_RETRIEVAL_POOL, len(np.unique(individuals))),
        "samples": len(individuals),
    }  # fmt: skip


def _mean(scores: dict[str, dict[str, float]], key: str) -> float:
    return round(float(np.nanmean([score[key] for score in scores.values()])), 4)


def _zero_shot(text: TextTower, z: Tensor, language: Language) -> dict[str, Tensor]:
    tokenizer = load_tokenizer(MERGES)
    found = {}
    for name, classes in phrase_table(language).items():
        means = torch.stack([encode_text(text, tokenizer, phrases).mean(0) for phrases in classes])
        found[name] = (z @ torch.nn.functional.normalize(means, dim=-1).T).argmax(1)
    return found


def _retrieval(text: TextTower, z: Tensor, individuals: np.ndarray, dataset: Dataset) -> float:
    """Share of portraits whose own longest caption is the nearest among at most 100 individuals'."""
    unique, first = np.unique(individuals, return_index=True)
    unique, first = unique[:_RETRIEVAL_POOL], first[:_RETRIEVAL_POOL]
    sentences = [max(row, key=len) for row in caption_table(dataset, unique)["en"]]
    nearest = (z[torch.from_numpy(first)] @ encode_text(text, load_tokenizer(MERGES), sentences).T).argmax(1)
    return round(float((nearest == torch.arange(len(unique))).float().mean()), 4)

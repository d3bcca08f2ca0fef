"""How true z is: words against portraits of individuals that training never saw."""

from typing import Any, Final

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.attributes import ATTRIBUTES
from engine.clip.encoder import TextEncoder
from engine.clip.features import Features
from engine.clip.heads import AttributeHeads, balanced_accuracy
from engine.clip.image_tower import ImageTower, encode_blocks
from engine.clip.words import LANGUAGES, caption_table, held_out_table, phrase_table
from engine.individuals.reader import Dataset

Table = dict[str, list[list[str]]]
RETRIEVAL_POOL: Final = 100
PLAIN_COLOURS: Final = ("red", "green", "blue", "black", "white", "yellow")


@torch.no_grad()
def evaluate_clip(
    image: ImageTower, heads: AttributeHeads, encoder: TextEncoder, features: Features, dataset: Dataset
) -> dict[str, Any]:
    """Zero-shot accuracy by words and by held-out paraphrases, retrieval among 100 and linear reading, on the
    portraits of the test individuals; colours on pictures that have colours. Accuracies are balanced over classes."""
    held_out = features.test_rows()
    z, labels = encode_blocks(image, features.blocks[held_out]), features.labels[held_out]
    individuals = features.seeds[held_out].numpy()
    readings = {"linear": {name: logits.argmax(1) for name, logits in heads(z).items()}}
    for language in LANGUAGES:
        readings[language] = zero_shot(encoder, z, phrase_table(language))
        readings[f"paraphrase_{language}"] = zero_shot(encoder, z, held_out_table(language))
    by_name = {
        name: {key: balanced_accuracy(read[name], labels[:, i]) for key, read in readings.items()}
        for i, name in enumerate(ATTRIBUTES)
    }
    names = {"linear": "linear_probe", "en": "zero_shot_en", "zh": "zero_shot_zh"}
    means = {names.get(key, key): _mean(by_name, key) for key in readings}
    colours = {key: _plain_colours(read["garment_colour"], labels) for key, read in readings.items() if key in names}
    return means | {
        "retrieval_r1": retrieval(encoder, z, individuals, dataset),
        "retrieval_pool": min(RETRIEVAL_POOL, len(np.unique(individuals))),
        "plain_garment_colours": colours,
        "attributes": {n: {k: round(v, 4) for k, v in s.items()} for n, s in by_name.items()},
        "samples": len(individuals),
    }


def zero_shot(encoder: TextEncoder, z: Tensor, table: Table) -> dict[str, Tensor]:
    """Attribute -> class (B,) whose phrases' mean latent lies nearest to each z."""
    found = {}
    for name, classes in table.items():
        means = torch.stack([encoder.encode_all(phrases).mean(0) for phrases in classes])
        found[name] = (z @ F.normalize(means, dim=-1).T).argmax(1)
    return found


def retrieval(encoder: TextEncoder, z: Tensor, individuals: np.ndarray, dataset: Dataset) -> float:
    """Share of portraits whose own longest English caption is the nearest among 100 individuals' (fewer if there
    are no more), over every pool of 100 that the individuals make."""
    unique, first = np.unique(individuals, return_index=True)
    sentences = [row[0] for row in caption_table(dataset, unique)["en"]]
    told, seen = encoder.encode_all(sentences), z[torch.from_numpy(first)]
    right = []
    for start in range(0, max(1, len(unique) - RETRIEVAL_POOL + 1), RETRIEVAL_POOL):
        pool = slice(start, start + RETRIEVAL_POOL)
        nearest = (seen[pool] @ told[pool].T).argmax(1)
        right.append((nearest == torch.arange(len(nearest))).float().mean())
    return round(float(torch.stack(right).mean()), 4)


def _plain_colours(read: Tensor, labels: Tensor) -> float:
    """Share right of garments in one of six plain colours, against all fourteen."""
    names = ATTRIBUTES["garment_colour"]
    truth = labels[:, list(ATTRIBUTES).index("garment_colour")]
    plain = torch.isin(truth, torch.tensor([names.index(colour) for colour in PLAIN_COLOURS]))
    return round(float((read[plain] == truth[plain]).float().mean()), 4)


def _mean(scores: dict[str, dict[str, float]], key: str) -> float:
    return round(float(np.nanmean([score[key] for score in scores.values()])), 4)

"""Training of the image tower: frozen features of aligned portraits into the space that words already span."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from open_clip.loss import ClipLoss
from torch import Tensor, nn

from engine.clip.config import ImageConfig
from engine.clip.encoder import HEADS, TextEncoder
from engine.clip.evaluate import evaluate_clip
from engine.clip.facts import FactTower, fact_vectors
from engine.clip.features import Features, features_of
from engine.clip.heads import AttributeHeads, attribute_loss
from engine.clip.image_tower import NAME as IMAGE
from engine.clip.image_tower import ImageTower
from engine.clip.judge import learned_from
from engine.clip.lexicon import lexicon
from engine.clip.measured import fit_measured, save_measured
from engine.clip.open_clip_image import import_open_clip
from engine.clip.train_text import FACTS, known_of, phrase_loss
from engine.clip.words import LANGUAGES, caption_table
from engine.individuals.captions import Language
from engine.individuals.reader import Dataset
from engine.precision import working_precision
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import load_weights, save_weights, weights_path

_CHUNK = 256


@dataclass(frozen=True)
class ClipTraining:
    """How the image tower is trained. The weights are those of the losses.

    `open_clip` names a model of open_clip, or a JSON file like its own, and `open_clip_weights` the model's weights
    on this machine: portraits are then read by its image half instead of the shipped backbone.
    """

    steps: int = 1600
    batch: int = 256
    learning_rate: float = 1.5e-3
    weight_decay: float = 0.05
    facts_weight: float = 1.0
    caption_weight: float = 0.5
    pair_weight: float = 0.5
    phrase_weight: float = 2.0
    attribute_weight: float = 1.0
    seed: int = 0
    open_clip: str = ""
    open_clip_weights: str = ""


class ClipNetwork(nn.Module):
    """Everything that is trained: the image tower, attribute heads, and the temperature."""

    def __init__(self, image: ImageConfig) -> None:
        super().__init__()
        self.image, self.heads = ImageTower(image), AttributeHeads()
        self.log_scale = nn.Parameter(torch.tensor(3.0))

    @property
    def scale(self) -> Tensor:
        return self.log_scale.clamp(max=4.0).exp()


@dataclass(frozen=True)
class ClipData:
    """`features` of portraits, row by row; `rows` of each training individual, and by that individual `facts`
    (individuals, 256) and `captions` (individuals, captions, 256) as latents; latents of all `phrases` by
    language, attribute and class."""

    features: Features
    rows: list[Tensor]
    facts: Tensor
    captions: Tensor
    phrases: dict[Language, list[list[Tensor]]]


def train_clip(
    dataset: Dataset,
    folder: Path,
    config: ClipTraining | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, object]:
    """Train on the aligned portraits under `folder` against the text tower, ship, return the evaluation."""
    config = config or ClipTraining()
    torch.manual_seed(config.seed)
    started = time.monotonic()
    other = import_open_clip(config.open_clip, Path(config.open_clip_weights)) if config.open_clip else None
    features = features_of(folder, other, on_progress, cancel)
    data = gather(dataset, features, on_progress, cancel)
    image = ImageConfig(open_clip_width=other.width if other else 0)
    network = ClipNetwork(image)
    network.image.fit(features.blocks[torch.cat(data.rows)])
    run = Run(network, config.learning_rate, decay=0.99)
    for group in run.optimiser.param_groups:
        group["weight_decay"] = config.weight_decay
    for step in range(config.steps):
        if cancel:
            cancel.check()
        _schedule(run, config, step)
        with working_precision():
            loss = losses(network, data, config)
        run.update(loss)
        if on_progress:
            on_progress(Progress("training z", step + 1, config.steps))
    network.load_state_dict(run.average)
    network.eval()
    scores = evaluate_clip(network.image, network.heads, TextEncoder(), features, dataset)
    facts = {
        "version": "clip-3", "seconds": round(time.monotonic() - started), "config": asdict(config),
        "trained_on": f"{sum(map(len, data.rows))} aligned synthetic portraits of {len(data.rows)} individuals",
        "evaluation": scores,
    }  # fmt: skip
    save_weights(weights_path(IMAGE), network.image.state_dict(), facts | {"tower": image.to_json()})
    save_weights(weights_path(HEADS), network.heads.state_dict(), facts)
    taught = torch.cat(data.rows)
    measured = fit_measured(features.blocks[taught], features.labels[taught], image.open_clip_width)
    save_measured(measured, {name: facts[name] for name in ("version", "trained_on")})
    return scores


def _schedule(run: Run, config: ClipTraining, step: int) -> None:
    rate = config.learning_rate * min(1, (step + 1) / 100) * (1 - step / config.steps) ** 0.7
    for group in run.optimiser.param_groups:
        group["lr"] = rate


@torch.no_grad()
def gather(
    dataset: Dataset, features: Features, on_progress: ProgressCallback | None, cancel: CancelToken | None
) -> ClipData:
    """What the training portraits are trained against, encoded once by the frozen text and fact towers."""
    seeds = features.seeds.numpy()
    unique = np.array([seed for seed in np.unique(seeds) if learned_from(int(seed))])
    encoder, tower = TextEncoder(), FactTower()
    load_weights(weights_path(FACTS), tower)
    known = {record.seed: known_of(record.recipe) for record in dataset}
    table = caption_table(dataset, unique)
    told = [text for row in zip(*table.values(), strict=True) for language in row for text in language]
    latents = []
    order = sorted(range(len(told)), key=lambda index: len(told[index]))  # texts as long as each other cost least
    for start in range(0, len(told), _CHUNK):
        if cancel:
            cancel.check()
        if on_progress:
            on_progress(Progress("encoding captions", start, len(told)))
        latents.append(encoder.encode_all([told[index] for index in order[start : start + _CHUNK]]))
    ordered = torch.cat(latents)[torch.tensor(order).argsort()]
    phrases = {
        language: [[encoder.encode_all(row) for row in rows] for rows in lexicon(language).values()]
        for language in LANGUAGES
    }
    return ClipData(
        features,
        [torch.from_numpy(np.flatnonzero(seeds == seed)) for seed in unique],
        tower(fact_vectors([known[int(seed)] for seed in unique])),
        ordered.view(len(unique), -1, ordered.shape[-1]),
        phrases,
    )


def losses(network: ClipNetwork, data: ClipData, config: ClipTraining) -> Tensor:
    """One batch: two portraits of each of some individuals against their facts, a caption, phrases and each other."""
    clip = ClipLoss()
    chosen = torch.randperm(len(data.rows))[: config.batch]
    pairs = [_two(data.rows[i]) for i in chosen]
    first, second = (torch.stack([pair[side] for pair in pairs]) for side in (0, 1))
    z, other = (network.image(data.features.blocks[rows]) for rows in (first, second))
    told = data.captions[chosen, torch.randint(data.captions.shape[1], (len(chosen),))]
    labels = torch.cat([data.features.labels[first], data.features.labels[second]])
    both = torch.cat([z, other])
    total: Tensor = config.facts_weight * (
        clip(z, data.facts[chosen], network.scale) + (1 - (other * data.facts[chosen]).sum(-1)).mean()
    )
    total = total + config.caption_weight * clip(other, told, network.scale)
    total = total + config.pair_weight * clip(z, other, network.scale)
    total = total + config.attribute_weight * attribute_loss(network.heads(both), labels)
    phrases = data.phrases[LANGUAGES[int(torch.randint(len(LANGUAGES), ()))]]
    picked = torch.stack([row[torch.randint(len(row), ())] for rows in phrases for row in rows])
    return total + config.phrase_weight * phrase_loss(both, picked, network.scale, labels)


def _two(rows: Tensor) -> tuple[Tensor, Tensor]:
    order = torch.randperm(len(rows))
    return rows[order[0]], rows[order[-1]]

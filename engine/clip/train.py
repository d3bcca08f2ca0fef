"""Training of z: both towers, contrastive with captions, on frozen features of aligned portraits."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from open_clip.loss import ClipLoss
from torch import Tensor, nn

from engine.attributes import ATTRIBUTES
from engine.clip.config import ImageConfig, TextConfig
from engine.clip.encoder import HEADS, IMAGE, MERGES, TEXT
from engine.clip.evaluate import evaluate_clip
from engine.clip.features import Features, features_of
from engine.clip.heads import AttributeHeads, attribute_loss
from engine.clip.image_tower import FEATURE_WIDTH, ImageTower
from engine.clip.text_tower import TextTower, tokens_of
from engine.clip.tokenizer import learn_merges, load_tokenizer, save_merges
from engine.clip.words import LANGUAGES, Language, caption_table, phrase_table
from engine.individuals.reader import Dataset, split_of
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import save_weights, weights_path


@dataclass(frozen=True)
class ClipTraining:
    """How z is trained. The weights of the losses are shares of the sum."""

    steps: int = 2000
    batch: int = 192
    learning_rate: float = 1e-3
    merges: int = 1400
    feature_noise: float = 0.15
    caption_weight: float = 1.0
    pair_weight: float = 0.5
    phrase_weight: float = 1.0
    attribute_weight: float = 1.0
    seed: int = 0


class ClipNetwork(nn.Module):
    """Everything that is trained: two towers, attribute heads, and the temperature."""

    def __init__(self, image: ImageConfig, text: TextConfig) -> None:
        super().__init__()
        self.image, self.text, self.heads = ImageTower(image), TextTower(text), AttributeHeads()
        self.log_scale = nn.Parameter(torch.tensor(2.6))

    @property
    def scale(self) -> Tensor:
        return self.log_scale.clamp(max=4.0).exp()


@dataclass(frozen=True)
class ClipData:
    """Features (N, FEATURE_WIDTH), labels (N, attributes) and individuals (N,) of portraits; tokens of
    captions (individuals, captions, 48) by language, and of phrases by language and attribute."""

    features: Tensor
    labels: Tensor
    individuals: Tensor
    rows: list[Tensor]
    captions: dict[Language, Tensor]
    phrases: dict[Language, dict[str, list[Tensor]]]


def train_clip(
    dataset: Dataset,
    folder: Path,
    config: ClipTraining | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, object]:
    """Train the towers on the aligned portraits under `folder`, ship them, return their evaluation."""
    config = config or ClipTraining()
    torch.manual_seed(config.seed)
    started = time.monotonic()
    found = features_of(folder, on_progress, cancel)
    features, seeds = found.features, found.seeds.numpy()
    train = np.array([split_of(int(seed)) == "train" for seed in seeds])
    captions = caption_table(dataset, np.unique(seeds))
    save_merges(MERGES, learn_merges([c for table in captions.values() for row in table for c in row], config.merges))
    data = _gather(found, train, captions)
    text = TextConfig(vocab_size=load_tokenizer(MERGES).vocab_size)
    network = ClipNetwork(ImageConfig(inputs=FEATURE_WIDTH), text)
    network.image.mean.copy_(features[torch.from_numpy(train)].mean(0))
    network.image.deviation.copy_(features[torch.from_numpy(train)].std(0) + 1e-3)
    run = Run(network, config.learning_rate, decay=0.99)
    loss = ClipLoss()
    for step in range(config.steps):
        if cancel:
            cancel.check()
        _schedule(run, config, step)
        with torch.autocast("cpu", torch.bfloat16):
            total = _losses(network, data, config, loss)
        run.update(total)
        if on_progress:
            on_progress(Progress("training z", step + 1, config.steps))
    network.load_state_dict(run.average)
    network.eval()
    scores = evaluate_clip(network.image, network.text, network.heads, features, seeds, dataset)
    facts = {
        "seconds": round(time.monotonic() - started), "config": asdict(config),
        "trained_on": f"{int(train.sum())} aligned synthetic portraits of {len(data.rows)} individuals",
        "evaluation": scores,
    }  # fmt: skip
    _ship(network, text, facts)
    return scores


def _schedule(run: Run, config: ClipTraining, step: int) -> None:
    rate = config.learning_rate * min(1, (step + 1) / 100) * (1 - step / config.steps) ** 0.7
    for group in run.optimiser.param_groups:
        group["lr"] = rate


def _gather(found: Features, train: np.ndarray, captions: dict[Language, list[list[str]]]) -> ClipData:
    seeds = found.seeds.numpy()
    unique = np.unique(seeds)
    position = np.searchsorted(unique, seeds)
    tokenizer = load_tokenizer(MERGES)
    tokens = {
        language: torch.stack([tokens_of(tokenizer, row) for row in table]).int()
        for language, table in captions.items()
    }
    rows = [torch.from_numpy(np.flatnonzero((position == i) & train)) for i in range(len(unique))]
    kept = [i for i, found in enumerate(rows) if len(found)]
    phrases = {
        language: {
            name: [tokens_of(tokenizer, words) for words in classes] for name, classes in phrase_table(language).items()
        }
        for language in LANGUAGES
    }
    return ClipData(found.features, found.labels, torch.from_numpy(position), [rows[i] for i in kept], tokens, phrases)


def _losses(network: ClipNetwork, data: ClipData, config: ClipTraining, clip: ClipLoss) -> Tensor:
    chosen = torch.randperm(len(data.rows))[: config.batch]
    first, second = (torch.stack([_any(data.rows[i]) for i in chosen]) for _ in range(2))
    z, z_other = (_image_latents(network, data.features[rows], config) for rows in (first, second))
    sentences = _sentences(data, data.individuals[first])
    z_text = network.text(sentences)
    labels = data.labels[first]
    total: Tensor = config.caption_weight * clip(z, z_text, network.scale)
    total = total + config.pair_weight * clip(z, z_other, network.scale)
    total = total + config.attribute_weight * attribute_loss(network.heads(z), labels)
    return total + config.phrase_weight * _phrase_loss(network, data, z, labels)


def _any(rows: Tensor) -> Tensor:
    return rows[torch.randint(len(rows), ())]


def _image_latents(network: ClipNetwork, features: Tensor, config: ClipTraining) -> Tensor:
    noise = config.feature_noise * network.image.deviation * torch.randn_like(features)
    latents: Tensor = network.image(features + noise)
    return latents


def _sentences(data: ClipData, individuals: Tensor) -> Tensor:
    tables = torch.stack([data.captions[language][individuals] for language in LANGUAGES])
    languages = torch.randint(len(LANGUAGES), (len(individuals),))
    which = torch.randint(tables.shape[2], (len(individuals),))
    return tables[languages, torch.arange(len(individuals)), which]


def _phrase_loss(network: ClipNetwork, data: ClipData, z: Tensor, labels: Tensor) -> Tensor:
    """Of the phrases for an attribute's classes, the portrait must lie nearest to its own class's."""
    language = LANGUAGES[int(torch.randint(len(LANGUAGES), ()))]
    chosen = [[_any(tokens) for tokens in data.phrases[language][name]] for name in ATTRIBUTES]
    latents = network.text(torch.stack([tokens for row in chosen for tokens in row]))
    losses: list[Tensor] = []
    start = 0
    for index, row in enumerate(chosen):
        classes = latents[start : start + len(row)]
        start += len(row)
        logits = network.scale * z @ classes.T
        losses.append(F.cross_entropy(logits, labels[:, index]).nan_to_num())
    return torch.stack(losses).mean()


def _ship(network: ClipNetwork, text: TextConfig, facts: dict[str, object]) -> None:
    base = {"version": "clip-1", **facts}
    save_weights(
        weights_path(IMAGE), network.image.state_dict(), base | {"tower": ImageConfig(inputs=FEATURE_WIDTH).to_json()}
    )
    save_weights(weights_path(TEXT), network.text.state_dict(), base | {"tower": text.to_json()})
    save_weights(weights_path(HEADS), network.heads.state_dict(), base)

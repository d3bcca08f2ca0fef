"""Training of the judge on individuals that nothing else learns from."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.attributes import ATTRIBUTES
from engine.clip.backbone import OTHER, pretrained
from engine.clip.heads import attribute_loss, balanced_accuracy
from engine.clip.judge import NAME, JudgeNetwork, judged_features, reserved
from engine.clip.prepare import load_shard
from engine.clip.visibility import shown
from engine.individuals.reader import split_of
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import save_weights, weights_path

_CHUNK = 32


@dataclass(frozen=True)
class JudgeTraining:
    """How the judge is trained."""

    steps: int = 1200
    batch: int = 192
    learning_rate: float = 1e-3
    seed: int = 0


@dataclass(frozen=True)
class _Rows:
    features: Tensor
    labels: Tensor


def train_judge(
    folder: Path,
    config: JudgeTraining | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, float]:
    """Train on the aligned portraits under `folder` of reserved individuals; the accuracy on test individuals."""
    config = config or JudgeTraining()
    torch.manual_seed(config.seed)
    started = time.monotonic()
    train, test = read_rows(folder, on_progress, cancel)
    network = JudgeNetwork()
    network.mean.copy_(train.features.float().mean(0))
    network.deviation.copy_(train.features.float().std(0) + 0.01)
    run = Run(network, config.learning_rate, decay=0.99)
    for step in range(config.steps):
        if cancel:
            cancel.check()
        for group in run.optimiser.param_groups:
            group["lr"] = config.learning_rate * min(1, (step + 1) / 50) * (1 - step / config.steps) ** 0.7
            group["weight_decay"] = 0.1
        rows = torch.randint(len(train.labels), (config.batch,))
        run.update(attribute_loss(network(train.features[rows]), train.labels[rows]))
        if on_progress:
            on_progress(Progress("training the judge", step + 1, config.steps))
    network.load_state_dict(run.average)
    network.eval()
    with torch.no_grad():
        read = {name: logits.argmax(1) for name, logits in network(test.features).items()}
    scores = {name: round(balanced_accuracy(read[name], test.labels[:, i]), 4) for i, name in enumerate(ATTRIBUTES)}
    scores["mean"] = round(float(np.mean(list(scores.values()))), 4)
    card = {
        "version": "judge-1", "config": asdict(config), "seconds": round(time.monotonic() - started),
        "backbone": OTHER, "trained_on": f"{len(train.labels)} portraits of individuals that only the judge sees",
        "evaluated_on": f"{len(test.labels)} portraits of held-out individuals", "accuracy": scores,
    }  # fmt: skip
    save_weights(weights_path(NAME), network.state_dict(), card)
    return scores


def read_rows(folder: Path, on_progress: ProgressCallback | None, cancel: CancelToken | None) -> tuple[_Rows, _Rows]:
    """Features of the reserved and of the test individuals' portraits."""
    backbone = pretrained(OTHER)
    found: dict[str, list[_Rows]] = {"train": [], "test": []}
    paths = sorted(folder.glob("[0-9]*.safetensors"))
    for done, path in enumerate(paths):
        if cancel:
            cancel.check()
        if on_progress:
            on_progress(Progress("reading portraits", done, len(paths)))
        shard = load_shard(path)
        seeds, labels = [int(seed) for seed in shard["seed"]], torch.from_numpy(shown(shard.arrays))
        for name, kept in (("train", reserved), ("test", _is_test)):
            rows = np.flatnonzero([kept(seed) for seed in seeds])
            for some in np.array_split(rows, len(rows) // _CHUNK + 1) if len(rows) else ():
                features = judged_features(backbone, shard.crops(some)).half()
                found[name].append(_Rows(features, labels[torch.from_numpy(some)]))
    train, test = (
        _Rows(torch.cat([part.features for part in parts]), torch.cat([part.labels for part in parts]))
        for parts in found.values()
    )
    return train, test


def _is_test(seed: int) -> bool:
    return split_of(seed) == "test"

"""Training the shared decoder: minutes on one core."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.field.decoder import Decoder
from engine.field.evidence import Samples, batches, concatenate, sample_individual
from engine.individuals.reader import Dataset, Record
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import save_weights


@dataclass(frozen=True)
class DecoderTraining:
    """individuals and views: how much is looked at; rays: points of each view; the rest as usual.

    With `part_weight` 0 the part outputs stay at zero, so that the views vote alone: trained ones (0.1) lowered
    the mean IoU of the parts from .772 to .749.
    """

    individuals: int = 40
    views: int = 5
    rays: int = 2000
    held_out: int = 6
    steps: int = 3500
    batch: int = 3072
    learning_rate: float = 2e-3
    part_weight: float = 0.0
    seed: int = 0


def train_decoder(
    config: DecoderTraining,
    directory: Path,
    out: Path,
    work: Path,
    resume: bool = False,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Train on the individuals of the data set in `directory`, write weights and model card to `out`.

    `work` keeps the checkpoint. Returns the scores on validation individuals, before and after.
    """
    report = on_progress or (lambda progress: None)
    cancel = cancel or CancelToken()
    started = time.monotonic()
    train = _gather(Dataset(directory, "train"), config.individuals, config, report, cancel)
    held_out = _gather(Dataset(directory, "val"), config.held_out, config, report, cancel)
    torch.manual_seed(config.seed)
    run = Run(Decoder(), config.learning_rate)
    before = evaluate_samples(run.network, held_out)
    checkpoint = work / "decoder.safetensors"
    if resume and checkpoint.exists():
        run.load(checkpoint)
    _fit(run, train, config, checkpoint, report, cancel)
    run.network.load_state_dict(run.average)
    scores = {"before": before, "after": evaluate_samples(run.network, held_out)}
    state = {name.replace(".weight", "").replace(".", "_"): value for name, value in run.average.items()}
    save_weights(out, state, _card(config, scores, len(train), time.monotonic() - started))
    return scores


def loss(colour: Tensor, logs: Tensor, samples: Samples, part_weight: float) -> Tensor:
    """Mean absolute colour error and cross-entropy of the parts."""
    return functional.l1_loss(colour, samples.colour) + part_weight * functional.nll_loss(logs, samples.part)


@torch.no_grad()
def evaluate_samples(decoder: torch.nn.Module, samples: Samples) -> dict[str, float]:
    """PSNR of the colours and accuracy of the parts at sampled points."""
    colour, logs = decoder(samples.evidence)
    error = float(functional.mse_loss(colour, samples.colour))
    right = float((logs.argmax(dim=1) == samples.part).float().mean())
    return {"psnr": round(-10 * float(np.log10(error)), 2), "part_accuracy": round(right, 4)}


def _gather(
    dataset: Dataset, count: int, config: DecoderTraining, report: ProgressCallback, cancel: CancelToken
) -> Samples:
    rng = np.random.default_rng(config.seed)
    chosen: list[Record] = [dataset[int(i)] for i in rng.permutation(len(dataset))[:count]]
    parts = []
    for number, record in enumerate(chosen):
        cancel.check()
        parts.append(sample_individual(record, config.views, config.rays, rng))
        report(Progress("looking at individuals", number + 1, len(chosen)))
    return concatenate(parts)


def _fit(
    run: Run,
    train: Samples,
    config: DecoderTraining,
    checkpoint: Path,
    report: ProgressCallback,
    cancel: CancelToken,
) -> None:
    generator = torch.Generator().manual_seed(config.seed + run.step)
    for batch in batches(train, config.batch, generator):
        if run.step >= config.steps:
            break
        cancel.check()
        for group in run.optimiser.param_groups:
            group["lr"] = config.learning_rate * (0.02 + 0.98 * (1 + np.cos(np.pi * run.step / config.steps)) / 2)
        colour, logs = run.network(batch.evidence)
        run.update(loss(colour, logs, batch, config.part_weight))
        run.samples += len(batch)
        if run.step % 500 == 0 or run.step == config.steps:
            run.save(checkpoint)
            report(Progress("training the decoder", run.step, config.steps))


def _card(config: DecoderTraining, scores: dict[str, Any], points: int, seconds: float) -> dict[str, Any]:
    return {
        "version": "decoder-1",
        "what": "fuses six relief views into colour and part at a surface point",
        "trained_on": f"{points} surface points of {config.individuals} synthetic individuals (train split)",
        "config": asdict(config),
        "seconds": round(seconds),
        "held_out_points": scores,
    }

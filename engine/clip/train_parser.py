"""Training of the part parser on aligned synthetic portraits."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.attributes import Part
from engine.clip.backbone import Backbone, load_backbone, to_pictures
from engine.clip.image_tower import without_background
from engine.clip.parser import NAME, PartParser, class_weights, parse_loss, part_iou, small_mask
from engine.clip.prepare import Aligned, load_aligned
from engine.individuals.reader import split_of
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import save_weights, weights_path


@dataclass(frozen=True)
class ParserTraining:
    """How the parser is trained."""

    steps: int = 1500
    batch: int = 16
    learning_rate: float = 2e-3
    seed: int = 0


def train_parser(
    folder: Path,
    config: ParserTraining | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, float]:
    """Train on the aligned portraits under `folder`, ship the weights, return the IoU of every part."""
    config = config or ParserTraining()
    torch.manual_seed(config.seed)
    aligned, backbone = load_aligned(folder), load_backbone()
    rows = _rows_by_split(aligned)
    parts = torch.from_numpy(np.asarray(aligned["part"], np.int64))
    weights = class_weights(parts[rows["train"][:500]])
    run = Run(PartParser(), config.learning_rate, decay=0.995)
    started, rng = time.monotonic(), np.random.default_rng(config.seed)
    for step in range(config.steps):
        if cancel:
            cancel.check()
        for group in run.optimiser.param_groups:
            group["lr"] = config.learning_rate * min(1, step / 100) * (1 - step / config.steps) ** 0.5
        chosen = np.sort(rng.choice(rows["train"], config.batch))
        logits = run.network(*_inputs(aligned, chosen, backbone, rng))
        run.update(parse_loss(logits, parts[chosen], weights))
        if on_progress:
            on_progress(Progress("training the parser", step + 1, config.steps))
    run.network.load_state_dict(run.average)
    scores = evaluate_parser(run.network.eval(), aligned, rows["test"], backbone)  # type: ignore[arg-type]
    card = {
        "version": "parser-1", "config": asdict(config), "seconds": round(time.monotonic() - started),
        "trained_on": f"{len(rows['train'])} aligned synthetic portraits",
        "evaluated_on": f"{len(rows['test'])} portraits of held-out individuals", "iou": scores,
    }  # fmt: skip
    save_weights(weights_path(NAME), run.network.state_dict(), card)
    return scores


@torch.no_grad()
def evaluate_parser(parser: PartParser, aligned: Aligned, rows: np.ndarray, backbone: Backbone) -> dict[str, float]:
    """IoU of every part over the portraits in `rows`, and their mean `miou`."""
    predicted = [
        parser(*_inputs(aligned, chunk, backbone)).argmax(1) for chunk in np.array_split(rows, len(rows) // 16 + 1)
    ]
    truth = torch.from_numpy(np.asarray(aligned["part"][rows], np.int64))
    scores = part_iou(torch.cat(predicted), truth)
    named = {part.name.lower(): round(score, 4) for part, score in zip(Part, scores, strict=True) if score == score}
    return named | {"miou": round(float(np.nanmean(scores)), 4)}


def _rows_by_split(aligned: Aligned) -> dict[str, np.ndarray]:
    splits = np.array([split_of(int(seed)) for seed in aligned["seed"]])
    return {name: np.flatnonzero(splits == name) for name in ("train", "val", "test")}


@torch.no_grad()
def _inputs(
    aligned: Aligned, rows: np.ndarray, backbone: Backbone, rng: np.random.Generator | None = None
) -> tuple[list[Tensor], Tensor]:
    mask = aligned.mask("bust_mask", rows)
    pictures = to_pictures(without_background(np.asarray(aligned["bust"][rows], np.uint8), mask))
    with torch.autocast("cpu", torch.bfloat16):
        maps, _ = backbone(pictures)
    return maps, small_mask(torch.from_numpy(mask))

"""Training of the part parser on frozen maps of aligned synthetic portraits, whole assets held out."""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.attributes import Part
from engine.clip.backbone import Backbone, load_backbone, to_pictures
from engine.clip.crops import without_background
from engine.clip.judge import learned_from
from engine.clip.parser import NAME, PartParser, class_weights, parse_loss, part_iou, small_mask
from engine.clip.prepare import Aligned, load_aligned
from engine.individuals.reader import Dataset
from engine.individuals.recipe import Recipe
from engine.precision import working_precision, working_type
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import save_weights, weights_path

HELD_OUT: Final = {
    "hair": ("bob02", "short02", "long2", "curly2"),
    "garment": ("Harvey_Sweater2", "female_elegantsuit01", "F_Dress_04"),
    "hat": ("pith_helmet",),
}
"""Recipe field -> beginnings of the names of assets that the parser never sees in training."""
_FRAMES: Final = ("bust", "face")
_LABELS: Final = {"bust": "part", "face": "face_part"}
_BATCH: Final = 16


@dataclass(frozen=True)
class ParserTraining:
    """How the parser is trained; `portraits` bounds what is held in memory (0.7 MB each)."""

    steps: int = 1600
    portraits: int = 2600
    tested: int = 240
    learning_rate: float = 2e-3
    seed: int = 0


@dataclass(frozen=True)
class Frozen:
    """Maps (four strides, the working type), masks and true labels of portraits in one frame."""

    maps: list[Tensor]
    mask: Tensor
    parts: Tensor

    def batch(self, rows: Tensor) -> tuple[list[Tensor], Tensor, Tensor]:
        return [maps[rows].float() for maps in self.maps], self.mask[rows], self.parts[rows].long()


def train_parser(
    dataset: Dataset,
    folder: Path,
    config: ParserTraining | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, float]:
    """Train on the aligned portraits under `folder`, ship the weights, return the IoU of every part.

    Training sees nobody who wears or has a held-out asset; the scores are of those who do.
    """
    config = config or ParserTraining()
    torch.manual_seed(config.seed)
    started, rng = time.monotonic(), np.random.default_rng(config.seed)
    aligned, backbone = load_aligned(folder), load_backbone()
    unseen = {record.seed for record in dataset if wears_held_out(record.recipe)}
    held = np.array([int(seed) in unseen for seed in aligned["seed"]])
    learned = np.array([learned_from(int(seed)) for seed in aligned["seed"]]) & ~held
    rows = [rng.permutation(np.flatnonzero(mask))[:count]
            for mask, count in ((learned, config.portraits), (held, config.tested))]  # fmt: skip
    train, test = ({frame: frozen(aligned, frame, some, backbone) for frame in _FRAMES} for some in rows)
    weights = class_weights(train["face"].parts[:500])
    run = Run(PartParser(), config.learning_rate, decay=0.995)
    for step in range(config.steps):
        if cancel:
            cancel.check()
        for group in run.optimiser.param_groups:
            group["lr"] = config.learning_rate * min(1, step / 100) * (1 - step / config.steps) ** 0.5
        maps, mask, parts = train[_FRAMES[step % 2]].batch(torch.randint(len(rows[0]), (_BATCH,)))
        with working_precision():
            logits = run.network(maps, mask)
        run.update(parse_loss(logits.float(), parts, weights))
        if on_progress:
            on_progress(Progress("training the parser", step + 1, config.steps))
    run.network.load_state_dict(run.average)
    run.network.eval()
    scores = {frame: evaluate_parser(run.network, test[frame]) for frame in _FRAMES}  # type: ignore[arg-type]
    card = {
        "version": "parser-2", "config": asdict(config), "seconds": round(time.monotonic() - started),
        "trained_on": f"{len(rows[0])} aligned synthetic portraits without {HELD_OUT}",
        "evaluated_on": f"{len(rows[1])} portraits with the held-out assets", "iou": scores["bust"],
        "iou_head": scores["face"],
    }  # fmt: skip
    save_weights(weights_path(NAME), run.network.state_dict(), card)
    return scores["bust"] | {f"head_{name}": score for name, score in scores["face"].items()}


def wears_held_out(recipe: Recipe) -> bool:
    """Whether an individual shows an asset that the parser must not learn from."""
    shown = {"hair": recipe.hair, "garment": recipe.garment, "hat": recipe.hat if recipe.headwear != "none" else ""}
    return any(shown[field].startswith(names) for field, names in HELD_OUT.items())


@torch.no_grad()
def frozen(aligned: Aligned, frame: str, rows: np.ndarray, backbone: Backbone) -> Frozen:
    """The backbone's maps of some rows in one frame, computed once."""
    maps: list[list[Tensor]] = []
    masks = aligned.mask(f"{frame}_mask", rows)
    for some in _chunks(len(rows)):
        person = without_background(np.asarray(aligned[frame][rows[some]], np.uint8), masks[some])
        with working_precision():
            found, _ = backbone(to_pictures(person))
        maps.append([one.to(working_type()) for one in found])
    parts = torch.from_numpy(np.asarray(aligned[_LABELS[frame]][rows], np.uint8))
    return Frozen([torch.cat(scale) for scale in zip(*maps, strict=True)], small_mask(torch.from_numpy(masks)), parts)


@torch.no_grad()
def evaluate_parser(parser: PartParser, test: Frozen) -> dict[str, float]:
    """IoU of every part over all portraits of `test`, and their mean `miou`."""
    predicted = []
    for some in _chunks(len(test.parts)):
        maps, mask, _ = test.batch(torch.arange(some.start, some.stop))
        predicted.append(parser(maps, mask).argmax(1))
    scores = part_iou(torch.cat(predicted), test.parts)
    named = {part.name.lower(): round(score, 4) for part, score in zip(Part, scores, strict=True) if score == score}
    return named | {"miou": round(float(np.nanmean(scores)), 4)}


def _chunks(count: int) -> Iterator[slice]:
    for start in range(0, count, _BATCH):
        yield slice(start, min(start + _BATCH, count))

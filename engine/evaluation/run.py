"""`maquette evaluate`: every metric that exists by now, as JSON and as a page with pictures."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from engine import __version__
from engine.clip.encoder import HEADS, TextEncoder
from engine.clip.evaluate import evaluate_clip
from engine.clip.features import features_of
from engine.clip.heads import AttributeHeads
from engine.clip.image_tower import encode_blocks, load_image_tower
from engine.clip.judge import NAME as JUDGE
from engine.clip.parser import NAME as PARSER
from engine.evaluation.moves import evaluate_moves
from engine.evaluation.photos import evaluate_photos
from engine.evaluation.portraits import accuracy, compare_portraits, table_of
from engine.evaluation.reading import accuracies, read_labelled
from engine.evaluation.report import write_report
from engine.evaluation.words import evaluate_words
from engine.field.evaluate import FieldEvaluation, evaluate_field
from engine.files import write_bytes
from engine.individuals.reader import Dataset
from engine.paths import assets_dir
from engine.pipeline import Engine
from engine.progress import CancelToken, ProgressCallback
from engine.training.weights import load_weights, read_card, weights_path

Metrics = dict[str, Any]


@dataclass(frozen=True)
class Amounts:
    """How much is looked at."""

    field: int
    photos: int
    words: int


QUICK: Final = Amounts(field=2, photos=6, words=1)
FULL: Final = Amounts(field=20, photos=60, words=6)


@dataclass(frozen=True)
class Evaluation:
    """What to evaluate on, and where the results go; `portraits` is a folder of labelled real portraits,
    whose sheet is written to `work`, never to `out`."""

    out: Path
    data: Path
    work: Path
    quick: bool = False
    portraits: Path | None = None


def evaluate(
    job: Evaluation, on_progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Metrics:
    """Write `metrics.json` and `report.html` to `job.out` and return the metrics. Raises DataError without data."""
    amounts = QUICK if job.quick else FULL
    engine, held_out = Engine(), list(Dataset(job.data, "test"))
    parts: list[tuple[str, Any]] = [
        ("field", lambda: _field(job, engine, [r.seed for r in held_out[: amounts.field]], on_progress, cancel)),
        ("parser", _parser),
        ("judge", _judge),
        ("clip", lambda: _clip(job, on_progress, cancel)),
        ("photo", lambda: evaluate_photos(engine, held_out[: amounts.photos], on_progress, cancel)),
    ]
    metrics: Metrics = {"version": __version__, "quick": job.quick}
    for name, measure in parts:
        metrics[name] = measure()
        _write(job.out, metrics)
    metrics |= evaluate_words(engine, amounts.words, on_progress, cancel)
    if job.portraits:
        metrics["reading"] = _reading(job.portraits)
        metrics["portraits"] = _portraits(engine, job, on_progress)
    metrics["weights"] = {"megabytes": _weights_megabytes()}
    _write(job.out, metrics)
    write_report(metrics, job.out / "report.html")
    return metrics


def _write(out: Path, metrics: Metrics) -> None:
    write_bytes(out / "metrics.json", (json.dumps(metrics, indent=1, ensure_ascii=False) + "\n").encode())


def _field(
    job: Evaluation, engine: Engine, seeds: list[int], on_progress: ProgressCallback | None, cancel: CancelToken | None
) -> Metrics:
    return evaluate_field(
        seeds, engine.decoder_weights, FieldEvaluation(folder=job.work / "field"), on_progress, cancel
    )


def _parser() -> Metrics:
    card = read_card(weights_path(PARSER))
    parts = {name: score for name, score in card["iou"].items() if name != "miou"}
    return {"miou": card["iou"]["miou"], "attributes": parts, "miou_head": card["iou_head"]["miou"],
            "samples": card["config"]["tested"]}  # fmt: skip


def _judge() -> Metrics:
    accuracy = dict(read_card(weights_path(JUDGE))["accuracy"])
    return {"accuracy": accuracy.pop("mean"), "attributes": accuracy}


def _clip(job: Evaluation, on_progress: ProgressCallback | None, cancel: CancelToken | None) -> Metrics:
    (image, other), heads = load_image_tower(), AttributeHeads()
    load_weights(weights_path(HEADS), heads)
    found = features_of(job.work / "aligned", other, on_progress, cancel)
    encoder, z = TextEncoder(), encode_blocks(image, found.blocks[found.test_rows()])
    scores = evaluate_clip(image, heads, encoder, found, Dataset(job.data))
    return scores | {"moves": evaluate_moves(heads, encoder, z)}


def _portraits(engine: Engine, job: Evaluation, on_progress: ProgressCallback | None) -> Metrics:
    assert job.portraits
    found, sheet = compare_portraits(engine, job.portraits, on_progress=on_progress)
    job.work.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(job.work / "portraits.jpg", quality=88)
    write_bytes(job.out / "portraits.md", table_of(found).encode())
    rows = [{"file": c.file, "problem": c.problem, "shown": c.shown, "right": c.verdicts} for c in found]
    scores = accuracy(found)
    return {"accuracy": scores, "mean": round(float(np.mean(list(scores.values()))), 4), "samples": len(found),
            "table": rows}  # fmt: skip


def _reading(folder: Path) -> Metrics:
    found = read_labelled(folder)
    rows = [{"file": r.file, "problem": r.problem, "read": r.read, "right": r.right} for r in found]
    return {"accuracy": accuracies(found), "samples": len(found), "table": rows}


def _weights_megabytes() -> float:
    files = (assets_dir() / "weights").glob("*.safetensors")
    return round(sum(path.stat().st_size for path in files) / 1e6, 2)

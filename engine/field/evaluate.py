"""How true the field is to individuals it has never seen, from cameras it has never seen."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.attributes import Part
from engine.camera import Camera
from engine.field.compare import Comparison, compare, on_white, summary
from engine.field.decoder_weights import DecoderWeights
from engine.field.disturb import through_base, with_noise
from engine.field.encode import encode
from engine.field.evidence import random_camera
from engine.field.layers import blocks
from engine.field.triplane import ReliefTriplane
from engine.files import replacing, write_bytes
from engine.individuals.individual import Individual
from engine.individuals.recipe import RECIPE_VERSION, sample_recipe
from engine.individuals.renderer import ANY_LAYER, draw, draw_samples
from engine.individuals.view import View
from engine.offscreen.field_program import DrawMode, Shading
from engine.offscreen.raymarcher import Raymarcher
from engine.progress import CancelToken, Progress, ProgressCallback

PICTURE: Final = 256
TRUTH_SAMPLES: Final = 4
"""Across a pixel of the true pictures."""
FIELD_VERSION: Final = 5
"""Counts changes of the field that make earlier figures worthless."""

Change = Callable[[ReliefTriplane, int], ReliefTriplane]
VARIANTS: Final[dict[str, Change]] = {
    "full": lambda planes, seed: planes,
    "through_base": lambda planes, seed: through_base(planes),
    "noisy": lambda planes, seed: with_noise(planes, np.random.default_rng([seed, 3])),
}


@dataclass(frozen=True)
class FieldEvaluation:
    """`views` random cameras of each individual; with a `folder`, what is done there is kept, and a sheet of
    truth, picture and error is written for every individual."""

    views: int = 4
    folder: Path | None = None


def evaluate_field(
    seeds: Sequence[int],
    weights: DecoderWeights,
    job: FieldEvaluation | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Scores over individuals `seeds` (of the test split), 256 x 256 on white.

    The keys of `compare.summary` and encode_seconds (mean, drawing included); the same under `through_base` for
    planes brought down to 64 and back, and under `noisy` for planes as imperfect as generated ones.
    """
    job = job or FieldEvaluation()
    found: dict[str, list[Comparison]] = {name: [] for name in VARIANTS}
    seconds = []
    with Raymarcher() as raymarcher:
        for number, seed in enumerate(seeds):
            if cancel is not None:
                cancel.check()
            result = _kept(job, seed, weights) or _judge(raymarcher, seed, weights, job)
            seconds.append(result["encode_seconds"])
            for name, comparisons in found.items():
                comparisons += [Comparison(**entry) for entry in result[name]]
            if on_progress is not None:
                on_progress(Progress("judging the field", number + 1, len(seeds)))
    scores = {name: summary(comparisons) for name, comparisons in found.items()}
    full = scores.pop("full") | {"encode_seconds": round(float(np.mean(seconds)), 3)}
    return full | scores


def _kept(job: FieldEvaluation, seed: int, weights: DecoderWeights) -> dict[str, Any] | None:
    if job.folder is None or not (path := job.folder / f"{seed}.json").exists():
        return None
    stored: dict[str, Any] = json.loads(path.read_text())
    return stored if stored["of"] == _fingerprint(job, weights) else None


def _fingerprint(job: FieldEvaluation, weights: DecoderWeights) -> str:
    arrays = b"".join(getattr(weights, field.name).tobytes() for field in fields(weights))
    return f"{FIELD_VERSION} {RECIPE_VERSION} {job.views} {hashlib.sha256(arrays).hexdigest()[:16]}"


def _judge(raymarcher: Raymarcher, seed: int, weights: DecoderWeights, job: FieldEvaluation) -> dict[str, Any]:
    individual, cameras = Individual(sample_recipe(seed)), list(_cameras(seed, job.views))
    truths = [truth_of(individual, camera) for camera in cameras]
    started = time.perf_counter()
    planes = encode(partial(draw_samples, individual))
    result: dict[str, Any] = {"of": _fingerprint(job, weights), "encode_seconds": time.perf_counter() - started}
    sheet = []
    for name, change in VARIANTS.items():
        raymarcher.upload(change(planes, seed), weights)
        pictures = [picture_of(raymarcher, camera) for camera in cameras]
        compared = [compare(*picture, truth) for picture, truth in zip(pictures, truths, strict=True)]
        result[name] = [comparison.to_json() for comparison in compared]
        sheet.append(np.concatenate([picture for picture, _ in pictures], axis=1))
    if job.folder is not None:
        write_bytes(job.folder / f"{seed}.json", json.dumps(result).encode())
        _write_sheet(job.folder / f"{seed}.png", truths, sheet)
    return result


def _cameras(seed: int, views: int) -> Iterator[Camera]:
    rng = np.random.default_rng(seed)
    return (random_camera(rng) for _ in range(views))


def truth_of(individual: Individual, camera: Camera) -> View:
    """What the camera sees, 256 x 256, every pixel the mean of its samples, as `picture_of` draws the field."""
    return draw(individual, camera, PICTURE, TRUTH_SAMPLES, thickness=ANY_LAYER)


def picture_of(raymarcher: Raymarcher, camera: Camera) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """The uploaded avatar on white, float32 (256, 256, 3), and its parts (256, 256).

    Drawn twice as large and averaged, the commonest part of each pixel; by the shader, which a parity test ties to
    torch.
    """
    size = 2 * PICTURE
    drawn = raymarcher.draw(camera, size, size, DrawMode.EXACT, Shading.UNLIT, (1, 1, 1))
    white = drawn.picture[..., :3].astype(np.float32) / 255
    votes = np.stack([blocks(drawn.part == part, PICTURE).sum(axis=0) for part in Part])
    return blocks(white, PICTURE).mean(axis=0), votes.argmax(axis=0).astype(np.uint8)


def _write_sheet(path: Path, truths: list[View], rows: list[NDArray[np.float32]]) -> None:
    """Rows: the truth, each variant, and three times the error of the first variant."""
    wanted = np.concatenate([on_white(truth) for truth in truths], axis=1)
    error = 1 - np.clip(3 * np.abs(rows[0] - wanted), 0, 1)
    with replacing(path) as beside:
        Image.fromarray(np.rint(np.concatenate([wanted, *rows, error]) * 255).astype(np.uint8)).save(beside)

"""Avatars from portraits of held-out synthetic individuals, against the individuals themselves."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.attributes import Part
from engine.clip.augment import photographed
from engine.edit.colours import delta_e
from engine.edit.recolour import part_colour
from engine.errors import NoFaceError
from engine.evaluation.traits import traits_of
from engine.field.compose import whole
from engine.field.resample import downsample
from engine.field.triplane import ReliefTriplane, dequantise
from engine.individuals.reader import Record
from engine.pipeline import Engine, MakeRequest
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.space import BASE_SIZE

_PHOTO_SEED = 23


def evaluate_photos(
    engine: Engine,
    records: Sequence[Record],
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, object]:
    """Scores of avatars made from one augmented portrait of each record (all of the test split).

    hair_delta_e, garment_delta_e: CIEDE2000 of the part's mean colour in front view; silhouette_iou and
    psnr_front on the front plane at 64; trait_accuracy: share of beard, glasses, hat and hair that are there
    exactly when they are on the individual.
    """
    scores: list[dict[str, float]] = []
    refused = 0
    for done, record in enumerate(records):
        if on_progress:
            on_progress(Progress("photos", done, len(records)))
        try:
            scores.append(_score(engine, record, cancel))
        except NoFaceError:
            refused += 1
    keys = sorted({key for score in scores for key in score})
    means = {key: round(float(np.mean([s[key] for s in scores if key in s])), 4) for key in keys}
    return {**means, "samples": len(records), "refused": refused}


def _score(engine: Engine, record: Record, cancel: CancelToken | None) -> dict[str, float]:
    colour, alpha, _ = record.portrait(0)
    photo = photographed(colour, alpha, np.random.default_rng([record.seed, _PHOTO_SEED]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "portrait.png"
        Image.fromarray(photo).save(path)
        result = engine.make(MakeRequest(photo=path, seed=record.seed), cancel=cancel)
    made, truth = whole(result.avatar.planes), whole(dequantise(record.planes()))
    seconds = result.report["seconds"]
    assert isinstance(seconds, dict)
    return _compare(made, truth) | {"seconds": float(seconds["total"])}


def _compare(made: ReliefTriplane, truth: ReliefTriplane) -> dict[str, float]:
    ours, theirs = traits_of(made), traits_of(truth)
    scores = {
        "trait_accuracy": float(
            np.mean([getattr(ours, name) == getattr(theirs, name) for name in ("hair", "beard", "glasses", "hat")])
        ),
        "silhouette_iou": _iou(made, truth),
        "psnr_front": _psnr_front(made, truth),
    }
    for name, part in (("hair_delta_e", Part.HAIR), ("garment_delta_e", Part.GARMENT)):
        first, second = part_colour(made, part), part_colour(truth, part)
        if first and second:
            scores[name] = delta_e(first, second)
    return scores


def _iou(made: ReliefTriplane, truth: ReliefTriplane) -> float:
    a, b = made.silhouette[0] < 0, truth.silhouette[0] < 0
    return float((a & b).sum() / max((a | b).sum(), 1))


def _psnr_front(made: ReliefTriplane, truth: ReliefTriplane) -> float:
    a, b = (_on_white(downsample(planes, BASE_SIZE)) for planes in (made, truth))
    return float(-10 * np.log10(max(float(((a - b) ** 2).mean()), 1e-9)))


def _on_white(planes: ReliefTriplane) -> NDArray[np.float32]:
    return np.where(planes.silhouette[0][..., None] < 0, planes.colour[0], np.float32(1))

"""How true the field is to the individuals it was drawn from."""

import time
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.metrics import structural_similarity

from engine.attributes import PART_COUNT, Part
from engine.camera import Camera
from engine.field.decoder_weights import DecoderWeights
from engine.field.disturb import through_base
from engine.field.encode import encode
from engine.field.evidence import random_camera
from engine.field.triplane import ReliefTriplane
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw, draw_samples
from engine.individuals.view import View
from engine.offscreen.field_program import DrawMode, Shading
from engine.offscreen.raymarcher import Drawn, Raymarcher
from engine.progress import CancelToken, Progress, ProgressCallback

PICTURE: Final = 256
BORDER: Final = 3
"""Pixels from a silhouette or part border that `psnr_inside` leaves out."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Errors of one picture: mean squared over all, over the inside, SSIM, and the part confusion (8, 8)."""

    error: float
    error_inside: float
    ssim: float
    confusion: NDArray[np.int64]


def evaluate_field(
    seeds: Sequence[int],
    weights: DecoderWeights,
    views: int = 4,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Scores over individuals `seeds` (of the test split) from `views` random cameras each, 256 x 256 on white.

    Keys psnr, psnr_inside, ssim, part_miou, encode_seconds (mean, drawing included) and samples; the
    same, without encode_seconds, under `through_base` for planes brought down to 64 and back.
    """
    full: list[Comparison] = []
    reduced: list[Comparison] = []
    seconds = []
    for number, seed in enumerate(seeds):
        if cancel is not None:
            cancel.check()
        individual, cameras = Individual(sample_recipe(seed)), list(_cameras(seed, views))
        truths = [draw(individual, camera, PICTURE) for camera in cameras]
        started = time.perf_counter()
        planes = encode(partial(draw_samples, individual))
        seconds.append(time.perf_counter() - started)
        full += _compare_all(planes, weights, cameras, truths)
        reduced += _compare_all(through_base(planes), weights, cameras, truths)
        if on_progress is not None:
            on_progress(Progress("judging the field", number + 1, len(seeds)))
    return {**_summary(full), "encode_seconds": round(float(np.mean(seconds)), 3), "through_base": _summary(reduced)}


def _draw_once(individual: Individual, camera: Camera, size: int, parts: Set[Part]) -> View:
    return draw(individual, camera, size, 1, parts)


def _cameras(seed: int, views: int) -> Iterator[Camera]:
    rng = np.random.default_rng(seed)
    return (random_camera(rng) for _ in range(views))


def _compare_all(
    planes: ReliefTriplane, weights: DecoderWeights, cameras: list[Camera], truths: list[View]
) -> list[Comparison]:
    # drawn twice as large and averaged, as the truth is; by the shader, which a parity test ties to torch
    size = 2 * PICTURE
    with Raymarcher() as raymarcher:
        raymarcher.upload(planes, weights)
        pictures = [raymarcher.draw(camera, size, size, DrawMode.EXACT, Shading.UNLIT, (1, 1, 1)) for camera in cameras]
    return [compare(picture, truth) for picture, truth in zip(pictures, truths, strict=True)]


def compare(picture: Drawn, truth: View) -> Comparison:
    """Compare a picture on white, twice the truth's size, with the truth."""
    size = truth.part.shape[0]
    white = picture.picture[..., :3].astype(np.float32) / 255
    found = white.reshape(size, 2, size, 2, 3).mean(axis=(1, 3))
    alpha = truth.alpha[..., None].astype(np.float32) / 255
    wanted = truth.colour.astype(np.float32) / 255 * alpha + 1 - alpha
    squared = np.square(found - wanted).mean(axis=-1)
    inside = _inside(truth)
    labels = np.where(truth.alpha >= 128, truth.part, 0)
    confusion = np.zeros((PART_COUNT, PART_COUNT), np.int64)
    np.add.at(confusion, (labels, picture.part[::2, ::2]), 1)
    ssim = structural_similarity(found, wanted, channel_axis=2, data_range=1.0)
    return Comparison(float(squared.mean()), float(squared[inside].mean()), float(ssim), confusion)


def _inside(truth: View) -> NDArray[np.bool_]:
    labels = np.where(truth.alpha == 255, truth.part, 0)
    border = ndimage.maximum_filter(labels, 3) != ndimage.minimum_filter(labels, 3)
    return np.asarray((ndimage.distance_transform_edt(~border) > BORDER) & (labels > 0))


def _summary(comparisons: list[Comparison]) -> dict[str, Any]:
    """PSNRs are means over pictures; mIoU is over the pixels of all pictures, without the background."""
    confusion = np.sum([c.confusion for c in comparisons], axis=0)
    union = confusion.sum(axis=0) + confusion.sum(axis=1) - np.diag(confusion)
    present = confusion.sum(axis=1)[1:] > 0
    overlap = np.diag(confusion)[1:][present] / union[1:][present]
    return {
        "psnr": round(float(np.mean([_psnr(c.error) for c in comparisons])), 2),
        "psnr_inside": round(float(np.mean([_psnr(c.error_inside) for c in comparisons])), 2),
        "ssim": round(float(np.mean([c.ssim for c in comparisons])), 4),
        "part_miou": round(float(overlap.mean()), 4),
        "samples": len(comparisons),
    }


def _psnr(error: float) -> float:
    return float(-10 * np.log10(max(error, 1e-10)))

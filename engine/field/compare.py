"""How close a picture of a field comes to the individual it was drawn from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.metrics import structural_similarity

from engine.attributes import PART_COUNT, Part
from engine.individuals.view import View

BORDER: Final = 3
"""Pixels from a silhouette or part border that `psnr_inside` leaves out."""
Rows = list[list[int]]


@dataclass(frozen=True)
class Comparison:
    """Errors of one picture: mean squared over all, over the inside (None: there is none), SSIM, and the part
    confusion, 8 rows of truth by 8 columns of what was found."""

    error: float
    error_inside: float | None
    ssim: float
    confusion: Rows

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def on_white(truth: View) -> NDArray[np.float32]:
    """The true picture on white, float32 (S, S, 3) in [0, 1]."""
    alpha = truth.alpha[..., None].astype(np.float32) / 255
    return np.asarray(truth.colour.astype(np.float32) / 255 * alpha + 1 - alpha, np.float32)


def compare(found: NDArray[np.float32], part: NDArray[np.uint8], truth: View) -> Comparison:
    """Compare a picture on white, float32 (S, S, 3) in [0, 1], and its part labels (S, S) with the truth."""
    wanted = on_white(truth)
    squared = np.square(found - wanted).mean(axis=-1)
    inside = _inside(truth)
    labels = np.where(truth.alpha >= 128, truth.part, 0)
    confusion = np.zeros((PART_COUNT, PART_COUNT), np.int64)
    np.add.at(confusion, (labels, part), 1)
    ssim = structural_similarity(found, wanted, channel_axis=2, data_range=1.0)
    error_inside = float(squared[inside].mean()) if inside.any() else None
    return Comparison(float(squared.mean()), error_inside, float(ssim), confusion.tolist())


def _inside(truth: View) -> NDArray[np.bool_]:
    labels = np.where(truth.alpha == 255, truth.part, 0)
    border = ndimage.maximum_filter(labels, 3) != ndimage.minimum_filter(labels, 3)
    return np.asarray((ndimage.distance_transform_edt(~border) > BORDER) & (labels > 0))


def summary(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Keys psnr, psnr_inside and ssim, means over pictures; part_iou of each part and part_miou, over the pixels
    of all pictures, without the background; samples."""
    inside = [psnr(c.error_inside) for c in comparisons if c.error_inside is not None]
    parts = part_ious(np.sum([c.confusion for c in comparisons], axis=0))
    return {
        "psnr": round(float(np.mean([psnr(c.error) for c in comparisons])), 2),
        "psnr_inside": round(float(np.mean(inside)), 2),
        "ssim": round(float(np.mean([c.ssim for c in comparisons])), 4),
        "part_miou": round(float(np.mean(list(parts.values()))), 4),
        "part_iou": parts,
        "samples": len(comparisons),
    }


def part_ious(confusion: NDArray[np.int64]) -> dict[str, float]:
    """Intersection over union of every part that is there, by its name in lower case."""
    union = confusion.sum(axis=0) + confusion.sum(axis=1) - np.diag(confusion)
    there = [part for part in Part if part and confusion[part].sum() > 0]
    return {part.name.lower(): round(float(confusion[part, part] / union[part]), 4) for part in there}


def psnr(error: float) -> float:
    """Decibels of a mean squared error of colours in [0, 1]."""
    return float(-10 * np.log10(max(error, 1e-10)))

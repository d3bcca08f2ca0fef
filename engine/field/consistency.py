"""How well the views of an avatar agree with one another, to judge planes that come out of a model. torch."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import DataError
from engine.field.encode import HEADGEAR
from engine.field.layer import FieldLayer
from engine.field.triplane import (
    COLUMN_AXIS,
    ROW_AXIS,
    ROW_SIGN,
    SILHOUETTE_LIMIT,
    SLICE_VIEW,
    SLICE_Y,
    VIEW_AXIS,
    VIEW_COUNT,
    Frame,
    ReliefTriplane,
    texel_centres,
)

CUT: Final = 0.02
"""A point that the hull cuts away by more than this is lost to its view (cube units)."""
SAME_POINT: Final = 0.012
"""Views whose surfaces lie this close to a point see the same point."""
SQUARE: Final = 0.35
"""Least cosine at which a view's colour counts."""


@dataclass(frozen=True)
class Disagreement:
    """depth_mean and depth_p90: by how much the hull of the other views cuts off what a view sees (cube units, at most
    SILHOUETTE_LIMIT);
    cut: share of texels cut by more than CUT; colour: mean absolute difference, in [0, 1], between views of the
    same point; texels: how many were looked at."""

    depth_mean: float
    depth_p90: float
    cut: float
    colour: float
    texels: int


def disagreement(avatars: Iterable[ReliefTriplane]) -> Disagreement:
    """Over all layers and views of all `avatars`. Raises DataError when there is nothing to look at."""
    depths, colours = [], []
    for planes in avatars:
        for layer, frame in planes.layers():
            field, hair = FieldLayer(layer, frame), planes.hair if layer.part.min() in HEADGEAR else None
            cover = None if hair is None else hair.cover
            for view in range(VIEW_COUNT):
                points, place = _points(layer, frame, view, None if cover is None else cover[view])
                if len(points):
                    depths.append(field.distance(points).clamp(min=0, max=SILHOUETTE_LIMIT))
                    colours.append(_colour_differences(field, points, layer.colour[view][place], view))
    if not depths:
        raise DataError("There is nothing to compare: every view is empty.")
    depth, colour = torch.cat(depths).numpy(), torch.cat(colours).numpy()
    return Disagreement(
        depth_mean=round(float(depth.mean()), 5),
        depth_p90=round(float(np.percentile(depth, 90)), 5),
        cut=round(float((depth > CUT).mean()), 4),
        colour=round(float(colour.mean()), 4) if len(colour) else float("nan"),
        texels=len(depth),
    )


def _points(
    layer: ReliefTriplane, frame: Frame, view: int, cover: NDArray[np.float32] | None
) -> tuple[Tensor, tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """The points (N, 3) that a view sees a texel and more inside its outline, and their texels."""
    inside = layer.silhouette[view] < -2 / layer.size
    if cover is not None:
        inside &= cover > 0.75
    if layer.sliced and view == SLICE_VIEW:
        inside &= layer.depth[view] > SLICE_Y
    rows, columns = np.nonzero(inside)
    centres = texel_centres(layer.size)
    local = np.zeros((len(rows), 3), np.float32)
    local[:, COLUMN_AXIS[view]] = centres[columns]
    local[:, ROW_AXIS[view]] = ROW_SIGN[view] * centres[rows]
    local[:, VIEW_AXIS[view]] = layer.depth[view][rows, columns]
    return torch.from_numpy(frame.placed(local)), (rows, columns)


def _colour_differences(field: FieldLayer, points: Tensor, own: NDArray[np.float32], view: int) -> Tensor:
    """Mean absolute differences between a view's colours (N, 3) and those of every other view that sees the point."""
    evidence = field.evidence(points)
    sees = (evidence.dz.abs() < SAME_POINT) & (evidence.silhouette < 0) & (evidence.facing > SQUARE)
    sees &= evidence.facing[:, view : view + 1] > SQUARE
    sees[:, view] = False
    differences = (evidence.colours - torch.from_numpy(own)[:, None]).abs().mean(dim=2)
    return differences[sees]

"""Detail: what planes of 256 x 256 hold beyond those brought up from 64 x 64, and what tells where it belongs.

The upsampler works on one view of one layer at a time, or on a piece of it: weave, ribs, strands and seams are small,
and what ties the six views together it is shown: smoothed planes, and the latent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from torch import Tensor

from engine.attributes import Part
from engine.field.triplane import VIEW_COUNT, VIEW_SIGN, ReliefTriplane, texel_centres
from engine.space import PLANE_SIZE

Floats = NDArray[np.float32]
Box = tuple[slice, slice]

PARTS: Final = (Part.SKIN, Part.FACIAL_HAIR, Part.EYES, Part.GARMENT, Part.HAIR, Part.HAT)
DETAILED: Final = (Part.FACIAL_HAIR, Part.GARMENT, Part.HAIR, Part.HAT)
"""Parts that get detail; the face model draws the face."""
OPPONENT: Final = np.array(
    ((3**-0.5,) * 3, (2**-0.5, 0, -(2**-0.5)), (-(6**-0.5), 2 * 6**-0.5, -(6**-0.5))), np.float32
)
"""Orthonormal axes of colour: grey, red against blue, green against both. Detail is nearly grey."""
SCALE: Final = np.array((0.09, 0.025, 0.02, 0.01, 0.08), np.float32)
"""Units of detail: colour (sRGB along OPPONENT), height (cube units), cover; near their deviation on individuals."""
LIMIT: Final = 8.0
FADE: Final = 5.0
"""Texels over which detail fades towards other parts and outlines."""
ALIGNED: Final = 8
MARGIN: Final = 6
"""Texels around what gets detail that the upsampler is shown; heights and widths are multiples of `ALIGNED`."""
SLOPE: Final = 4.0
"""Slopes beyond this are outlines."""
CHANNELS: Final = len(SCALE)
SHOWN: Final = 3 + 2 + 1 + 1 + len(PARTS) + 2 + VIEW_COUNT
"""Channels of what the upsampler is shown: colour, slopes, silhouette, cover, parts, place, view."""


@dataclass(frozen=True, eq=False)
class Piece:
    """One view of one layer, or a rectangle of it whose upper left texel is (`row`, `column`); arrays (H, W)."""

    view: int
    row: int
    column: int
    colour: Floats
    depth: Floats
    silhouette: Floats
    part: NDArray[np.uint8]
    cover: Floats

    @property
    def wanted(self) -> NDArray[np.bool_]:
        """Where detail belongs (H, W)."""
        return np.isin(self.part, DETAILED) & (self.silhouette < 0) & (self.cover > 0.05)

    @property
    def room(self) -> Floats:
        """How fully detail is put on (H, W), in [0, 1]: it fades where it ends, so that edges stay smooth."""
        inside = distance_transform_edt(np.pad(self.wanted, 1, mode="edge"))[1:-1, 1:-1]
        return np.clip(inside / FADE, 0, 1).astype(np.float32)

    @property
    def height(self) -> Floats:
        """How far the surface lies towards the viewer."""
        return self.depth * VIEW_SIGN[self.view]


def piece_of(layer: ReliefTriplane, view: int, rows: slice = slice(None), columns: slice = slice(None)) -> Piece:
    """The texels `rows` x `columns` of one view of a layer."""
    place = np.s_[view, rows, columns]
    cover = np.ones_like(layer.depth[place]) if layer.cover is None else layer.cover[place]
    start = (rows.start or 0, columns.start or 0)
    return Piece(
        view, *start, layer.colour[place], layer.depth[place], layer.silhouette[place], layer.part[place], cover
    )


def shown(piece: Piece) -> Tensor:
    """What the upsampler is shown of a piece, (SHOWN, H, W)."""
    texel = 2 / PLANE_SIZE
    slopes = [np.clip(slope / texel, -SLOPE, SLOPE) / 2 for slope in np.gradient(piece.height)]
    centres = texel_centres(PLANE_SIZE)
    height, width = piece.depth.shape
    rows = np.broadcast_to(centres[piece.row : piece.row + height, None], piece.depth.shape)
    columns = np.broadcast_to(centres[None, piece.column : piece.column + width], piece.depth.shape)
    views = np.zeros((VIEW_COUNT, height, width), np.float32)
    views[piece.view] = 1
    channels = [
        *np.moveaxis(piece.colour * 4 - 2, -1, 0), *slopes, piece.silhouette * 30, piece.cover,
        *(piece.part == part for part in PARTS), rows, columns, *views,
    ]  # fmt: skip
    return _tensor(np.dstack(channels))


def detail_between(coarse: Piece, fine: Piece) -> tuple[Tensor, Tensor]:
    """The detail (CHANNELS, H, W) that `fine` has beyond `coarse`, and how much every texel of it counts."""
    colour = (fine.colour - coarse.colour) @ OPPONENT.T
    change = np.dstack([colour, fine.height - coarse.height, fine.cover - coarse.cover])
    detail = np.clip(change / SCALE, -LIMIT, LIMIT)
    both = coarse.wanted & (fine.silhouette < 0) & (fine.cover > 0.05)
    alike = fine.part == coarse.part
    weight = np.repeat((both * np.where(alike, 1.0, 0.3))[..., None], CHANNELS, -1)
    weight[..., 3] *= np.abs(change[..., 3]) < LIMIT * SCALE[3]  # another surface
    weight[..., 4] = coarse.wanted
    return _tensor(np.where(weight > 0, detail, 0)), _tensor(weight)


def _tensor(values: NDArray[np.generic]) -> Tensor:
    """(H, W, C) -> (C, H, W)"""
    return torch.from_numpy(np.moveaxis(values, -1, 0).astype(np.float32))


def box_of(layer: ReliefTriplane, view: int) -> Box | None:
    """The rows and columns of a view that hold everything that gets detail, in multiples of `ALIGNED`."""
    wanted = piece_of(layer, view).wanted
    if not wanted.any():
        return None
    return _span(np.flatnonzero(wanted.any(axis=1)), layer.size), _span(np.flatnonzero(wanted.any(axis=0)), layer.size)


def _span(places: NDArray[np.intp], size: int) -> slice:
    first = max(int(places[0]) - MARGIN, 0) // ALIGNED * ALIGNED
    last = min(-(-(int(places[-1]) + 1 + MARGIN) // ALIGNED) * ALIGNED, size)
    return slice(first, last)


def add_detail(layer: ReliefTriplane, made: Iterable[tuple[Piece, Floats]]) -> ReliefTriplane:
    """The layer with sampled detail (CHANNELS, H, W) on some pieces of it."""
    colour, depth = np.array(layer.colour), np.array(layer.depth)
    cover = None if layer.cover is None else np.array(layer.cover)
    for piece, detail in made:
        change = detail.transpose(1, 2, 0) * SCALE * piece.room[..., None]
        height, width = piece.depth.shape
        place = np.s_[piece.view, piece.row : piece.row + height, piece.column : piece.column + width]
        colour[place] += change[..., :3] @ OPPONENT
        depth[place] += change[..., 3] * VIEW_SIGN[piece.view]
        if cover is not None:
            cover[place] += change[..., 4]
    return replace(
        layer, colour=np.clip(colour, 0, 1), depth=np.clip(depth, -1, 1),
        cover=None if cover is None else np.clip(cover, 0, 1),
    )  # fmt: skip

"""What frozen features say of a portrait, in named blocks.

The backbone's maps of three crops are pooled whole, on grids, and within the parts that the parser finds;
beside them stand the parts' measured colours and shapes, which look alike for renders and photos.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.attributes import PART_COUNT, Part
from engine.clip.backbone import POOLED_WIDTH, STAGE_WIDTHS, Backbone, to_pictures
from engine.clip.crops import Bytes, Crops, Floats, without_background
from engine.clip.open_clip_image import OpenClipImage
from engine.clip.parser import PartParser, small_mask
from engine.precision import working_precision

READ_PARTS: Final = (Part.SKIN, Part.HAIR, Part.FACIAL_HAIR, Part.GARMENT, Part.GLASSES, Part.HAT)
_COLOURED: Final = PART_COUNT - 1
PER_COLOUR: Final = 1 + 3 + 3 + 3
"""Numbers of one part's colour: root of its area, mean, spread, Lab."""
_PER_PART: Final = 2 * STAGE_WIDTHS[0] + 2 * STAGE_WIDTHS[1] + STAGE_WIDTHS[2]
_BINS: Final = 4
_PATCH: Final = 12
_IRIS_SPAN: Final = 36.0
"""Side of an eye's patch in pixels of the close crop; an iris is about 18 across."""

BLOCKS: Final[dict[str, int]] = {
    "bust": POOLED_WIDTH,
    "face": POOLED_WIDTH,
    "close": POOLED_WIDTH,
    "face_grid": 9 * STAGE_WIDTHS[2],
    "close_grid": 16 * STAGE_WIDTHS[2],
    "close_texture": 2 * 16 * STAGE_WIDTHS[1],
    "eyes": 2 * 3 * _PATCH**2,
    "bust_colours": _COLOURED * PER_COLOUR + 2 * _BINS**3,
    "face_colours": _COLOURED * PER_COLOUR + 2 * _BINS**3,
    "bust_parts": len(READ_PARTS) * _PER_PART,
    "face_parts": len(READ_PARTS) * _PER_PART,
    "bust_shape": len(READ_PARTS) * 16**2,
    "face_shape": len(READ_PARTS) * 14**2,
}
"""Block -> width, in the order in which they are laid side by side."""
_OTHERS: Final = ("bust", "face", "close")
"""Blocks that another model's embeddings of the crops take the place of ..."""
_MEASURED: Final = ("bust_colours", "face_colours", "bust_shape", "face_shape")
"""... beside which only what the parser measured is kept."""


def blocks_of(other_width: int = 0) -> dict[str, int]:
    """The blocks that z is read from; `other_width` is that of an open_clip model's embeddings, 0 without one."""
    if not other_width:
        return BLOCKS
    return dict.fromkeys(_OTHERS, other_width) | {name: BLOCKS[name] for name in _MEASURED}


@dataclass(frozen=True)
class Reading:
    """`blocks` (B, width of all); of the bust frame `parts` (B, 64, 64) labels, `colours` (B, 8, 3) sRGB in [0, 1]
    and `areas` (B, 8) share of the crop, of every part."""

    blocks: Tensor
    parts: Tensor
    colours: Tensor
    areas: Tensor


@dataclass(frozen=True)
class _Seen:
    """One crop: picture (B, 3, H, W) in [0, 1], maps, pooled features, part probabilities at stride 4."""

    picture: Tensor
    maps: list[Tensor]
    pooled: Tensor
    likely: Tensor


@torch.no_grad()
def read_crops(backbone: Backbone, parser: PartParser, crops: Crops, other: OpenClipImage | None = None) -> Reading:
    """Read a batch of portraits, with an open_clip model's embeddings where there is one."""
    bust_bare, face_bare = (
        without_background(pixels, mask)
        for pixels, mask in ((crops.bust, crops.bust_mask), (crops.face, crops.face_mask))
    )
    close = to_pictures(crops.close)
    with working_precision():
        bust_maps, bust_pooled = backbone(to_pictures(bust_bare))
        # these two are of one size, and faster together
        maps, pooled = backbone(torch.cat([to_pictures(face_bare), close]))
    (face_maps, close_maps), (face_pooled, close_pooled) = _halves(maps), pooled.chunk(2)
    bust = _see(parser, crops.bust, crops.bust_mask, bust_maps, bust_pooled)
    face = _see(parser, crops.face, crops.face_mask, face_maps, face_pooled)
    bust_colours, colours, areas = _colours(bust)
    face_colours, _, _ = _colours(face)
    found = {
        "bust": bust.pooled,
        "face": face.pooled,
        "close": close_pooled,
        "face_grid": F.adaptive_avg_pool2d(face.maps[2], 3),
        "close_grid": F.adaptive_avg_pool2d(close_maps[2], 4),
        "close_texture": _texture_grid(close_maps[1], 4),
        "eyes": _eyes(close / 255, torch.from_numpy(crops.eyes)),
        "bust_colours": bust_colours,
        "face_colours": face_colours,
        "bust_parts": _part_features(bust),
        "face_parts": _part_features(face),
        "bust_shape": _shape(bust.likely, 16),
        "face_shape": _shape(face.likely, 14),
    }
    if other:
        seen = (bust_bare, face_bare, crops.close)
        found |= {name: other(to_pictures(crop)) for name, crop in zip(_OTHERS, seen, strict=True)}
    names = blocks_of(other.width if other else 0)
    blocks = torch.cat([found[name].flatten(1).float() for name in names], dim=1)
    return Reading(blocks, bust.likely.argmax(1), colours, areas)


def _halves(maps: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    pairs = [scale.chunk(2) for scale in maps]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _see(parser: PartParser, pixels: Bytes, mask: Floats, maps: list[Tensor], pooled: Tensor) -> _Seen:
    with working_precision():
        logits = parser(maps, small_mask(torch.from_numpy(np.ascontiguousarray(mask))))
    return _Seen(to_pictures(pixels) / 255, maps, pooled, logits.float().softmax(1))


def _colours(seen: _Seen) -> tuple[Tensor, Tensor, Tensor]:
    """Areas, mean, spread and Lab of every part's colour, histograms of garment and hair; mean colours and areas."""
    small = F.interpolate(seen.picture, size=seen.likely.shape[-2:], mode="area")
    weight = sure_texels(seen.likely)
    total = weight.sum((2, 3)).clamp_min(0.5)[..., None]
    mean = torch.einsum("bchw,bphw->bpc", small, weight) / total
    square = torch.einsum("bchw,bphw->bpc", small**2, weight) / total
    spread = (square - mean**2).clamp_min(0).sqrt()
    areas = seen.likely.mean((2, 3))
    told = torch.cat([areas[..., None].sqrt(), mean, spread, to_lab(mean)], dim=-1)[:, 1:]
    bins = [_histogram(small, weight[:, part]) for part in (Part.GARMENT, Part.HAIR)]
    return torch.cat([told.flatten(1), *bins], dim=1), mean, areas


def sure_texels(likely: Tensor) -> Tensor:
    """Weights like `likely` (B, 8, H, W) without doubtful texels, and without borders where enough is left."""
    sure = (likely - 0.5).clamp_min(0) * 2
    inner = -F.max_pool2d(-sure, 3, 1, 1)
    return torch.where(inner.sum((2, 3), keepdim=True) > 4, inner, sure)


def to_lab(rgb: Tensor) -> Tensor:
    """sRGB (..., 3) in [0, 1] as CIE L*a*b* (D65) divided by 100."""
    linear = torch.where(rgb > 0.04045, ((rgb + 0.055) / 1.055).clamp_min(0) ** 2.4, rgb / 12.92)
    matrix = rgb.new_tensor([[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0178, 0.1098, 0.8730]])
    xyz = linear @ matrix.T
    curve = torch.where(xyz > 0.008856, xyz.clamp_min(1e-6) ** (1 / 3), 7.787 * xyz + 16 / 116)
    x, y, z = curve.unbind(-1)
    return torch.stack([1.16 * y - 0.16, 5 * (x - y), 2 * (y - z)], dim=-1)


def _histogram(picture: Tensor, weight: Tensor) -> Tensor:
    """Square roots of the shares of 4 x 4 x 4 colours under `weight` (B, H, W), (B, 64)."""
    level = (picture * _BINS).long().clamp(0, _BINS - 1)
    index = (level[:, 0] * _BINS + level[:, 1]) * _BINS + level[:, 2]
    counts = torch.zeros(len(picture), _BINS**3).scatter_add_(1, index.flatten(1), weight.flatten(1))
    return (counts / counts.sum(1, keepdim=True).clamp_min(1)).sqrt()


def _part_features(seen: _Seen) -> Tensor:
    """Means of three scales of maps within each part, and deviations of the two finer: texture, (B, parts, width)."""
    found = []
    for index in (0, 1, 2):
        maps = seen.maps[index]
        share = F.adaptive_avg_pool2d(seen.likely[:, list(READ_PARTS)], (maps.shape[-2], maps.shape[-1]))
        total = share.sum((2, 3)).clamp_min(0.5)[..., None]
        mean = torch.einsum("bchw,bphw->bpc", maps, share) / total
        found.append(mean)
        if index < 2:
            square = torch.einsum("bchw,bphw->bpc", maps**2, share) / total
            found.append((square - mean**2).clamp_min(0).sqrt())
    return torch.cat(found, dim=-1)


def _texture_grid(maps: Tensor, cells: int) -> Tensor:
    mean = F.adaptive_avg_pool2d(maps, cells)
    square = F.adaptive_avg_pool2d(maps**2, cells)
    return torch.cat([mean, (square - mean**2).clamp_min(0).sqrt()], dim=1)


def _shape(likely: Tensor, cells: int) -> Tensor:
    return F.adaptive_avg_pool2d(likely[:, list(READ_PARTS)], cells)


def _eyes(close: Tensor, eyes: Tensor) -> Tensor:
    """A small patch around each eye, the left one mirrored, (B, 2, 3, 12, 12)."""
    size = close.shape[-1]
    steps = (torch.arange(_PATCH) + 0.5) / _PATCH - 0.5
    down, across = torch.meshgrid(steps, steps, indexing="ij")
    patches = []
    for side, sign in enumerate((1.0, -1.0)):
        offsets = torch.stack([across * sign, down], dim=-1) * _IRIS_SPAN
        at = (eyes[:, side, None, None] + offsets) * 2 / size - 1
        patches.append(F.grid_sample(close, at, padding_mode="border", align_corners=False))
    return torch.stack(patches, dim=1)

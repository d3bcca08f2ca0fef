"""The `Face` of a portrait: turned to the front, evenly lit, without glasses, the worse seen half from the better."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from engine.attributes import Part
from engine.edit.oklab import from_oklab, to_oklab
from engine.face import OF_FACE, Face
from engine.field.texels import border_fade
from engine.photo.front_end import AlignedPortrait
from engine.photo.frontal import FrontalFace, frontal_face, seen_at
from engine.space import PLANE_SIZE

Floats = NDArray[np.float32]

_LIGHT: Final = 12.0
"""Texels over which light varies on a face; what varies faster is the face's own."""
_EVENED: Final = 0.75
"""How much of the light's variation is taken out."""
_INPAINT: Final = 3.0


def face_map(portrait: AlignedPortrait, parts: NDArray[np.uint8]) -> Face:
    """The face of an aligned portrait, of which `parts` (64, 64) are the labels in the bust frame."""
    frontal = frontal_face(portrait)
    part = _labels(parts, frontal)
    bare = np.isin(part, OF_FACE) & frontal.inside
    lab = to_oklab(np.asarray(seen_at(portrait.bust, frontal.places) / 255, np.float32))
    lab = _filled(lab, bare)
    lab[..., 0] = _evenly_lit(lab[..., 0], bare & (part == Part.SKIN))
    picture, weight = from_oklab(lab), frontal.weight * frontal.inside
    weight = weight * _soft(bare | (part == Part.GLASSES))
    picture, weight = _mirrored(picture, weight)
    weight = weight * border_fade(frontal.inside)
    part = np.where(np.isin(part, OF_FACE), part, np.uint8(Part.SKIN))
    return Face(
        (picture * 255).round().clip(0, 255).astype(np.uint8), frontal.depth.astype(np.float16), part,
        (weight * 255).round().astype(np.uint8),
    )  # fmt: skip


def _labels(parts: NDArray[np.uint8], frontal: FrontalFace) -> NDArray[np.uint8]:
    cells = (frontal.places * len(parts) / PLANE_SIZE).astype(int).clip(0, len(parts) - 1)
    return parts[cells[..., 1], cells[..., 0]]


def _soft(mask: NDArray[np.bool_]) -> Floats:
    return np.asarray(gaussian_filter(mask.astype(np.float32), 1.5).clip(0, 1), np.float32)


def _blurred(values: Floats, mask: NDArray[np.bool_], sigma: float) -> Floats:
    """The mean of what is near and in `mask`, of (H, W) or (H, W, C)."""
    share = gaussian_filter(mask.astype(np.float32), sigma)
    stacked = values.reshape(*mask.shape, -1)
    near = [gaussian_filter(np.where(mask, one, 0), sigma) / (share + 1e-4) for one in np.moveaxis(stacked, -1, 0)]
    return np.stack(near, axis=-1).reshape(values.shape).astype(np.float32)


def _filled(lab: Floats, bare: NDArray[np.bool_]) -> Floats:
    """Frames of glasses and stray hair give way to the skin around them."""
    return np.where(bare[..., None], lab, _blurred(lab, bare, _INPAINT))


def _evenly_lit(light: Floats, skin: NDArray[np.bool_]) -> Floats:
    if not skin.any():
        return light
    slow = _blurred(light, skin, _LIGHT)
    return np.asarray(light - _EVENED * (slow - light[skin].mean()), np.float32)


def _mirrored(picture: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Where one half is seen badly it takes the other's place."""
    other = weight[:, ::-1] * (1 - weight)
    total = np.maximum(weight + other, 1e-4)[..., None]
    both = (picture * weight[..., None] + picture[:, ::-1] * other[..., None]) / total
    return both.astype(np.float32), np.asarray((weight + other).clip(0, 1), np.float32)

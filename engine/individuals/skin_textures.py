"""Skin textures coded for any tone: detail as log ratios to the face's median, its extremes drawn in.

The three colours hold `0.5 + 0.4 * log(texel / median)`; alpha holds the lips. Broad shading that was painted
or lit into a texture is weakened, so that no patch turns grey or white on another tone; fine detail stays.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from engine.individuals.library import Floats

CODE_SCALE = 0.4
_BROAD = 7.0
"""Texels: what is smoother counts as shading, what is finer as detail."""
_MOUTH_ROWS = 80
"""Rows at v = 0 that show the inside of the mouth, whose colour is no skin's."""


def code_skin(pixels: NDArray[np.uint8], face_uv: Floats, lips: Floats, roughness: float = 0.075) -> NDArray[np.uint8]:
    """`pixels` (H, W, 4), row 0 at v = 0; `face_uv` (K, 2) places of cheeks and
    forehead, `lips` (H, W) their share; `roughness`: spread of the log of fine detail over the face."""
    logs, at = _logs(pixels, face_uv)
    tone = logs.mean(-1, keepdims=True)
    hue = logs - tone
    broad = gaussian_filter(tone, (_BROAD, _BROAD, 0))
    fine = tone - broad
    fine *= min(2.2, roughness / max(float(fine[at[:, 1], at[:, 0]].std()), 1e-3))
    warm = np.clip(0.7 * hue, -0.07, 0.07) * (1 - 0.75 * lips[..., None])
    coded = _limited(broad, 0.22, 0.45) + _limited(fine, 0.22, 0.55) + warm
    coded[:_MOUTH_ROWS] = logs[:_MOUTH_ROWS]
    result = np.concatenate([0.5 + CODE_SCALE * coded, lips[..., None]], -1)
    return (result * 255 + 0.5).clip(0, 255).astype(np.uint8)


def lip_mask(pixels: NDArray[np.uint8], face_uv: Floats, mouth_uv: Floats) -> Floats:
    """Where a light skin texture is much redder than its face, near the mouth's (M, 2): (H, W) in [0, 1].

    All skins share one layout, and on dark ones the lips' border cannot be told so well."""
    logs, at = _logs(pixels, face_uv)
    red = gaussian_filter(logs[..., 0] - logs[..., 1], 0.6)
    usual = float(np.median(red[at[:, 1], at[:, 0]]))
    return np.clip((red - usual - 0.12) / 0.14, 0, 1) * _around(mouth_uv, len(pixels))


def _logs(pixels: NDArray[np.uint8], face_uv: Floats) -> tuple[Floats, NDArray[np.int_]]:
    at = np.clip((face_uv * len(pixels)).astype(int), 0, len(pixels) - 1)
    logs = np.log(np.maximum(pixels[..., :3].astype(np.float32) / 255, 0.02))
    return logs - np.median(logs[at[:, 1], at[:, 0]], 0), at


def _around(uv: Floats, size: int) -> Floats:
    mask = np.zeros((size, size), np.float32)
    low, high = (np.clip(edge(uv, 0) * size, 0, size - 1).astype(int) for edge in (np.min, np.max))
    mask[low[1] : high[1] + 1, low[0] : high[0] + 1] = 1
    return gaussian_filter(mask, 1.0)


def _limited(value: Floats, up: float, down: float) -> Floats:
    return np.where(value > 0, up * np.tanh(value / up), down * np.tanh(value / down)).astype(np.float32)

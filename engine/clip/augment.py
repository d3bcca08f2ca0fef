"""Domain randomisation: a clean render becomes as varied as a phone's camera roll.

Every function takes and returns float32 (H, W, 3) sRGB in [0, 1].
"""

import io
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

Picture = NDArray[np.float32]
Random = np.random.Generator
MONOCHROME_SHARE: Final = 0.08
_COVERED_SHARE: Final = 0.12


def photographed(colour: NDArray[np.uint8], alpha: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    """A render (H, W, 3) with coverage (H, W) as a photograph before some background, uint8 (H, W, 3)."""
    picture = _placed(colour, alpha, rng)
    for change in (_light, _tone, _lens, _monochrome, _sensor):
        picture = change(picture, rng)
    return _jpeg((np.clip(picture, 0, 1) * 255).astype(np.uint8), rng)


def plainly_photographed(colour: NDArray[np.uint8], alpha: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    """The same as a good camera would take it: before some background, otherwise as it was drawn."""
    return (np.clip(_placed(colour, alpha, rng), 0, 1) * 255).round().astype(np.uint8)


def _placed(colour: NDArray[np.uint8], alpha: NDArray[np.uint8], rng: Random) -> Picture:
    share = (alpha.astype(np.float32) / 255)[..., None]
    behind = background(colour.shape[0], colour.shape[1], rng)
    return np.asarray(colour * (share / 255) + behind * (1 - share), np.float32)


def covered(alpha: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    """Coverage (H, W) in which sometimes something stands before the person: a disc or a bar from the edge."""
    if rng.random() > _COVERED_SHARE:
        return alpha
    height, width = alpha.shape
    down, across = np.ogrid[:height, :width]
    if rng.random() < 0.5:
        radius = height * rng.uniform(0.04, 0.13)
        y, x = height * rng.uniform(0.1, 1.0), width * rng.uniform(0.1, 0.9)
        hidden = (down - y) ** 2 + (across - x) ** 2 < radius**2
    else:
        angle, reach = rng.uniform(-0.6, 0.6), rng.uniform(0.02, 0.2)
        hidden = down + np.tan(angle) * (across - width / 2) > height * (1 - reach)
    return np.where(hidden, np.uint8(0), alpha)


def background(height: int, width: int, rng: Random) -> Picture:
    """A made-up background: plain, a gradient, soft blobs, or blurred blocks like a room or a street."""
    kind = rng.integers(5)
    first, second = (_colour(rng) for _ in range(2))
    if kind == 0:
        plain = np.full(3, rng.choice([0.0, 0.5, 1.0]), np.float32) if rng.random() < 0.4 else first
        return np.array(np.broadcast_to(plain, (height, width, 3)))
    if kind == 1:
        ramp = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
        return np.array(np.broadcast_to(first * ramp + second * (1 - ramp), (height, width, 3)))
    if kind == 2:
        return _noise(height, width, int(rng.integers(2, 8)), rng)
    return _blocks(height, width, rng)


def _colour(rng: Random) -> Picture:
    return np.asarray(rng.random(3) ** 0.8, np.float32)


def _noise(height: int, width: int, cells: int, rng: Random) -> Picture:
    coarse = (rng.random((cells, cells, 3)) * 255).astype(np.uint8)
    smooth = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(np.asarray(smooth) / 255, np.float32)


def _blocks(height: int, width: int, rng: Random) -> Picture:
    picture = _noise(height, width, 3, rng) * 0.5 + 0.25 * rng.random()
    for _ in range(int(rng.integers(4, 22))):
        top, left = int(rng.integers(-height // 4, height)), int(rng.integers(-width // 4, width))
        tall, wide = int(rng.integers(8, height)), int(rng.integers(8, width // 2))
        picture[max(top, 0) : top + tall, max(left, 0) : left + wide] = rng.random(3)
    blur = float(rng.choice([0.0, 1.0, 3.0, 8.0])) * height / 384
    return gaussian_filter(picture, (blur, blur, 0)).astype(np.float32)


def _light(picture: Picture, rng: Random) -> Picture:
    # white balance, light that falls off to one side, and darker corners
    gains = np.exp(rng.normal(0, 0.06, 3)).astype(np.float32)
    height, width = picture.shape[:2]
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle, slope = rng.random() * 2 * np.pi, np.float32(0.3 * rng.random() ** 2)
    ramp: NDArray[Any] = 1 + slope * (np.float32(np.cos(angle)) * across + np.float32(np.sin(angle)) * down)
    if rng.random() < 0.3:
        ramp = ramp * (1 - np.float32(0.25 * rng.random()) * (across**2 + down**2) / 2)
    return np.asarray(picture * ramp[..., None] * gains, np.float32)


def _tone(picture: Picture, rng: Random) -> Picture:
    exposure = np.float32(np.exp(rng.normal(0.0, 0.18)))
    gamma = np.float32(np.exp(rng.normal(0, 0.14)))
    contrast = np.float32(rng.normal(1, 0.1))
    saturation = np.float32(np.clip(rng.normal(1.0, 0.2), 0.4, 1.6))
    toned = np.clip(picture * exposure, 0, 1) ** gamma
    grey = toned.mean(axis=2, keepdims=True)
    return np.asarray((grey + (toned - grey) * saturation - 0.5) * contrast + 0.5, np.float32)


def _lens(picture: Picture, rng: Random) -> Picture:
    kind = rng.random()
    height, width = picture.shape[:2]
    if kind < 0.2:  # few pixels, enlarged
        share = rng.uniform(0.35, 0.8)
        small = Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8)).resize(
            (int(width * share), int(height * share)), Image.Resampling.BILINEAR
        )
        return np.asarray(np.asarray(small.resize((width, height), Image.Resampling.BICUBIC)) / 255, np.float32)
    if kind < 0.5:
        blur = float(rng.uniform(0.3, 1.8)) * height / 384
        return np.asarray(gaussian_filter(picture, (blur, blur, 0), truncate=2.5), np.float32)
    return picture


def _monochrome(picture: Picture, rng: Random) -> Picture:
    if rng.random() > MONOCHROME_SHARE:
        return picture
    grey = picture @ np.array([0.3, 0.59, 0.11], np.float32)
    sepia = np.array([1.0, 0.94, 0.82], np.float32) if rng.random() < 0.4 else np.ones(3, np.float32)
    return np.asarray(grey[..., None] * sepia, np.float32)


def _sensor(picture: Picture, rng: Random) -> Picture:
    strength = np.float32(rng.exponential(0.012))
    return np.asarray(picture + strength * rng.standard_normal(picture.shape, np.float32), np.float32)


def _jpeg(pixels: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    if rng.random() < 0.4:
        return pixels
    stored = io.BytesIO()
    Image.fromarray(pixels).save(stored, "JPEG", quality=int(rng.integers(30, 95)))
    decoded: NDArray[Any] = np.asarray(Image.open(stored))
    return decoded

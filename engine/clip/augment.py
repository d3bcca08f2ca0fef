"""Domain randomisation: a clean render becomes as varied as a phone's camera roll.

Every function takes and returns float32 (H, W, 3) sRGB in [0, 1].
"""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

Picture = NDArray[np.float32]
Random = np.random.Generator


def photographed(colour: NDArray[np.uint8], alpha: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    """A render (H, W, 3) with coverage (H, W) as a photograph before some background, uint8 (H, W, 3)."""
    share = (alpha.astype(np.float32) / 255)[..., None]
    person = colour.astype(np.float32) / 255
    behind = background(colour.shape[0], colour.shape[1], rng)
    picture: Picture = np.asarray(person * share + behind * (1 - share), np.float32)
    for change in (_light, _tone, _lens, _monochrome, _sensor):
        picture = change(picture, rng)
    return _jpeg((np.clip(picture, 0, 1) * 255).astype(np.uint8), rng)


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
    # white balance and a soft gradient over the whole picture
    gains = np.exp(rng.normal(0, 0.06, 3)).astype(np.float32)
    height, width = picture.shape[:2]
    angle = rng.random() * 2 * np.pi
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    ramp = 1 + 0.18 * rng.random() * (np.cos(angle) * across + np.sin(angle) * down)
    return (picture * gains * ramp[..., None]).astype(np.float32)


def _tone(picture: Picture, rng: Random) -> Picture:
    exposure = float(np.exp(rng.normal(0.0, 0.16)))
    gamma = float(np.exp(rng.normal(0, 0.14)))
    contrast = float(rng.normal(1, 0.1))
    toned = np.clip(picture * exposure, 0, 1) ** gamma
    grey = toned.mean(axis=2, keepdims=True)
    saturation = float(np.clip(rng.normal(1.0, 0.2), 0.4, 1.6))
    return ((grey + (toned - grey) * saturation - 0.5) * contrast + 0.5).astype(np.float32)


def _lens(picture: Picture, rng: Random) -> Picture:
    if rng.random() < 0.5:
        return picture
    blur = float(rng.uniform(0.3, 2.0)) * picture.shape[0] / 384
    return gaussian_filter(picture, (blur, blur, 0)).astype(np.float32)


def _monochrome(picture: Picture, rng: Random) -> Picture:
    if rng.random() > 0.08:
        return picture
    grey = picture @ np.array([0.3, 0.59, 0.11], np.float32)
    sepia = np.array([1.0, 0.94, 0.82], np.float32) if rng.random() < 0.4 else np.ones(3, np.float32)
    return np.asarray(grey[..., None] * sepia, np.float32)


def _sensor(picture: Picture, rng: Random) -> Picture:
    strength = float(rng.exponential(0.012))
    noise = rng.normal(0, strength, picture.shape)
    return (picture + noise).astype(np.float32)


def _jpeg(pixels: NDArray[np.uint8], rng: Random) -> NDArray[np.uint8]:
    if rng.random() < 0.4:
        return pixels
    stored = io.BytesIO()
    Image.fromarray(pixels).save(stored, "JPEG", quality=int(rng.integers(30, 95)))
    decoded: NDArray[Any] = np.asarray(Image.open(stored))
    return decoded

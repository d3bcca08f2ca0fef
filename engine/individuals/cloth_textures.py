"""Garment textures coded for recolouring: folds, what is printed on the cloth, and where its seams run.

Red holds the luminance over the median of the texels the bust uses, halved; green what is not the cloth itself
(a logo, stripes, the shirt under a suit); blue how bright that is (above 0.65 it keeps its own grey, below it
takes the second colour); alpha the distance to the nearest border of the texture's islands, where seams are.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import binary_closing, binary_dilation, distance_transform_edt, gaussian_filter

from engine.individuals.colour import LUMINANCE
from engine.individuals.garments import Garment
from engine.individuals.library import Floats, Proxy

SEAM_TEXELS = 32
"""Distance to a seam, in texels, at which alpha is full."""
SECOND = 0.3
"""Blue of what takes the second colour as it is."""
Mask = NDArray[np.bool_]


def code_garment(pixels: NDArray[np.uint8], proxy: Proxy, used: Mask, garment: Garment) -> NDArray[np.uint8]:
    """`pixels` (H, W, 4), row 0 at v = 0, with transparent texels already filled; `used` (H, W) seen on busts."""
    islands = island_mask(proxy, len(pixels))
    rgb: Floats = (pixels[..., :3] / 255).astype(np.float32)
    luminance: Floats = (rgb @ LUMINANCE).astype(np.float32)
    cloth, print_share, own = _CODERS[garment.printed](rgb, luminance, islands, used & islands)
    ratio = _ratio(cloth, used & islands & (print_share < 0.5) if garment.printed == "shirt" else used & islands)
    seam = np.clip(distance_transform_edt(islands) / SEAM_TEXELS, 0, 1)
    coded = np.stack([ratio / 2, print_share, own, seam], -1)
    return (coded * 255 + 0.5).clip(0, 255).astype(np.uint8)


def island_mask(proxy: Proxy, size: int) -> Mask:
    """Texels (size, size) that some triangle of `proxy` shows, row 0 at v = 0."""
    image = Image.new("1", (size, size))
    draw = ImageDraw.Draw(image)
    for corners in proxy.uv[proxy.triangles] * size:
        draw.polygon([(float(u), float(v)) for u, v in corners], fill=1, outline=1)
    return np.asarray(image, bool)


def _ratio(luminance: Floats, used: Mask) -> Floats:
    # contrast-limited, so that a dark asset's noise does not become dirt on white cloth
    middle = float(np.median(luminance[used])) + 0.02
    change = np.log((luminance + 0.02) / middle)
    spread = float(np.std(np.log((luminance[used] + 0.02) / middle)))
    gain = min(1.0, 0.16 / max(spread, 1e-3))
    return np.exp(np.clip(change * gain, -0.6, 0.4)).astype(np.float32)


def _plain(rgb: Floats, luminance: Floats, islands: Mask, used: Mask) -> tuple[Floats, Floats, Floats]:
    return luminance, np.zeros_like(luminance), np.full_like(luminance, SECOND)


def _logo(rgb: Floats, luminance: Floats, islands: Mask, used: Mask) -> tuple[Floats, Floats, Floats]:
    """Texels of another hue or far from their surroundings' brightness are the print; cloth closes over them."""
    hue = rgb / np.maximum(rgb.sum(-1, keepdims=True), 0.05)
    other = np.abs(hue - np.median(hue[used], 0)).max(-1) > 0.045
    smooth = _smooth(luminance, islands, 10.0)
    printed = (other | (np.abs(luminance - smooth) > 0.12)) & islands
    cloth = _closed(luminance, binary_dilation(printed, iterations=3), islands)
    return cloth, gaussian_filter(printed.astype(np.float32), 0.7), np.full_like(luminance, SECOND)


def _flowers(rgb: Floats, luminance: Floats, islands: Mask, used: Mask) -> tuple[Floats, Floats, Floats]:
    """Darker flowers all over a light ground, which has no folds of its own."""
    ground = float(np.quantile(luminance[used], 0.85))
    printed = np.clip((0.82 - luminance / ground) / 0.2, 0, 1) * islands
    return np.full_like(luminance, ground), gaussian_filter(printed, 0.6), np.full_like(luminance, SECOND)


def _stripes(rgb: Floats, luminance: Floats, islands: Mask, used: Mask) -> tuple[Floats, Floats, Floats]:
    smooth = _smooth(luminance, islands, 6.0)
    contrast = (luminance - smooth) / max(float((luminance - smooth)[used].std()), 1e-3)
    return smooth, np.clip(0.5 + 0.6 * contrast, 0, 1) * islands, np.full_like(luminance, SECOND)


def _inner(rgb: Floats, luminance: Floats, islands: Mask, used: Mask) -> tuple[Floats, Floats, Floats]:
    """A striped reddish shirt under a grey jacket."""
    red = (rgb[..., 0] - rgb[..., 1] > 0.06) & islands
    inner = np.clip(gaussian_filter(red.astype(np.float32), 3.0) * 8 - 1.2, 0, 1).astype(np.float32)
    cloth = np.where(inner > 0.5, _smooth(luminance, islands, 8.0), luminance)
    return cloth, inner, np.full_like(luminance, SECOND)


def _shirt(rgb: Floats, luminance: Floats, islands: Mask, used: Mask) -> tuple[Floats, Floats, Floats]:
    """A white shirt and a bluish tie, both much brighter than the suit."""
    middle = float(np.median(luminance[used]))
    keep = np.clip((luminance / middle - 2.0) / 0.8, 0, 1)
    tie = (rgb[..., 2] - rgb[..., 0] > 0.03) & islands
    # smooth, so that the border stays a clean line however few texels it has
    near = np.clip(gaussian_filter(binary_closing(tie, iterations=2).astype(np.float32), 1.3) * 2 - 0.4, 0, 1)
    own = (1 - near) * np.clip(luminance, 0.72, 1) + near * np.clip(0.2 + 0.45 * luminance, 0.1, 0.5)
    keep = np.maximum(gaussian_filter(keep, 0.6), near)
    return luminance, keep.astype(np.float32), own.astype(np.float32)


_CODERS = {
    "none": _plain,
    "logo": _logo,
    "erased": _logo,
    "flowers": _flowers,
    "stripes": _stripes,
    "inner": _inner,
    "shirt": _shirt,
}


def _smooth(image: Floats, inside: Mask, sigma: float) -> Floats:
    weight = gaussian_filter(inside.astype(np.float32), sigma)
    return gaussian_filter(image * inside, sigma) / np.maximum(weight, 1e-3)


def _closed(image: Floats, hole: Mask, islands: Mask) -> Floats:
    keep = islands & ~hole
    if not keep.any():
        return image
    rows, columns = distance_transform_edt(~keep, return_distances=False, return_indices=True)
    filled = image[rows, columns]
    return np.where(hole, _smooth(filled, islands, 4.0), filled).astype(np.float32)

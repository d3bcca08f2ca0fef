"""What can be measured in an aligned portrait without learning: skin colour, and whether it has colours at all."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.photo.front_end import AlignedPortrait
from engine.space import PLANE_SIZE

Floats = NDArray[np.float32]

# Landmark outlines of places that are bare skin on most people, away from brows, beard and glasses.
_SKIN_REGIONS: Final = {
    "right cheek": (117, 118, 101, 36, 205, 187, 123),
    "left cheek": (346, 347, 330, 266, 425, 411, 352),
    "forehead": (109, 10, 338, 337, 151, 108),
    "nose": (6, 122, 174, 198, 4, 420, 399, 351),
}
_SAME_SKIN: Final = 0.16  # distance in sRGB within which regions agree; hair on the forehead does not
_LUMA: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
MONOCHROME_BELOW: Final = 0.012


@dataclass(frozen=True)
class Cues:
    """`skin` sRGB in [0, 1], shape (3,); `colourfulness` in [0, 1] is how far colours stray from being a
    function of brightness; `monochrome` when they do not, as in black-and-white and toned photos."""

    skin: Floats
    colourfulness: float
    monochrome: bool


def measure(portrait: AlignedPortrait) -> Cues:
    """Measure an aligned portrait."""
    colourfulness = measure_colourfulness(portrait.bust, portrait.bust_known)
    return Cues(skin_colour(portrait), colourfulness, colourfulness < MONOCHROME_BELOW)


def skin_colour(portrait: AlignedPortrait) -> Floats:
    """Median sRGB in [0, 1] of cheeks, forehead and nose, shape (3,), leaving out regions that disagree."""
    bust = portrait.bust.astype(np.float32) / 255.0
    samples = [bust[_polygon(portrait.landmarks[list(outline), :2])] for outline in _SKIN_REGIONS.values()]
    samples = [_evenly_lit(pixels) for pixels in samples if len(pixels)]
    if not samples:
        return np.full(3, 0.5, dtype=np.float32)
    medians = np.array([np.median(pixels, axis=0) for pixels in samples])
    distances = np.linalg.norm(medians - np.median(medians, axis=0), axis=1)
    agreeing = [pixels for pixels, distance in zip(samples, distances, strict=True) if distance <= _SAME_SKIN]
    return np.median(np.concatenate(agreeing or samples), axis=0).astype(np.float32)


def measure_colourfulness(picture: NDArray[np.uint8], known: Floats) -> float:
    """Root mean square of red-green and blue-green that brightness does not explain, in [0, 1].

    A cubic in brightness absorbs the tone of sepia and tinted prints.
    """
    pixels = picture[known > 0.5].astype(np.float64) / 255.0
    if len(pixels) < 16:
        return 0.0
    luma = pixels @ _LUMA
    differences = np.column_stack([pixels[:, 0] - pixels[:, 1], pixels[:, 2] - pixels[:, 1]])
    basis = np.vander(luma, 4)
    fit, *_ = np.linalg.lstsq(basis, differences, rcond=None)
    return float(np.sqrt(np.mean((differences - basis @ fit) ** 2)))


def _evenly_lit(pixels: Floats) -> Floats:
    """Without the darkest fifth (shadows, stubble) and the brightest (highlights)."""
    luma = pixels @ _LUMA
    low, high = np.quantile(luma, [0.2, 0.8])
    return pixels[(luma >= low) & (luma <= high)]


def _polygon(outline: Floats) -> NDArray[np.bool_]:
    """Pixels of the bust inside an outline (n, 2)."""
    canvas = Image.new("1", (PLANE_SIZE, PLANE_SIZE))
    ImageDraw.Draw(canvas).polygon([(float(x), float(y)) for x, y in outline], fill=1)
    return np.array(canvas)

"""The texture stack: every texture of the wardrobe as one layer, coded for recolouring, cached as one array.

Recoloured layers (hair, garments, hats, brows, frames) hold in red the luminance over the median of the
texels the bust uses, halved and limited in contrast; in green how much of a texel keeps its own grey; in
blue that grey. Skins, eyes and teeth stay as they are. Row 0 lies at v = 0.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import distance_transform_edt

from engine.files import replacing
from engine.individuals.catalogue import EYE_TEXTURES, EYEBROWS, GARMENTS, HAIR_STYLES, HATS
from engine.individuals.library import Floats, Library, Proxy

SIZE = 512
STACK_VERSION = 3
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
_BUST_FLOOR = 3.4
"""Height in decimetres on the unmorphed base mesh below which nothing of a bust lies."""
_RACES = ("african", "asian", "caucasian")
_AGES = ("young", "middleage", "old")


@dataclass(frozen=True)
class TextureStack:
    """`pixels` (L, 512, 512, 4) uint8; `layers` name -> index; `skin_means` name -> mean face colour (3,)."""

    pixels: NDArray[np.uint8]
    layers: dict[str, int]
    skin_means: dict[str, Floats]


def load_stack(library: Library) -> TextureStack:
    """The stack, built on first use (some seconds)."""
    names = layer_names()
    cached = library.parsed / f"textures-{STACK_VERSION}.npy"
    if not cached.exists():
        with replacing(cached) as beside, beside.open("wb") as file:
            np.save(file, np.stack([_layer(library, name) for name in names]))
    pixels = np.load(cached, mmap_mode="r", allow_pickle=False)
    layers = {name: index for index, name in enumerate(names)}
    face = _face_uv(library)
    means = {name: _mean_at(pixels[i], face) for name, i in layers.items() if name.startswith("skins/")}
    return TextureStack(pixels, layers, means)


def layer_names() -> list[str]:
    """Every layer as `kind/name`."""
    names = [f"skins/{age}_{race}_{sex}" for age in _AGES for race in _RACES for sex in ("female", "male")]
    names += [f"eyes/{colour}" for colour in EYE_TEXTURES] + ["teeth/Teeth_Base", "eyelashes/Eyelashes01"]
    names += [f"eyebrows/{name}" for name in EYEBROWS]
    names += [f"hair/{style.asset}" for style in HAIR_STYLES] + ["hair/Full_beard", "hair/Moustache"]
    return names + [f"clothes/{name}" for name in (*(g.asset for g in GARMENTS), *HATS, "glasses")]


def _layer(library: Library, name: str) -> NDArray[np.uint8]:
    kind, _, asset = name.partition("/")
    if kind == "skins":
        folder = library.sources.wardrobe / "skins" / asset / "textures"
        return _read(next(folder.glob("*diffuse*.png")))
    if kind == "eyes":
        return _eyes(library, asset)
    proxy = library.proxy(kind, asset)
    pixels = _read(proxy.texture)
    if kind == "teeth":
        return pixels
    keep_above = next((g.keep_above for g in GARMENTS if g.asset == asset), 99.0)
    coded = code_for_tint(_bleed(pixels), _used_uv(library, proxy), keep_above)
    return _keep_lenses(coded, pixels) if asset == "glasses" else coded


def code_for_tint(pixels: NDArray[np.uint8], used_uv: Floats, keep_above: float) -> NDArray[np.uint8]:
    """Code a colour texture for recolouring; `used_uv` (K, 2) are the places whose median becomes the tint."""
    luminance = pixels[..., :3].astype(np.float32) / 255 @ _LUMINANCE
    used = luminance[_texels(used_uv)]
    middle = float(np.median(used)) + 0.02
    change = np.log((luminance + 0.02) / middle)
    spread = float(np.std(np.log((used + 0.02) / middle)))
    gain = min(1.0, 0.22 / max(spread, 1e-3))
    ratio = np.exp(np.clip(change * gain, -0.7, 0.55))
    keep = np.clip((luminance / middle - keep_above) / (0.4 * keep_above), 0, 1)
    coded = np.stack([ratio / 2, keep, luminance], -1)
    return np.concatenate([(coded * 255).clip(0, 255).astype(np.uint8), pixels[..., 3:]], -1)


def _read(path: Path) -> NDArray[np.uint8]:
    image = Image.open(path).convert("RGBA")
    if image.size != (SIZE, SIZE):
        image = image.resize((SIZE, SIZE), Image.Resampling.BOX)
    return np.asarray(image)[::-1].copy()


def _bleed(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colour of the nearest opaque texel in transparent ones, so that filtering does not draw dark fringes."""
    opaque = pixels[..., 3] > 128
    if opaque.all() or not opaque.any():
        return pixels
    rows, columns = distance_transform_edt(~opaque, return_distances=False, return_indices=True)
    return np.concatenate([pixels[rows, columns, :3], pixels[..., 3:]], -1)


def _keep_lenses(coded: NDArray[np.uint8], pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    lens = (pixels[..., 3] > 20) & (pixels[..., 3] < 240)
    result = coded.copy()
    result[lens, 1], result[lens, 2] = 255, 16
    return result


def _eyes(library: Library, colour: str) -> NDArray[np.uint8]:
    folder = library.proxy("eyes", "HighPolyEyes").texture.parent
    pixels = _read(folder / f"{EYE_TEXTURES[colour]}_eye.png")
    if colour != "black":
        return pixels
    rgb = pixels[..., :3].astype(np.float32)
    iris = np.clip((rgb.max(-1) - rgb.min(-1) - 40) / 40, 0, 1)[..., None]
    dark = rgb * (1 - 0.65 * iris)
    return np.concatenate([dark.astype(np.uint8), pixels[..., 3:]], -1)


def _used_uv(library: Library, proxy: Proxy) -> Floats:
    base = library.base.vertices
    heights = (proxy.weights * base[proxy.references][..., 1]).sum(1) + proxy.offsets[:, 1]
    triangles = proxy.triangles[(heights[proxy.corners][proxy.triangles] > _BUST_FLOOR).all(1)]
    return proxy.uv[triangles].mean(1)


def _face_uv(library: Library) -> Floats:
    base = library.base
    middle = base.vertices[base.corners][base.triangles].mean(1)
    # cheeks and forehead: the front of the head without eyes and mouth
    face = (middle[:, 1] > 6.6) & (middle[:, 1] < 7.9) & (middle[:, 2] > 1.1) & (np.abs(middle[:, 0]) > 0.3)
    uv = base.uv[base.triangles[face]].mean(1)
    return uv[uv[:, 0] > 0.7]  # without eye sockets and mouth cavity, which have islands of their own


def _mean_at(pixels: NDArray[np.uint8], uv: Floats) -> Floats:
    return (np.median(pixels[_texels(uv)][:, :3], axis=0) / 255).astype(np.float32)


def _texels(uv: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    at = np.clip((uv * SIZE).astype(np.int64), 0, SIZE - 1)
    return at[:, 1], at[:, 0]

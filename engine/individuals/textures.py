"""The texture stack: every texture of the wardrobe as one layer, coded for recolouring, cached as one array.

Recoloured layers (hair, garments, hats, brows, frames) hold in red the luminance over the median of the
texels the bust uses, halved and limited in contrast; in green how much of a texel keeps its own grey; in
blue that grey. Garments and skins have codes of their own (cloth_textures, skin_textures); eyes and teeth stay
as they are. Row 0 lies at v = 0.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import distance_transform_edt

from engine.attributes import EYE_COLOURS
from engine.files import replacing
from engine.individuals.cloth_textures import code_garment
from engine.individuals.colour import LUMINANCE
from engine.individuals.faces import ANCESTRIES, EYE_TEXTURES, EYEBROWS
from engine.individuals.garments import GARMENTS
from engine.individuals.hair_styles import HAIR_ASSETS
from engine.individuals.headwear import HEADWEAR, Headwear
from engine.individuals.library import BUST_FLOOR, Floats, Library, Proxy
from engine.individuals.patterns import hat_pattern
from engine.individuals.skin_textures import code_skin, lip_mask

SIZE = 512
STACK_VERSION = 30
_ROUGHNESS = {"young": 0.065, "middleage": 0.085, "old": 0.12}


@dataclass(frozen=True)
class TextureStack:
    """`pixels` (L, 512, 512, 4) uint8; `layers` name -> index."""

    pixels: NDArray[np.uint8]
    layers: dict[str, int]


def load_stack(library: Library) -> TextureStack:
    """The stack, built on first use (some seconds)."""
    names = layer_names()
    cached = library.parsed / f"textures-{STACK_VERSION}.npy"
    if not cached.exists():
        with replacing(cached) as beside, beside.open("wb") as file:
            np.save(file, np.stack([_layer(library, name) for name in names]))
    pixels = np.load(cached, mmap_mode="r", allow_pickle=False)
    return TextureStack(pixels, {name: index for index, name in enumerate(names)})


def layer_names() -> list[str]:
    """Every layer as `kind/name`."""
    names = [f"skins/{age}_{race}_{sex}" for age in _ROUGHNESS for race in ANCESTRIES for sex in ("female", "male")]
    names += [f"eyes/{colour}" for colour in EYE_TEXTURES] + ["teeth/Teeth_Base", "eyelashes/Eyelashes01"]
    names += [f"eyebrows/{name}" for name in EYEBROWS]
    names += [f"hair/{name}" for name in HAIR_ASSETS]
    names += [f"clothes/{name}" for name in (*(g.asset for g in GARMENTS), "glasses")]
    return names + sorted({hat_layer(entry) for entry in HEADWEAR})


def hat_layer(entry: Headwear) -> str:
    """The layer of a hat: its artist's texture, or a pattern made here."""
    return f"clothes/{entry.asset}" if entry.asset else f"pattern/{entry.pattern}"


def _layer(library: Library, name: str) -> NDArray[np.uint8]:
    kind, _, asset = name.partition("/")
    if kind == "skins":
        return _skin(library, asset)
    if kind == "pattern":
        return hat_pattern(asset, SIZE)
    if kind == "eyes":
        return _eyes(library, asset)
    proxy = library.proxy(kind, asset)
    pixels = _read(proxy.texture)
    if kind == "teeth":
        return pixels
    cloth = next((entry for entry in GARMENTS if entry.asset == asset), None)
    if cloth:
        return code_garment(_bleed(pixels), proxy, _used_mask(library, proxy), cloth)
    coded = code_for_tint(_bleed(pixels), _used_uv(library, proxy))
    return _keep_lenses(coded, pixels) if asset == "glasses" else coded


def code_for_tint(pixels: NDArray[np.uint8], used_uv: Floats) -> NDArray[np.uint8]:
    """Code a colour texture for recolouring; `used_uv` (K, 2) are the places whose median becomes the tint."""
    luminance = pixels[..., :3].astype(np.float32) / 255 @ LUMINANCE
    used = luminance[_texels(used_uv)]
    middle = float(np.median(used)) + 0.02
    change = np.log((luminance + 0.02) / middle)
    spread = float(np.std(np.log((used + 0.02) / middle)))
    gain = min(1.0, 0.22 / max(spread, 1e-3))
    ratio = np.exp(np.clip(change * gain, -0.7, 0.55))
    coded = np.stack([ratio / 2, np.zeros_like(ratio), luminance], -1)
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


def _skin(library: Library, asset: str) -> NDArray[np.uint8]:
    face = _face_uv(library)
    lips = lip_mask(_skin_picture(library, "young_caucasian_female"), face, _mouth_uv(library))
    return code_skin(_skin_picture(library, asset), face, lips, _ROUGHNESS[asset.partition("_")[0]])


def _skin_picture(library: Library, asset: str) -> NDArray[np.uint8]:
    folder = library.sources.wardrobe / "skins" / asset
    return _read(folder / json.loads((folder / f"{asset}.json").read_text())["mapDiffuse"])


def _eyes(library: Library, colour: str) -> NDArray[np.uint8]:
    folder = library.proxy("eyes", "HighPolyEyes").texture.parent
    pixels = _read(folder / f"{EYE_TEXTURES[colour]}_eye.png")
    if colour not in ("black", "brown"):
        return pixels
    rgb = pixels[..., :3].astype(np.float32)
    iris = np.clip((rgb.max(-1) - rgb.min(-1) - 25) / 30, 0, 1)[..., None]
    # the texture's brown is a red; its light and dark are kept
    tint = np.array(EYE_COLOURS[colour], np.float32)
    brown = 1.25 * (rgb @ LUMINANCE)[..., None] * tint / (tint @ LUMINANCE) * (0.4 if colour == "black" else 1.0)
    mixed = rgb * (1 - iris) + brown * iris
    return np.concatenate([mixed.clip(0, 255).astype(np.uint8), pixels[..., 3:]], -1)


def _used_uv(library: Library, proxy: Proxy) -> Floats:
    base = library.base.vertices
    heights = (proxy.weights * base[proxy.references][..., 1]).sum(1) + proxy.offsets[:, 1]
    triangles = proxy.triangles[(heights[proxy.corners][proxy.triangles] > BUST_FLOOR).all(1)]
    return proxy.uv[triangles].mean(1)


def _face_uv(library: Library) -> Floats:
    base = library.base
    middle = base.vertices[base.corners][base.triangles].mean(1)
    # cheeks and forehead: the front of the head without eyes and mouth
    face = (middle[:, 1] > 6.6) & (middle[:, 1] < 7.9) & (middle[:, 2] > 1.1) & (np.abs(middle[:, 0]) > 0.3)
    uv = base.uv[base.triangles[face]].mean(1)
    return uv[uv[:, 0] > 0.7]  # without eye sockets and mouth cavity, which have islands of their own


def _mouth_uv(library: Library) -> Floats:
    base = library.base
    points = base.vertices[base.corners]
    lips = (np.abs(points[:, 0]) < 0.3) & (points[:, 1] > 6.4) & (points[:, 1] < 6.8) & (points[:, 2] > 1.38)
    uv = base.uv[lips]
    return uv[uv[:, 0] > 0.7]


def _used_mask(library: Library, proxy: Proxy) -> NDArray[np.bool_]:
    mask = np.zeros((SIZE, SIZE), bool)
    mask[_texels(_used_uv(library, proxy))] = True
    return mask


def _texels(uv: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    at = np.clip((uv * SIZE).astype(np.int64), 0, SIZE - 1)
    return at[:, 1], at[:, 0]

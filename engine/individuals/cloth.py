"""How a garment's cloth looks: material, pattern and colours as rows of its material."""

from typing import Final

import numpy as np

from engine.individuals import wardrobe
from engine.individuals.garments import MATERIALS, PATTERNS, garment
from engine.individuals.library import BUST_FLOOR, Floats, Library, Proxy
from engine.individuals.recipe import Recipe

GLOSS: Final = {"cotton": 0.02, "knit": 0.0, "leather": 0.2, "denim": 0.02, "satin": 0.22}


def decimetres_per_uv(library: Library, proxy: Proxy) -> float:
    """How long one unit of `proxy`'s texture is on the unmorphed body, on average over the bust."""
    base = library.base.vertices
    points = wardrobe.fit(proxy, base, base, on_head=False)[proxy.corners][proxy.triangles]
    seen = points[..., 1].min(1) > BUST_FLOOR
    a, b, c = points[seen].transpose(1, 0, 2)
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()
    u, v, w = proxy.uv[proxy.triangles[seen]].transpose(1, 0, 2)
    e, f = v - u, w - u
    return float(np.sqrt(area / np.abs(e[:, 0] * f[:, 1] - e[:, 1] * f[:, 0]).sum()))


def cloth_rows(recipe: Recipe, scale: float) -> Floats:
    """Rows 2 to 5 of a garment's material, (4, 4): scale, material, pattern, seed; second colour and print."""
    entry = garment(recipe.garment)
    # a texture that shows its stitches needs no others
    material = -1 if entry.knitted and recipe.garment_material == "knit" else MATERIALS.index(recipe.garment_material)
    always = entry.printed in ("inner", "shirt")
    shown = 1.0 if always or recipe.garment_pattern == "print" else 0.0
    first = [scale, material, PATTERNS.index(recipe.garment_pattern), recipe.seed % 97]
    return np.array([first, [*recipe.garment_second_rgb, shown], [0, 0, 0, 0], [0, 0, 0, 0]], np.float32)

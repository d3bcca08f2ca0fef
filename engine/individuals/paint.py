"""What colours skin and eyes beyond their textures: where hair, blood, make-up and shade show, and skin's material."""

import numpy as np
from scipy.spatial import cKDTree

from engine.individuals import wardrobe
from engine.individuals.hair_styles import BALD, SHAVED, beard_style
from engine.individuals.library import Floats, Library
from engine.individuals.recipe import Recipe

_BLUSHING = (((0.50, 6.95, 1.22), 0.24, 1.0), ((-0.50, 6.95, 1.22), 0.24, 1.0), ((0.0, 6.92, 1.66), 0.15, 0.8))
"""Centre (decimetres on the unmorphed base), radius, strength: cheeks and the tip of the nose."""
_SCALP = {BALD: 0.0, SHAVED: 0.7}
"""How strongly the scalp shows its follicles; full under hair, so that it never shines through."""


def face_paint(library: Library) -> Floats:
    """Blush and rims of the eyelids on the base mesh: (19158, 2) in [0, 1]."""
    base = library.base.vertices
    blush = np.zeros(len(base), np.float32)
    for centre, radius, strength in _BLUSHING:
        away = np.linalg.norm(base - np.array(centre, np.float32), axis=1) / radius
        blush = np.maximum(blush, strength * np.exp(-(away**2)))
    lashes = wardrobe.fit(library.proxy("eyelashes", "Eyelashes01"), base, base, on_head=True)
    distance, _ = cKDTree(lashes).query(base)
    return np.stack([blush, np.clip((0.05 - distance) / 0.04, 0, 1)], 1).astype(np.float32)


def follicle_weights(library: Library) -> Floats:
    """Where beard shadow and scalp hair grow on the base mesh: (19158, 2) in [0, 1]."""
    base = library.base.vertices
    scalp = np.concatenate([_on_base(library, name) for name in ("short02", "short03", "short04")])
    beard = np.concatenate([_on_base(library, name) for name in ("Full_beard", "Moustache")])
    weights = [_near(beard, base, 0.06, 0.20), _near(scalp, base, 0.10, 0.24)]
    # above the ears and at the nape the line alone decides, in front the artists' hairlines do as well
    weights[1] = np.maximum(weights[1], np.clip((0.6 - base[:, 2]) / 0.3, 0, 1)) * _behind_hairline(base)
    return np.stack(weights, 1).astype(np.float32)


def lid_shadow(library: Library) -> Floats:
    """The shadow of the lids on each vertex of the eyes: strongest above and in the corners; (N, 4)."""
    eyes = wardrobe.fit(library.proxy("eyes", "HighPolyEyes"), library.base.vertices, library.base.vertices, True)
    centre = np.where(eyes[:, :1] > 0, 1, -1) * eyes[eyes[:, 0] > 0].mean(0)
    centre[:, 1:] *= np.sign(centre[:, :1])
    across, up = np.abs(eyes[:, 0] - centre[:, 0]), eyes[:, 1] - centre[:, 1]
    above = np.clip((up - 0.005) / 0.07, 0, 1)
    corner = np.clip((across - 0.06) / 0.07, 0, 1)
    shadow = 0.4 * above + 0.3 * corner * (1 - 0.5 * above)
    return np.pad(shadow[:, None], ((0, 0), (0, 3))).astype(np.float32)


def texture_name(recipe: Recipe) -> str:
    """The skin layer nearest in age, ancestry and sex; its tone is the recipe's."""
    age = "young" if recipe.age < 36 else "middleage" if recipe.age < 60 else "old"
    race = max(recipe.ancestry, key=lambda name: recipe.ancestry[name])
    return f"skins/{age}_{race}_{recipe.sex}"


def skin_rows(recipe: Recipe) -> Floats:
    """Rows 2 to 6 of the skin's material, (5, 4): contrast, beard, lips, paint, scalp; see RenderMesh."""
    darkness = recipe.skin_tone / 9
    # light skin would burn out above its tone, dark skin needs its highlights to keep its features
    contrast = [0.45 + 1.05 * darkness, 1.0 + 0.2 * darkness, recipe.seed % 97, 0.9 - 0.35 * darkness]
    shadow = [*recipe.facial_hair_rgb, beard_style(recipe.facial_hair).shadow]
    grown = recipe.facial_hair_rgb if recipe.hair == SHAVED else recipe.hair_root_rgb
    scalp = [*grown, _SCALP.get(recipe.hair, 0.95)]
    old = float(np.clip((recipe.age - 50) / 30, 0, 1))
    paint = [recipe.blush * (0.85 - 0.3 * darkness), recipe.eyeliner, recipe.freckles * (1 - 0.6 * darkness), 0.6 * old]
    return np.array([contrast, shadow, [*recipe.lip_rgb, recipe.lipstick], paint, scalp], np.float32)


def _behind_hairline(base: Floats) -> Floats:
    # a plane from the forehead's hairline to the nape, in decimetres, lower at the sideburns and the nape
    line = 7.95 + 0.62 * (base[:, 2] - 1.35)
    beside = np.clip((np.abs(base[:, 0]) - 0.5) / 0.12, 0, 1) * np.clip((1.08 - base[:, 2]) / 0.15, 0, 1)
    line -= 0.35 * beside + 0.42 * np.clip((0.55 - base[:, 2]) / 0.4, 0, 1)
    height = base[:, 1] - line
    between_ears = np.abs(base[:, 0]) < 0.8
    return (np.clip(height / 0.2, 0, 1) * between_ears).astype(np.float32)


def _on_base(library: Library, name: str) -> Floats:
    return wardrobe.fit(library.proxy("hair", name), library.base.vertices, library.base.vertices, on_head=True)


def _near(points: Floats, base: Floats, inner: float, outer: float) -> Floats:
    distance, _ = cKDTree(points).query(base)
    return np.clip((outer - distance) / (outer - inner), 0, 1).astype(np.float32)

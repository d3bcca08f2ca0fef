"""What colours a face beyond its texture: where blood and make-up show, and the material rows of skin."""

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

"""A recipe holds every choice that makes an individual; a seed makes a recipe."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS
from engine.errors import DataError
from engine.individuals.chance import Random, choice, weighted
from engine.individuals.colour import Colour, jittered
from engine.individuals.complexion import asymmetry, complexion
from engine.individuals.eyewear import GLASSES_COLOURS, GLASSES_SHAPES
from engine.individuals.face_shapes import FACE_PAIRS, HEAD_SHAPES, PLEASANT
from engine.individuals.faces import ANCESTRIES, EYEBROWS, SKIN_TONES
from engine.individuals.garments import garment
from engine.individuals.hair_colours import HAIR_SHADES, brows, natural, roots, shades_of
from engine.individuals.hair_styles import HAIR_STYLES, beard_style, beards_of, hair_style
from engine.individuals.headwear import headwear_of
from engine.individuals.outfit import outfit

RECIPE_VERSION = 2
"""Counted up by hand when the same seed gets another recipe, or the same recipe other pictures or planes."""
_HAIR_COLOUR_WEIGHTS = {
    "black": 18,
    "brown": 18,
    "blond": 15,
    "red": 10,
    "grey": 10,
    "white": 7,
    "blue": 5.5,
    "green": 5.5,
    "pink": 5.5,
    "purple": 5.5,
}
_HAIR_LENGTH_WEIGHTS = {"bald": 0.1, "short": 0.3, "medium": 0.3, "long": 0.3}
_FACIAL_HAIR_WEIGHTS = {"none": 0.56, "stubble": 0.1, "moustache": 0.1, "goatee": 0.09, "full_beard": 0.15}
_EXPRESSION_WEIGHTS = {"neutral": 0.34, "smile": 0.32, "laugh": 0.12, "frown": 0.1, "surprise": 0.12}


@dataclass(frozen=True)
class Recipe:
    """Every choice. Colours are sRGB in [0, 1]; `muscle` and `weight` in [0, 1]; `face` target path -> weight;
    `ancestry` shares that sum to 1; `skin_tone` 0 (lightest) to 9."""

    seed: int
    sex: str
    age: int
    ancestry: dict[str, float]
    muscle: float
    weight: float
    face: dict[str, float]
    expression: str
    expression_strength: float
    skin_tone: int
    skin_rgb: Colour
    eye_colour: str
    brows: str
    """Asset name."""
    hair: str
    """Name of a hair style."""
    hair_colour: str
    hair_shade: str
    hair_rgb: Colour
    hair_root_rgb: Colour
    facial_hair: str
    """Name of a beard style."""
    facial_hair_rgb: Colour
    brows_rgb: Colour
    glasses: str
    glasses_colour: str
    glasses_shape: str
    glasses_scale: float
    headwear: str
    hat: str
    hat_rgb: Colour
    garment: str
    """Asset name."""
    garment_colour: str
    garment_rgb: Colour
    garment_material: str
    garment_pattern: str
    """One of `garments.PATTERNS`; `print` shows what the asset's texture prints."""
    garment_second_rgb: Colour
    """Of stripes, checks and prints; of the tie of a suit; of the shirt under a jacket."""
    blush: float
    freckles: float
    lip_rgb: Colour
    lipstick: float
    eyeliner: float

    def attributes(self) -> dict[str, str]:
        """Attribute -> class for every attribute; a bald head has no hair style or colour."""
        style = hair_style(self.hair)
        found = {
            "sex": self.sex,
            "age": "young" if self.age < 35 else "middle" if self.age <= 60 else "old",
            "skin_tone": ("light", "medium", "dark")[0 if self.skin_tone < 4 else 1 if self.skin_tone < 7 else 2],
            "hair_length": style.length,
            "facial_hair": beard_style(self.facial_hair).kind,
            "glasses": self.glasses,
            "headwear": self.headwear,
            "garment": garment(self.garment).kind,
            "garment_colour": self.garment_colour,
            "garment_material": self.garment_material,
            "expression": self.expression,
            "eye_colour": self.eye_colour,
        }
        if style.length != "bald":
            found |= {"hair_style": style.style, "hair_colour": self.hair_colour}
        return {name: found[name] for name in ATTRIBUTES if name in found}

    def to_json(self) -> str:
        """JSON that `from_json` reads."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """The recipe written by `to_json`. Raises DataError for other text, and missing or unknown keys."""
        try:
            data = json.loads(text)
        except ValueError as error:
            raise DataError(f"A recipe cannot be read: {error}.", "The file it came from is damaged.") from error
        if not isinstance(data, dict) or set(data) != {entry.name for entry in fields(cls)}:
            raise DataError("A recipe has other fields than expected.", "It was written by another version.")
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return cls(**values)


def sample_recipe(seed: int) -> Recipe:
    """The recipe of `seed`; every attribute is drawn independently, save what people would find absurd."""
    rng = np.random.default_rng([seed, 0x6D61])
    sex = choice(rng, ("female", "male"))
    tone = int(rng.integers(10))
    worn = _worn(rng)
    hair = _hair(rng, sex, tone)
    return Recipe(
        seed=seed,
        sex=sex,
        age=int(rng.integers(18, 86)),
        ancestry=_ancestry(rng, tone),
        muscle=float(rng.uniform(0.3, 0.75)),
        weight=float(np.clip(rng.normal(0.5, 0.15), 0.15, 0.85)),
        face=_face(rng) | asymmetry(_stream(seed, 3)),
        expression=weighted(rng, _EXPRESSION_WEIGHTS),
        expression_strength=float(rng.uniform(0.75, 1.05)),
        skin_tone=tone,
        skin_rgb=jittered(rng, SKIN_TONES[tone], 2.0, 1.2),
        eye_colour=choice(rng, ATTRIBUTES["eye_colour"]),
        brows=choice(rng, EYEBROWS),
        **hair,
        **_eyewear(rng),
        **worn,
        **outfit(_stream(seed, 1), sex),
        **complexion(_stream(seed, 2), sex),
    )


def _stream(seed: int, topic: int) -> Random:
    # topics draw from streams of their own, so that a change to one leaves the others as they were
    return np.random.default_rng([seed, 0x6D61, topic])


def _hair(rng: Random, sex: str, tone: int) -> dict[str, Any]:
    length = weighted(rng, _HAIR_LENGTH_WEIGHTS)
    style = weighted(rng, {style.name: style.weight for style in HAIR_STYLES if style.length == length})
    colour = weighted(rng, _HAIR_COLOUR_WEIGHTS)
    shade = weighted(rng, shades_of(colour))
    rgb = jittered(rng, HAIR_SHADES[shade].rgb, 3.0, 4.0)
    grown = natural(rng, shade, rgb, tone)
    facial = weighted(rng, beards_of(weighted(rng, _FACIAL_HAIR_WEIGHTS)))
    return {
        "hair": style,
        "hair_colour": colour,
        "hair_shade": shade,
        "hair_rgb": rgb,
        "hair_root_rgb": roots(rng, shade, rgb, grown, hair_style(style).hangs),
        "facial_hair": facial if sex == "male" else "none",
        "facial_hair_rgb": grown,
        "brows_rgb": brows(grown, tone),
    }


def _eyewear(rng: Random) -> dict[str, Any]:
    return {
        "glasses": weighted(rng, {"none": 0.65, "clear": 0.22, "sunglasses": 0.13}),
        "glasses_colour": choice(rng, tuple(GLASSES_COLOURS)),
        "glasses_shape": choice(rng, tuple(GLASSES_SHAPES)),
        "glasses_scale": float(rng.uniform(0.92, 1.12)),
    }


def _worn(rng: Random) -> dict[str, Any]:
    hat_colour = choice(rng, tuple(GARMENT_COLOURS))
    covered = weighted(rng, {"none": 0.74, "hat": 0.13, "cap": 0.13})
    return {
        "headwear": covered,
        "hat": weighted(rng, headwear_of("hat" if covered == "none" else covered)),
        "hat_rgb": jittered(rng, GARMENT_COLOURS[hat_colour], 4.0, 4.0),
    }


def _ancestry(rng: Random, tone: int) -> dict[str, float]:
    # dark skin more often with African features, light with Caucasian ones, but every mix occurs
    darkness = tone / 9
    alpha = np.array([0.15 + 1.2 * darkness**2, 0.5, 0.15 + 1.2 * (1 - darkness) ** 2])
    shares = rng.dirichlet(alpha)
    return {name: round(float(share), 4) for name, share in zip(ANCESTRIES, shares, strict=True)}


def _face(rng: Random) -> dict[str, float]:
    face: dict[str, float] = {}
    for stem, low, high in FACE_PAIRS:
        mean = PLEASANT.get(f"{stem}-{high}", 0.0)
        value = float(np.clip(rng.normal(mean, 0.3), -0.85, 0.85))
        if rng.random() < 0.4:
            value = mean
        if value == 0:
            continue
        for name in {stem, stem.replace("/l-", "/r-")}:
            face[f"{name}-{high if value > 0 else low}"] = round(abs(value), 4)
    if rng.random() < 0.7:
        face[f"head/head-{choice(rng, HEAD_SHAPES)}"] = round(float(rng.uniform(0.1, 0.7)), 4)
    return dict(sorted(face.items()))

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.camera import Camera
from engine.errors import AssetsError, GraphicsError
from engine.individuals import dataset
from engine.individuals.assets import Sources, ensure_sources
from engine.individuals.captions import captions
from engine.individuals.individual import Individual
from engine.individuals.packing import pack, pack_picture
from engine.individuals.recipe import Recipe, sample_recipe
from engine.individuals.renderer import draw
from engine.individuals.shards import Arrays, Description
from engine.offscreen.context import create_context
from tests.individuals.recipes import plain


@pytest.fixture(scope="session")
def needs_assets() -> Sources:
    """The artist-made sources in the cache; tests that ask for them are skipped without, never a download."""
    try:
        return ensure_sources(download=False)
    except AssetsError as error:
        pytest.skip(f"needs the artist-made sources in the cache ({error.what})")


@pytest.fixture(scope="session")
def needs_graphics() -> None:
    """Skips where no offscreen OpenGL can be had."""
    try:
        create_context().release()
    except GraphicsError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def made(needs_assets: Sources, needs_graphics: None) -> Callable[..., Individual]:
    """Builds the plain individual with some choices changed; each one once a session."""

    @cache
    def build(**choices: Any) -> Individual:
        individual = Individual(replace(plain(), **choices))
        draw(individual, Camera(), 16)  # ambient occlusion, once
        return individual

    return build


@pytest.fixture(scope="session")
def recipes() -> list[Recipe]:
    return [sample_recipe(seed) for seed in range(1000)]


@pytest.fixture
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Replaces the drawing of individuals by small arrays; returns the seeds made, in order."""
    made: list[int] = []

    def make_record(seed: int, config: dataset.Config, encode: object) -> tuple[Arrays, Description]:
        made.append(seed)
        return noise_record(seed, config)

    monkeypatch.setattr(dataset, "make_record", make_record)
    return made


@cache
def noise_record(seed: int, config: dataset.Config) -> tuple[Arrays, Description]:
    """A record with noise for portraits."""
    rng = np.random.default_rng([seed, 1])
    size = (config.size, config.size)
    arrays: Arrays = {}
    for index in range(config.portraits):
        labels = np.stack([np.full(size, 255, np.uint8), rng.integers(0, 8, size, dtype=np.uint8)])
        colour = rng.integers(0, 256, (*size, 3), dtype=np.uint8)
        arrays[f"portrait_colour_{index}"] = pack_picture(colour, labels[0])
        arrays[f"portrait_labels_{index}"] = pack(labels)
    recipe = sample_recipe(seed)
    described = {"en": captions(recipe, rng, "en", 4), "zh": captions(recipe, rng, "zh", 4)}
    description = {"seed": seed, "recipe": recipe.to_json(), "attributes": recipe.attributes()}
    return arrays, description | {"captions": described, "portraits": [], "views": []}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "individuals"

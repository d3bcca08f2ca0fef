"""Data sets of individuals: shards that are written whole, resumed after a kill and the same for the same seeds."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from engine.camera import Camera
from engine.errors import DataError
from engine.field.triplane import ReliefTriplane, quantise
from engine.files import replacing, write_bytes
from engine.individuals.assets import source_hashes
from engine.individuals.captions import captions
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw, draw_portrait
from engine.individuals.view import View
from engine.progress import CancelToken, Progress, ProgressCallback

SHARD = 16
FORMAT = 1
CAPTIONS = {"en": 16, "zh": 10}
Arrays = dict[str, NDArray[np.generic]]
Encode = Callable[[Callable[[Camera, int], View]], ReliefTriplane]


@dataclass(frozen=True)
class Config:
    """What every individual of a data set consists of; `seed` is the first one."""

    seed: int
    portraits: int
    views: int
    size: int
    planes: bool


def generate(
    directory: Path,
    count: int,
    seed: int = 0,
    views: int = 0,
    portraits: int = 4,
    size: int = 384,
    encode: Encode | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Write individuals `seed` to `seed + count - 1` into `directory`, in shards of 16; finished ones are kept.

    Each holds `portraits` lit portraits and `views` unlit views of `size` pixels, and with `encode` the
    quantised relief planes. Raises DataError when the directory holds a set made otherwise, Cancelled
    between individuals, AssetsError without sources.
    """
    config = Config(seed, portraits, views, size, encode is not None)
    _prepare(directory, config)
    for start in range(0, count, SHARD):
        seeds = range(seed + start, seed + min(start + SHARD, count))
        if not _finished(directory, start // SHARD, len(seeds)):
            _write_shard(directory, start // SHARD, seeds, config, encode, cancel)
        _write_index(directory, config, start + len(seeds))
        if on_progress:
            on_progress(Progress("individuals", start + len(seeds), count))


def make_record(seed: int, config: Config, encode: Encode | None) -> tuple[Arrays, dict[str, object]]:
    """Arrays and description of one individual."""
    recipe = sample_recipe(seed)
    individual = Individual(recipe)
    rng = np.random.default_rng([seed, 1])
    arrays = _pictures("portrait", [draw_portrait(individual, rng, config.size) for _ in range(config.portraits)])
    cameras = [_orbit(rng) for _ in range(config.views)]
    arrays |= _pictures("view", [draw(individual, camera, config.size) for camera in cameras])
    if encode:
        planes = encode(lambda camera, pixels: draw(individual, camera, pixels, supersample=1))
        arrays |= {f"planes_{name}": array for name, array in quantise(planes).items()}
    words = np.random.default_rng([seed, 2])
    described = {
        "seed": seed,
        "recipe": recipe.to_json(),
        "attributes": recipe.attributes(),
        "captions": {
            "en": captions(recipe, words, "en", CAPTIONS["en"]),
            "zh": captions(recipe, words, "zh", CAPTIONS["zh"]),
        },
        "view_cameras": [asdict(camera) for camera in cameras],
    }
    return arrays, described


def shard_paths(directory: Path, index: int) -> tuple[Path, Path]:
    """Tensors and descriptions of shard `index`."""
    return directory / f"{index:05d}.safetensors", directory / f"{index:05d}.json"


def _pictures(kind: str, pictures: list[View]) -> Arrays:
    if not pictures:
        return {}
    return {f"{kind}_{name}": np.stack([getattr(p, name) for p in pictures]) for name in ("colour", "alpha", "part")}


def _orbit(rng: np.random.Generator) -> Camera:
    elevation = float(np.rad2deg(np.arcsin(rng.uniform(-0.5, 0.85))))
    return Camera(azimuth=float(rng.uniform(0, 360)), elevation=elevation)


def _write_shard(
    directory: Path, index: int, seeds: range, config: Config, encode: Encode | None, cancel: CancelToken | None
) -> None:
    arrays: Arrays = {}
    described = []
    for seed in seeds:
        if cancel:
            cancel.check()
        found, description = make_record(seed, config, encode)
        arrays |= {f"{seed}/{name}": np.ascontiguousarray(array) for name, array in found.items()}
        described.append(description)
    tensors, descriptions = shard_paths(directory, index)
    write_bytes(descriptions, json.dumps(described, ensure_ascii=False).encode())
    with replacing(tensors) as beside:
        save_file(arrays, beside)


def _prepare(directory: Path, config: Config) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for stale in directory.glob(".[0-9]*"):  # written beside by a run that was killed
        stale.unlink(missing_ok=True)
    path = directory / "index.json"
    if path.exists() and json.loads(path.read_text()).get("config") != asdict(config):
        raise DataError(f"{directory} holds a data set with other settings.", "Choose another folder.")


def _finished(directory: Path, index: int, size: int) -> bool:
    tensors, descriptions = shard_paths(directory, index)
    return tensors.exists() and descriptions.exists() and len(json.loads(descriptions.read_text())) == size


def _write_index(directory: Path, config: Config, count: int) -> None:
    index = {"format": FORMAT, "config": asdict(config), "assets": source_hashes(), "count": count, "shard": SHARD}
    write_bytes(directory / "index.json", json.dumps(index, indent=1).encode())

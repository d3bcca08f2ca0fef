"""Data sets of individuals: shards that are written whole, resumed after a kill and the same for the same seeds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.camera import Camera
from engine.errors import DataError, InputError
from engine.field.encode import Draw
from engine.field.triplane import ReliefTriplane, quantise
from engine.individuals.assets import source_hashes
from engine.individuals.captions import CAPTION_VERSION, captions
from engine.individuals.individual import Individual, load_assets
from engine.individuals.packing import pack
from engine.individuals.pictures import pack_geometry, pack_portrait, pack_view
from engine.individuals.recipe import RECIPE_VERSION, Recipe, sample_recipe
from engine.individuals.renderer import draw, draw_lit, draw_samples, portrait_setting
from engine.individuals.shards import (
    FORMAT,
    Arrays,
    Description,
    is_finished,
    read_descriptions,
    read_index,
    remove_stale,
    write_descriptions,
    write_index,
    write_shard,
)
from engine.individuals.workers import Check, run_jobs
from engine.offscreen.mesh_renderer import Lighting
from engine.progress import CancelToken, Progress, ProgressCallback

SHARD = 16
"""Individuals of a shard, unless another size is asked for."""
VIEWED_FROM = (-45.0, 85.0)
"""Degrees of elevation between which views are taken."""
VIEWED_AT = 6.0
"""Distance of views, from which a bust is seen whole."""
CAPTIONS = {"en": 16, "zh": 10}
Encode = Callable[[Draw], ReliefTriplane]


@dataclass(frozen=True)
class Config:
    """What every individual of a data set consists of; `seed` is the first one. `geometry`: with depth and normals
    of portraits, too (views always have them)."""

    seed: int
    portraits: int
    views: int
    size: int
    planes: bool
    geometry: bool = False


@dataclass(frozen=True)
class ShardJob:
    """One shard to make: the individuals from seed `first` up to before `end`."""

    directory: Path
    index: int
    first: int
    end: int
    config: Config
    encode: Encode | None

    @property
    def seeds(self) -> range:
        return range(self.first, self.end)


def generate(
    directory: Path,
    count: int,
    seed: int = 0,
    views: int = 0,
    portraits: int = 4,
    size: int = 384,
    encode: Encode | None = None,
    workers: int = 1,
    geometry: bool = False,
    shard: int = SHARD,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Write individuals `seed` to `seed + count - 1` into `directory`, in shards of `shard`; finished ones are kept.

    Each holds `portraits` lit portraits (`geometry`: with depth and normals) and `views` unlit views of `size`
    pixels, and with `encode` the quantised relief planes. What is written of one depends on nothing but its
    seed: not on the size of the shards, the number of `workers` (processes; `encode` must then be a function of a
    module), nor on the runs it took. A
    smaller `count` than before takes nothing away; damaged shards are made again, and captions of an older version
    are rewritten. Raises DataError when the directory holds a set made otherwise or a worker dies, OutputError when
    the disk is full, Cancelled between individuals, AssetsError without sources, InputError for an odd `size`.
    """
    if size % 2:
        raise InputError(f"Pictures of {size} pixels cannot be made.", "Ask for an even number.")
    config = Config(seed, portraits, views, size, encode is not None, geometry)
    known = _prepare(directory, config, shard)
    jobs = [_job(directory, start, shard, max(count, known), config, encode) for start in range(0, count, shard)]
    unfinished = [job for job in jobs if not is_finished(directory, job.index, job.seeds)]
    if workers > 1 and unfinished:
        load_assets()  # fetched, unpacked and parsed once, before the workers look for it
    waiting = sum(_asked_for(job, count) for job in unfinished)
    _report(on_progress, count - waiting, count)
    for job in run_jobs(unfinished, _make_shard, workers, cancel):
        waiting -= _asked_for(job, count)
        known = max(known, job.end - seed)
        _write_index(directory, config, shard, known)
        _report(on_progress, count - waiting, count)


def _job(directory: Path, start: int, shard: int, known: int, config: Config, encode: Encode | None) -> ShardJob:
    first, end = config.seed + start, config.seed + min(start + shard, known)
    return ShardJob(directory, start // shard, first, end, config, encode)


def _asked_for(job: ShardJob, count: int) -> int:
    """How many of the individuals of a shard are among the first `count`."""
    return min(job.end, job.config.seed + count) - job.first


def _report(on_progress: ProgressCallback | None, done: int, total: int) -> None:
    if on_progress:
        on_progress(Progress("individuals", done, total))


def rewrite_captions(directory: Path) -> None:
    """Write the captions of the finished individuals in `directory` anew from their recipes.

    Nothing is drawn and the tensors are not touched; descriptions are replaced one by one, so that the set
    can be read meanwhile. Damaged ones are left for `generate` to make again. Raises DataError when there is
    no set, its index is damaged, or it is of another version of the recipes.
    """
    index = read_index(directory)
    if index is None:
        raise DataError(f"{directory} holds no individuals.", "Make some with: maquette individuals.")
    _check_versions(directory, index)
    for path in sorted(directory.glob("[0-9]*.json")):
        try:
            described = read_descriptions(path)
        except DataError:
            continue
        renewed = [one | {"captions": _captions(Recipe.from_json(one["recipe"]))} for one in described]
        write_descriptions(path, renewed)
    write_index(directory, index | {"caption_version": CAPTION_VERSION})


def make_record(seed: int, config: Config, encode: Encode | None) -> tuple[Arrays, Description]:
    """Packed arrays and description of one individual."""
    recipe = sample_recipe(seed)
    individual = Individual(recipe)
    rng = np.random.default_rng([seed, 1])
    settings = [portrait_setting(individual, rng) for _ in range(config.portraits)]
    cameras = [_orbit(rng) for _ in range(config.views)]
    arrays: Arrays = {}
    for index, (camera, lighting) in enumerate(settings):
        portrait = draw_lit(individual, camera, lighting, config.size)
        arrays |= pack_portrait(portrait, index)
        if config.geometry:
            arrays |= pack_geometry("portrait", portrait, camera, index)
    for index, camera in enumerate(cameras):
        arrays |= pack_view(draw(individual, camera, config.size), camera, index)
    if encode:
        planes = encode(partial(draw_samples, individual))
        arrays |= {f"planes_{name}": pack(array) for name, array in quantise(planes).items()}
    described = {
        "seed": seed,
        "recipe": recipe.to_json(),
        "attributes": recipe.attributes(),
        "captions": _captions(recipe),
        "portraits": [{"camera": asdict(camera), "light": _described(light)} for camera, light in settings],
        "views": [{"camera": asdict(camera)} for camera in cameras],
    }
    return arrays, described


def _described(light: Lighting) -> dict[str, Any]:
    sources = {name: [part.tolist() for part in getattr(light, name)] for name in ("key", "fill")}
    return sources | {"sky": light.sky.tolist(), "ground": light.ground.tolist(), "exposure": light.exposure}


def _captions(recipe: Recipe) -> dict[str, list[str]]:
    rng = np.random.default_rng([recipe.seed, 2])
    return {
        "en": captions(recipe, rng, "en", CAPTIONS["en"]),
        "zh": captions(recipe, rng, "zh", CAPTIONS["zh"]),
    }


def _orbit(rng: np.random.Generator) -> Camera:
    """From anywhere, evenly over the sphere but for what sees little more than the cut or the top of the head."""
    low, high = np.sin(np.deg2rad(VIEWED_FROM))
    elevation = float(np.rad2deg(np.arcsin(rng.uniform(low, high))))
    return Camera(azimuth=float(rng.uniform(0, 360)), elevation=elevation, distance=VIEWED_AT)


def _make_shard(job: ShardJob, check: Check) -> None:
    arrays: Arrays = {}
    described = []
    for seed in job.seeds:
        check()
        found, description = make_record(seed, job.config, job.encode)
        arrays |= {f"{seed}/{name}": array for name, array in found.items()}
        described.append(description)
    write_shard(job.directory, job.index, arrays, described)


def _prepare(directory: Path, config: Config, shard: int) -> int:
    """Make `directory` ready for the set of `config`; returns how many individuals the index counts."""
    directory.mkdir(parents=True, exist_ok=True)
    remove_stale(directory)
    index = read_index(directory)
    if index is None:
        _write_index(directory, config, shard, 0)
        return 0
    if {"geometry": False} | index["config"] != asdict(config) or index.get("shard", SHARD) != shard:
        raise DataError(f"{directory} holds a data set with other settings.", "Choose another folder.")
    _check_versions(directory, index)
    if index["caption_version"] < CAPTION_VERSION:
        rewrite_captions(directory)
    return int(index["count"])


def _check_versions(directory: Path, index: dict[str, Any]) -> None:
    if index["recipe_version"] != RECIPE_VERSION or index["caption_version"] > CAPTION_VERSION:
        raise DataError(
            f"{directory} holds a data set of another version of the recipes or captions.", "Choose another folder."
        )


def _write_index(directory: Path, config: Config, shard: int, count: int) -> None:
    index = {"format": FORMAT, "recipe_version": RECIPE_VERSION, "caption_version": CAPTION_VERSION}
    about = {"config": asdict(config), "assets": source_hashes(), "count": count, "shard": shard}
    write_index(directory, index | about)

"""The training runs by name, each from a data set of individuals to shipped weights.

What a run computes from the data set on its way (aligned portraits, say) stays in the working folder, so
that it is computed once.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from engine.clip.encoder import TextEncoder
from engine.clip.features import features_of
from engine.clip.prepare import prepare
from engine.clip.train import ClipTraining, train_clip
from engine.clip.train_judge import JudgeTraining, train_judge
from engine.clip.train_parser import ParserTraining, train_parser
from engine.clip.train_text import TextTraining, train_text
from engine.diffusion.data import prepare_maps, statistics_of
from engine.diffusion.latents import gather, image_latents, text_latents
from engine.diffusion.pieces import Pieces, prepare_pieces
from engine.diffusion.train import BaseTraining, network_of, ship, train_base
from engine.diffusion.train_upsampler import UpsamplerTraining, train_upsampler
from engine.diffusion.train_upsampler import ship as ship_upsampler
from engine.errors import InputError
from engine.field.rollout import load_statistics, statistics_to_json
from engine.field.train import DecoderTraining, train_decoder
from engine.files import write_bytes
from engine.individuals.reader import Dataset
from engine.morphable.train import FaceTraining, train_face
from engine.paths import assets_dir
from engine.progress import CancelToken, ProgressCallback
from engine.training.weights import weights_path

Config = TypeVar("Config")
Scores = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """Where a run finds its data set, where it works, and what it is told."""

    data: Path
    work: Path
    config: Path | None = None
    resume: bool = False
    on_progress: ProgressCallback | None = None
    cancel: CancelToken | None = None

    def aligned(self) -> Path:
        """Folder of the data set's aligned portraits, completed first where it is not."""
        folder = self.work / "aligned"
        prepare(Dataset(self.data), folder, self.on_progress, self.cancel)
        return folder


def read_config(kind: type[Config], path: Path | None) -> Config:
    """The dataclass `kind` with what the JSON object in `path` overrides; InputError when it does not fit."""
    if path is None:
        return kind()
    try:
        chosen = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as JSON: {error}.") from error
    known = {field.name: type(field.default) for field in fields(kind)}  # type: ignore[arg-type]
    if not isinstance(chosen, dict) or not set(chosen) <= set(known):
        raise InputError(f"{path.name} does not fit.", f"It may set: {', '.join(known)}.")
    for name, value in chosen.items():
        # JSON has one kind of number: 1 is a fine float, but 0.5 is no count
        if isinstance(value, bool) or not isinstance(value, (int, float) if known[name] is float else known[name]):
            raise InputError(f"{name} in {path.name} must be of kind {known[name].__name__}.")
    return kind(**chosen)


def _codec(job: Job) -> Scores:
    config, work = read_config(DecoderTraining, job.config), job.work / "codec"
    return train_decoder(config, job.data, weights_path("decoder"), work, job.resume, job.on_progress, job.cancel)


def _parser(job: Job) -> Scores:
    config = read_config(ParserTraining, job.config)
    return dict(train_parser(Dataset(job.data), job.aligned(), config, job.on_progress, job.cancel))


def _text(job: Job) -> Scores:
    config = read_config(TextTraining, job.config)
    features = features_of(job.aligned(), None, job.on_progress, job.cancel) if config.pictured else None
    return train_text(job.work, config, features, job.resume, job.on_progress, job.cancel)


def _clip(job: Job) -> Scores:
    config = read_config(ClipTraining, job.config)
    return train_clip(Dataset(job.data), job.aligned(), config, job.on_progress, job.cancel)


def _judge(job: Job) -> Scores:
    return dict(train_judge(job.aligned(), read_config(JudgeTraining, job.config), job.on_progress, job.cancel))


def _base(job: Job) -> Scores:
    config = read_config(BaseTraining, job.config)
    dataset, maps = Dataset(job.data), job.work / "maps"
    prepare_maps(dataset, maps, job.on_progress, job.cancel)
    # a run that goes on must see its maps as it saw them before
    statistics = load_statistics() if job.resume else statistics_of(maps)
    network = network_of(config, len(statistics.mean))
    data = gather(dataset, maps, job.aligned(), statistics, job.on_progress, job.cancel)
    run = train_base(
        data, statistics, job.work / "base", config, network, job.resume, job.on_progress, cancel=job.cancel
    )
    trained_on = f"relief planes, portraits and captions of {len(data.maps)} synthetic individuals"
    # weights and statistics belong together, so both are replaced only now
    write_bytes(assets_dir() / "map_statistics.json", statistics_to_json(statistics).encode())
    ship(run, network, {"version": "base-1", "config": asdict(config), "trained_on": trained_on})
    return {"samples": run.samples, "seconds": round(run.seconds)}


def _upsampler(job: Job) -> Scores:
    config, folder = read_config(UpsamplerTraining, job.config), job.work / "pieces"
    dataset = Dataset(job.data, "train")
    prepare_pieces(dataset, folder, job.on_progress, job.cancel)
    images, encoder = image_latents(job.aligned(), job.on_progress, job.cancel), TextEncoder()
    latents = {r.seed: (images[r.seed], text_latents(r, encoder)) for r in dataset if r.seed in images}
    pieces = Pieces(folder)
    run = train_upsampler(pieces, latents, job.work / "upsampler", config, job.resume, job.on_progress, job.cancel)
    ship_upsampler(run, config, f"{len(pieces)} pieces of the planes of {len(dataset)} synthetic individuals")
    return {"samples": run.samples, "seconds": round(run.seconds)}


def _face(job: Job) -> Scores:
    config = read_config(FaceTraining, job.config)
    images = image_latents(job.aligned(), job.on_progress, job.cancel)
    by_seed = {seed: z.float().numpy() for seed, z in images.items()}
    return dict(train_face(Dataset(job.data), by_seed, config, job.on_progress, job.cancel))


STAGES: Final[dict[str, Callable[[Job], Scores]]] = {
    "codec": _codec,
    "parser": _parser,
    "text": _text,
    "clip": _clip,
    "judge": _judge,
    "base": _base,
    "upsampler": _upsampler,
    "face": _face,
}
"""Every run that can be made, in the order in which they build on one another. Each returns its scores."""

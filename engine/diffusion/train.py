"""Training of the base diffusion, resumable from a checkpoint."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from engine.diffusion.base import NAME
from engine.diffusion.data import MapData, importance, mirrored
from engine.diffusion.denoiser import Denoiser, DenoiserConfig
from engine.diffusion.edm import BASE_LEVELS, loss
from engine.diffusion.latents import any_of, draw_latents
from engine.diffusion.linear import POOL
from engine.field.rollout import MapStatistics
from engine.precision import working_precision
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.together import average, count, is_first
from engine.training.weights import save_weights, weights_path

_CHUNK = 32
SampleCallback = Callable[[Denoiser, int], None]


@dataclass(frozen=True)
class BaseTraining:
    """How the base diffusion is trained.

    A latent is a photo's with probability 1 - text - dropped, a caption's with `text` (so that words
    steer it although they lie beside photos in z), or none with `dropped` (classifier-free guidance).
    """

    samples: int = 200_000
    batch: int = 16
    learning_rate: float = 8e-4
    final_rate: float = 0.1
    text: float = 0.25
    dropped: float = 0.12
    latent_noise: float = 0.25
    mirror: float = 0.5
    average: float = 0.998
    patch: int = 4
    width: int = 128
    levels: int = 2
    linear: int = 256
    linear_people: int = 4000
    checkpoint_seconds: float = 240
    seed: int = 0


def network_of(config: BaseTraining, channels: int) -> DenoiserConfig:
    """The sizes of the network that `config` asks for."""
    widths = tuple(config.width * (level + 1) for level in range(config.levels))
    return DenoiserConfig(channels, config.linear, patch=config.patch, widths=widths)


def train_base(
    data: MapData,
    statistics: MapStatistics,
    folder: Path,
    config: BaseTraining | None = None,
    shape: DenoiserConfig | None = None,
    resume: bool = False,
    on_progress: ProgressCallback | None = None,
    on_checkpoint: SampleCallback | None = None,
    cancel: CancelToken | None = None,
) -> Run:
    """Train on `data`; checkpoints and the curve (curve.jsonl) go to `folder`.

    Processes that have joined (`engine.training.together`) train one network, each with its own seed.
    """
    config, shape = config or BaseTraining(), shape or DenoiserConfig()
    torch.manual_seed(config.seed + int(time.time() if resume else 0))
    network, checkpoint = Denoiser(shape), folder / "checkpoint.safetensors"
    go_on = resume and checkpoint.exists()
    if not go_on:
        fit_linear(network, data, config.linear_people, cancel)
    run = Run(network, config.learning_rate, decay=config.average)
    folder.mkdir(parents=True, exist_ok=True)
    if go_on:
        run.load(checkpoint)
    clock, saved, recent = time.monotonic(), time.monotonic(), []
    while run.samples < config.samples and not (cancel and cancel.cancelled):
        recent.append(_train_step(run, data, statistics, config))
        average(run.network, run.step)
        run.seconds, clock = run.seconds + time.monotonic() - clock, time.monotonic()
        if on_progress:
            on_progress(Progress("training the base diffusion", run.samples, config.samples))
        if is_first() and clock - saved > config.checkpoint_seconds:
            _write(run, folder, recent)
            saved, recent = time.monotonic(), []
            if on_checkpoint:
                on_checkpoint(averaged(run), run.step)
    if is_first():
        _write(run, folder, recent)
    return run


def fit_linear(network: Denoiser, data: MapData, people: int, cancel: CancelToken | None = None) -> None:
    """Fit the linear part of `network`, if it has one, to the maps and latents of at most `people` individuals."""
    if network.linear is None:
        return
    rows, pooled = torch.randperm(len(data.maps))[:people], []
    for some in rows.split(_CHUNK):
        if cancel:
            cancel.check()
        pooled.append(F.avg_pool2d(data.maps[some], POOL))
    tables = [data.images, data.images, data.images, data.texts]
    latents = [torch.stack([any_of(table[row] if len(table[row]) else data.images[row]) for row in rows.tolist()])
               for table in tables]  # fmt: skip
    network.linear.fit(torch.cat(pooled), latents)


def averaged(run: Run) -> Denoiser:
    """A copy of the network with the moving average of its weights."""
    network = run.network
    assert isinstance(network, Denoiser)
    copy = Denoiser(network.config)
    copy.load_state_dict(run.average)
    return copy.eval().requires_grad_(False)


def ship(run: Run, shape: DenoiserConfig, card: dict[str, object]) -> None:
    """Write the averaged weights with their model card to the assets."""
    facts = {"network": asdict(shape), "seconds": round(run.seconds), "samples_seen": run.samples, "steps": run.step}
    save_weights(weights_path(NAME), run.average, card | facts)


def _train_step(run: Run, data: MapData, statistics: MapStatistics, config: BaseTraining) -> float:
    progress = run.samples / config.samples
    rate = config.learning_rate * min(1.0, (run.step + 1) / 200) * max(config.final_rate, (1 - progress) ** 0.5)
    for group in run.optimiser.param_groups:
        group["lr"] = rate
    rows = torch.randint(len(data.maps), (config.batch,))
    clean = data.maps[rows]
    if torch.rand(()) < config.mirror:
        clean = mirrored(clean, statistics)
    tables = [(data.images[row], data.texts[row]) for row in rows.tolist()]
    z, known = draw_latents(tables, config.text, config.dropped, config.latent_noise)
    with working_precision():
        value = loss(run.network, clean, z, known, BASE_LEVELS, importance(clean, statistics))  # type: ignore[arg-type]
    run.update(value)
    run.samples += config.batch * count()
    return float(value.detach())


def _write(run: Run, folder: Path, recent: list[float]) -> None:
    run.save(folder / "checkpoint.safetensors")
    if recent:
        line = {"samples": run.samples, "seconds": round(run.seconds), "loss": round(float(np.mean(recent)), 5)}
        with (folder / "curve.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")

"""Training of the upsampler, resumable from a checkpoint."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from engine.diffusion.latents import draw_latents
from engine.diffusion.pieces import Pieces
from engine.diffusion.upsampler import NAME, Upsampler, UpsamplerConfig, detail_loss
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import save_weights, weights_path

_EVERYWHERE = 1e-4
"""Weight of what gets no detail: enough to learn that there is none."""


@dataclass(frozen=True)
class UpsamplerTraining:
    """How the upsampler is trained; latents are drawn as for the base diffusion."""

    samples: int = 80_000
    batch: int = 16
    learning_rate: float = 1.2e-3
    final_rate: float = 0.03
    text: float = 0.5
    dropped: float = 0.1
    latent_noise: float = 0.3
    mirror: float = 0.5
    average: float = 0.998
    checkpoint_seconds: float = 240
    seed: int = 0


def train_upsampler(
    pieces: Pieces,
    latents: Mapping[int, tuple[Tensor, Tensor]],
    folder: Path,
    config: UpsamplerTraining,
    resume: bool = False,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Run:
    """Train on `pieces` and the latents (of portraits, of captions) of their individuals, by seed; individuals without
    any count as nobody in particular. Checkpoints go to `folder`."""
    torch.manual_seed(config.seed + int(time.time() if resume else 0))
    network = Upsampler(UpsamplerConfig()).to(memory_format=torch.channels_last)
    run, checkpoint = Run(network, config.learning_rate, decay=config.average), folder / "checkpoint.safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    if resume and checkpoint.exists():
        run.load(checkpoint)
    clock, saved = time.monotonic(), time.monotonic()
    while run.samples < config.samples and not (cancel and cancel.cancelled):
        _train_step(run, pieces, latents, config)
        run.seconds, clock = run.seconds + time.monotonic() - clock, time.monotonic()
        if on_progress:
            on_progress(Progress("training the upsampler", run.samples, config.samples))
        if clock - saved > config.checkpoint_seconds:
            run.save(checkpoint)
            saved = time.monotonic()
    run.save(checkpoint)
    return run


def ship(run: Run, config: UpsamplerTraining, trained_on: str) -> None:
    """Write the moving average into the assets, with its model card."""
    card = {
        "version": "upsampler-1", "config": asdict(config), "network": asdict(UpsamplerConfig()),
        "trained_on": trained_on, "samples_seen": run.samples, "seconds": round(run.seconds),
    }  # fmt: skip
    save_weights(weights_path(NAME), run.average, card)


def _train_step(
    run: Run, pieces: Pieces, latents: Mapping[int, tuple[Tensor, Tensor]], config: UpsamplerTraining
) -> None:
    progress = run.samples / config.samples
    rate = config.learning_rate * min(1.0, (run.step + 1) / 200) * max(config.final_rate, 1 - progress) ** 0.7
    for group in run.optimiser.param_groups:
        group["lr"] = rate
    rows = torch.randint(len(pieces), (config.batch,))
    told, detail, weight = pieces.batch(rows, config.mirror)
    tables = [latents.get(pieces.seeds[row]) for row in rows.tolist()]
    z, known = draw_latents(tables, config.text, config.dropped, config.latent_noise)
    run.update(detail_loss(run.network, detail, told, z, known, weight + _EVERYWHERE))  # type: ignore[arg-type]
    run.samples += config.batch

from pathlib import Path

import pytest
import torch

from engine.errors import Cancelled
from engine.field.decoder import Decoder
from engine.field.decoder_weights import DecoderWeights
from engine.field.evidence import Samples
from engine.field.field import Field
from engine.field.train import DecoderTraining, _fit, evaluate_samples
from engine.field.triplane import ReliefTriplane
from engine.progress import CancelToken, Progress
from engine.training.checkpoint import Run


@pytest.fixture(scope="module")
def samples(planes: ReliefTriplane) -> Samples:
    """Points of the bust whose true colours are darker below than the reliefs say."""
    torch.manual_seed(0)
    points = torch.rand(3000, 3) * torch.tensor([0.6, 1.2, 0.6]) - torch.tensor([0.3, 0.5, 0.3])
    field = Field(planes, DecoderWeights.neutral())
    colour, parts = field.shade(points)
    return Samples(field.evidence(points), colour * (0.8 + 0.2 * (points[:, 1:2] > 0)), parts.argmax(dim=1))


def test_training_learns_and_resumes(samples: Samples, tmp_path: Path) -> None:
    config = DecoderTraining(steps=80, batch=512, learning_rate=5e-3)
    reports: list[Progress] = []
    torch.manual_seed(0)
    run = Run(Decoder(), config.learning_rate, decay=0.9)
    before = evaluate_samples(run.network, samples)
    _fit(run, samples, config, tmp_path / "run.safetensors", reports.append, CancelToken())
    after = evaluate_samples(run.network, samples)
    assert after["psnr"] > before["psnr"] + 2
    assert after["part_accuracy"] >= before["part_accuracy"] - 0.02
    assert reports[-1].done == 80
    again = Run(Decoder(), config.learning_rate)
    again.load(tmp_path / "run.safetensors")
    assert again.step == 80 and evaluate_samples(again.network, samples) == after


def test_training_can_be_cancelled(samples: Samples, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    run = Run(Decoder(), 1e-3)
    with pytest.raises(Cancelled):
        _fit(run, samples, DecoderTraining(), tmp_path / "run.safetensors", lambda progress: None, token)

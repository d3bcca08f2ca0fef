import pytest
import torch

from engine.diffusion.edm import BASE_LEVELS
from engine.diffusion.sampler import karras_sigmas, sample_dpmpp_2m
from engine.errors import Cancelled
from engine.progress import CancelToken


def test_noise_levels_fall_from_most_to_none() -> None:
    sigmas = karras_sigmas(9, BASE_LEVELS)
    assert sigmas[0] == pytest.approx(BASE_LEVELS.highest, rel=1e-4) and sigmas[-2] == pytest.approx(
        BASE_LEVELS.lowest, rel=1e-3
    )
    assert sigmas[-1] == 0 and (sigmas.diff() < 0).all()


def test_sampler_reproduces_a_gaussian() -> None:
    """For data N(2, 0.5^2) the best denoiser is known; samples must have its mean and deviation."""

    def best(x: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
        s = sigma[:, None] ** 2
        return (0.25 * x + s * 2.0) / (0.25 + s)

    torch.manual_seed(0)
    samples = sample_dpmpp_2m(best, torch.randn(4000, 1), karras_sigmas(20, BASE_LEVELS))
    assert samples.mean() == pytest.approx(2.0, abs=0.04)
    assert samples.std() == pytest.approx(0.5, abs=0.04)


def test_callback_sees_every_step_and_may_cancel() -> None:
    seen: list[int] = []
    token = CancelToken()

    def watch(step: int, sigma: float, noisy: torch.Tensor, clean: torch.Tensor) -> None:
        seen.append(step)
        if step == 2:
            token.cancel()
        token.check()

    with pytest.raises(Cancelled):
        sample_dpmpp_2m(lambda x, sigma: x * 0, torch.randn(1, 2), karras_sigmas(8, BASE_LEVELS), watch)
    assert seen == [0, 1, 2]

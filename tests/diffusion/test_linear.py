import math

import pytest
import torch
import torch.nn.functional as F

from engine.diffusion.denoiser import Denoiser, DenoiserConfig
from engine.diffusion.edm import denoise
from engine.diffusion.linear import POOL, LinearDenoiser

CHANNELS, SIZE, LATENT, RANK = 3, 16, 8, 4


def people(count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Maps (N, 3, 16, 48) that vary along four smooth patterns, two of them as the latents (N, 8) say."""
    generator = torch.Generator().manual_seed(seed)
    patterns = torch.randn(RANK, CHANNELS, SIZE // POOL, 3 * SIZE // POOL, generator=torch.Generator().manual_seed(9))
    z = F.normalize(torch.randn(count, LATENT, generator=generator), dim=-1)
    own = torch.randn(count, RANK - 2, generator=generator)
    small = torch.einsum("nk,kchw->nchw", torch.cat([3 * math.sqrt(LATENT) * z[:, :2], own], dim=1), patterns)
    return F.interpolate(small, scale_factor=POOL), z


@pytest.fixture(scope="module")
def linear() -> LinearDenoiser:
    maps, z = people(300, 1)
    fitted = LinearDenoiser(CHANNELS, SIZE, LATENT, RANK)
    fitted.fit(F.avg_pool2d(maps, POOL), [z])
    return fitted


def error(linear: LinearDenoiser, sigma: float, with_z: bool) -> float:
    """Of pooled maps that it was not fitted on, as a share of their power."""
    maps, z = people(50, 2)
    noise = torch.randn(maps.shape, generator=torch.Generator().manual_seed(3))
    found = linear(maps + sigma * noise, torch.full((50,), sigma), z if with_z else None, None)
    wrong = F.avg_pool2d(found - maps, POOL)
    return float(wrong.square().mean() / F.avg_pool2d(maps, POOL).square().mean())


def test_it_knows_a_map_without_noise_and_guesses_from_z_with_much(linear: LinearDenoiser) -> None:
    # what is left without noise is what bilinear interpolation smooths
    assert error(linear, 0.01, True) < 0.35
    assert error(linear, 1000.0, True) < 0.6 < 0.9 < error(linear, 1000.0, False)
    assert error(linear, 2.0, True) < error(linear, 20.0, True) < error(linear, 20.0, False)


def test_a_latent_that_is_not_known_is_not_used(linear: LinearDenoiser) -> None:
    maps, z = people(2, 4)
    sigma, known = torch.full((2,), 30.0), torch.tensor([True, False])
    mixed = linear(maps, sigma, z, known)
    assert torch.allclose(mixed[0], linear(maps, sigma, z, None)[0], atol=1e-5)
    assert torch.allclose(mixed[1], linear(maps, sigma, None, None)[1], atol=1e-5)


def test_an_untrained_network_leaves_the_linear_guess(linear: LinearDenoiser) -> None:
    config = DenoiserConfig(
        CHANNELS, RANK, latent_dim=LATENT, plane_size=SIZE, widths=(16,), blocks=1, embedding=16, heads=1
    )
    network = Denoiser(config)
    assert network.linear is not None
    network.linear.load_state_dict(linear.state_dict())
    torch.nn.init.zeros_(network.head.bias)  # type: ignore[arg-type]
    maps, z = people(2, 5)
    sigma = torch.tensor([0.5, 40.0])
    assert torch.allclose(denoise(network, maps, sigma, z), linear(maps, sigma, z, None), atol=1e-5)

import torch
import torch.nn.functional as F

from engine.diffusion.denoiser import Denoiser, DenoiserConfig, TriplaneConv, to_planes, to_rolled
from engine.diffusion.edm import BASE_LEVELS, denoise, loss

TINY = DenoiserConfig(channels=6, latent_dim=8, plane_size=16, widths=(16, 32), blocks=1, embedding=32, heads=2)


def test_planes_roll_out_and_back() -> None:
    rolled = torch.randn(2, 5, 8, 24)
    assert torch.equal(to_rolled(to_planes(rolled)), rolled)


def test_3d_aware_convolution_equals_concatenating_expanded_means() -> None:
    """RODIN's definition: each plane's input is its own features and the others', pooled and expanded."""
    torch.manual_seed(0)
    layer, size = TriplaneConv(4, 5, three_d_aware=True), 8
    xy, zy, xz = planes = torch.randn(3, 4, size, size)
    as_rows = lambda v: v[:, :, None].expand(-1, -1, size)  # noqa: E731
    as_columns = lambda v: v[:, None, :].expand(-1, size, -1)  # noqa: E731
    others = {
        0: (as_rows(zy.mean(-1)), as_columns(xz.mean(-2))),
        1: (as_rows(xy.mean(-1)), as_columns(xz.mean(-1))),
        2: (as_rows(zy.mean(-2)), as_columns(xy.mean(-2))),
    }
    out = layer(planes[None])[0]
    assert layer.rows is not None and layer.columns is not None
    # a 1D kernel along rows is a 2D kernel whose weight sits in the middle column
    row_kernel = F.pad(layer.rows.weight[..., None], (1, 1))
    column_kernel = F.pad(layer.columns.weight[:, :, None, :], (0, 0, 1, 1))
    kernel = torch.cat([layer.own.weight, row_kernel, column_kernel], dim=1)
    bias = layer.own.bias + layer.rows.bias + layer.columns.bias
    for plane, (rows, columns) in others.items():
        wanted = F.conv2d(torch.cat([planes[plane], rows, columns])[None], kernel, bias, padding=1)[0]
        assert torch.allclose(out[plane], wanted, atol=1e-5)


def test_what_one_plane_shows_reaches_the_others() -> None:
    layer = TriplaneConv(2, 2, three_d_aware=True)
    plain = TriplaneConv(2, 2, three_d_aware=False)
    before = torch.zeros(1, 3, 2, 8, 8)
    after = before.clone()
    after[0, 0, :, 3, 5] = 4.0
    changed = (layer(after) - layer(before)).abs().amax((2, 3, 4))[0]
    assert (changed > 0).all()
    assert ((plain(after) - plain(before)).abs().amax((2, 3, 4))[0] > 0).tolist() == [True, False, False]


def test_latent_noise_level_and_dropping_change_the_estimate() -> None:
    torch.manual_seed(1)
    network = Denoiser(TINY)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    x, z = torch.randn(1, 6, 16, 48), F.normalize(torch.randn(1, 8), dim=-1)
    low, high = torch.tensor([0.1]), torch.tensor([5.0])
    base = denoise(network, x, low, z)
    assert base.shape == x.shape
    assert not torch.allclose(base, denoise(network, x, high, z))
    assert not torch.allclose(base, denoise(network, x, low, F.normalize(-z, dim=-1)))
    dropped = denoise(network, x, low, z, torch.tensor([False]))
    assert torch.allclose(dropped, denoise(network, x, low), atol=1e-5)


def test_an_untrained_denoiser_guesses_the_mean_map() -> None:
    network = Denoiser(TINY)
    torch.nn.init.zeros_(network.head.bias)  # type: ignore[arg-type]
    assert denoise(network, torch.randn(2, 6, 16, 48), torch.tensor([0.5, 2.0])).abs().max() == 0


def test_a_few_steps_on_one_map_bring_the_loss_down() -> None:
    torch.manual_seed(2)
    network = Denoiser(TINY)
    clean = torch.randn(1, 6, 1, 1).sign().expand(4, 6, 16, 48).contiguous()
    z, known = F.normalize(torch.randn(4, 8), dim=-1), torch.ones(4, dtype=torch.bool)
    optimiser = torch.optim.Adam(network.parameters(), 3e-3)
    losses = []
    for _ in range(60):
        value = loss(network, clean, z, known, BASE_LEVELS, torch.ones(1))
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        losses.append(float(value.detach()))
    assert sum(losses[-10:]) < 0.8 * sum(losses[:10])

"""Detail: found between planes and put on them again, and what the upsampler promises whatever its weights are."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.attributes import Part
from engine.diffusion.detail import ALIGNED, CHANNELS, SHOWN, add_detail, box_of, detail_between, piece_of, shown
from engine.diffusion.pieces import as_sampled, mirrored
from engine.diffusion.upsampler import VIEWS, Upsampler, UpsamplerConfig, detail_loss, with_detail
from engine.errors import Cancelled
from engine.field.triplane import ReliefTriplane
from engine.progress import CancelToken

FRONT = 0


@pytest.fixture
def network() -> Upsampler:
    """Weights drawn at random, those too that training starts at zero."""
    torch.manual_seed(0)
    network = Upsampler(UpsamplerConfig())
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.03)
    return network


def test_detail_put_on_coarse_planes_gives_the_fine_ones(layered: ReliefTriplane) -> None:
    stripes = 0.1 * np.sin(np.arange(layered.size))[None, :, None, None]
    fine = replace(layered, colour=np.clip(layered.colour + stripes, 0, 1).astype(np.float32))
    made, room = [], np.zeros(layered.part.shape, np.float32)
    for view in VIEWS:
        box = box_of(layered, view)
        assert box is not None and all((side.stop - side.start) % ALIGNED == 0 for side in box)
        coarse = piece_of(layered, view, *box)
        made.append((coarse, detail_between(coarse, piece_of(fine, view, *box))[0].numpy()))
        room[view] = piece_of(layered, view).room
    again = add_detail(layered, made)
    faded = layered.colour + room[..., None] * (fine.colour - layered.colour)
    assert (room == 1).sum() > 10_000 and np.allclose(again.colour, faded, atol=1e-5)
    skin = layered.part == Part.SKIN
    assert np.array_equal(again.colour[skin], layered.colour[skin]), "skin gets no detail"


def test_a_mirrored_piece_is_the_piece_of_mirrored_planes(layered: ReliefTriplane) -> None:
    rows, columns = slice(128, 192), slice(40, 104)
    order = [0, 1, 3, 2, 4, 5]
    depth = layered.depth[order] * np.array([1, 1, -1, -1, 1, 1], np.float32)[:, None, None]
    turned = ReliefTriplane(layered.colour[order], depth, layered.silhouette[order], layered.part[order])
    assert torch.equal(shown(mirrored(piece_of(layered, 2, rows, columns))), shown(piece_of(turned, 3, rows, columns)))
    there = mirrored(piece_of(layered, FRONT, rows, columns))
    assert there.column == 256 - 104
    assert np.array_equal(there.depth, layered.depth[FRONT, rows, columns][:, ::-1])


def test_a_piece_is_seen_alike_in_a_larger_one(network: Upsampler) -> None:
    """Boxes differ from person to person; training saw 64 x 64."""
    torch.manual_seed(1)
    told, noisy = torch.randn(1, SHOWN, 192, 192), torch.randn(1, CHANNELS, 192, 192)
    sigma, some, inner, there = torch.ones(1), slice(16, 176), slice(88, 104), slice(72, 88)
    whole = network(noisy, sigma, told)[..., inner, inner]
    part = network(noisy[..., some, some], sigma, told[..., some, some])[..., there, there]
    assert torch.allclose(whole, part, atol=1e-4)


def test_the_same_seed_gives_the_same_detail_on_hair_and_cloth_alone(
    network: Upsampler, layered: ReliefTriplane
) -> None:
    first, second, other = (with_detail(network, layered, None, seed, steps=2) for seed in (3, 3, 4))
    assert np.array_equal(first.colour, second.colour) and not np.array_equal(first.colour, other.colour)
    cloth = (layered.part == Part.GARMENT) & (layered.silhouette < 0)
    for view in VIEWS:
        assert (first.colour[view] != layered.colour[view]).any(axis=-1)[cloth[view]].mean() > 0.9
        assert np.array_equal(first.colour[view][~cloth[view]], layered.colour[view][~cloth[view]])
    assert first.hair is not None and layered.hair is not None
    assert not np.array_equal(first.hair.colour, layered.hair.colour)
    first.validate()


def test_a_latent_changes_detail(network: Upsampler, layered: ReliefTriplane) -> None:
    z = torch.nn.functional.normalize(torch.randn(1, 256), dim=-1)
    nobody, somebody = (with_detail(network, layered, one, 3, steps=1) for one in (None, z))
    assert not np.array_equal(nobody.colour, somebody.colour)


def test_detail_can_be_cancelled(network: Upsampler, layered: ReliefTriplane) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        with_detail(network, layered, None, 0, token)


def test_it_learns_stripes_that_the_base_cannot_hold(layered: ReliefTriplane) -> None:
    """A few steps on one piece: the error must fall to half of what is left by the best guess without a network."""
    torch.manual_seed(0)
    stripes = 0.15 * np.sin(np.arange(layered.size) * 1.5)[None, :, None, None]
    fine = replace(layered, colour=np.clip(layered.colour + stripes, 0, 1).astype(np.float32))
    coarse = as_sampled(fine, np.random.default_rng(0))
    box = (slice(176, 240), slice(96, 160))
    below, above = piece_of(coarse, FRONT, *box), piece_of(fine, FRONT, *box)
    told, (detail, weight) = shown(below)[None], (tensor[None] for tensor in detail_between(below, above))
    network, sigma = Upsampler(UpsamplerConfig(widths=(16, 16, 16))), torch.ones(1)
    noisy = detail + torch.randn_like(detail)

    def error() -> float:
        with torch.no_grad():
            return float((weight * (network(noisy, sigma, told) - detail) ** 2).sum())

    before = error()
    optimiser = torch.optim.Adam(network.parameters(), 3e-3)
    for _ in range(150):
        optimiser.zero_grad()
        detail_loss(network, detail, told, torch.zeros(1, 256), torch.zeros(1, dtype=torch.bool), weight).backward()
        optimiser.step()
    assert error() < 0.5 * before

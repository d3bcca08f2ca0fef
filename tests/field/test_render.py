import numpy as np
import pytest
import torch

from engine.attributes import Part
from engine.camera import Camera
from engine.errors import Cancelled, WeightsError
from engine.field import decoder_weights
from engine.field.decoder import Decoder, from_weights, to_weights
from engine.field.decoder_weights import DecoderWeights
from engine.field.field import Field
from engine.field.march import Space
from engine.field.render import laplace_density, render, render_rays
from engine.field.triplane import ReliefTriplane
from engine.field.volume import empty_distance, hull_volume, occupied_box
from engine.progress import CancelToken
from tests.field.shapes import SHAPES, draw_bust


@pytest.fixture(scope="module")
def field(planes: ReliefTriplane) -> Field:
    return Field(planes, DecoderWeights.neutral())


@pytest.mark.parametrize("camera", [Camera(), Camera(60, 20), Camera(180, -15, projection_kind="orthographic")])
def test_renders_match_the_ground_truth(field: Field, camera: Camera) -> None:
    truth, picture = draw_bust(camera, 96), render(field, camera, 96, 96)
    solid = picture.alpha >= 0.5
    both = solid & (truth.alpha > 0)
    assert (solid != (truth.alpha > 0)).mean() < 0.02
    assert np.abs(picture.rgb * 255 - truth.colour)[both].mean() < 6
    assert (picture.part == truth.part)[both].mean() > 0.97
    assert np.percentile(np.abs(picture.depth[both] - truth.depth[both]), 90) < 0.01  # hair reaches a texel further out
    assert truth.normal is not None
    assert (picture.normal * truth.normal).sum(-1)[both].mean() > 0.95


def test_inside_and_outside(field: Field) -> None:
    points = torch.tensor([[0.0, 0.4, 0.0], [0.0, -0.6, -0.05], [0.0, 0.4, 0.9], [0.9, 0.9, 0.9], [0.3, -0.1, 0.0]])
    assert (field.signed_distance(points) < 0).tolist() == [True, True, False, False, False]


def test_grid_agrees_with_points(field: Field) -> None:
    grid = field.grid(64)
    index = torch.tensor([[32, 44, 32], [40, 20, 30], [5, 5, 5]])
    points = -1 + (2 * index + 1) / 64
    found = [grid[tuple(i)] for i in index.tolist()]
    assert np.sign(found).tolist() == torch.sign(field.signed_distance(points)).tolist()
    assert np.abs(field.grid(48)).shape == (48, 48, 48)


def test_empty_space_is_empty(planes: ReliefTriplane) -> None:
    free = empty_distance(planes, 0.0024)
    hull = hull_volume(planes, 64)
    assert (hull[free > 0] > 0.0024).all()
    assert (free > 0.1).mean() > 0.3
    # the distance itself is kept too: no surface within it
    inside = np.argwhere(hull < 0)
    for voxel in np.argwhere(free > 0.2)[::5000]:
        gap = np.linalg.norm(inside - voxel, axis=1).min() * 2 / 64
        assert gap >= free[tuple(voxel)]


def test_the_surface_lies_on_the_shapes(field: Field) -> None:
    rng = np.random.default_rng(1)
    centre, radii, _, _ = (np.array(value) for value in SHAPES[6][:4])
    ways = rng.normal(size=(500, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    outer = torch.from_numpy((centre + radii * ways * 1.06).astype(np.float32))
    assert (field.signed_distance(outer)[outer[:, 1] < -0.75] > 0).float().mean() > 0.97


def test_decoder_weights_go_round(planes: ReliefTriplane, tmp_path) -> None:
    torch.manual_seed(0)
    decoder = Decoder()
    torch.nn.init.normal_(decoder.last.weight, std=0.1)
    decoder_weights.save(to_weights(decoder), tmp_path / "d.safetensors")
    again = from_weights(decoder_weights.load(tmp_path / "d.safetensors"))
    points = torch.rand(50, 3) * 0.4
    one, two = Field(planes, decoder).shade(points), Field(planes, again).shade(points)
    assert torch.allclose(one[0], two[0], atol=5e-3) and torch.allclose(one[1], two[1], atol=1e-2)
    assert torch.allclose(one[1].sum(dim=1), torch.ones(50), atol=1e-5)


def test_damaged_weights_are_refused(tmp_path) -> None:
    (tmp_path / "d.safetensors").write_bytes(b"no weights")
    with pytest.raises(WeightsError):
        decoder_weights.load(tmp_path / "d.safetensors")
    with pytest.raises(WeightsError):
        decoder_weights.load(tmp_path / "missing.safetensors")


def test_density_is_a_distribution() -> None:
    density = laplace_density(torch.tensor([-1.0, 0.0, 1.0]), beta=0.01)
    assert torch.allclose(density, torch.tensor([100.0, 50.0, 0.0]), atol=1e-3)


def test_rendering_can_be_cancelled(field: Field) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        render(field, Camera(), 8, 8, token)


def test_points_of_one_layer_alone_are_read(layered: ReliefTriplane) -> None:
    field = Field(layered, DecoderWeights.neutral())
    for height, part in ((0.85, Part.HAIR), (-0.6, Part.GARMENT)):
        _, parts = field.shade(torch.tensor([[0.0, height, -0.1]]))
        assert int(parts.argmax()) == part
    assert field.shade(torch.zeros(0, 3))[0].shape == (0, 3)


def test_a_hull_within_its_box_is_the_same_near_the_surface(planes: ReliefTriplane) -> None:
    box = occupied_box(empty_distance(planes, 0.01))
    whole, within = hull_volume(planes, 64), hull_volume(planes, 64, box)
    assert np.array_equal(whole < 0.03, within < 0.03)
    near = whole < 0.03
    assert np.array_equal(whole[near], within[near])


def test_gradients_reach_the_planes(layered: ReliefTriplane) -> None:
    field = Field(layered, DecoderWeights.neutral())
    for tensor in field.tensors():
        tensor.requires_grad_()
    origins, directions = (torch.from_numpy(np.array(ray).reshape(-1, 3)) for ray in Camera(20).rays(24, 24))
    generator = torch.Generator().manual_seed(0)
    colour, parts, distance, met = render_rays(field, Space(field), origins, directions, generator)
    assert 100 < len(met) < 576 and parts.shape == (len(met), 8)
    (colour.sum() + distance.sum()).backward()
    grads = [tensor.grad for tensor in field.tensors()]
    assert all(grad is not None and bool(torch.isfinite(grad).all()) for grad in grads)
    assert all(float(grad.abs().sum()) > 0 for grad in grads if grad is not None)


def test_stratified_samples_lie_in_their_strata(layered: ReliefTriplane) -> None:
    field = Field(layered, DecoderWeights.neutral())
    origins, directions = (torch.from_numpy(np.array(ray).reshape(-1, 3)) for ray in Camera(20).rays(24, 24))
    space = Space(field)
    plain, _, _, _ = render_rays(field, space, origins, directions)
    drawn = [render_rays(field, space, origins, directions, torch.Generator().manual_seed(s))[0] for s in (1, 1, 2)]
    assert torch.equal(drawn[0], drawn[1]) and not torch.equal(drawn[0], drawn[2])
    assert float((drawn[0] - plain).abs().mean()) < 0.02

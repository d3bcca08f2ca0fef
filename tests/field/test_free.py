import numpy as np
import torch

from engine.camera import Camera
from engine.field.free import FreeDecoder, FreePlanes, fit, picture, rays_of, through_base_size
from tests.field.shapes import draw_bust


def test_a_few_steps_bring_a_picture_closer() -> None:
    torch.manual_seed(0)
    cameras = [Camera(azimuth) for azimuth in (0, 70, 140, 220, 290)]
    rays = rays_of([(camera, draw_bust(camera, 96)) for camera in cameras])
    planes, decoder = FreePlanes(), FreeDecoder()
    losses = fit([rays], [planes], decoder, 60, train_decoder=True, batch=512)
    assert np.mean(losses[-10:]) < 0.6 * np.mean(losses[:10])
    camera = Camera(35)
    truth = draw_bust(camera, 64)
    colour, part = picture(decoder, planes().detach(), camera, 64)
    assert ((part > 0) == (truth.part > 0)).mean() > 0.85
    assert np.isfinite(colour).all() and colour.min() >= 0 and colour.max() <= 1


def test_a_frozen_decoder_stays_as_it_is() -> None:
    torch.manual_seed(0)
    rays = rays_of([(Camera(), draw_bust(Camera(), 48))])
    decoder = FreeDecoder().requires_grad_(False)
    before = [p.clone() for p in decoder.parameters()]
    fit([rays], [FreePlanes()], decoder, 3, train_decoder=False, batch=128)
    assert all(torch.equal(a, b) for a, b in zip(before, decoder.parameters(), strict=True))


def test_coarse_features_keep_their_shape() -> None:
    features = FreePlanes()().detach()
    assert through_base_size(features).shape == features.shape == (3, 8, 256, 256)

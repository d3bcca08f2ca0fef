"""Where the avatar ends: outlines, hairlines and the flat bottom."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.attributes import Part
from engine.camera import Camera
from engine.field.bottom import SHADE, bottom_looks
from engine.field.decoder_weights import DecoderWeights
from engine.field.field import Field
from engine.field.fusion import HULL_OFFSET
from engine.field.render import render
from engine.field.solid import sunk
from engine.field.triplane import BOTTOM_Y, ReliefTriplane
from tests.field.shapes import draw_bust

FINE = 8


@pytest.mark.parametrize("camera", [Camera(35, 20), Camera(-70, -15)])
def test_outlines_cover_their_share_of_each_pixel(planes: ReliefTriplane, camera: Camera) -> None:
    picture = render(Field(planes, DecoderWeights.neutral()), camera, 64, 64, at_surface=True)
    truth = (draw_bust(camera, 64 * FINE).alpha > 0).reshape(64, FINE, 64, FINE).mean(axis=(1, 3))
    edge = (truth > 0) & (truth < 1)
    bias = (picture.alpha - truth).sum() / edge.sum()
    assert abs(bias) < 0.12  # of a pixel; a pixel is .033 wide here, the hull's offset alone .07 of it
    assert np.abs(picture.alpha - truth)[edge].mean() < 0.16


def strip(cover: list[float], rise: float) -> np.ndarray:
    """Heights above a flat body of a row of texels of hair that lies `rise` above it where it is."""
    share = np.tile(np.array(cover, np.float32), (6, len(cover), 1))
    ground, height = np.zeros_like(share), np.full_like(share, rise)
    return sunk(height, ground, share, np.ones(share.shape, bool))[0, 4]


@pytest.mark.parametrize("rise", [0.008, 0.02])
def test_a_thin_hairline_lies_between_the_texels(rise: float) -> None:
    heights = strip([1, 1, 1, 1, 0, 0, 0, 0], rise)
    assert heights[3] > 0 > heights[4]
    crossing = heights[3] / (heights[3] - heights[4])
    assert 0.4 < crossing < 0.6


def test_hanging_hair_reaches_to_the_last_texel_that_shows_it() -> None:
    heights = strip([1, 1, 1, 0.3, 0, 0, 0, 0], 0.2)
    assert heights[3] == pytest.approx(0.2)
    assert heights[4] < 0


def sleeveless(planes: ReliefTriplane) -> ReliefTriplane:
    """The bust with bare skin at its left third, down to the bottom."""
    part, colour = planes.part.copy(), planes.colour.copy()
    for view in (0, 1):
        low = part[view] == Part.GARMENT
        low[:, :160] = False
        part[view][low], colour[view][low] = Part.SKIN, (0.8, 0.6, 0.5)
    return replace(planes, part=part, colour=colour, sliced=True)


def test_the_bottom_looks_like_what_is_cut_there(planes: ReliefTriplane) -> None:
    bare = sleeveless(planes)
    looks = bottom_looks(bare)
    assert looks[Part.SKIN, :3] == pytest.approx(SHADE * np.array([0.8, 0.6, 0.5]), abs=0.01)
    assert looks[Part.SKIN, 3] == Part.SKIN and looks[Part.GARMENT, 3] == Part.GARMENT
    assert looks[Part.HAT].tolist() == looks[Part.GARMENT].tolist()  # nothing of it reaches down
    y = BOTTOM_Y - HULL_OFFSET
    points = torch.tensor([[0.5, y, -0.05], [0.0, y, -0.05], [-0.4, y, -0.05]])
    colour, parts = Field(bare, DecoderWeights.neutral()).shade(points)
    assert parts.argmax(dim=1).tolist() == [Part.SKIN, Part.GARMENT, Part.GARMENT]
    assert colour[0].numpy() == pytest.approx(looks[Part.SKIN, :3])


def test_a_part_is_coloured_by_its_own_layer(layered: ReliefTriplane) -> None:
    field = Field(layered, DecoderWeights.neutral())
    forehead = torch.tensor([[0.0, 0.60, 0.35], [0.1, 0.62, 0.33]])
    assert field.of(Part.HAIR).shade(forehead)[1].argmax(dim=1).tolist() == [Part.HAIR] * 2
    assert Part.HAIR not in field.of(Part.SKIN).shade(forehead)[1].argmax(dim=1)
    assert Part.HAIR not in field.of(Part.GLASSES).shade(forehead)[1].argmax(dim=1)  # not worn: the body

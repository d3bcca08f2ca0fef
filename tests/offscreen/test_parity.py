"""The two renderers of the field must agree."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.attributes import Part
from engine.camera import Camera
from engine.field.decoder import Decoder, to_weights
from engine.field.decoder_weights import DecoderWeights
from engine.field.field import Field
from engine.field.render import render
from engine.field.triplane import ReliefTriplane
from engine.offscreen.field_program import DrawMode, Shading
from engine.offscreen.raymarcher import Raymarcher


@pytest.fixture(scope="module")
def weights() -> DecoderWeights:
    """A decoder that changes something everywhere."""
    torch.manual_seed(3)
    decoder = Decoder()
    torch.nn.init.normal_(decoder.last.weight, std=0.2)
    return to_weights(decoder)


def dressed(planes: ReliefTriplane) -> ReliefTriplane:
    """The bust with something in the frame of its glasses."""
    worn = replace(planes, hair=None, sliced=False, part=np.full_like(planes.part, Part.GLASSES))
    return replace(planes, glasses=worn)


@pytest.mark.parametrize("glasses", [False, True])
@pytest.mark.parametrize("camera", [Camera(20, 10), Camera(150, -25), Camera(80, 30, projection_kind="orthographic")])
def test_glsl_and_torch_agree(
    raymarcher: Raymarcher, planes: ReliefTriplane, weights: DecoderWeights, camera: Camera, glasses: bool
) -> None:
    shown = dressed(planes) if glasses else planes
    raymarcher.upload(shown, weights)
    drawn = raymarcher.draw(camera, 96, 96, DrawMode.EXACT, Shading.UNLIT, (1, 1, 1))
    reference = render(Field(shown, weights), camera, 96, 96, at_surface=True)
    difference = np.abs(drawn.picture[..., :3] / 255 - reference.over())
    assert difference.mean() < 1 / 255
    assert np.percentile(difference, 99.9) < 8 / 255
    assert (drawn.part == reference.part).mean() > 0.99
    both = np.isfinite(drawn.depth) & np.isfinite(reference.depth)
    assert np.percentile(np.abs(drawn.depth[both] - reference.depth[both]), 99) < 0.01

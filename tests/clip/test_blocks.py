import numpy as np
import pytest
import torch
from skimage.color import rgb2lab
from skimage.data import astronaut

from engine.attributes import PART_COUNT, Part
from engine.clip.backbone import load_backbone
from engine.clip.blocks import BLOCKS, Reading, read_crops, sure_texels, to_lab
from engine.clip.crops import Crops, crops_of
from engine.clip.parser import load_parser
from engine.photo.front_end import AlignedPortrait, FrontEnd


@pytest.fixture(scope="module")
def portrait() -> AlignedPortrait:
    return FrontEnd().align(astronaut())


@pytest.fixture(scope="module")
def crops(portrait: AlignedPortrait) -> Crops:
    return crops_of([portrait, portrait])


@pytest.fixture(scope="module")
def reading(crops: Crops) -> Reading:
    return read_crops(load_backbone(), load_parser(), crops)


def test_every_portrait_of_a_batch_is_read_alike(reading: Reading) -> None:
    assert reading.blocks.shape == (2, sum(BLOCKS.values())) and bool(reading.blocks.isfinite().all())
    assert (reading.blocks[0] - reading.blocks[1]).abs().max() < 1e-3
    assert reading.parts.shape == (2, 64, 64)


def test_the_garment_is_orange(reading: Reading) -> None:
    red, green, blue = reading.colours[0, Part.GARMENT].tolist()
    assert red > green > blue and red > 0.5


def test_eyes_lie_in_the_close_crop_where_eyes_are(crops: Crops) -> None:
    (right_x, right_y), (left_x, left_y) = crops.eyes[0]
    assert 40 < right_x < 100 < left_x < 190 and right_y == pytest.approx(left_y, abs=12)
    column, row = round(float(right_x)), round(float(right_y))
    pupil = crops.close[0, row - 4 : row + 4, column - 4 : column + 4]
    assert pupil.mean() < crops.close[0, 130:150, 60:80].mean(), "an iris is darker than a cheek"


def test_lab_is_that_of_a_reference() -> None:
    colours = np.random.default_rng(0).random((50, 3)).astype(np.float32)
    assert to_lab(torch.from_numpy(colours)).numpy() * 100 == pytest.approx(rgb2lab(colours), abs=1.0)


def test_doubtful_texels_and_borders_do_not_count() -> None:
    likely = torch.zeros(1, PART_COUNT, 16, 16)
    likely[:, Part.SKIN, :8], likely[:, Part.GARMENT, 8:] = 1.0, 0.4
    weight = sure_texels(likely)
    assert (
        weight[0, Part.SKIN, 2].min() == 1 and weight[0, Part.SKIN, 7].max() == 0 and weight[0, Part.GARMENT].sum() == 0
    )

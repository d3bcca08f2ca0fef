import numpy as np
import pytest
import torch

from engine.attributes import PART_COUNT, Part
from engine.clip.image_tower import part_colours, without_background
from engine.clip.parser import class_weights, part_iou
from engine.clip.prepare import warp_labels
from engine.photo.warp import Similarity


def test_part_colours_are_those_of_sure_texels() -> None:
    likely = torch.zeros(1, PART_COUNT, 64, 64)
    likely[:, Part.SKIN, :32], likely[:, Part.GARMENT, 32:] = 1.0, 1.0
    picture = torch.zeros(1, 3, 256, 256)
    picture[:, 0, :128], picture[:, 2, 128:] = 0.8, 0.6
    colours, areas = part_colours(picture, likely)
    assert colours[0, Part.SKIN].tolist() == pytest.approx([0.8, 0, 0], abs=1e-4)
    assert colours[0, Part.GARMENT].tolist() == pytest.approx([0, 0, 0.6], abs=1e-4)
    assert areas[0, Part.SKIN] == pytest.approx(0.5) and colours[0, Part.HAT].sum() == 0


def test_background_turns_grey() -> None:
    pixels, mask = np.full((4, 4, 3), 250, np.uint8), np.zeros((4, 4), np.float32)
    mask[0] = 1
    grey = without_background(pixels, mask)
    assert (grey[0] == 250).all() and len(np.unique(grey[1:])) == 1 and grey[1, 0, 0] != 250


def test_labels_follow_the_alignment() -> None:
    part = np.zeros((512, 512), np.uint8)
    part[100:200, 300:400] = Part.HAIR
    warped = warp_labels(part, Similarity(2.0, 0.0, 0.0, 0.0))
    rows, columns = np.nonzero(warped == Part.HAIR)
    assert rows.mean() * 4 + 2 == pytest.approx(75, abs=2) and columns.mean() * 4 + 2 == pytest.approx(175, abs=2)


def test_iou_counts_each_part_and_leaves_out_absent_ones() -> None:
    truth = torch.tensor([[0, 1, 1, 2]])
    scores = part_iou(torch.tensor([[0, 1, 2, 2]]), truth)
    assert scores[:3] == pytest.approx([1.0, 0.5, 0.5]) and np.isnan(scores[Part.HAT])


def test_rare_parts_weigh_more() -> None:
    weights = class_weights(torch.tensor([0] * 90 + [int(Part.GLASSES)] * 10))
    assert weights[Part.GLASSES] > weights[0] == 1

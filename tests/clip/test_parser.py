from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.attributes import PART_COUNT, Part
from engine.clip.backbone import STAGE_WIDTHS
from engine.clip.crops import without_background
from engine.clip.parser import PartParser, class_weights, part_iou, small_mask
from engine.clip.prepare import warp_labels
from engine.clip.train_parser import wears_held_out
from engine.photo.warp import Similarity
from tests.individuals.recipes import plain


def test_background_turns_grey() -> None:
    pixels, mask = np.full((4, 4, 3), 250, np.uint8), np.zeros((4, 4), np.float32)
    mask[0] = 1
    grey = without_background(pixels, mask)
    assert (grey[0] == 250).all() and len(np.unique(grey[1:])) == 1 and grey[1, 0, 0] != 250


def test_labels_follow_the_alignment() -> None:
    part = np.zeros((512, 512), np.uint8)
    part[100:200, 300:400] = Part.HAIR
    warped = warp_labels(part, Similarity(2.0, 0.0, 0.0, 0.0), 256)
    rows, columns = np.nonzero(warped == Part.HAIR)
    assert warped.shape == (64, 64)
    assert rows.mean() * 4 + 2 == pytest.approx(75, abs=2) and columns.mean() * 4 + 2 == pytest.approx(175, abs=2)


def test_the_parser_reads_crops_of_any_size() -> None:
    parser = PartParser().eval()
    for size in (256, 224):
        maps = [torch.zeros(2, width, size >> shift, size >> shift) for shift, width in enumerate(STAGE_WIDTHS, 2)]
        found = parser(maps, small_mask(torch.ones(2, size, size)))
        assert found.shape == (2, PART_COUNT, size // 4, size // 4)


@pytest.mark.parametrize(("choices", "held"), [
    ({}, False), ({"hair": "bob02_fringe"}, True), ({"garment": "F_Dress_04"}, True),
    ({"hat": "pith_helmet"}, False), ({"hat": "pith_helmet", "headwear": "hat"}, True),
])  # fmt: skip
def test_whole_assets_are_held_out(choices: dict[str, str], held: bool) -> None:
    assert wears_held_out(replace(plain(), **choices)) == held  # type: ignore[arg-type]


def test_iou_counts_each_part_and_leaves_out_absent_ones() -> None:
    truth = torch.tensor([[0, 1, 1, 2]])
    scores = part_iou(torch.tensor([[0, 1, 2, 2]]), truth)
    assert scores[:3] == pytest.approx([1.0, 0.5, 0.5]) and np.isnan(scores[Part.HAT])


def test_rare_parts_weigh_more() -> None:
    weights = class_weights(torch.tensor([0] * 90 + [int(Part.GLASSES)] * 10))
    assert weights[Part.GLASSES] > weights[0] == 1

from dataclasses import replace

import numpy as np
import pytest

from engine.errors import DataError
from engine.field.consistency import disagreement
from engine.field.resample import downsample
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane


@pytest.fixture(scope="module")
def small(layered: ReliefTriplane) -> ReliefTriplane:
    return downsample(layered, 64)


def test_views_of_one_individual_agree(small: ReliefTriplane) -> None:
    found = disagreement([small])
    assert found.texels > 5000
    assert found.depth_mean < 0.02 and found.cut < 0.2 and found.colour < 0.05


def test_a_front_that_bulges_is_cut_by_the_sides(small: ReliefTriplane) -> None:
    depth = small.depth.copy()
    depth[0] = np.clip(depth[0] + 0.08, -1, 1)
    assert disagreement([replace(small, depth=depth)]).depth_mean > disagreement([small]).depth_mean + 0.003


def test_a_front_of_another_colour_is_noticed(small: ReliefTriplane) -> None:
    colour = small.colour.copy()
    colour[0] = 1 - colour[0]
    assert disagreement([replace(small, colour=colour)]).colour > disagreement([small]).colour + 0.05


def test_nothing_to_compare_is_said(small: ReliefTriplane) -> None:
    nothing = replace(small, silhouette=np.full_like(small.silhouette, SILHOUETTE_LIMIT), hair=None)
    with pytest.raises(DataError):
        disagreement([nothing])

from dataclasses import replace

import numpy as np
import pytest

from engine.edit.eyewear import glasses_as_edited, glasses_as_told
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane
from engine.reports import LatentReading, Readings


def person(glasses: bool) -> ReliefTriplane:
    shape = (6, 8, 8)
    planes = ReliefTriplane(
        np.full((*shape, 3), 0.5, np.float32), np.zeros(shape, np.float32),
        np.full(shape, -SILHOUETTE_LIMIT, np.float32), np.ones(shape, np.uint8),
    )  # fmt: skip
    return replace(planes, glasses=planes) if glasses else planes


def read(none: float, clear: float, sunglasses: float) -> Readings:
    return {"glasses": (none, clear, sunglasses)}


OPEN, NONE, CLEAR, DARK = read(0.2, 0.4, 0.4), read(1, 0, 0), read(0, 1, 0), read(0, 0, 1)


@pytest.mark.parametrize(("said", "worn"), [(OPEN, False), (NONE, False), (CLEAR, True), (DARK, True)])
def test_somebody_new_wears_glasses_that_are_said(said: Readings, worn: bool) -> None:
    assert (glasses_as_told(person(True), LatentReading(None, said)).glasses is not None) == worn


def test_nobody_in_particular_wears_what_is_sampled() -> None:
    assert glasses_as_told(person(True), LatentReading()).glasses is not None


@pytest.mark.parametrize(
    ("old", "before", "after", "worn"),
    [
        (False, OPEN, OPEN, False),
        (False, NONE, OPEN, False),
        (False, NONE, DARK, True),
        (True, CLEAR, OPEN, True),
        (True, CLEAR, NONE, False),
        (True, CLEAR, CLEAR, True),
    ],
)
@pytest.mark.parametrize("sampled", [True, False])
def test_an_edit_changes_glasses_only_when_it_says_so(
    old: bool, before: Readings, after: Readings, worn: bool, sampled: bool
) -> None:
    edited = glasses_as_edited(person(old), person(sampled), LatentReading(before, after))
    assert (edited.glasses is not None) == (worn and (sampled or old))

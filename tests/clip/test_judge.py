import numpy as np
import pytest
from skimage.data import astronaut

from engine.attributes import ATTRIBUTES
from engine.clip.judge import Judge, learned_from, reserved
from engine.individuals.reader import split_of
from engine.photo.front_end import FrontEnd


def test_nobody_teaches_both_z_and_the_judge() -> None:
    seeds = range(4000)
    assert not any(learned_from(seed) and reserved(seed) for seed in seeds)
    train = [seed for seed in seeds if split_of(seed) == "train"]
    assert all(learned_from(seed) or reserved(seed) for seed in train)
    assert 0.09 < np.mean([reserved(seed) for seed in train]) < 0.15


def test_the_judge_reads_a_real_photo_and_knows_how_good_it_is() -> None:
    judge = Judge()
    read = judge.read(FrontEnd().align(astronaut()))
    assert [read[name] for name in ("glasses", "headwear", "facial_hair")] == ["none"] * 3
    assert set(judge.accuracy) == {*ATTRIBUTES, "mean"}
    assert judge.accuracy["mean"] == pytest.approx(np.mean([judge.accuracy[name] for name in ATTRIBUTES]), abs=1e-3)

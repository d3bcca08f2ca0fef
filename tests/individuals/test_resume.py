"""Going on with a data set: after a kill, with damage, with other counts and with other versions of the code."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import DataError
from engine.individuals import dataset
from engine.individuals.captions import CAPTION_VERSION, captions
from engine.individuals.dataset import CAPTIONS, SHARD, generate, rewrite_captions
from engine.individuals.reader import Dataset
from engine.individuals.recipe import RECIPE_VERSION, sample_recipe
from engine.individuals.shards import STALE, shard_paths
from tests.individuals.sets import make, shards

SECOND = list(range(SHARD, 2 * SHARD))


def index_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "index.json").read_text())
    return found


def change_index(folder: Path, **changes: object) -> None:
    """Changes entries of the index; None takes one away."""
    changed = {key: value for key, value in (index_of(folder) | changes).items() if value is not None}
    (folder / "index.json").write_text(json.dumps(changed))


def damage(path: Path, how: str) -> None:
    whole = path.read_bytes()
    other = {"empty": b"", "cut": whole[:-20], "other JSON": b'{"a": 1}', "zeros": bytes(len(whole)), "list": b"[1]"}
    path.write_bytes(other[how])


def test_fewer_than_before_takes_nothing_away(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 40)
    whole = shards(folder)
    without_pictures.clear()
    for count in (20, 5, 40):
        make(folder, count)
        assert index_of(folder)["count"] == 40
    assert without_pictures == []
    assert shards(folder) == whole


@pytest.mark.parametrize("how", ["empty", "cut", "other JSON", "zeros", "list"])
@pytest.mark.parametrize("part", [0, 1], ids=["tensors", "descriptions"])
def test_a_damaged_shard_is_made_again(folder: Path, without_pictures: list[int], part: int, how: str) -> None:
    make(folder)
    whole = shards(folder)
    damage(shard_paths(folder, 1)[part], how)
    without_pictures.clear()
    make(folder, 20)  # all of it, though fewer are asked for
    assert without_pictures == SECOND
    assert shards(folder) == whole


def test_a_shard_without_some_of_its_tensors_is_made_again(folder: Path, without_pictures: list[int]) -> None:
    make(folder)
    fewer = shard_paths(folder, 2)[0].read_bytes()
    make(folder, 48)
    whole = shards(folder)
    shard_paths(folder, 2)[0].write_bytes(fewer)
    make(folder, 48)
    assert shards(folder) == whole


@pytest.mark.parametrize("how", ["empty", "cut", "other JSON", "zeros", "list"])
def test_a_damaged_index_is_named(folder: Path, without_pictures: list[int], how: str) -> None:
    make(folder, 4)
    damage(folder / "index.json", how)
    with pytest.raises(DataError, match=r"index\.json is damaged"):
        make(folder, 4)


def test_what_a_killed_run_left_beside_is_removed(folder: Path, without_pictures: list[int]) -> None:
    make(folder)
    whole = shards(folder)
    for name in (".00002.safetensors.k2j4.safetensors", ".00002.json.8fa1.json", ".index.json.ab12.json"):
        (folder / name).write_bytes(b"half of it")
        age = (folder / name).stat().st_mtime - STALE - 10
        os.utime(folder / name, (age, age))
    make(folder)
    assert shards(folder) == whole


def test_what_a_living_run_is_writing_is_left_alone(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    beside = folder / ".00001.safetensors.k2j4.safetensors"
    beside.write_bytes(b"half of it")
    make(folder, 4)
    assert beside.exists()


def test_settings_are_checked_after_a_kill_in_the_first_shard(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dataset, "make_record", killed)
    with pytest.raises(KeyboardInterrupt):
        make(folder, 4)
    assert index_of(folder)["count"] == 0
    with pytest.raises(DataError, match="other settings"):
        make(folder, 4, views=2)


def test_the_index_tells_versions(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    found = index_of(folder)
    assert (found["recipe_version"], found["caption_version"]) == (RECIPE_VERSION, CAPTION_VERSION)


@pytest.mark.parametrize("version", ["recipe_version", "caption_version"])
def test_a_set_of_a_newer_version_is_refused(folder: Path, without_pictures: list[int], version: str) -> None:
    make(folder, 4)
    change_index(folder, **{version: 99})
    before = shards(folder)
    for resume in (make, rewrite_captions):
        with pytest.raises(DataError, match="another version"):
            resume(folder)
    assert shards(folder) == before


def test_a_set_in_another_format_is_refused(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    change_index(folder, format=1)
    for use in (make, rewrite_captions, Dataset):
        with pytest.raises(DataError, match="format 1"):
            use(folder)


@pytest.mark.parametrize("rewrite", [rewrite_captions, make], ids=["called", "resumed"])
def test_old_captions_are_rewritten(folder: Path, without_pictures: list[int], rewrite: Any) -> None:
    make(folder)
    change_index(folder, caption_version=1)
    before, old = shards(folder), Dataset(folder)
    without_pictures.clear()
    rewrite(folder)
    found = Dataset(folder)
    assert without_pictures == []
    assert [(one.seed, one.attributes, one.recipe) for one in found] == [
        (one.seed, one.attributes, one.recipe) for one in old
    ]
    words = np.random.default_rng([21, 2])
    wanted = {language: captions(sample_recipe(21), words, language, CAPTIONS[language]) for language in ("en", "zh")}
    assert found[21].captions == wanted
    assert all(shards(folder)[name] == data for name, data in before.items() if name.endswith(".safetensors"))
    assert index_of(folder)["caption_version"] == CAPTION_VERSION
    assert index_of(folder)["count"] == 40


def test_captions_are_rewritten_around_damage(folder: Path, without_pictures: list[int]) -> None:
    make(folder)
    change_index(folder, caption_version=1)
    damage(shard_paths(folder, 1)[1], "cut")
    without_pictures.clear()
    make(folder)
    assert without_pictures == SECOND
    assert len(Dataset(folder)[0].captions["en"]) == CAPTIONS["en"]


def test_captions_of_nothing_are_not_rewritten(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no individuals"):
        rewrite_captions(tmp_path)


def test_a_shard_made_again_is_read_again(tmp_path: Path, without_pictures: list[int]) -> None:
    for name, portraits in (("old", 1), ("new", 2)):
        generate(tmp_path / name, 4, portraits=portraits, size=8)
    found = Dataset(tmp_path / "old")
    found[0].portrait(0)
    tensors, others = shard_paths(tmp_path / "old", 0)[0], shard_paths(tmp_path / "new", 0)[0]
    others.replace(tensors)
    found[0].portrait(1)

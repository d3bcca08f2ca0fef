import json
from pathlib import Path

import numpy as np
import pytest

from engine.camera import Camera
from engine.errors import Cancelled, DataError, InputError
from engine.field.encode import encode
from engine.individuals.assets import Sources
from engine.individuals.dataset import SHARD, generate
from engine.individuals.individual import Individual
from engine.individuals.reader import Dataset, Record, by_shard, split_of
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw, draw_lit
from engine.individuals.shards import shard_paths
from engine.offscreen.mesh_renderer import Lighting
from engine.progress import CancelToken, Progress
from tests.individuals.sets import by_seed, make, shards


def test_a_set_can_be_read(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 20, seed=100)
    found = Dataset(folder)
    assert [record.seed for record in found] == list(range(100, 120))
    assert found[3].recipe == sample_recipe(103)
    assert found[3].attributes == sample_recipe(103).attributes()
    assert {name: len(texts) for name, texts in found[3].captions.items()} == {"en": 4, "zh": 4}
    colour, alpha, part = found[3].portrait(0)
    assert (colour.shape, alpha.shape, part.shape) == ((8, 8, 3), (8, 8), (8, 8))
    assert np.array_equal(found[3].array("portrait_labels_0"), [alpha, part])


def test_shards_hold_sixteen_each(folder: Path, without_pictures: list[int]) -> None:
    make(folder)
    groups = by_shard(Dataset(folder))
    assert {name: len(group) for name, group in groups.items()} == {"00000": SHARD, "00001": SHARD, "00002": 8}


def test_progress_counts_individuals(folder: Path, without_pictures: list[int]) -> None:
    told: list[Progress] = []
    make(folder, on_progress=told.append)
    assert [(progress.done, progress.total) for progress in told] == [(0, 40), (16, 40), (32, 40), (40, 40)]


def test_a_finished_set_is_left_alone(folder: Path, without_pictures: list[int]) -> None:
    make(folder)
    before = shards(folder)
    without_pictures.clear()
    make(folder)
    assert without_pictures == []
    assert shards(folder) == before


def test_a_set_made_in_runs_equals_one_made_at_once(tmp_path: Path, without_pictures: list[int]) -> None:
    make(tmp_path / "once")
    for count in (5, 16, 21, 40):
        make(tmp_path / "runs", count)
    assert shards(tmp_path / "runs") == shards(tmp_path / "once")


def test_cancelling_keeps_finished_shards(folder: Path, without_pictures: list[int]) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        make(folder, cancel=token, on_progress=lambda progress: progress.done and token.cancel())
    assert len(Dataset(folder)) == SHARD
    without_pictures.clear()
    make(folder)
    assert without_pictures == list(range(SHARD, 40))


@pytest.mark.parametrize("lost", [0, 1], ids=["tensors", "descriptions"])
def test_half_a_shard_is_made_again(folder: Path, without_pictures: list[int], lost: int) -> None:
    make(folder)
    whole = shards(folder)
    shard_paths(folder, 1)[lost].unlink()
    assert len(Dataset(folder)) == 40 - SHARD  # and until then it is not read
    without_pictures.clear()
    make(folder)
    assert without_pictures == list(range(SHARD, 2 * SHARD))
    assert shards(folder) == whole


@pytest.mark.parametrize("change", [{"seed": 1}, {"views": 2}], ids=["seed", "views"])
def test_a_folder_holds_one_set(folder: Path, without_pictures: list[int], change: dict[str, int]) -> None:
    make(folder, 4)
    with pytest.raises(DataError, match="other settings"):
        make(folder, 4, **change)


def test_the_index_says_how_the_set_was_made(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    index = json.loads((folder / "index.json").read_text())
    assert (index["count"], index["shard"], index["config"]["size"]) == (4, SHARD, 8)
    assert all(len(digest) == 64 for digest in index["assets"].values())


def test_a_truncated_shard_is_named(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 20)
    tensors, _ = shard_paths(folder, 1)
    tensors.write_bytes(tensors.read_bytes()[:-100])
    found = Dataset(folder)
    found[15].portrait(0)
    with pytest.raises(DataError, match=r"00001\.safetensors"):
        found[16].portrait(0)


@pytest.mark.parametrize("content", [b"", b"not a shard", bytes(64)], ids=["empty", "text", "zeros"])
def test_a_file_of_something_else_is_named(folder: Path, without_pictures: list[int], content: bytes) -> None:
    make(folder, 4)
    shard_paths(folder, 0)[0].write_bytes(content)
    with pytest.raises(DataError, match=r"00000\.safetensors"):
        Dataset(folder)[0].array("portrait_colour_0")


def test_damaged_descriptions_are_named(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    descriptions = shard_paths(folder, 0)[1]
    descriptions.write_bytes(descriptions.read_bytes()[:-20])
    with pytest.raises(DataError, match=r"00000\.json"):
        Dataset(folder)


def test_a_changed_byte_is_noticed(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    tensors = shard_paths(folder, 0)[0]
    data = bytearray(tensors.read_bytes())
    data[-5] ^= 1
    tensors.write_bytes(data)
    read = [record.portrait for record in Dataset(folder)]
    failed = 0
    for portrait in read:
        try:
            portrait(0)
        except DataError as error:
            assert "00000.safetensors" in str(error)
            failed += 1
    assert failed == 1


def test_an_array_that_was_not_stored_is_refused(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4)
    with pytest.raises(DataError, match="without planes"):
        Dataset(folder)[0].planes()
    with pytest.raises(DataError):
        Dataset(folder)[0].array("planes_depth")


def test_an_odd_size_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="even"):
        generate(folder, 1, size=25)


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no individuals"):
        Dataset(tmp_path)


def test_splits_are_stable() -> None:
    # for ever: another rule would let what was trained on into the test split
    assert [seed for seed in range(60) if split_of(seed) == "val"] == [24, 32]
    assert [seed for seed in range(60) if split_of(seed) == "test"] == [27, 55, 59]


def test_splits_have_their_shares() -> None:
    found = [split_of(seed) for seed in range(20000)]
    shares = {split: found.count(split) / len(found) for split in ("train", "val", "test")}
    assert shares == pytest.approx({"train": 0.9, "val": 0.05, "test": 0.05}, abs=0.005)


def test_splits_part_a_set(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 60)
    seeds = {split: {record.seed for record in Dataset(folder, split)} for split in ("train", "val", "test")}
    assert set.union(*seeds.values()) == set(range(60))
    assert sum(map(len, seeds.values())) == 60
    assert all(split_of(seed) == split for split, found in seeds.items() for seed in found)


def test_real_individuals_are_the_same_in_any_run(tmp_path: Path, needs_assets: Sources, needs_graphics: None) -> None:
    for count in (1, 2):
        generate(tmp_path / "runs", count, seed=7, views=1, portraits=1, size=24)
    generate(tmp_path / "once", 2, seed=7, views=1, portraits=1, size=24)
    assert shards(tmp_path / "runs") == shards(tmp_path / "once")
    colour, alpha, part = Dataset(tmp_path / "once")[1].portrait(0)
    assert alpha.max() == 255 and alpha.min() == 0
    assert np.array_equal(part > 0, alpha > 0)
    assert colour[alpha == 255].std() > 5


def test_the_size_of_a_shard_changes_no_individual(tmp_path: Path, without_pictures: list[int]) -> None:
    for size in (1, 3, SHARD):
        make(tmp_path / str(size), 20, shard=size)
    wanted = list(by_seed(tmp_path / str(SHARD)))
    assert wanted == list(range(20))
    assert len(shards(tmp_path / "3")) == 2 * 7
    assert by_seed(tmp_path / "1") == by_seed(tmp_path / "3") == by_seed(tmp_path / str(SHARD))


def test_a_set_goes_on_in_shards_of_its_size(folder: Path, without_pictures: list[int]) -> None:
    make(folder, 4, shard=3)
    assert json.loads((folder / "index.json").read_text())["shard"] == 3
    with pytest.raises(DataError, match="other settings"):
        make(folder, 8)
    make(folder, 8, shard=3)
    assert [record.seed for record in Dataset(folder)] == list(range(8))


@pytest.mark.slow
def test_workers_and_shards_change_nothing(tmp_path: Path, needs_assets: Sources, needs_graphics: None) -> None:
    generate(tmp_path / "one", SHARD + 2, seed=7, portraits=1, size=24, encode=encode, workers=1)
    generate(tmp_path / "two", SHARD + 2, seed=7, portraits=1, size=24, encode=encode, workers=2)
    assert shards(tmp_path / "two") == shards(tmp_path / "one")
    generate(tmp_path / "five", SHARD + 2, seed=7, portraits=1, size=24, encode=encode, workers=2, shard=5)
    assert by_seed(tmp_path / "five") == by_seed(tmp_path / "one")


def test_views_are_taken_from_all_around_and_show_all(
    folder: Path, needs_assets: Sources, needs_graphics: None
) -> None:
    generate(folder, 2, seed=9100, views=60, portraits=0, size=64)
    records = list(Dataset(folder))
    cameras = [view["camera"] for record in records for view in record.views]
    elevations = [camera["elevation"] for camera in cameras]
    assert -45 <= min(elevations) < -38
    assert 62 < max(elevations) <= 85
    assert {int(camera["azimuth"] // 45) for camera in cameras} == set(range(8))
    for view in (record.view(index) for record in records for index in range(60)):
        rim = np.concatenate([view.alpha[[0, -1]].ravel(), view.alpha[:, [0, -1]].ravel()])
        assert not rim.any()
        assert (view.alpha > 0).mean() > 0.07


def test_views_come_back_as_drawn(folder: Path, needs_assets: Sources, needs_graphics: None) -> None:
    generate(folder, 1, seed=7, views=2, portraits=1, size=48, geometry=True)
    record = Dataset(folder)[0]
    camera = Camera(**record.views[1]["camera"])
    drawn, kept = draw(Individual(record.recipe), camera, 48), record.view(1)
    for name in ("colour", "alpha", "part"):
        assert np.array_equal(getattr(kept, name), getattr(drawn, name))
    covered = drawn.alpha > 0
    assert np.array_equal(np.isfinite(kept.depth), covered)
    assert np.abs(kept.depth[covered] - drawn.depth[covered]).max() < 5e-5
    assert kept.normal is not None and np.array_equal(kept.normal[covered], drawn.normal[covered])
    depth, _ = record.geometry("portrait", 0)
    lit = draw_lit(Individual(record.recipe), Camera(**record.portraits[0]["camera"]), _light(record), 48)
    assert np.abs(depth[lit.alpha > 0] - lit.depth[lit.alpha > 0]).max() < 5e-5
    colour, alpha, _ = record.portrait(0)
    assert np.abs(colour.astype(int) - lit.colour)[alpha > 0].mean() < 4  # JPEG


def _light(record: Record) -> Lighting:
    described = record.portraits[0]["light"]
    key, fill = (tuple(np.array(part, np.float32) for part in described[name]) for name in ("key", "fill"))
    sky, ground = (np.array(described[name], np.float32) for name in ("sky", "ground"))
    return Lighting(key, fill, sky, ground, described["exposure"])

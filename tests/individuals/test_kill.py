"""The command itself, killed and interrupted in the middle of its work, and resumed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.individuals.assets import Sources
from engine.individuals.dataset import SHARD
from engine.individuals.reader import Dataset
from tests.individuals.sets import shards

COUNT = 3 * SHARD + 2  # a whole shard is in work when the short one, finished first, has the run interrupted
ROOT = Path(__file__).parents[2]


def start(folder: Path, workers: int) -> "subprocess.Popen[bytes]":
    options = ["--count", COUNT, "--seed", 7, "--portraits", 1, "--size", 64, "--no-planes", "--workers", workers]
    command = [sys.executable, "-m", "studio.cli", "individuals", *map(str, options), "-o", str(folder)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=quiet, stderr=quiet)


def stop_after_a_shard(folder: Path, how: signal.Signals, finished: int) -> int:
    """Starts the work and stops it when more than `finished` shards are there; returns the exit code."""
    process = start(folder, 2)
    while process.poll() is None and len(list(folder.glob("0*.json"))) <= finished:
        time.sleep(0.01)
    process.send_signal(how)
    return process.wait(60)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills processes by signals")
def test_a_killed_run_goes_on(tmp_path: Path, needs_assets: Sources, needs_graphics: None) -> None:
    assert start(tmp_path / "once", 1).wait() == 0
    folder = tmp_path / "killed"
    assert stop_after_a_shard(folder, signal.SIGKILL, 0) == -signal.SIGKILL
    seen = {record.seed for record in Dataset(folder)}
    code = stop_after_a_shard(folder, signal.SIGINT, len(list(folder.glob("0*.json"))))
    kept = {record.seed for record in Dataset(folder)}
    assert seen <= kept
    assert code == 130 or (code == 0 and len(kept) == COUNT)  # 0: all was done before the signal came
    assert start(folder, 2).wait() == 0
    seeds = [record.seed for record in Dataset(folder)]
    assert seeds == list(range(7, 7 + COUNT))
    whole = {name: data for name, data in shards(folder).items() if not name.startswith(".")}
    assert whole == shards(tmp_path / "once")

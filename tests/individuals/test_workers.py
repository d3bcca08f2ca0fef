"""Jobs in several processes: all are done, errors and cancelling end them, and nobody outlives the one who started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.errors import Cancelled, DataError, OutputError
from engine.individuals.workers import Check, run_jobs
from engine.progress import CancelToken

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills processes by signals")


@dataclass(frozen=True)
class Job:
    folder: Path
    number: int
    kind: str = "quick"


def make(job: Job, check: Check) -> None:
    """Leaves a file named after the job; some kinds do not get that far."""
    if job.kind == "full disk":
        raise OutputError("The disk is full.", "Free some space.")
    if job.kind == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    for _ in range(600 if job.kind == "long" else 1):
        check()
        (job.folder / f"begun-{os.getpid()}").touch()
        time.sleep(0.1 if job.kind == "long" else 0)
    (job.folder / str(job.number)).touch()


def done(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit())


@pytest.mark.parametrize("workers", [1, 2])
def test_all_jobs_are_done_once(tmp_path: Path, workers: int) -> None:
    jobs = [Job(tmp_path, number) for number in range(5)]
    told = list(run_jobs(jobs, make, workers, None))
    assert sorted(job.number for job in told) == done(tmp_path) == list(range(5))


def test_a_full_disk_ends_the_others_and_keeps_what_is_done(tmp_path: Path) -> None:
    jobs = [Job(tmp_path, 0), Job(tmp_path, 1, "long"), Job(tmp_path, 2), Job(tmp_path, 3, "full disk")]
    told: list[int] = []
    started = time.monotonic()
    with pytest.raises(OutputError, match="full"):
        told.extend(job.number for job in run_jobs(jobs, make, 2, None))
    assert time.monotonic() - started < 40
    assert set(told) <= set(done(tmp_path)) <= {0, 2}


def test_cancelling_ends_long_work(tmp_path: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        for _ in run_jobs([Job(tmp_path, 0), Job(tmp_path, 1, "long"), Job(tmp_path, 2, "long")], make, 2, token):
            token.cancel()
    assert done(tmp_path) == [0]


@POSIX
def test_a_killed_worker_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"worker process ended.*fewer workers"):
        list(run_jobs([Job(tmp_path, 0, "killed"), Job(tmp_path, 1, "long")], make, 2, None))


_PARENT = """
import signal
import sys
from pathlib import Path
from engine.individuals.workers import run_jobs
from tests.individuals.test_workers import Job, make
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin deaf to it
    list(run_jobs([Job(Path(sys.argv[1]), n, "long") for n in range(2)], make, 2, None))
"""


@POSIX
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_workers_end_with_their_parent(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    root = str(Path(__file__).parents[2])
    parent = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env=os.environ | {"PYTHONPATH": root}, stderr=subprocess.DEVNULL
    )
    _wait_for(lambda: len(list(tmp_path.glob("begun-*"))) == 2)
    workers = [int(path.name.split("-")[1]) for path in tmp_path.glob("begun-*")]
    parent.send_signal(how)
    parent.wait(60)
    _wait_for(lambda: not any(_alive(worker) for worker in workers))


def _wait_for(condition: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _alive(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")

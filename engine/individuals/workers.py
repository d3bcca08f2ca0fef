"""Making the shards of a data set in several processes that end with the one that started them."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from ctypes import c_bool
from typing import TypeVar

from engine.errors import Cancelled, DataError
from engine.progress import CancelToken

Job = TypeVar("Job")
Check = Callable[[], None]
Make = Callable[[Job, Check], None]
"""Does one job; calls the check between steps, which raises Cancelled when the work is to stop."""
_POLL = 0.2
_stop: c_bool


def run_jobs(jobs: Sequence[Job], make: Make[Job], workers: int, cancel: CancelToken | None) -> Iterator[Job]:
    """Do all `jobs` and yield each when it is done, in whatever order; with one worker in this process.

    `make` and the jobs must be picklable for more. What a job raises ends the others after the step they are at.
    Raises DataError when a process dies, Cancelled.
    """
    workers = min(workers, len(jobs))
    if workers > 1:
        yield from _run_in_processes(jobs, make, workers, cancel)
        return
    for job in jobs:
        make(job, cancel.check if cancel else lambda: None)
        yield job


def _run_in_processes(jobs: Sequence[Job], make: Make[Job], workers: int, cancel: CancelToken | None) -> Iterator[Job]:
    context = multiprocessing.get_context("spawn")  # a forked process cannot use OpenGL
    stop = context.RawValue(c_bool, False)  # without a lock, which a killed worker could hold for ever
    pool = ProcessPoolExecutor(workers, context, _begin, (stop,))
    try:
        with _interrupts_ignored():  # by the processes started now: this one tells them when to stop
            pending = {pool.submit(_work, make, job): job for job in jobs}
            pool.submit(int)  # wakes the pool, which watches only the processes it knew when last awake
        while pending:
            for future in _finished(pending, cancel):
                future.result()
                yield pending.pop(future)
    except BrokenProcessPool as error:
        raise DataError(
            "A worker process ended before its work was done.",
            "Perhaps memory ran out: go on with fewer workers; what is finished is kept.",
        ) from error
    finally:
        stop.value = True
        pool.shutdown(cancel_futures=True)


def _finished(pending: dict[Future[None], Job], cancel: CancelToken | None) -> set[Future[None]]:
    while True:
        done, _ = wait(pending, _POLL, FIRST_COMPLETED)
        if cancel:
            cancel.check()
        if done:
            return done


def _begin(stop: c_bool) -> None:
    """Prepare a worker: one thread each, since there are as many workers as there are cores."""
    global _stop
    _stop = stop
    os.environ["LP_NUM_THREADS"] = "0"  # software OpenGL draws in the thread that asks it to
    os.environ["OMP_NUM_THREADS"] = "1"
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # a killed parent cannot tell its workers to stop; what they were writing lies beside, under another name
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _work(make: Make[Job], job: Job) -> None:
    make(job, _check)


def _check() -> None:
    if _stop.value:
        raise Cancelled("Cancelled.")


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C; does nothing outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        with suppress(TypeError):  # None: the handler was not set from Python
            signal.signal(signal.SIGINT, before)

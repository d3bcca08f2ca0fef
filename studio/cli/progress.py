"""Progress on stderr: a live bar on a terminal, now and then a line in a log."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.progress import ProgressColumn as Column
from rich.text import Text

from engine.progress import Progress, ProgressCallback

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_shown(console: Console | None = None) -> Iterator[ProgressCallback]:
    """Yield a callback for the engine; every stage it names gets a bar, or lines where there is no terminal."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield PlainProgress(lambda line: console.print(line, highlight=False, markup=False, soft_wrap=True))
        return
    described = TextColumn("{task.description}")
    with Bars(
        described, BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn(), console=console
    ) as bars:
        yield BarProgress(bars)


class BarProgress:
    """Turns the engine's reports into one bar per stage."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, report: Progress) -> None:
        if report.stage not in self._tasks:
            self._tasks[report.stage] = self._bars.add_task(report.stage, total=report.total)
        self._bars.update(self._tasks[report.stage], completed=report.done, total=report.total)


class PlainProgress:
    """Writes a line when a stage ends, and every few seconds while it lasts; quick work stays silent on its way."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._stage = ""
        self._began = (0.0, 0)
        self._last_line = 0.0

    def __call__(self, report: Progress) -> None:
        now = self._clock()
        if report.stage != self._stage:
            self._stage, self._began, self._last_line = report.stage, (now, report.done), now
        if now - self._last_line < SECONDS_BETWEEN_LINES and report.done < report.total:
            return
        self._last_line = now
        self._write(self._line(report, now))

    def _line(self, report: Progress, now: float) -> str:
        began, first = self._began
        line = f"{report.stage} {report.done}/{report.total}"
        if report.done <= first or now <= began:
            return line
        speed = (report.done - first) / (now - began)
        return f"{line}, {rate(speed)}, {clock_time((report.total - report.done) / speed)} left"


class RateColumn(Column):
    """Steps per second, or seconds per step where they are slow."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(rate(speed) if speed else "", style="cyan")


def rate(per_second: float) -> str:
    """`3.2/s`, or `4.0 s each` below one a second."""
    return f"{per_second:.1f}/s" if per_second >= 1 else f"{1 / per_second:.1f} s each"


def clock_time(seconds: float) -> str:
    """`1:02:03`, or `2:03` below an hour."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

"""Progress in a log: when lines are written, and what they say."""

import io

import pytest
from rich.console import Console

from engine.progress import Progress
from studio.cli.progress import PlainProgress, clock_time, progress_shown, rate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_lines_come_now_and_then_and_at_the_end() -> None:
    lines: list[str] = []
    clock = Clock()
    report = PlainProgress(lines.append, clock)
    for done in range(13):
        report(Progress("sampling", done, 12))
        clock.now += 1.0
    assert lines == [
        "sampling 5/12, 1.0/s, 0:07 left",
        "sampling 10/12, 1.0/s, 0:02 left",
        "sampling 12/12, 1.0/s, 0:00 left",
    ]


def test_quick_work_says_only_that_it_is_done() -> None:
    lines: list[str] = []
    report = PlainProgress(lines.append, Clock())
    for stage in ("sampling", "baking"):
        for done in range(3):
            report(Progress(stage, done, 2))
    assert lines == ["sampling 2/2", "baking 2/2"]


def test_a_terminal_gets_a_bar_per_stage() -> None:
    screen = io.StringIO()
    with progress_shown(Console(file=screen, force_terminal=True, width=100)) as on_progress:
        on_progress(Progress("sampling", 3, 12))
        on_progress(Progress("baking", 1, 4))
    assert "3/12" in screen.getvalue()
    assert "baking" in screen.getvalue()


@pytest.mark.parametrize(("speed", "said"), [(3.21, "3.2/s"), (0.25, "4.0 s each")])
def test_rate(speed: float, said: str) -> None:
    assert rate(speed) == said


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (75.4, "1:15"), (3723, "1:02:03")])
def test_clock_time(seconds: float, said: str) -> None:
    assert clock_time(seconds) == said

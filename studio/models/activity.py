"""What the engine is doing, how far it is, and how long it will take."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.progress import Progress


class Activity(QObject):
    """Progress of the running job.

    The time left is this stage's rate, plus what the stages after it took the last time the same
    kind of work ran.
    """

    changed = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._past: dict[str, dict[str, float]] = {}
        self._kind = ""
        self._started = self._took = 0.0
        self._stages: dict[str, float] = {}
        self.title = ""
        self.progress: Progress | None = None
        self.busy = False

    def begin(self, kind: str, title: str) -> None:
        """Work of a `kind` (its past durations are remembered by it) starts."""
        self._kind, self.title, self.busy = kind, title, True
        self.progress, self._stages, self._started = None, {}, self._clock()
        self.changed.emit()

    def report(self, progress: Progress) -> None:
        """The engine came a step further."""
        self._stages.setdefault(progress.stage, self._clock())
        self.progress = progress
        self.changed.emit()

    def end(self, completed: bool) -> None:
        """The work is over; only completed work teaches how long stages take."""
        if completed:
            self._past[self._kind] = self._durations()
        self._took = self.seconds
        self.busy, self.progress = False, None
        self.changed.emit()

    @property
    def seconds(self) -> float:
        """Since the work began, or what the last work took; 0 before the first."""
        return self._clock() - self._started if self.busy else self._took

    @property
    def fraction(self) -> float | None:
        """Of the whole work in [0, 1], or None while it cannot be told."""
        left = self.seconds_left
        if left is None:
            return None
        return self.seconds / max(self.seconds + left, 1e-6)

    @property
    def seconds_left(self) -> float | None:
        """Estimate, or None before there is anything to estimate from."""
        if self.progress is None:
            return None
        here = self._left_in_stage(self.progress)
        return None if here is None else here + self._later_stages()

    def _left_in_stage(self, progress: Progress) -> float | None:
        spent = self._clock() - self._stages[progress.stage]
        if progress.done > 0 and spent > 0:
            return spent / progress.done * max(progress.total - progress.done, 0)
        known = self._past.get(self._kind, {}).get(progress.stage)
        return None if known is None else max(known - spent, 0.0)

    def _later_stages(self) -> float:
        past = self._past.get(self._kind, {})
        return sum(seconds for stage, seconds in past.items() if stage not in self._stages)

    def _durations(self) -> dict[str, float]:
        starts = [*self._stages.values(), self._clock()]
        return {stage: starts[i + 1] - starts[i] for i, stage in enumerate(self._stages)}

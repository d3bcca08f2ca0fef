"""Seconds by stage, for reports."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Runs from its making on; stages may be entered several times."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self._stages[name] = self._stages.get(name, 0.0) + time.monotonic() - started

    def seconds(self) -> dict[str, float]:
        """By stage and in total, to the millisecond."""
        total = time.monotonic() - self._started
        return {name: round(value, 3) for name, value in (self._stages | {"total": total}).items()}

"""How long work reports where it is, and how it is told to stop."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import Cancelled


@dataclass(frozen=True)
class Progress:
    """One report: `done` of `total` steps of `stage` are behind us."""

    stage: str
    done: int
    total: int


ProgressCallback = Callable[[Progress], None]


class CancelToken:
    """Set from any thread; the working thread calls `check` between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled if somebody asked to stop."""
        if self._event.is_set():
            raise Cancelled("Cancelled.")

"""What happened in this sitting, line by line, for reading back and for bug reports."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

LONGEST: Final = 500


@dataclass(frozen=True)
class Line:
    """One event; `clock` is the local time of day, `bad` marks a problem, `details` are for a bug report."""

    clock: str
    text: str
    bad: bool = False
    details: str = ""

    def __str__(self) -> str:
        return "\n".join(part for part in (f"{self.clock}  {self.text}", self.details) if part)


class Log(QObject):
    """The last lines; older ones are dropped."""

    added = Signal(object)  # Line

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[Line] = deque(maxlen=LONGEST)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def add(self, text: str, bad: bool = False, details: str = "") -> None:
        """Write a line now."""
        line = Line(time.strftime("%H:%M:%S"), text, bad, details)
        self._lines.append(line)
        self.added.emit(line)

    def as_text(self) -> str:
        """Everything, for the clipboard."""
        return "\n".join(str(line) for line in self._lines)

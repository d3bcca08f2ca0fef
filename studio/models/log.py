"""What happened in this sitting, line by line, for reading back and for bug reports."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

LONGEST: Final = 500


@dataclass(frozen=True)
class Line:
    """One event; `clock` is the local time of day, `bad` marks a problem."""

    clock: str
    text: str
    bad: bool = False

    def __str__(self) -> str:
        return f"{self.clock}  {self.text}"


class Log(QObject):
    """The last lines; older ones are dropped."""

    added = Signal(object)  # Line

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[Line] = deque(maxlen=LONGEST)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def add(self, text: str, bad: bool = False) -> None:
        """Write a line now."""
        line = Line(time.strftime("%H:%M:%S"), text, bad)
        self._lines.append(line)
        self.added.emit(line)

    def as_text(self) -> str:
        """Everything, for the clipboard."""
        return "\n".join(str(line) for line in self._lines)

"""Turns the camera by the clock, a step for every frame that reached the screen."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

FRAME_MS: Final = 15.0
"""Frames follow each other no quicker."""
SPEED: Final = 36.0
"""Degrees a second."""


class Turntable(QObject):
    """Asks for the next frame after the last one; while `busy` tells that the engine works, after as long a pause.

    Without the pauses the engine, which gives way to the window, took eight times as long for an avatar where the
    processor draws.
    """

    turned = Signal(float)  # degrees since the last step

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy, self._turned_at = busy, 0.0
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._turn)
        self.turning = False

    def set_turning(self, turning: bool) -> None:
        """Start or stop."""
        if turning == self.turning:
            return
        self.turning, self._turned_at = turning, time.perf_counter()
        (self._next.start if turning else self._next.stop)()

    @Slot()
    def on_frame(self) -> None:
        """A frame is on the screen."""
        if not self.turning or self._next.isActive():
            return
        took = 1000 * (time.perf_counter() - self._turned_at)
        self._next.start(round(took if self._busy() else max(FRAME_MS - took, 0.0)))

    @Slot()
    def _turn(self) -> None:
        now = time.perf_counter()
        degrees, self._turned_at = (now - self._turned_at) * SPEED, now
        self.turned.emit(degrees)

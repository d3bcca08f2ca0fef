"""When Python looks for garbage: on the window's thread, a little at a time, and everywhere only at rest.

Left to itself it looks wherever objects are made, and nobody else runs Python until it is done: on the engine's thread,
which gives way to others, that took up to 1.1 s while torch was loading.
"""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

PAUSE_MS: Final = 500
YOUNG: Final = 0
PATIENCE: Final = 20
"""Rounds at rest between two searches of everything."""


class Collector(QObject):
    """Takes the search for garbage over from Python until it is stopped; `busy` tells that the engine works.

    What lives already is left out of it.
    """

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy, self._rested = busy, 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(PAUSE_MS)
        gc.disable()
        self.settle()

    @Slot()
    def settle(self) -> None:
        """What lives now, such as modules and models, stays for good: never search it again."""
        gc.freeze()

    def stop(self) -> None:
        """Give the search back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _collect(self) -> None:
        self._rested = 0 if self._busy() else self._rested + 1
        if self._rested == PATIENCE:
            self._rested = 0
            gc.collect()
        else:
            gc.collect(YOUNG)

"""The right end of the status bar: device, seconds, memory."""

import os
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from engine.memory import memory_mib
from studio.language import tr
from studio.models.activity import Activity

TICK_MS: Final = 1000
LONGEST: Final = 28


class Status(QObject):
    """Keeps three labels of a status bar up to date."""

    def __init__(self, bar: QStatusBar, activity: Activity, renderer: Callable[[], str]) -> None:
        super().__init__(bar)
        self._activity, self._renderer = activity, renderer
        self.device, self.seconds, self.memory = QLabel(), QLabel(), QLabel()
        self.device.setToolTip(tr("What generates, and what draws"))
        self.seconds.setToolTip(tr("Seconds of the work that runs, or of the last"))
        self.memory.setToolTip(tr("Memory in use"))
        for label in (self.seconds, self.memory, self.device):
            bar.addPermanentWidget(label)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()
        activity.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look at clock and memory."""
        seconds = self._activity.seconds
        self.seconds.setText(tr("{seconds} s", seconds=f"{seconds:.1f}") if seconds else "")
        self.memory.setText(tr("{gib} GiB", gib=f"{memory_mib() / 1024:.2f}"))
        cores = os.cpu_count() or 1
        drawing = self._renderer().split(" (")[0][:LONGEST]
        engine = tr("CPU, {cores} cores", cores=cores)
        self.device.setText(f"{engine} · {drawing}" if drawing else engine)

    def remove(self) -> None:
        """Take the labels out of the bar."""
        for label in (self.device, self.seconds, self.memory):
            label.setParent(None)
        self.setParent(None)
        self.deleteLater()
        self._tick.stop()
        self._activity.changed.disconnect(self.refresh)

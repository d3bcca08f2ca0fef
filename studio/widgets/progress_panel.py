"""What the engine is doing, how long it will take, and Cancel."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from studio.language import mark, tr
from studio.models.activity import Activity

TICK_MS: Final = 250
RESOLUTION: Final = 1000
STAGES: Final = (
    mark("reading"), mark("recalling"),
    mark("sculpting"), mark("surface"), mark("parts"), mark("simplify"), mark("colour"), mark("write"),
)  # fmt: skip
"""Stages as the engine names them."""


class ProgressPanel(QFrame):
    """Visible while the engine works."""

    def __init__(self, activity: Activity) -> None:
        super().__init__()
        self._activity = activity
        self.setObjectName("progressPanel")
        self.title, self.stage, self.bar, self.cancel = QLabel(), QLabel(), QProgressBar(), QPushButton(tr("Cancel"))
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._show_numbers)
        activity.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self.title.setProperty("role", "title")
        self.stage.setProperty("role", "hint")
        for label in (self.title, self.stage):  # a narrow window cuts nothing off
            label.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel.setToolTip(tr("Stop (Esc)"))
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.title, 1)
        top.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 10)
        column.setSpacing(7)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.stage)

    def _refresh(self) -> None:
        busy = self._activity.busy
        self.setVisible(busy)
        if busy and not self._tick.isActive():
            self._tick.start()
        elif not busy:
            self._tick.stop()
        self.title.setText(self._activity.title)
        self._show_numbers()

    def _show_numbers(self) -> None:
        fraction = self._activity.fraction
        self.bar.setRange(0, RESOLUTION if fraction is not None else 0)
        if fraction is not None:
            self.bar.setValue(round(fraction * RESOLUTION))
        self.stage.setText(describe(self._activity))


def describe(activity: Activity) -> str:
    """Stage, step and time left in a few words."""
    progress, left = activity.progress, activity.seconds_left
    if progress is None:
        return tr("starting")
    step = f" {progress.done}/{progress.total}" if progress.total > 1 else ""
    return f"{tr(progress.stage)}{step}{_remaining(left) if left is not None else ''}"


def _remaining(seconds: float) -> str:
    if seconds < 1:
        return tr(" · under 1 s left")
    if seconds < 90:
        return tr(" · {number} s left", number=f"{seconds:.0f}")
    return tr(" · {number} min left", number=f"{seconds / 60:.0f}")

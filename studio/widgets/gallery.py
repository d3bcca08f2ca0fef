"""The sample avatars, to start from with one click."""

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from studio.language import tr
from studio.models.samples import Sample, load_samples

COLUMNS: Final = 4
PICTURE: Final = QSize(104, 104)


class Gallery(QWidget):
    """Two rows of pictures; `chosen` brings the sample."""

    chosen = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setAccessibleName(tr("Sample avatars"))
        self.buttons = [self._button(sample, sample.caption(language)) for sample in load_samples()]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for index, button in enumerate(self.buttons):
            grid.addWidget(button, index // COLUMNS, index % COLUMNS)

    def _button(self, sample: Sample, caption: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("sample")
        button.setIcon(_picture(sample.picture))
        button.setIconSize(PICTURE)
        button.setToolTip(caption)
        button.setAccessibleName(tr("Make: {text}", text=caption))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.chosen.emit(sample))
        return button


@cache
def _picture(path: Path) -> QIcon:
    """Made once: Qt keeps what it scales of every new one."""
    return QIcon(str(path))

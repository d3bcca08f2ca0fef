"""The title of a dock: its name, and a way to put it away. Dragging it moves the dock."""

import re
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QToolButton

from studio.language import tr
from studio.theme import icon

LETTER: Final = re.compile(r"\(&\w\)|&")
"""What menus underline; Chinese puts it behind the word."""


class DockTitle(QFrame):
    """Takes the place of Qt's title bar, whose buttons follow no theme."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__()
        self.setObjectName("dockTitle")
        title = LETTER.sub("", dock.windowTitle())
        name = QLabel(title)
        name.setProperty("role", "heading")
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setIconSize(QSize(11, 11))
        close.setToolTip(tr("Put this panel away; the View menu brings it back"))
        close.setAccessibleName(tr("Close {name}", name=title))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(close)

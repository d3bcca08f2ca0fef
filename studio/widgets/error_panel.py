"""The error on show: what happened, what to do, and a copy for a bug report."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from studio.language import tr, tr_engine
from studio.models.photo import Photo
from studio.models.problem import Problems
from studio.theme import icon
from studio.widgets.photo_seen import PhotoSeen

LONG_WORD: Final = re.compile(r"[!-~]{16}(?=[!-~])")


class ErrorPanel(QFrame):
    """Visible while there is a problem; it loses nothing and can be put away."""

    def __init__(self, problems: Problems, photo: Photo) -> None:
        super().__init__()
        self._problems = problems
        self.seen = PhotoSeen(photo)
        self.setObjectName("errorPanel")
        self.what, self.hint = QLabel(), QLabel()
        self.copy, self.close_button = QToolButton(), QToolButton()
        self._build()
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(problems.clear)
        problems.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self.what.setProperty("role", "title")
        for label in (self.what, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button, name, description in (
            (self.copy, "copy", tr("Copy this message")),
            (self.close_button, "close", tr("Close this message")),
        ):
            button.setIcon(icon(name))
            button.setToolTip(description)
            button.setAccessibleName(description)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.what)
        words.addWidget(self.hint)
        words.addWidget(self.seen.legend)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 8, 10)
        row.setSpacing(12)
        row.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _refresh(self) -> None:
        problem = self._problems.current
        self.setVisible(problem is not None)
        if problem is not None:
            what, hint = tr_engine(problem.what), tr_engine(problem.hint)
            self.what.setText(_breakable(what))
            self.hint.setText(_breakable(hint))
            self.hint.setVisible(bool(problem.hint))
            self.seen.show_sight(problem.sight)
            self.setAccessibleName(tr("Error: {what} {hint}", what=what, hint=hint))

    def _copy(self) -> None:
        if self._problems.current is not None:
            QGuiApplication.clipboard().setText(self._problems.current.as_text())


def _breakable(text: str) -> str:
    """Long names of files may go on in the next line, after a mark that is not seen."""
    return LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)

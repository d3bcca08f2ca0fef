"""What happened in this sitting, to read and to copy."""

from html import escape

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QToolButton

from studio.language import tr
from studio.models.log import LONGEST, Line, Log
from studio.theme import COLOURS, icon


class LogPanel(QFrame):
    """Lines, the latest at the bottom; the copy has the details, whose layout would take tens of kB each."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log
        self.setObjectName("logPanel")
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setMaximumBlockCount(LONGEST)
        self.lines.setAccessibleName(tr("Log"))
        self.copy = QToolButton()
        self.copy.setIcon(icon("copy"))
        self.copy.setToolTip(tr("Copy the log"))
        self.copy.setAccessibleName(tr("Copy the log"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(log.as_text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 8)
        row.addWidget(self.lines, 1)
        row.addWidget(self.copy)
        for line in log.lines:
            self._write(line)
        log.added.connect(self._write)

    def _write(self, line: Line) -> None:
        ink = COLOURS["danger" if line.bad else "text"]
        time = f'<span style="color:{COLOURS["muted"]}">{line.clock}</span>'
        self.lines.appendHtml(
            f'{time}&nbsp; <span style="color:{ink}; white-space:pre-wrap">{escape(line.text)}</span>'
        )

"""What the viewport says while there is no avatar: two ways to begin, and samples."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.language import tr
from studio.widgets.gallery import Gallery

ROOMY = 430
"""Height in pixels below which the tips leave their place to the samples."""


class EmptyState(QWidget):
    """Teaches by showing; `chosen` brings a sample."""

    chosen = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setObjectName("emptyState")
        self.gallery = Gallery(language)
        self.gallery.chosen.connect(self.chosen)
        title = QLabel(tr("Drop a portrait here, or type a sentence"))
        title.setProperty("role", "title")
        self.tip = QLabel(
            tr("A photo works best when the face looks into the camera, in even light, with nothing in front of it.")
        )
        begin = QLabel(tr("Or start from one of these; Ctrl+R makes a random person."))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (title, self.tip, begin):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
            if label is not title:
                label.setProperty("role", "hint")
            if label is self.tip:
                column.addSpacing(18)
        column.addSpacing(4)
        column.addWidget(self.gallery, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self.tip.setVisible(self.height() >= ROOMY)
        super().resizeEvent(event)

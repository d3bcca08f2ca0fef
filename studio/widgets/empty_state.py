"""What the viewport says while there is no avatar."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.language import tr
from studio.theme import colour
from studio.widgets.bust_outline import draw_bust_outline


class EmptyState(QWidget):
    """Teaches the two ways to begin. The mouse passes through it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("emptyState")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        title = QLabel(tr("Drop a portrait here, or type a sentence"))
        title.setProperty("role", "title")
        hint = QLabel(tr("A face seen from the front, in even light, works best.\nCtrl+R makes a random person."))
        hint.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(3)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = min(self.height() * 0.5, 330.0)
        area = QRectF(0, 0, height * 100 / 108, height)
        area.moveCenter(QRectF(self.rect()).center())
        area.translate(0, -self.height() * 0.12)
        draw_bust_outline(painter, area, colour("faint"), 2.0)

"""The photo well: shows the portrait, and opens the file dialog when clicked."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame

from studio.language import mark, tr
from studio.models.photo import Photo
from studio.pictures import to_qimage
from studio.theme import colour
from studio.widgets.bust_outline import draw_bust_outline

HINT = mark("Drop, paste or click\nto choose a portrait")


class PhotoWell(QFrame):
    """A framed picture; `clicked` asks for another one."""

    clicked = Signal()

    def __init__(self, photo: Photo) -> None:
        super().__init__()
        self._photo = photo
        self._pixmap = QPixmap()
        self.setObjectName("photoWell")
        self.setFixedHeight(172)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Portrait photo"))
        photo.changed.connect(self._refresh)
        self._refresh()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap.isNull():
            self._paint_hint(painter)
        else:
            self._paint_photo(painter)

    def _paint_hint(self, painter: QPainter) -> None:
        area = self.rect().adjusted(12, 14, -12, -12)
        draw_bust_outline(painter, QRectF(area.center().x() - 42, area.top(), 84, 91), colour("outline"), 1.6)
        painter.setPen(colour("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, tr(HINT))

    def _paint_photo(self, painter: QPainter) -> None:
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rounded = QPainterPath()
        rounded.addRoundedRect(frame, 7, 7)
        painter.setClipPath(rounded)
        ratio = self._pixmap.devicePixelRatio()
        size = self._pixmap.size().toSizeF() / ratio
        scale = min(frame.width() / size.width(), frame.height() / size.height())
        target = QRectF(0, 0, size.width() * scale, size.height() * scale)
        target.moveCenter(frame.center())
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))

    def _refresh(self) -> None:
        pixels = self._photo.pixels
        if pixels is None:
            self._pixmap = QPixmap()
            self.setToolTip("")
            self.setAccessibleDescription(tr(HINT).replace("\n", " "))
        else:
            self._pixmap = QPixmap.fromImage(to_qimage(pixels))
            name = self._photo.path.name if self._photo.path else ""
            self.setToolTip(name)
            self.setAccessibleDescription(tr("Shows {name}. Press Enter to choose another.", name=name))
        self.update()

"""The portrait beside the avatar, at the same height, for comparing."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from studio.language import tr
from studio.models.photo import Photo
from studio.pictures import to_qimage
from studio.theme import colour


class PhotoPane(QWidget):
    """Shows the photo in the well as large as it fits."""

    def __init__(self, photo: Photo) -> None:
        super().__init__()
        self._photo = photo
        self._pixmap = QPixmap()
        self.setMinimumWidth(160)
        self.setAccessibleName(tr("Portrait photo"))
        photo.changed.connect(self._refresh)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("backdrop_edge"))
        if self._pixmap.isNull():
            painter.setPen(colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("No photo is in the well."))
            return
        area = QRectF(self.rect()).adjusted(14, 14, -14, -14)
        size = self._pixmap.size().toSizeF()
        scale = min(area.width() / size.width(), area.height() / size.height())
        target = QRectF(0, 0, size.width() * scale, size.height() * scale)
        target.moveCenter(area.center())
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))

    def _refresh(self) -> None:
        pixels = self._photo.pixels
        self._pixmap = QPixmap() if pixels is None else QPixmap.fromImage(to_qimage(pixels))
        self.update()

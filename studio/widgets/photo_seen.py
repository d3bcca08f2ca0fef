"""The photo with where a face was looked for, and what came closest to one."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from engine.errors import Box
from studio.language import tr
from studio.models.photo import Photo
from studio.models.problem import Sight
from studio.pictures import to_qimage
from studio.theme import colour

LARGEST: Final = QSize(200, 150)
DIMMED: Final = 90
"""Alpha of the veil over the photo, of 255."""


class PhotoSeen(QWidget):
    """Hidden unless there is a photo and a `Sight` of it; `legend` says what the lines mean."""

    def __init__(self, photo: Photo) -> None:
        super().__init__()
        self._photo = photo
        self._sight: Sight | None = None
        self._pixmap = QPixmap()
        self.legend = QLabel()
        self.legend.setWordWrap(True)
        self.legend.setProperty("role", "hint")
        self.setAccessibleName(tr("The photo with where a face was looked for"))

    def show_sight(self, sight: Sight | None) -> None:
        """Show where the photo in the well was searched."""
        pixels = self._photo.pixels
        shown = sight is not None and pixels is not None
        self._sight = sight
        if pixels is not None and shown:
            self._pixmap = QPixmap.fromImage(to_qimage(pixels))
            self.setFixedSize(self._pixmap.size().scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
        self.setVisible(shown)
        self.legend.setVisible(shown)
        self.legend.setText(_legend(sight) if sight else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._sight is None or self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(self.rect()), self._pixmap, QRectF(self._pixmap.rect()))
        if self._sight.looked:
            veil = QColor(colour("window"))
            veil.setAlpha(DIMMED)
            painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(colour("muted"), 1, Qt.PenStyle.DotLine))
        self._draw(painter, self._sight.looked)
        painter.setPen(QPen(colour("accent"), 2))
        self._draw(painter, self._sight.nearest)

    def _draw(self, painter: QPainter, boxes: tuple[Box, ...]) -> None:
        factor = self.width() / self._pixmap.width()
        for x0, y0, x1, y1 in boxes:
            painter.drawRect(QRectF(x0 * factor, y0 * factor, (x1 - x0) * factor, (y1 - y0) * factor))


def _legend(sight: Sight) -> str:
    if not sight.looked:
        return tr("The frame shows the face.")
    if sight.nearest:
        return tr("Dotted: where it was looked for. Solid: what came closest to a face.")
    return tr("Dotted: where it was looked for. Nothing came close to a face.")

"""The outline of a bust, drawn where there is no picture yet."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


def draw_bust_outline(painter: QPainter, area: QRectF, ink: QColor, width: float) -> None:
    """Draw head, neck and shoulders into `area`."""
    painter.save()
    painter.setPen(QPen(ink, width))
    painter.translate(area.topLeft())
    painter.scale(area.width() / 100, area.height() / 108)
    pen = painter.pen()
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawPath(_outline())
    painter.restore()


def _outline() -> QPainterPath:
    """In a box 100 wide and 108 high."""
    path = QPainterPath()
    path.addEllipse(QRectF(27, 2, 46, 60))
    path.moveTo(41, 59)
    path.cubicTo(41, 72, 38, 75, 26, 79)
    path.cubicTo(12, 83, 5, 90, 4, 106)
    path.lineTo(96, 106)
    path.cubicTo(95, 90, 88, 83, 74, 79)
    path.cubicTo(62, 75, 59, 72, 59, 59)
    return path

"""The history strip: every result as a thumbnail, with the tree they form drawn beneath."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.language import tr
from studio.models.history import History, Node
from studio.models.history_list import NODE_ROLE, RAIL_ROLE, HistoryList, Rail
from studio.theme import colour

CELL: Final = 78
PICTURE: Final = 58
LANE: Final = 9
MOST_LANES: Final = 5
LABEL: Final = 16
MARGIN: Final = 5
Index = QModelIndex | QPersistentModelIndex


class HistoryStrip(QListView):
    """A row of results; clicking or arrow keys show one, nothing is ever lost."""

    compare_wanted = Signal(object)  # Node

    def __init__(self, history: History) -> None:
        super().__init__()
        self._list = HistoryList(history)
        self.setModel(self._list)
        self.setItemDelegate(_Cell(self))
        self.setObjectName("historyStrip")
        self.setAccessibleName(tr("History"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        history.changed.connect(self._follow)
        self.selectionModel().currentChanged.connect(self._on_chosen)
        self._follow()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(4 * CELL, self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(CELL, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._list.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            hint = tr("Every result stays here. Click one to go back to it; what you try from there becomes a branch.")
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(16, 0, -16, 0), wrap, hint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        node = self.indexAt(event.pos()).data(NODE_ROLE)
        if isinstance(node, Node):
            menu = QMenu(self)
            menu.addAction(tr("Compare with this")).triggered.connect(lambda: self.compare_wanted.emit(node))
            menu.exec(event.globalPos())
            menu.deleteLater()

    def _height(self) -> int:
        scrollbar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return cell_height(self._list.lanes) + scrollbar // 2 + 4

    @Slot()
    def _follow(self) -> None:
        row = self._list.current_row
        self.setCurrentIndex(self._list.index(row) if row >= 0 else QModelIndex())
        if row >= 0:
            self.scrollTo(self._list.index(row))
        self.setFixedHeight(self._height())
        self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_chosen(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid() and index.row() != self._list.current_row:
            self._list.select(index.row())


class _Cell(QStyledItemDelegate):
    """Paints one result: picture, label, and its piece of the tree."""

    def __init__(self, strip: HistoryStrip) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        model = index.model()
        return QSize(CELL, cell_height(model.lanes if isinstance(model, HistoryList) else 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rail = index.data(RAIL_ROLE)
        if not isinstance(rail, Rail):
            return
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, cell, index, rail, state)
        self._paint_label(painter, cell, index, rail)
        _paint_rail(painter, cell, rail)
        painter.restore()

    def _paint_picture(self, painter: QPainter, cell: QRect, index: Index, rail: Rail, state: QStyle.StateFlag) -> None:
        frame = QRectF(cell.left() + (CELL - PICTURE) / 2, cell.top() + MARGIN, PICTURE, PICTURE)
        current = index.row() == self._strip.currentIndex().row()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = colour("accent") if current else colour("outline") if hovered else colour("line")
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6, 6)
        painter.fillPath(shape, colour("hover") if hovered and not current else colour("field"))
        painter.setOpacity(1.0 if rail.active or hovered else 0.55)
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        painter.setClipPath(shape)
        painter.drawPixmap(frame.adjusted(2, 2, -2, 0), pixmap, QRectF(pixmap.rect()))
        painter.setClipping(False)
        painter.setOpacity(1.0)
        painter.setPen(QPen(edge, 2.0 if current else 1.0))
        painter.drawPath(shape)

    def _paint_label(self, painter: QPainter, cell: QRect, index: Index, rail: Rail) -> None:
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(colour("text") if rail.active else colour("muted"))
        box = QRect(cell.left() + 4, cell.top() + MARGIN + PICTURE + 2, CELL - 8, LABEL)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def cell_height(lanes: int) -> int:
    """Height of a column whose tree has so many lanes."""
    return MARGIN + PICTURE + 2 + LABEL + LANE * min(lanes, MOST_LANES) + 4


def _paint_rail(painter: QPainter, cell: QRect, rail: Rail) -> None:
    top = cell.top() + MARGIN + PICTURE + 2 + LABEL + LANE / 2

    def height(lane: int) -> float:
        return top + min(lane, MOST_LANES - 1) * LANE

    middle, left, right = cell.left() + CELL / 2, float(cell.left()), float(cell.right() + 1)
    here = QPointF(middle, height(rail.lane))
    painter.setPen(QPen(colour("outline"), 1.5))
    for lane in rail.passing:
        painter.drawLine(QPointF(left, height(lane)), QPointF(right, height(lane)))
    if rail.arriving:
        painter.drawLine(QPointF(left, here.y()), here)
    for lane in rail.leaving:
        there = QPointF(right, height(lane))
        way = QPainterPath(here)
        way.cubicTo(QPointF((middle + right) / 2, here.y()), QPointF((middle + right) / 2, there.y()), there)
        painter.drawPath(way)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent") if rail.active else colour("outline"))
    painter.drawEllipse(here, 3.2, 3.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)

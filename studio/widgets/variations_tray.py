"""The variations tray: several avatars side by side; a click keeps one."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from studio.language import tr
from studio.models.activity import Activity
from studio.models.variations import COUNTS, Place, Source, Variations
from studio.theme import colour
from studio.thumbnails import thumbnail
from studio.widgets.bust_outline import draw_bust_outline

PICTURE: Final = 256
SPIN_MS: Final = 90
SPIN_DEGREES: Final = 30
LEAST: Final = 56
MOST: Final = 150


class VariationsTray(QFrame):
    """Source, count, button, and a grid of tiles."""

    wanted = Signal()

    def __init__(self, variations: Variations, activity: Activity) -> None:
        super().__init__()
        self._variations = variations
        self.setObjectName("variationsTray")
        self.source = QComboBox()
        self.counts = {count: QToolButton() for count in COUNTS}
        self.vary = QPushButton(tr("Vary"))
        self.tiles: list[Tile] = []
        self._grid = QGridLayout()
        self._build()
        self.vary.clicked.connect(self.wanted)
        self.source.activated.connect(lambda index: variations.set_source(list(Source)[index]))
        variations.changed.connect(self._refresh)
        self._spin = QTimer(self)
        self._spin.setInterval(SPIN_MS)
        self._spin.timeout.connect(self._turn)
        self._refresh()

    def _build(self) -> None:
        self.source.addItems([tr(source.value) for source in Source])
        self.source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.source.setMinimumContentsLength(10)
        self.source.setAccessibleName(tr("What to vary"))
        self.source.setToolTip(tr("What to vary"))
        self.vary.setToolTip(tr("Make several at once to choose from (Ctrl+Shift+V)"))
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for count, button in self.counts.items():
            side = round(count**0.5)
            button.setText(f"{side}×{side}")
            button.setCheckable(True)
            button.setToolTip(tr("{count} at once", count=count))
            button.setAccessibleName(tr("{count} at once", count=count))
            button.clicked.connect(lambda _=False, count=count: self._variations.set_count(count))
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.vary)
        self._grid.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.source)
        column.addLayout(row)
        column.addLayout(self._grid)
        column.addStretch(1)

    def _refresh(self) -> None:
        variations = self._variations
        places = variations.slots or (None,) * variations.count
        if len(places) != len(self.tiles):
            self._lay_tiles(len(places))
        working = variations.working
        waiting = [index for index, place in enumerate(places) if place is not None and place.result is None]
        for index, (tile, place) in enumerate(zip(self.tiles, places, strict=True)):
            tile.show_place(index, place, working and index == min(waiting, default=-1))
        for count, button in self.counts.items():
            button.setChecked(count == variations.count)
        self.source.setCurrentIndex(list(Source).index(variations.source))
        if working != self._spin.isActive():
            (self._spin.start if working else self._spin.stop)()

    def _lay_tiles(self, count: int) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.deleteLater()
        side = round(count**0.5)
        self.tiles = [Tile() for _ in range(count)]
        for index, tile in enumerate(self.tiles):
            tile.clicked.connect(lambda _=False, index=index: self._variations.keep(index))
            self._grid.addWidget(tile, index // side, index % side)

    def _turn(self) -> None:
        for tile in self.tiles:
            tile.turn()


class Tile(QToolButton):
    """One variation: an outline while empty, turning while it is made, then the avatar; a mark once it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._making = self._kept = False
        self._angle = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(LEAST, LEAST)
        self.setMaximumSize(MOST, MOST)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(110, 110)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return width

    def show_place(self, index: int, place: Place | None, making: bool) -> None:
        """Show what has come of a place, None before the first run."""
        self._making = making
        self._kept = place is not None and place.kept
        result = place.result if place else None
        self._pixmap = QPixmap.fromImage(thumbnail(result.avatar, PICTURE)) if result else None
        self.setEnabled(result is not None)
        name = tr("Variation {number}", number=index + 1)
        self.setAccessibleName(name)
        self.setToolTip(tr("Show and keep it: {details}", details=_details(place)) if result else name)
        self.update()

    def turn(self) -> None:
        """One notch of the sign that it is being made."""
        if self._making:
            self._angle = (self._angle - SPIN_DEGREES) % 360
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 7, 7)
        lively = self.isEnabled() and (self.underMouse() or self.hasFocus())
        painter.fillPath(shape, colour("hover") if lively else colour("field"))
        if self._pixmap is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(frame.adjusted(3, 4, -3, 0), self._pixmap, QRectF(self._pixmap.rect()))
            painter.setClipping(False)
        elif self._making:
            self._paint_turning(painter, frame)
        else:
            width = frame.width() * 0.4
            area = QRectF(frame.center().x() - width / 2, frame.center().y() - width * 0.54, width, width * 1.08)
            draw_bust_outline(painter, area, colour("line"), 1.4)
        edge = colour("accent") if self._kept or self.hasFocus() else colour("outline") if lively else colour("line")
        painter.setPen(QPen(edge, 2.0 if self._kept else 1.0))
        painter.drawPath(shape)

    def _paint_turning(self, painter: QPainter, frame: QRectF) -> None:
        ring = QRectF(0, 0, 22, 22)
        ring.moveCenter(frame.center())
        painter.setPen(QPen(colour("line"), 2.5))
        painter.drawEllipse(ring)
        painter.setPen(QPen(colour("accent"), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, self._angle * 16, 100 * 16)


def _details(place: Place | None) -> str:
    if place is None or place.result is None:
        return ""
    strength = getattr(place.request, "strength", None)
    if isinstance(strength, float):
        return tr("strength {strength}", strength=f"{strength:.2f}")
    return tr("seed {seed}", seed=place.result.avatar.seed)

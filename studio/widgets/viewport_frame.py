"""The viewport with what floats over it: empty state, error and progress."""

from typing import Final

from PySide6.QtCore import QRect, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.models.comparison import Compare
from studio.models.session import Session
from studio.viewport.viewport import Viewport
from studio.widgets.compare_view import CompareView
from studio.widgets.empty_state import EmptyState
from studio.widgets.error_panel import ErrorPanel
from studio.widgets.photo_pane import PhotoPane
from studio.widgets.progress_panel import ProgressPanel

MARGIN: Final = 16
BAR_MARGIN: Final = 10
WIDEST: Final = 640


class ViewportFrame(QWidget):
    """Lays the overlays over the viewport; they cover only as much of it as they need."""

    def __init__(self, parent: QWidget, viewport: Viewport, session: Session, language: str, bar: QWidget) -> None:
        super().__init__(parent)
        self._session, self._viewport, self.bar = session, viewport, bar
        self.photo = PhotoPane(session.photo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.photo, 1)
        row.addWidget(viewport, 1)
        self.empty = EmptyState(language)
        self.empty.chosen.connect(session.make_sample)
        self.error = ErrorPanel(session.problems, session.photo)
        self.progress = ProgressPanel(session.activity)
        for overlay in (self.empty, self.error, self.progress, self.bar):
            overlay.setParent(self)
        self.compare = CompareView(viewport, session, self)
        session.comparison.changed.connect(self._refresh)
        self.progress.cancel.clicked.connect(session.cancel)
        session.planes_changed.connect(self._refresh)
        session.activity.changed.connect(self._refresh)
        session.problems.changed.connect(self._refresh)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()

    @Slot()
    def _refresh(self) -> None:
        session = self._session
        nobody = session.document.avatar is None and not session.activity.busy
        self.empty.setVisible(nobody)
        self.bar.setVisible(not nobody)  # there is nothing to look at in another way
        self.error.setVisible(session.problems.current is not None)
        self.progress.setVisible(session.activity.busy)
        self.photo.setVisible(session.comparison.mode is Compare.PHOTO)
        self._place()

    def _place(self) -> None:
        self.empty.setGeometry(self.rect())
        width = min(WIDEST, self.width() - 2 * MARGIN)
        left = (self.width() - width) // 2
        top = BAR_MARGIN + self.bar.sizeHint().height() + BAR_MARGIN  # the bar stays in reach
        self.error.setGeometry(QRect(left, top, width, _height_for(self.error, width)))
        height = _height_for(self.progress, width)
        self.progress.setGeometry(QRect(left, self.height() - MARGIN - height, width, height))
        self.bar.adjustSize()
        room = self.width() - self.bar.width()
        self.bar.move(room - min(BAR_MARGIN, room // 2), BAR_MARGIN)
        for overlay in (self.empty, self.progress, self.bar, self.error):
            overlay.raise_()
        self.compare.place()


def _height_for(panel: QWidget, width: int) -> int:
    """Words that wrap need more height in a narrow window."""
    layout = panel.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return panel.sizeHint().height()

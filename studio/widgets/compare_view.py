"""The comparison in the viewport: keeps the left side up to date and names both sides."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLabel, QWidget

from engine.errors import MaquetteError
from studio.language import mark, tr
from studio.models.comparison import Compare
from studio.models.problem import from_error
from studio.models.session import Session
from studio.viewport.viewport import Viewport

MARGIN = 12
NOTHING = mark("Nothing came before this one. Edit it, or choose another in the history (right click).")


class CompareView(QObject):
    """Labels over the viewport, and what the viewport shows on the left of its line."""

    def __init__(self, viewport: Viewport, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewport, self._session = viewport, session
        self._shown: object = None
        self.before, self.after = (self._label(text, parent) for text in (tr("Before"), tr("After")))
        self.nothing = self._label(tr(NOTHING), parent)
        session.comparison.changed.connect(self.refresh)
        self.refresh()

    def place(self) -> None:
        """Put the labels beside the line, at the bottom."""
        frame = self._viewport.geometry()
        line = frame.left() + round(self._session.comparison.split * frame.width())
        for label, left in ((self.before, line - MARGIN - self.before.width()), (self.after, line + MARGIN)):
            label.adjustSize()
            label.move(left, frame.bottom() - MARGIN - label.height())
            label.raise_()
        self.nothing.adjustSize()
        self.nothing.move(frame.left() + MARGIN, frame.bottom() - MARGIN - self.nothing.height())
        self.nothing.raise_()

    @Slot()
    def refresh(self) -> None:
        """Show what the model says."""
        comparison = self._session.comparison
        avatar = comparison.before if comparison.mode is Compare.SPLIT else None
        self.before.setToolTip(comparison.before_label)
        for label in (self.before, self.after):
            label.setVisible(avatar is not None)
        alone = self._session.document.avatar is not None and avatar is None
        self.nothing.setVisible(alone and comparison.mode is Compare.SPLIT)
        if avatar is None:
            self._shown = None
            self._viewport.set_split(None)
            self.place()
            return
        if avatar is not self._shown:
            try:
                weights = self._session.engine.decoder_weights
            except MaquetteError as error:
                self._session.problems.show(from_error(error))
                return
            self._viewport.compare_with(avatar.planes, weights, avatar.look)
            self._shown = avatar
        self._viewport.set_split(comparison.split)
        self.place()

    def _label(self, text: str, parent: QWidget) -> QLabel:
        label = QLabel(text, parent)
        label.setObjectName("compareLabel")
        return label

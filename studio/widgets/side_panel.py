"""The panel on the right: the photo, the numbers, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from studio.language import tr
from studio.models.session import Session
from studio.widgets.number_row import NumberRow
from studio.widgets.photo_well import PhotoWell
from studio.widgets.seed_row import SeedRow

LEAST = 236


class SidePanel(QFrame):
    """Photo well, sliders, export."""

    photo_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setMinimumWidth(LEAST)
        self.well = PhotoWell(session.photo)
        self.make_button = QPushButton(tr("Make from photo"))
        self.seed = SeedRow(session.settings)
        self.numbers = _number_rows(session)
        self.export_button = QPushButton(tr("Export…"))
        self._build()
        self.well.clicked.connect(self.photo_wanted)
        self.make_button.clicked.connect(session.make_from_photo)
        self.export_button.clicked.connect(self.export_wanted)
        self._session = session
        session.photo.changed.connect(self._refresh)
        session.document.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        _add(column, self.well, self.make_button)
        column.addSpacing(6)
        _add(column, *self.numbers, self.seed)
        column.addStretch(1)
        column.addWidget(self.export_button)

    def _refresh(self) -> None:
        has_photo, has_avatar = self._session.photo.path is not None, self._session.document.avatar is not None
        make, export = tr("Make a new avatar of this photo with the numbers below"), tr("Write a mesh (Ctrl+E)")
        self.make_button.setEnabled(has_photo)
        self.make_button.setToolTip(make if has_photo else tr("Choose a portrait first"))
        self.export_button.setEnabled(has_avatar)
        self.export_button.setToolTip(export if has_avatar else tr("Make an avatar first"))


def _number_rows(session: Session) -> list[NumberRow]:
    settings = session.settings
    closely = tr("How closely the result follows the photo or sentence; much exaggerates.")
    cleaner = tr("More steps take longer and come out a little cleaner.")
    far = tr("How far Edit moves the avatar towards the sentence; 1 is as worded.")
    rows = (
        (tr("Guidance"), closely, settings.guidance),
        (tr("Steps"), cleaner, settings.steps),
        (tr("Edit strength"), far, settings.strength),
    )
    return [NumberRow(*row) for row in rows]


def _add(column: QVBoxLayout, *widgets: QWidget) -> None:
    for widget in widgets:
        column.addWidget(widget)

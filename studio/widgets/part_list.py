"""The parts of the avatar: an eye to hide each, a swatch to colour it."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QFrame, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from engine.attributes import Part
from engine.look import RGB
from studio.language import mark, tr
from studio.models.parts import NAMES, Parts
from studio.theme import colour, icon

SWATCH: Final = QSize(40, 20)
NONE: Final = mark("The avatar has none")


class PartList(QFrame):
    """One row per part; parts that the avatar does not have are faint."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.setObjectName("partList")
        self.rows = {part: PartRow(part, parts) for part in NAMES}
        self.show_all = QToolButton()
        self.show_all.setText(tr("Show all"))
        self.show_all.setToolTip(tr("Show all parts"))
        self.show_all.clicked.connect(parts.show_all)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        for index, row in enumerate(self.rows.values()):
            for column, widget in enumerate((row.eye, row.label, row.reset, row.swatch)):
                grid.addWidget(widget, index, column)
        below = QVBoxLayout(self)
        below.setContentsMargins(14, 8, 14, 10)
        below.addLayout(grid)
        below.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        below.addStretch(1)
        parts.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.show_all.setVisible(bool(self._parts.look.hidden))
        for row in self.rows.values():
            row.refresh()


class PartRow:
    """The controls of one part; a grid lines them up."""

    def __init__(self, part: Part, parts: Parts) -> None:
        self._part, self._parts = part, parts
        self.name = tr(NAMES[part])
        self.eye, self.label, self.reset, self.swatch = QToolButton(), QLabel(self.name), QToolButton(), Swatch()
        self.eye.clicked.connect(lambda: parts.toggle(part))
        self.reset.clicked.connect(lambda: parts.set_colour(part, None))
        self.swatch.clicked.connect(self.choose)
        self.reset.setObjectName("resetButton")
        self.reset.setIcon(icon("reset"))
        self.reset.setToolTip(tr("Back to its own colour"))
        self.reset.setAccessibleName(tr("Own colour of {part}", part=self.name))
        self.swatch.setAccessibleName(tr("Colour of {part}", part=self.name))
        keeping = self.reset.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keeping)

    def refresh(self) -> None:
        """Show what the model says."""
        shown = self._parts.colour_of(self._part)
        hidden = self._part in self._parts.look.hidden
        self.eye.setIcon(icon("eye_off" if hidden else "eye"))
        verb = tr("Show {part}") if hidden else tr("Hide {part}")
        self.eye.setToolTip(verb.format(part=self.name))
        self.eye.setAccessibleName(verb.format(part=self.name))
        self.swatch.setToolTip(tr("Choose another colour"))
        for control in (self.eye, self.swatch):
            control.setEnabled(shown is not None)
            if shown is None:
                control.setToolTip(tr(NONE))
        self.label.setEnabled(shown is not None and not hidden)
        self.swatch.show_colour(shown)
        self.reset.setVisible(self._part in self._parts.look.colours)

    def choose(self) -> QColorDialog:
        """Open the colour dialog; the avatar follows while the artist tries colours."""
        dialog = QColorDialog(_colour_of(self._parts.colour_of(self._part)), self.swatch.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(tr("Colour of {part}", part=self.name))
        dialog.currentColorChanged.connect(lambda chosen: self._parts.drag_colour(self._part, _rgb(chosen)))
        dialog.accepted.connect(lambda: self._parts.set_colour(self._part, _rgb(dialog.currentColor())))
        dialog.rejected.connect(self._parts.stop_dragging)
        dialog.open()
        return dialog


class Swatch(QToolButton):
    """A button filled with a colour; struck through while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._colour: QColor | None = None
        self.setFixedSize(SWATCH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIcon(QIcon())

    def show_colour(self, shown: RGB | None) -> None:
        """Fill the button."""
        self._colour = _colour_of(shown) if shown else None
        self.setAccessibleDescription(self._colour.name() if self._colour else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self.hasFocus() else "text" if self.underMouse() and self.isEnabled() else "outline"
        painter.setPen(colour(edge) if self._colour else colour("line"))
        painter.setBrush(self._colour or Qt.GlobalColor.transparent)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)


def _colour_of(shown: RGB | None) -> QColor:
    return QColor.fromRgbF(*shown) if shown else QColor("#808080")


def _rgb(chosen: QColor) -> RGB:
    return chosen.redF(), chosen.greenF(), chosen.blueF()

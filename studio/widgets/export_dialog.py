"""Export: choices on the right, the mesh they give on the left."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.attributes import Part
from engine.document import Avatar
from studio.language import tr
from studio.models.export_choice import ExportChoice
from studio.models.mesh_preview import MeshPreview
from studio.viewport.mesh_view import MeshView
from studio.widgets.dialogs import Dialogs
from studio.widgets.export_form import ExportForm
from studio.widgets.mesh_panel import MeshPanel

FORM_WIDTH = 340
USUAL = QSize(960, 660)


class ExportDialog(QDialog):
    """Stays open while the artist chooses; `chosen` brings where to write.

    Made once, its view above all: moderngl keeps something of every context, and Qt of every widget.
    """

    chosen = Signal(Path)

    def __init__(self, parent: QWidget, choice: ExportChoice, preview: MeshPreview, dialogs: Dialogs) -> None:
        super().__init__(parent)
        self._choice, self._preview, self._dialogs = choice, preview, dialogs
        self._avatar: Avatar | None = None
        self._asked, self._stem = choice.options, Path()
        self._body: QWidget | None = None
        self.view = MeshView()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.speak()
        self.resize(USUAL.boundedTo(self.screen().availableSize() * 0.95))
        choice.changed.connect(self._make_mesh)
        preview.changed.connect(self._offer_parts)
        self.finished.connect(self._rest)

    def speak(self) -> None:
        """Everything but the view anew, in the language in use."""
        self.setWindowTitle(tr("Export"))
        self.view.speak()
        body = QWidget(self)  # in the dialog from the start: the view's OpenGL context would not survive outside
        self.form = ExportForm(self._choice)
        self.mesh = MeshPanel(self._preview, self.view, body)
        self.open_folder = QCheckBox(tr("Open the folder afterwards"))
        self.export_button = QPushButton(tr("Export…"))
        self._build(body)
        self._offer_parts()
        self.export_button.clicked.connect(self._export)
        self.open_folder.setChecked(self._choice.open_folder)
        self.open_folder.toggled.connect(lambda on: self._choice.set(open_folder=on))

    def offer(self, avatar: Avatar, stem: Path) -> None:
        """Open with the mesh of `avatar`, to be written beside `stem` and named after it."""
        self._avatar, self._stem, self._asked = avatar, stem, self._choice.options
        self._offer_parts()
        self.form.preset.setFocus()
        self._preview.show(avatar, self._asked)
        self.open()

    def _build(self, body: QWidget) -> None:
        self.export_button.setProperty("primary", True)
        self.export_button.setDefault(True)
        buttons = QDialogButtonBox()
        close = QPushButton(tr("Close"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.ActionRole)
        close.clicked.connect(self.reject)
        side = QWidget()
        side.setFixedWidth(FORM_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        column.addWidget(self.open_folder)
        column.addSpacing(6)
        column.addWidget(buttons)
        row = QHBoxLayout(body)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(18)
        row.addWidget(self.mesh, 1)
        row.addWidget(side)
        self._put(body)

    def _put(self, body: QWidget) -> None:
        if self._body is not None:
            self._body.setParent(None)  # the view has left it
            self._body.deleteLater()
        self._body = body
        layout = self.layout()
        assert layout is not None
        layout.addWidget(body)

    @Slot()
    def _make_mesh(self) -> None:
        if self._avatar is not None and self._choice.options != self._asked:  # a new format needs no new mesh
            self._asked = self._choice.options
            self._preview.show(self._avatar, self._asked)

    @Slot()
    def _offer_parts(self) -> None:
        """Those of the mesh, and until there is one those of the avatar."""
        if self._preview.levels:
            self.form.offer_parts(part.part for part in self._preview.levels[0].parts)
        elif self._avatar is not None:
            layers = [layer.part for layer, _ in self._avatar.planes.layers()]
            self.form.offer_parts(Part(number) for number in np.unique(layers).tolist())

    @Slot()
    def _rest(self) -> None:
        """Hold no avatar and no mesh while nobody looks."""
        self._avatar = None
        self._preview.stop()

    def _export(self) -> None:
        path = self._dialogs.export(self, self._stem.with_name(self._stem.name + self._choice.suffix))
        if path is not None:
            self.accept()
            self.chosen.emit(path)

"""The mesh as it will be written, with its counts and ways to look at it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from engine.mesh.model import AvatarMesh
from studio.language import tr, tr_engine
from studio.models.mesh_preview import MeshPreview
from studio.models.parts import NAMES
from studio.viewport.mesh_view import MeshView


class MeshPanel(QWidget):
    """Shows one `MeshPreview`."""

    def __init__(self, preview: MeshPreview, view: MeshView, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview = preview
        self._shown: AvatarMesh | None = None
        self.view = view
        self.wire, self.textured = QCheckBox(tr("Wireframe")), QCheckBox(tr("Texture"))
        self.level = QComboBox()
        self.counts, self.bar = QLabel(), QProgressBar()
        self._build()
        self.wire.toggled.connect(self.view.set_wire)
        self.textured.toggled.connect(self.view.set_textured)
        self.level.activated.connect(self._refresh)
        preview.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self.wire.setChecked(self.view.wire)
        self.textured.setChecked(self.view.textured)
        self.level.setAccessibleName(tr("Level of detail on show"))
        self.bar.setAccessibleName(tr("Progress of the preview"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.counts.setProperty("role", "hint")
        self.counts.setWordWrap(True)
        self.counts.setMinimumHeight(self.counts.fontMetrics().lineSpacing() * 2 + 4)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setSpacing(14)
        for control in (self.wire, self.textured, self.level):
            row.addWidget(control)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        column.addLayout(row)
        column.addWidget(self.counts)

    @Slot()
    def _refresh(self) -> None:
        preview = self._preview
        self._offer_levels(len(preview.levels))
        self.bar.setVisible(preview.busy)
        self.bar.setValue(round(100 * preview.fraction))
        level = max(self.level.currentIndex(), 0)
        mesh = preview.levels[level] if preview.levels else None
        if mesh is not self._shown:
            self._shown = mesh
            self.view.show_mesh(mesh)
        if preview.problem is not None:
            self.counts.setText(f"{tr_engine(preview.problem.what)} {tr_engine(preview.problem.hint)}")
        else:
            self.counts.setText(describe(mesh) if mesh else tr("The mesh is being made…"))

    def _offer_levels(self, count: int) -> None:
        if count and count != self.level.count():
            self.level.clear()
            for number in range(count):
                self.level.addItem(tr("Level {number}", number=number))
        self.level.setVisible(count > 1)


def describe(mesh: AvatarMesh) -> str:
    """Triangles, vertices and texture, and the triangles of each part."""
    vertices = sum(len(part.positions) for part in mesh.parts)
    first = tr("{triangles} triangles · {vertices} vertices", triangles=f"{mesh.triangles:,}", vertices=f"{vertices:,}")
    if mesh.albedo is not None:
        side = len(mesh.albedo)
        first = f"{first} · " + tr("texture {side} × {side}", side=side)
    parts = (f"{tr(NAMES[part.part])} {len(part.faces):,}" for part in mesh.parts)
    return f"{first}\n{' · '.join(parts)}"

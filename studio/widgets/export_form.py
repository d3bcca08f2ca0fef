"""The choices of an export: program, format, size, parts, axes."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGridLayout, QLabel, QSpinBox, QWidget

from engine.attributes import Part
from engine.mesh.options import FEWEST_TRIANGLES, MAX_LODS
from studio.language import tr
from studio.models.export_choice import AXES, FORMATS, MOST_TRIANGLES, PRESETS, SCALES, TEXTURES, ExportChoice
from studio.models.parts import NAMES
from studio.widgets.part_list import NONE

CUSTOM: Final = ""
TRIANGLE_STEP: Final = 1000


class ExportForm(QWidget):
    """Shows one `ExportChoice`."""

    def __init__(self, choice: ExportChoice) -> None:
        super().__init__()
        self._choice = choice
        self.preset, self.format, self.texture = QComboBox(), QComboBox(), QComboBox()
        self.axes, self.scale = QComboBox(), QComboBox()
        self.triangles, self.lods = QSpinBox(), QSpinBox()
        self.parts = {part: QCheckBox(tr(name)) for part, name in NAMES.items()}
        self.how = QLabel()
        self._fill()
        self._lay_out()
        self._connect()
        self._refresh()

    def _fill(self) -> None:
        _fill(self.preset, [(tr("My own choice"), CUSTOM), *((preset.name, preset.name) for preset in PRESETS)])
        _fill(self.format, ((tr(name), suffix) for suffix, name in FORMATS.items()))
        _fill(self.texture, ((f"{side} × {side}", side) for side in TEXTURES))
        _fill(self.axes, ((tr(name), axes) for axes, name in AXES.items()))
        _fill(self.scale, ((tr(name), scale) for scale, name in SCALES.items()))
        self.triangles.setRange(FEWEST_TRIANGLES, MOST_TRIANGLES)
        self.triangles.setSingleStep(TRIANGLE_STEP)
        self.triangles.setGroupSeparatorShown(True)
        self.triangles.setKeyboardTracking(False)  # a half-typed number is no wish
        self.lods.setRange(1, MAX_LODS)
        self.lods.setToolTip(
            tr("Each level has half the triangles and texels of the one before, in a file of its own.")
        )
        for box in (self.triangles, self.lods):
            box.lineEdit().setTextMargins(7, 0, 5, 0)  # style sheets do not reach inside
        self.how.setProperty("role", "hint")
        self.how.setWordWrap(True)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, control in (
            (tr("For"), self.preset),
            (tr("Format"), self.format),
            (tr("Triangles"), self.triangles),
            (tr("Texture"), self.texture),
            (tr("Levels of detail"), self.lods),
            (tr("Axes"), self.axes),
            (tr("Units"), self.scale),
        ):
            control.setAccessibleName(name)
            form.addRow(name, control)
            control.ensurePolished()
            form.labelForField(control).setMinimumHeight(control.sizeHint().height())  # else it sits too high
            if control is self.preset:
                form.addRow(self.how)
        form.addRow(QLabel(tr("Parts")))
        form.addRow(self._part_grid())

    def _part_grid(self) -> QWidget:
        grid = QWidget()
        rows = QGridLayout(grid)
        rows.setContentsMargins(0, 2, 0, 0)
        rows.setVerticalSpacing(4)
        for index, box in enumerate(self.parts.values()):
            rows.addWidget(box, index // 2, index % 2)
        return grid

    def _connect(self) -> None:
        self.preset.activated.connect(self._take_preset)
        self.format.activated.connect(lambda: self._choice.set(suffix=self.format.currentData()))
        self.triangles.valueChanged.connect(lambda value: self._choice.set(triangles=value))
        self.texture.activated.connect(lambda: self._choice.set(texture=self.texture.currentData()))
        self.lods.valueChanged.connect(lambda value: self._choice.set(lods=value))
        self.axes.activated.connect(lambda: self._choice.set(axes=self.axes.currentData()))
        self.scale.activated.connect(lambda: self._choice.set(scale=self.scale.currentData()))
        for part, box in self.parts.items():
            box.toggled.connect(lambda shown, part=part: self._choice.show_part(part, shown))
        self._choice.changed.connect(self._refresh)

    def offer_parts(self, present: Iterable[Part]) -> None:
        """Only parts that the avatar has, or that are left out, can be switched."""
        there = set(present) | self._choice.options.hidden
        for part, box in self.parts.items():
            box.setEnabled(part in there)
            box.setToolTip("" if part in there else tr(NONE))

    @Slot()
    def _refresh(self) -> None:
        choice, options = self._choice, self._choice.options
        blockers = [QSignalBlocker(control) for control in (self.triangles, self.lods, *self.parts.values())]
        preset = choice.preset
        _select(self.preset, preset.name if preset else CUSTOM)
        self.how.setText(tr(preset.how) if preset else tr("Choose a program, or every value yourself."))
        _select(self.format, choice.suffix)
        self.triangles.setValue(options.triangles)
        _select(self.texture, options.texture)
        painted = choice.suffix != ".ply"
        self.texture.setEnabled(painted)
        self.texture.setToolTip("" if painted else tr("PLY keeps the colours in its vertices, without a texture."))
        self.lods.setValue(options.lods)
        for control, value in ((self.axes, options.axes), (self.scale, options.scale)):
            _select(control, value)
            control.setEnabled(not choice.fixed_space)
            control.setToolTip(
                tr("glTF always has Y up and metres; programs convert it.") if choice.fixed_space else ""
            )
        for part, box in self.parts.items():
            box.setChecked(part not in options.hidden)
        del blockers

    def _take_preset(self) -> None:
        for preset in PRESETS:
            if preset.name == self.preset.currentData():
                self._choice.apply(preset)


def _fill(box: QComboBox, entries: Iterable[tuple[str, object]]) -> None:
    for text, data in entries:
        box.addItem(text, data)


def _select(box: QComboBox, data: object) -> None:
    index = next((row for row in range(box.count()) if box.itemData(row) == data), -1)
    box.setCurrentIndex(index)

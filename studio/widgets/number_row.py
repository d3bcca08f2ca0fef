"""A named slider with its number and a way back to the default."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from studio.language import tr
from studio.models.number import Number
from studio.theme import icon

LABEL_WIDTH = 84


class NumberRow(QWidget):
    """Slider and spin box for one `Number`."""

    def __init__(self, name: str, explanation: str, number: Number) -> None:
        super().__init__()
        self._number = number
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.box = QDoubleSpinBox()
        self.reset = QToolButton()
        self._build(name, explanation)
        self._show(number.value)
        number.changed.connect(self._show)
        self.slider.valueChanged.connect(self._take_slider)
        self.box.valueChanged.connect(number.set)
        self.reset.clicked.connect(number.reset)

    def _build(self, name: str, explanation: str) -> None:
        self._fill_controls(name, explanation)
        label = QLabel(name)
        label.setBuddy(self.box)
        label.setMinimumWidth(LABEL_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.reset)
        row.addWidget(self.box)
        self.setToolTip(explanation)

    def _fill_controls(self, name: str, explanation: str) -> None:
        number = self._number
        self.slider.setRange(0, round((number.maximum - number.minimum) / number.step))
        self.slider.setAccessibleName(tr("{name} slider", name=name))
        self.box.setDecimals(number.decimals)
        self.box.setRange(number.minimum, number.maximum)
        self.box.setSingleStep(number.step)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.lineEdit().setTextMargins(0, 0, 5, 0)
        self.box.setFixedWidth(58)
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(explanation)
        self.reset.setObjectName("resetButton")
        self.reset.setIcon(icon("reset"))
        self.reset.setAccessibleName(tr("Reset {name}", name=name))
        self.reset.setToolTip(tr("Back to {value}", value=f"{number.default:g}"))
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Fixed)
        self.reset.setSizePolicy(policy)

    def _show(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round((value - self._number.minimum) / self._number.step))
        self.slider.blockSignals(False)
        self.box.setValue(value)
        self.reset.setVisible(value != self._number.default)

    def _take_slider(self, position: int) -> None:
        self._number.set(self._number.minimum + position * self._number.step)

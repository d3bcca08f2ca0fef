"""The seed: a number to note down, and a dice."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget

from studio.language import mark, tr
from studio.models.settings import Settings
from studio.theme import icon

EXPLANATION = mark("The same seed and settings make the same avatar again. Edits keep the avatar's own seed.")


class SeedRow(QWidget):
    """Number box and dice for the seed."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.box = QDoubleSpinBox()  # an int spin box ends at 2^31 - 1 as well, but its signals carry other types
        self.dice = QToolButton()
        self._build(settings)
        self.box.setValue(settings.seed.value)
        self.box.valueChanged.connect(settings.seed.set)
        settings.seed.changed.connect(self.box.setValue)
        self.dice.clicked.connect(settings.roll_seed)

    def _build(self, settings: Settings) -> None:
        self.box.setDecimals(0)
        self.box.setRange(settings.seed.minimum, settings.seed.maximum)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.lineEdit().setTextMargins(0, 0, 5, 0)
        self.box.setFixedWidth(108)
        self.box.setAccessibleName(tr("Seed"))
        self.box.setAccessibleDescription(tr(EXPLANATION))
        self.dice.setIcon(icon("dice"))
        self.dice.setAccessibleName(tr("Throw a new seed"))
        self.dice.setToolTip(tr("Throw a new seed"))
        self.setToolTip(tr(EXPLANATION))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(tr("Seed"))
        label.setBuddy(self.box)
        row.addWidget(label)
        row.addStretch()
        row.addWidget(self.dice)
        row.addWidget(self.box)

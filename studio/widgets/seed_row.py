"""The seed: a number to note down, a dice, a lock, and a way back to how it was."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QToolButton, QWidget

from studio.language import mark, tr
from studio.models.settings import Settings
from studio.theme import icon

EXPLANATION = mark("The same seed and settings make the same avatar again. Edits keep the avatar's own seed.")
LOCKED = mark("Every Make uses this seed. Click to throw a new one each time.")
UNLOCKED = mark("Every Make throws a new seed. Click to keep this one.")


class SeedRow(QWidget):
    """Number box, dice and lock for the seed. A seed that was chosen, by hand or by the dice, is locked."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.box = QDoubleSpinBox()  # an int spin box ends at 2^31 - 1 as well, but its signals carry other types
        self.reset, self.dice, self.lock = QToolButton(), QToolButton(), QToolButton()
        self._build(settings)
        self.box.setValue(settings.seed.value)
        self.box.valueChanged.connect(self._take)
        settings.seed.changed.connect(self.box.setValue)
        settings.seed_locked_changed.connect(self._show_lock)
        self.reset.clicked.connect(settings.reset_seed)
        settings.seed.changed.connect(self._offer_reset)
        settings.seed_locked_changed.connect(self._offer_reset)
        self.dice.clicked.connect(self._throw)
        self.lock.toggled.connect(settings.lock_seed)
        self._show_lock(settings.seed_locked)
        self._offer_reset()

    def _build(self, settings: Settings) -> None:
        self.box.setDecimals(0)
        self.box.setRange(settings.seed.minimum, settings.seed.maximum)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.lineEdit().setTextMargins(0, 0, 5, 0)
        self.box.setFixedWidth(104)
        self.box.setAccessibleName(tr("Seed"))
        self.box.setAccessibleDescription(tr(EXPLANATION))
        self.reset.setObjectName("resetButton")
        self.reset.setIcon(icon("reset"))
        self.reset.setAccessibleName(tr("Reset {name}", name=tr("Seed")))
        self.reset.setToolTip(tr("Back to {value}, thrown anew by every Make", value=f"{settings.seed.default:g}"))
        self.dice.setIcon(icon("dice"))
        self.dice.setAccessibleName(tr("Throw a new seed"))
        self.dice.setToolTip(tr("Throw a new seed"))
        self.lock.setCheckable(True)
        self.lock.setAccessibleName(tr("Lock the seed"))
        self.setToolTip(tr(EXPLANATION))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        label = QLabel(tr("Seed"))
        label.setBuddy(self.box)
        row.addWidget(label)
        row.addStretch()
        for control in (self.reset, self.dice, self.lock, self.box):
            row.addWidget(control)

    def _take(self, value: float) -> None:
        if value != self._settings.seed.value:  # typed, not thrown
            self._settings.seed.set(value)
            self._settings.lock_seed(True)

    def _throw(self) -> None:
        self._settings.roll_seed()
        self._settings.lock_seed(True)

    def _offer_reset(self) -> None:
        self.reset.setVisible(self._settings.seed_locked or self._settings.seed.value != self._settings.seed.default)

    def _show_lock(self, locked: bool) -> None:
        self.lock.setChecked(locked)
        self.lock.setIcon(icon("lock" if locked else "unlock"))
        self.lock.setToolTip(tr(LOCKED) if locked else tr(UNLOCKED))

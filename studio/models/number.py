"""A number that controls can watch and change."""

import math

from PySide6.QtCore import QObject, Signal


class Number(QObject):
    """A value kept within its range, rounded to `decimals`; `changed` tells the new value."""

    changed = Signal(float)

    def __init__(self, default: float, minimum: float, maximum: float, step: float, decimals: int = 0) -> None:
        super().__init__()
        self.default = default
        self.minimum = minimum
        self.maximum = maximum
        self.step = step
        self.decimals = decimals
        self._value = default

    @property
    def value(self) -> float:
        return self._value

    def set(self, value: float) -> None:
        """Take `value`, moved into the range. Raises ValueError for what is no number."""
        if math.isnan(value):
            raise ValueError("not a number")
        kept = round(min(max(value, self.minimum), self.maximum), self.decimals)
        if kept != self._value:
            self._value = kept
            self.changed.emit(kept)

    def reset(self) -> None:
        """Go back to the default."""
        self.set(self.default)

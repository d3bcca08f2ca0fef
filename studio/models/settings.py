"""What the artist sets before pressing Make or Edit."""

import random
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.pipeline import DEFAULT_GUIDANCE, DEFAULT_STEPS
from studio.models.number import Number

MAX_SEED: Final = 2**31 - 1
_DICE: Final = 1_000_000  # thrown seeds stay short enough to read out


class Settings(QObject):
    """Numbers that go into the next request."""

    seed_locked_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.guidance = Number(default=DEFAULT_GUIDANCE, minimum=0.0, maximum=6.0, step=0.1, decimals=1)
        self.steps = Number(default=DEFAULT_STEPS, minimum=4, maximum=50, step=1)
        self.strength = Number(default=1.0, minimum=0.0, maximum=2.0, step=0.05, decimals=2)
        self.seed = Number(default=0, minimum=0, maximum=MAX_SEED, step=1)
        self._seed_locked = False

    @property
    def seed_locked(self) -> bool:
        """Whether every Make uses the seed on show; if not, each throws the dice first."""
        return self._seed_locked

    def lock_seed(self, locked: bool) -> None:
        if locked != self._seed_locked:
            self._seed_locked = locked
            self.seed_locked_changed.emit(locked)

    def reset_seed(self) -> None:
        """As at the first start: nobody chose it."""
        self.seed.reset()
        self.lock_seed(False)

    def roll_seed(self) -> None:
        """Throw the dice."""
        self.seed.set(random.SystemRandom().randrange(_DICE))

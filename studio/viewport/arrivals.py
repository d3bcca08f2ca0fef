"""What the viewport is to show, and what of it is on its way through the preparer."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from studio.viewport.preparer import Preparer, Sight

if TYPE_CHECKING:
    from engine.offscreen.field_textures import FieldTextures


@dataclass(frozen=True, eq=False)
class Arrival:
    """A sight that is ready for the graphics card, wanted since then (`time.perf_counter`)."""

    sight: Sight
    textures: "FieldTextures"
    since: float


class Arrivals(QObject):
    """The sight of each side (before or not); the latest one asked for wins."""

    arrived = Signal()  # there is something to take
    broke = Signal(str)  # traceback

    def __init__(self) -> None:
        super().__init__()
        self._sights: dict[bool, Sight] = {}
        self._since: dict[bool, float] = {}
        self._prepared: dict[bool, FieldTextures] = {}
        self._preparer = Preparer()
        self._preparer.ready.connect(self._take_prepared)
        self._preparer.broke.connect(self._on_broken)

    def expect(self, sight: Sight) -> None:
        """Show this on its side as soon as it is prepared."""
        self._sights[sight.before] = sight
        self._since[sight.before] = time.perf_counter()
        self._preparer.ask(sight)

    def expect_again(self) -> None:
        """Prepare everything once more, as for a new context."""
        for sight in self._sights.values():
            self.expect(sight)

    def shown(self, before: bool) -> Sight | None:
        """What a side shows or is about to show."""
        return self._sights.get(before)

    def drop(self, before: bool) -> None:
        """Nothing is to be seen on this side."""
        self._sights.pop(before, None)
        self._since.pop(before, None)
        self._prepared.pop(before, None)

    def drop_all(self) -> None:
        """Nothing is to be seen."""
        self._sights, self._prepared = {}, {}

    def take(self) -> list[Arrival]:
        """What has arrived since the last time and is still wanted."""
        arrivals = []
        for before, textures in self._prepared.items():
            since = self._since.pop(before, time.perf_counter())
            if before in self._sights:
                arrivals.append(Arrival(self._sights[before], textures, since))
        self._prepared = {}
        return arrivals

    def stop(self) -> None:
        """Let go of the thread that prepares; nothing arrives afterwards."""
        self._preparer.forget()

    @property
    def waiting(self) -> bool:
        """Whether something is on its way or not yet taken."""
        return bool(self._since or self._prepared)

    @Slot(object, object)
    def _take_prepared(self, sight: Sight, textures: "FieldTextures") -> None:
        if self._sights.get(sight.before) is sight:
            self._since.setdefault(sight.before, time.perf_counter())
            self._prepared[sight.before] = textures
            self.arrived.emit()
        elif sight.before not in self._sights:
            self._since.pop(sight.before, None)

    @Slot(object, str)
    def _on_broken(self, sight: Sight, details: str) -> None:
        self._since.pop(sight.before, None)
        self.broke.emit(details)

"""Makes relief planes ready for the graphics card beside the GUI thread."""

import threading
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from engine.field.decoder_weights import DecoderWeights
from engine.field.triplane import ReliefTriplane
from engine.look import Look

if TYPE_CHECKING:
    from engine.offscreen.field_textures import FieldTextures

THREAD: Final = "preparer"
"""The thread's name."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What is to be seen: planes, their decoder, the artist's look; `before` for the left side of a comparison."""

    planes: ReliefTriplane
    weights: DecoderWeights
    look: Look = field(default_factory=Look)
    preview: bool = False
    before: bool = False


class Preparer(QObject):
    """Prepares the latest sight asked for on each side; those that were overtaken are dropped.

    The thread lives only while there is something to do, so that a viewport at rest holds none.
    """

    ready = Signal(object, object)  # Sight, FieldTextures
    broke = Signal(object, str)  # Sight, traceback

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._wanted: dict[bool, Sight] = {}
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being prepared that nobody has overtaken."""
        with self._lock:
            return self._thread is not None

    def ask(self, sight: Sight) -> None:
        """Prepare `sight`; `ready` tells on the GUI thread."""
        with self._lock:
            self._wanted[sight.before] = sight
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=THREAD)
                self._thread.start()

    def forget(self) -> None:
        """Drop what was asked for, and wait for what has begun."""
        with self._lock:
            self._wanted.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while (sight := self._next()) is not None:
            try:
                textures = textures_of(sight)
            except Exception:  # a bug must reach the artist, not end the thread unseen
                self.broke.emit(sight, traceback.format_exc())
                continue
            with self._lock:
                overtaken = sight.before in self._wanted
            if not overtaken:
                self.ready.emit(sight, textures)

    def _next(self) -> Sight | None:
        with self._lock:
            if not self._wanted:
                self._thread = None
                return None
            return self._wanted.pop(next(iter(self._wanted)))


def textures_of(sight: Sight) -> "FieldTextures":
    """What the graphics card wants of a sight."""
    from engine.edit.wear import wear  # both bring scipy, which the first frame must not wait for
    from engine.offscreen.field_textures import prepare

    return prepare(wear(sight.planes, sight.look), for_motion=True)

"""Several avatars side by side, to choose from."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from engine.pipeline import EditRequest, MakeRequest, Result, VaryRequest
from studio.engine_thread import EngineThread, Job
from studio.language import mark, tr
from studio.models.history import Entry, History, Node
from studio.models.settings import MAX_SEED
from studio.requests import GenerateRequest, VariationsRequest

COUNTS: Final = (4, 9)
"""Two by two, three by three."""
SPREAD: Final = (0.5, 1.6)
"""Weakest and strongest variation of an edit, in shares of the strength on the slider."""


class Source(Enum):
    """What is varied: the avatar on show, the edit that the prompt asks for, or new people of the prompt."""

    AVATAR = mark("The avatar on show")
    EDIT = mark("The edit in the prompt")
    SENTENCE = mark("New people from the prompt")


@dataclass(frozen=True)
class Place:
    """One place in the tray: empty while the engine has not come to it."""

    request: GenerateRequest
    result: Result | None = None
    node: Node | None = None

    @property
    def kept(self) -> bool:
        return self.node is not None


class Variations(QObject):
    """The tray: fills while the engine works; what is kept joins the history beside its siblings."""

    changed = Signal()

    def __init__(self, thread: EngineThread, history: History) -> None:
        super().__init__()
        self._history = history
        self._base: Node | None = None
        self._job: Job | None = None
        self.slots: tuple[Place, ...] = ()
        self.count = COUNTS[0]
        self.source = Source.AVATAR
        thread.delivered.connect(self._on_delivered)
        thread.finished.connect(self._on_finished)
        thread.failed.connect(self._on_stopped)
        thread.cancelled.connect(self._on_stopped)
        history.changed.connect(self._on_history)

    @property
    def working(self) -> bool:
        return self._job is not None

    def set_count(self, count: int) -> None:
        """How many the next run brings."""
        if count != self.count and count in COUNTS:
            self.count = count
            self.changed.emit()

    def set_source(self, source: Source) -> None:
        """What the next run varies."""
        if source is not self.source:
            self.source = source
            self.changed.emit()

    def begin(self, job: Job) -> None:
        """A run was handed to the engine."""
        assert isinstance(job.request, VariationsRequest)
        self._job, self._base = job, self._history.current_node
        self.slots = tuple(Place(request) for request in job.request.members)
        self.changed.emit()

    def keep(self, index: int) -> None:
        """Show one that is done, and put it into the history."""
        place = self.slots[index] if index < len(self.slots) else None  # its tile may outlive it by a click
        if place is None or place.result is None:
            return
        if place.node in self._history.nodes and place.node is not None:
            self._history.select(place.node)
            return
        entry = Entry(place.result.avatar, tr("Variation {number}", number=index + 1))
        node = self._history.push(entry, after=self._base if self._base in self._history.nodes else None)
        self._replace(index, replace(place, node=node))

    def _replace(self, index: int, place: Place) -> None:
        self.slots = (*self.slots[:index], place, *self.slots[index + 1 :])
        self.changed.emit()

    @Slot(object, int, object)
    def _on_delivered(self, job: Job, index: int, result: Result) -> None:
        if job is self._job:
            self._replace(index, replace(self.slots[index], result=result))

    @Slot(object, object)
    def _on_finished(self, job: Job, outcome: object) -> None:
        if job is not self._job:
            return
        self._job = None
        if self._history.current is None:  # something has to be on show
            self.keep(0)
        self.changed.emit()

    @Slot(object)
    def _on_stopped(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.changed.emit()

    @Slot()
    def _on_history(self) -> None:
        """A new document, or another was opened: what hangs on none of its results goes."""
        ours = [node for node in (self._base, *(place.node for place in self.slots)) if node is not None]
        gone = bool(ours) and not set(ours) & set(self._history.nodes)
        if self.slots and (gone or not self._history.nodes):
            self.slots, self._base = (), None
            self.changed.emit()


def members_of(request: GenerateRequest, count: int, seed: int) -> tuple[GenerateRequest, ...]:
    """`count` requests like `request`: an edit in growing strength, all else from seeds that follow `seed`."""
    if isinstance(request, EditRequest):
        low, high = SPREAD
        shares = [low + (high - low) * index / (count - 1) for index in range(count)]
        return tuple(replace(request, strength=round(request.strength * share, 3)) for share in shares)
    return tuple(_seeded(request, (seed + index) % (MAX_SEED + 1)) for index in range(count))


def _seeded(request: MakeRequest | VaryRequest, seed: int) -> GenerateRequest:
    return replace(request, seed=seed)

"""What the avatar on show is compared with."""

from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from engine.document import Avatar
from studio.models.document import Document
from studio.models.history import Node


class Compare(Enum):
    """OFF; SPLIT: before and after, parted by a line to drag; PHOTO: the portrait beside the avatar."""

    OFF = auto()
    SPLIT = auto()
    PHOTO = auto()


class Comparison(QObject):
    """The mode, and for a split the avatar before: what the one on show was made from, or one chosen."""

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._chosen: Node | None = None
        self.mode = Compare.OFF
        self.split = 0.5
        document.changed.connect(self._on_document)

    @property
    def before(self) -> Avatar | None:
        """The avatar on the left of a split, None where there is nothing to compare with."""
        node = self._before_node()
        return node.entry.avatar if node else None

    @property
    def before_label(self) -> str:
        node = self._before_node()
        return node.entry.label if node else ""

    def set_mode(self, mode: Compare) -> None:
        if mode is not self.mode:
            self.mode = mode
            self.changed.emit()

    def toggle(self, mode: Compare) -> None:
        """Into `mode`, or out of it."""
        self.set_mode(Compare.OFF if self.mode is mode else mode)

    def choose(self, node: Node | None) -> None:
        """Compare with `node` from now on; None goes back to what each avatar was made from."""
        self._chosen = node
        self.changed.emit()

    def set_split(self, share: float) -> None:
        """Where the line stands, in shares of the width."""
        self.split = min(max(share, 0.0), 1.0)
        self.changed.emit()

    def _before_node(self) -> Node | None:
        history = self._document.history
        if self._chosen is not None and self._chosen in history.nodes:
            return self._chosen if self._chosen is not history.current_node else None
        return history.current_node.parent if history.current_node else None

    def _on_document(self) -> None:
        if self._chosen not in self._document.history.nodes:
            self._chosen = None  # of another document, which it must not keep alive
        if self.mode is Compare.SPLIT:
            self.changed.emit()

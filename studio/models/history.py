"""The avatars made so far, in order, with a place in them: undo and redo."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.document import Avatar

LIMIT: Final = 40
"""Kept results; one avatar holds about 8 MB of planes."""


@dataclass(frozen=True)
class Entry:
    """One result, and what made it in the artist's words."""

    avatar: Avatar
    label: str


class History(QObject):
    """A list of results and a cursor. A new result after an undo replaces what was undone."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._index = -1

    @property
    def current(self) -> Entry | None:
        return self._entries[self._index] if self._index >= 0 else None

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._entries[self._index].label if self._index > 0 else None

    @property
    def redo_label(self) -> str | None:
        """What redo would bring back, or None."""
        following = self._index + 1
        return self._entries[following].label if following < len(self._entries) else None

    def push(self, entry: Entry) -> None:
        """Put a new result after the current one."""
        del self._entries[self._index + 1 :]
        self._entries.append(entry)
        del self._entries[:-LIMIT]
        self._move(len(self._entries) - 1)

    def restart(self, entry: Entry) -> None:
        """Forget everything and start with `entry`, as after opening a file."""
        self._entries = [entry]
        self._move(0)

    def clear(self) -> None:
        """Forget everything, as for a new document."""
        self._entries = []
        self._move(-1)

    def undo(self) -> None:
        if self.undo_label is not None:
            self._move(self._index - 1)

    def redo(self) -> None:
        if self.redo_label is not None:
            self._move(self._index + 1)

    def _move(self, index: int) -> None:
        self._index = index
        self.changed.emit()

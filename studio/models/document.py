"""The open document: the avatar on show, its history, its file, and whether it is saved."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.document import Avatar, load_avatar, save_avatar
from studio.language import tr
from studio.models.history import Entry, History


class Document(QObject):
    """Which avatar is on show and which one the file holds."""

    changed = Signal()
    filed = Signal(object)  # the path after opening or saving

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self.path: Path | None = None
        self._saved: Avatar | None = None
        self.history.changed.connect(self.changed)

    @property
    def avatar(self) -> Avatar | None:
        entry = self.history.current
        return entry.avatar if entry else None

    @property
    def unsaved(self) -> bool:
        """Whether the avatar on show differs from the one in the file."""
        return self.avatar is not self._saved

    @property
    def name(self) -> str:
        return self.path.name if self.path else tr("Untitled")

    def open(self, path: Path) -> None:
        """Show the avatar of a .maquette file. Raises DocumentError and leaves everything as it was."""
        avatar = load_avatar(path)
        self.path, self._saved = path, avatar
        self.history.restart(Entry(avatar, tr("Open {name}", name=path.name)))
        self.filed.emit(path)

    def restore(self, avatar: Avatar, path: Path | None) -> None:
        """Show an avatar that a crash left unsaved; it belongs to the file at `path` and is still unsaved."""
        self.path, self._saved = path, None
        self.history.restart(Entry(avatar, tr("Restore")))

    def new(self) -> None:
        """Show nobody; the file, if any, is left as it is."""
        self.path, self._saved = None, None
        self.history.clear()

    def save(self, path: Path) -> None:
        """Write the avatar on show to `path`. Raises OutputError."""
        avatar = self.avatar
        if avatar is None:
            return
        save_avatar(avatar, path)
        self.path = path
        self.mark_saved()
        self.filed.emit(path)

    def mark_saved(self) -> None:
        """The avatar on show needs no saving (any more)."""
        self._saved = self.avatar
        self.changed.emit()

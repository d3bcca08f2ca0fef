"""Unsaved work, kept where the next start finds it after a crash.

Every running studio has a folder of its own with a lock in it. A folder whose lock belongs to no
living process was left behind by a crash; an orderly end removes the folder.
"""

import json
import shutil
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from engine.document import Avatar, load_avatar, save_avatar
from engine.errors import MaquetteError
from engine.files import write_bytes
from studio.models.document import Document
from studio.models.problem import Problem, from_error

DELAY_MS: Final = 1500
"""Changes that follow each other within this time are written once."""
RETRY_MS: Final = 20_000
"""After this time it tries again what could not be written."""
_LOCK, _AVATAR, _ABOUT = "lock", "avatar.maquette", "about.json"


@dataclass(frozen=True)
class LeftBehind:
    """An avatar that a crash left unsaved: its folder, its name, and the file it belongs to if it had one."""

    folder: Path
    name: str
    path: Path | None

    def load(self) -> Avatar:
        """Read it. Raises DocumentError."""
        return load_avatar(self.folder / _AVATAR)

    def discard(self) -> None:
        """Remove it for good."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Autosave(QObject):
    """Writes the avatar on show, while it is unsaved, from a thread of its own."""

    failed = Signal(object)  # Problem, once until it works again
    _written = Signal(object)  # Problem or None

    def __init__(self, document: Document, root: Path, delay_ms: int = DELAY_MS) -> None:
        super().__init__()
        self._document = document
        self._folder = root / uuid.uuid4().hex
        self._lock: QLockFile | None = None
        self._thread: threading.Thread | None = None
        self._kept: Avatar | None = None
        self._failing = self._closed = False
        self._delay_ms = delay_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        self._written.connect(self._on_written)
        document.changed.connect(self._consider)

    @property
    def up_to_date(self) -> bool:
        """Whether nothing unsaved waits to be written."""
        return not self._timer.isActive() and self._thread is None

    def close(self) -> None:
        """An orderly end: nothing needs to be found again."""
        self._closed = True  # a last word of the thread may still be on its way
        self._timer.stop()
        self._join()
        self._forget()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def adopt(self, left: LeftBehind) -> None:
        """The avatar on show is the one left behind: its file becomes this studio's own."""
        self._timer.stop()
        self._own_folder()
        for name in (_AVATAR, _ABOUT):
            if (left.folder / name).is_file():
                (left.folder / name).replace(self._folder / name)
        self._kept = self._document.avatar
        left.discard()

    @Slot()
    def _consider(self) -> None:
        avatar = self._document.avatar
        if self._closed:
            return
        if avatar is None or not self._document.unsaved:
            self._timer.stop()
            self._forget()
        elif avatar is not self._kept:
            self._timer.start(RETRY_MS if self._failing else self._delay_ms)

    @Slot()
    def _write(self) -> None:
        if self._thread is not None:
            self._timer.start(self._delay_ms)
            return
        avatar, self._kept = self._document.avatar, self._document.avatar
        if avatar is None:
            return
        about = {"name": self._document.name, "path": str(self._document.path or "")}
        self._thread = threading.Thread(target=self._save, args=(avatar, about), name="autosave")
        self._thread.start()

    def _save(self, avatar: Avatar, about: dict[str, str]) -> None:
        problem: Problem | None = None
        try:
            self._own_folder()
            save_avatar(avatar, self._folder / _AVATAR)
            write_bytes(self._folder / _ABOUT, json.dumps(about).encode())
        except MaquetteError as error:
            problem = from_error(error)
        except OSError as error:
            problem = Problem(f"Unsaved work cannot be kept safe: {error.strerror or error}.", "Save it soon.")
        self._written.emit(problem)

    def _own_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = _lock(self._folder)
            self._lock.tryLock(0)

    @Slot(object)
    def _on_written(self, problem: Problem | None) -> None:
        self._join()
        if problem is not None and not self._failing:
            self.failed.emit(problem)
        self._failing = problem is not None
        if self._failing:
            self._kept = None
        self._consider()  # it may have been saved or changed meanwhile

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _forget(self) -> None:
        if self._thread is None:
            self._kept = None
            (self._folder / _AVATAR).unlink(missing_ok=True)


def left_behind(root: Path) -> list[LeftBehind]:
    """What crashed studios left under `root`, the latest first; folders with nothing in them are removed."""
    found = []
    for folder in sorted(root.glob("*/"), key=lambda folder: -folder.stat().st_mtime):
        if not _abandoned(folder):
            continue
        if (folder / _AVATAR).is_file():
            found.append(_read(folder))
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return found


def _abandoned(folder: Path) -> bool:
    """Whether no living process holds the lock of `folder`."""
    lock = _lock(folder)
    free = lock.tryLock(0)  # takes over the lock of a process that is gone
    lock.unlock()
    return free


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # however old: only the end of its process makes a lock stale
    return lock


def _read(folder: Path) -> LeftBehind:
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        name, path = str(about["name"]), str(about["path"])
    except (OSError, ValueError, KeyError, TypeError):
        name, path = folder.name, ""
    return LeftBehind(folder, name, Path(path) if path else None)

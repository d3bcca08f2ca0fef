"""Documents and photos: the verbs that ask the artist something before they read or write a file."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from engine.errors import MaquetteError
from studio.models.autosave import Autosave, LeftBehind, left_behind
from studio.models.preferences import Preferences
from studio.models.problem import Problem, from_error
from studio.models.session import Session
from studio.widgets.dialogs import Dialogs

AUTOSAVE: Final = "autosave"
"""Folder beside the preferences."""


class Filing(QObject):
    """New, open, save, recover; `parent` is the window that the questions belong to."""

    def __init__(
        self, parent: QWidget, session: Session, dialogs: Dialogs, preferences: Preferences, autosave: Autosave
    ) -> None:
        super().__init__(parent)
        self._window, self._session, self._dialogs = parent, session, dialogs
        self._preferences, self._autosave = preferences, autosave
        session.document.filed.connect(preferences.add_recent)
        autosave.failed.connect(session.problems.show)

    def new(self) -> None:
        """Begin afresh, after a question about unsaved work."""
        if self.may_leave():
            self._session.new()

    def open(self) -> None:
        path = self._dialogs.document(self._window)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Open a document (asking about unsaved work) or make an avatar of a photo."""
        if path.suffix.lower() != ".maquette" or self.may_leave():
            self._session.drop(path)

    def save(self) -> bool:
        """Save to the document's file, or ask for one; False when nothing was saved."""
        path = self._session.document.path
        return self._session.save(path) if path is not None else self.save_as()

    def save_as(self) -> bool:
        path = self._dialogs.save_as(self._window, Path(f"{self.stem}.maquette"))
        return path is not None and self._session.save(path)

    def choose_photo(self) -> None:
        path = self._dialogs.photo(self._window)
        if path is not None:
            self.take(path)

    def paste(self) -> None:
        """A picture on the clipboard, or a copied file, becomes the photo."""
        self.take_mime(QGuiApplication.clipboard().mimeData())

    def take_mime(self, mime: QMimeData) -> None:
        """The first file, or the picture, that was dropped or pasted."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.take(paths[0])
            if len(paths) > 1 and self._session.problems.current is None:
                only = f"Only {paths[0].name} was taken of {len(paths)} files."
                self._session.problems.show(Problem(only, "The studio holds one photo or avatar at a time."))
        elif mime.hasImage():
            self._session.make_from_picture(QImage(mime.imageData()))

    def may_leave(self) -> bool:
        """Whether the avatar on show may go: it is saved and written, or the artist says so."""
        document, writing = self._session.document, self._session.writing
        if writing is not None and not self._dialogs.unfinished(self._window, writing.name):
            return False
        if not document.unsaved:
            return True
        answer = self._dialogs.unsaved(self._window, document.name)
        return self.save() if answer == "save" else answer == "discard"

    def offer_recovery(self) -> None:
        """Ask about what a crash left behind, the latest first; what is neither restored nor discarded stays."""
        for left in left_behind(self._preferences.folder / AUTOSAVE):
            answer = self._dialogs.recover(self._window, left.name)
            if answer == "discard":
                left.discard()
            elif answer == "restore":
                self._restore(left)
            if answer != "discard":
                return

    def _restore(self, left: LeftBehind) -> None:
        try:
            avatar = left.load()
        except MaquetteError as error:
            self._session.problems.show(from_error(error))
            return
        self._session.restore(avatar, left.path)
        self._autosave.adopt(left)

    @property
    def stem(self) -> Path:
        """Path without a suffix that new files are named after."""
        path = self._session.document.path or self._session.photo.path
        return path.with_suffix("") if path else Path("avatar")

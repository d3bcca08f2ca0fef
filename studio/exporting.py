"""Meshes and pictures out of the studio: the export dialog, Copy to Engine, Save Picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from engine.camera import Camera
from studio.engine_thread import Job
from studio.filing import Filing
from studio.models.export_choice import ExportChoice, Preset
from studio.models.mesh_preview import MeshPreview
from studio.models.preferences import Preferences
from studio.models.session import Session
from studio.requests import ExportRequest
from studio.widgets.dialogs import Dialogs

if TYPE_CHECKING:
    from studio.widgets.export_dialog import ExportDialog

EXPORTS: Final = "exports"
"""The folder of what the dialog wrote; each program has its own."""


class Exporting(QObject):
    """Asks what and where, then lets the session write."""

    def __init__(
        self, parent: QWidget, session: Session, dialogs: Dialogs, preferences: Preferences, filing: Filing
    ) -> None:
        super().__init__(parent)
        self._window, self._session, self._dialogs = parent, session, dialogs
        self._preferences, self._filing = preferences, filing
        self.choice = ExportChoice(preferences)
        self.preview = MeshPreview(session.thread_of_engine)
        self._dialog: ExportDialog | None = None
        session.thread_of_engine.finished.connect(self._on_finished)

    @property
    def dialog(self) -> "ExportDialog | None":
        """The dialog while it is open."""
        return self._dialog if self._dialog is not None and self._dialog.isVisible() else None

    def ask(self) -> None:
        """Open the dialog in which the artist chooses, with a preview of the mesh."""
        avatar = self._session.document.avatar
        if avatar is None or self.dialog is not None:
            return
        if self._dialog is None:
            from studio.widgets.export_dialog import ExportDialog  # the first frame must not wait for it

            self._dialog = ExportDialog(self._window, self.choice, self.preview, self._dialogs)
            self._dialog.chosen.connect(self._export_to)
        self._dialog.offer(avatar, self._stem)

    def speak(self) -> None:
        """Set the dialog in the language in use."""
        if self._dialog is not None:
            self._dialog.speak()

    def stop(self) -> None:
        """Close the dialog for good and let go of its context."""
        if self._dialog is not None:
            self._dialog.reject()
            self._dialog.view.stop()

    def copy_to(self, preset: Preset, elsewhere: bool = False) -> None:
        """Write what a program wants into its project's folder, which is asked for once."""
        folder = None if elsewhere else self._preferences.known_folder(preset.name)
        folder = folder or self._dialogs.folder(self._window, preset.name)
        if folder is not None:
            self._preferences.remember_folder(preset.name, folder)
            name = self._filing.stem.name + preset.suffix
            self._session.export(folder / name, preset.options(self.choice.options.hidden))

    def save_picture(self, camera: Camera) -> None:
        """Ask where, then write the avatar as `camera` sees it."""
        path = self._dialogs.picture(self._window, self._filing.stem.with_suffix(".png"))
        if path is not None:
            self._session.save_picture(path, camera)

    @property
    def _stem(self) -> Path:
        """What the file is named after, in the folder where the last one went."""
        stem = self._filing.stem.absolute()
        folder = self._preferences.known_folder(EXPORTS)
        return folder / stem.name if folder else stem

    @Slot(Path)
    def _export_to(self, path: Path) -> None:
        self._preferences.remember_folder(EXPORTS, path.parent)
        self._session.export(path, self.choice.options)

    @Slot(object, object)
    def _on_finished(self, job: Job, outcome: object) -> None:
        if isinstance(job.request, ExportRequest) and self.choice.open_folder:
            self._dialogs.show_folder(job.request.path.parent)

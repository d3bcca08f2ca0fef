"""The questions the window asks. Tests hand in their own answers."""

from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

PHOTOS = "Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff);;All files (*)"
DOCUMENTS = "Maquette avatars (*.maquette)"
EXPORTS = {
    "glTF binary, for game engines (*.glb)": ".glb",
    "Wavefront OBJ (*.obj)": ".obj",
    "PLY with vertex colours (*.ply)": ".ply",
    "Picture as seen now (*.png)": ".png",
}

Answer = Literal["save", "discard", "stay"]


class Dialogs(Protocol):
    """Answers to the window's questions; None means the artist thought better of it."""

    def photo(self, parent: QWidget) -> Path | None: ...
    def document(self, parent: QWidget) -> Path | None: ...
    def save_as(self, parent: QWidget, suggestion: Path) -> Path | None: ...
    def export(self, parent: QWidget, suggestion: Path) -> Path | None: ...
    def unsaved(self, parent: QWidget, name: str) -> Answer: ...


class QtDialogs:
    """Qt's file dialogs and message boxes."""

    def photo(self, parent: QWidget) -> Path | None:
        return _path(QFileDialog.getOpenFileName(parent, "Choose a portrait", "", PHOTOS)[0])

    def document(self, parent: QWidget) -> Path | None:
        return _path(QFileDialog.getOpenFileName(parent, "Open an avatar", "", DOCUMENTS)[0])

    def save_as(self, parent: QWidget, suggestion: Path) -> Path | None:
        return _ask_where(parent, "Save the avatar", suggestion, {DOCUMENTS: ".maquette"})

    def export(self, parent: QWidget, suggestion: Path) -> Path | None:
        return _ask_where(parent, "Export the avatar", suggestion, EXPORTS)

    def unsaved(self, parent: QWidget, name: str) -> Answer:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            parent, "Unsaved avatar", f"Save the changes to {name} first?",
            buttons.Save | buttons.Discard | buttons.Cancel, buttons.Save,
        )  # fmt: skip
        if answer == buttons.Save:
            return "save"
        return "discard" if answer == buttons.Discard else "stay"


def _path(name: str) -> Path | None:
    return Path(name) if name else None


def _ask_where(parent: QWidget, title: str, suggestion: Path, kinds: dict[str, str]) -> Path | None:
    """Ask for a file to write. The dialog adds the kind's suffix itself, so that it warns about the right file."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), ";;".join(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(suggestion.name)
    dialog.setDefaultSuffix(next(iter(kinds.values())))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
    accepted = dialog.exec()
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(files[0]) if accepted and files else None

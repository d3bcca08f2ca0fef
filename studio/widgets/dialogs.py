"""The questions the window asks. Tests hand in their own answers."""

from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from studio.language import mark, tr

PHOTOS = mark("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff);;All files (*)")
DOCUMENTS = mark("Maquette avatars (*.maquette)")
PICTURES = mark("Picture (*.png)")

Answer = Literal["save", "discard", "stay"]
Recovery = Literal["restore", "discard", "later"]


class Dialogs(Protocol):
    """Answers to the window's questions; None means the artist thought better of it."""

    def photo(self, parent: QWidget) -> Path | None: ...
    def document(self, parent: QWidget) -> Path | None: ...
    def save_as(self, parent: QWidget, suggestion: Path) -> Path | None: ...
    def export(self, parent: QWidget, suggestion: Path) -> Path | None: ...
    def picture(self, parent: QWidget, suggestion: Path) -> Path | None: ...
    def folder(self, parent: QWidget, program: str) -> Path | None: ...
    def show_folder(self, folder: Path) -> None: ...
    def unsaved(self, parent: QWidget, name: str) -> Answer: ...
    def reset(self, parent: QWidget) -> bool: ...
    def recover(self, parent: QWidget, name: str) -> Recovery: ...


class QtDialogs:
    """Qt's file dialogs and message boxes."""

    def photo(self, parent: QWidget) -> Path | None:
        return _path(QFileDialog.getOpenFileName(parent, tr("Choose a portrait"), "", tr(PHOTOS))[0])

    def document(self, parent: QWidget) -> Path | None:
        return _path(QFileDialog.getOpenFileName(parent, tr("Open an avatar"), "", tr(DOCUMENTS))[0])

    def save_as(self, parent: QWidget, suggestion: Path) -> Path | None:
        return _ask_where(parent, tr("Save the avatar"), suggestion, {tr(DOCUMENTS): ".maquette"})

    def export(self, parent: QWidget, suggestion: Path) -> Path | None:
        suffix = suggestion.suffix
        return _ask_where(parent, tr("Export the avatar"), suggestion, {f"{suffix[1:].upper()} (*{suffix})": suffix})

    def picture(self, parent: QWidget, suggestion: Path) -> Path | None:
        return _ask_where(parent, tr("Save a picture"), suggestion, {tr(PICTURES): ".png"})

    def folder(self, parent: QWidget, program: str) -> Path | None:
        title = tr("Folder of the {program} project", program=program)
        return _path(QFileDialog.getExistingDirectory(parent, title))

    def show_folder(self, folder: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def unsaved(self, parent: QWidget, name: str) -> Answer:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            parent, tr("Unsaved avatar"), tr("Save the changes to {name} first?", name=name),
            buttons.Save | buttons.Discard | buttons.Cancel, buttons.Save,
        )  # fmt: skip
        if answer == buttons.Save:
            return "save"
        return "discard" if answer == buttons.Discard else "stay"

    def reset(self, parent: QWidget) -> bool:
        buttons = QMessageBox.StandardButton
        question = tr("Set all numbers, the language and remembered choices back to how they were at first?")
        return QMessageBox.question(parent, tr("Reset to defaults"), question) == buttons.Yes

    def recover(self, parent: QWidget, name: str) -> Recovery:
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Unsaved work found"))
        box.setText(tr("Maquette ended unexpectedly while {name} was unsaved.", name=name))
        box.setInformativeText(tr("Restore it? With Later you will be asked again at the next start."))
        restore = box.addButton(tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        later = box.addButton(tr("Later"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(restore)
        box.setEscapeButton(later)
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        if chosen is restore:
            return "restore"
        return "discard" if chosen is discard else "later"


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

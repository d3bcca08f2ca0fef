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
    def unfinished(self, parent: QWidget, name: str) -> bool: ...
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
        save, discard = tr("Save"), tr("Don't Save")
        words = tr("Save the changes to {name} first?", name=name)
        chosen = _choose(parent, tr("Unsaved avatar"), words, "", save, discard, tr("Cancel"))
        return "save" if chosen == save else "discard" if chosen == discard else "stay"

    def unfinished(self, parent: QWidget, name: str) -> bool:
        stop = tr("Stop writing")
        words, hint = (
            tr("Maquette is still writing {name}.", name=name),
            tr("Stop it? Nothing half-written stays behind."),
        )
        return _choose(parent, tr("Not finished"), words, hint, stop, None, tr("Go on writing")) == stop

    def reset(self, parent: QWidget) -> bool:
        words = tr("Set all numbers, the language and remembered choices back to how they were at first?")
        reset = tr("Reset")
        return _choose(parent, tr("Reset to defaults"), words, "", reset, None, tr("Cancel")) == reset

    def recover(self, parent: QWidget, name: str) -> Recovery:
        restore, discard = tr("Restore"), tr("Discard")
        words = tr("Maquette ended unexpectedly while {name} was unsaved.", name=name)
        hint = tr("Restore it? With Later you will be asked again at the next start.")
        chosen = _choose(parent, tr("Unsaved work found"), words, hint, restore, discard, tr("Later"))
        return "restore" if chosen == restore else "discard" if chosen == discard else "later"


def _choose(parent: QWidget, title: str, words: str, hint: str, yes: str, no: str | None, escape: str) -> str:
    """Ask with two or three buttons; the text of the one that was pressed, `escape` when none was."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(words)
    box.setInformativeText(hint)
    box.setDefaultButton(box.addButton(yes, QMessageBox.ButtonRole.AcceptRole))
    if no is not None:
        box.addButton(no, QMessageBox.ButtonRole.DestructiveRole)
    box.setEscapeButton(box.addButton(escape, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return chosen.text() if chosen is not None else escape


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

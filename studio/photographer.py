"""Drives the real window through every state and keeps pictures of them; `studio.screenshots` is its command."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engine.errors import InputError
from studio.language import CHINESE, ENGLISH
from studio.models.comparison import Compare
from studio.models.view import Shading
from studio.pictures import to_qimage
from studio.widgets.dialogs import QtDialogs
from studio.window import MainWindow

PATIENCE_MS: Final = 240_000
SENTENCES: Final = {ENGLISH: "a woman with long red hair and a green sweater", CHINESE: "红色长发、穿绿毛衣的女子"}
BEGUN: Final = {ENGLISH: "a man with a full beard and a navy su", CHINESE: "留络腮胡、穿红色的毛"}
CHANGES: Final = {ENGLISH: "blue sweater", CHINESE: "蓝毛衣"}
PREVIEWS: Final = 5  # the emerging avatar shows something by then
SEED: Final = 7
README: Final = {
    ENGLISH: {"compare-split": "studio.png", "export": "export.png"},
    CHINESE: {"compare-split": "studio-zh.png"},
}


class Photographer:
    """Drives the window as an artist would and keeps a picture of every state, in order."""

    def __init__(self, window: MainWindow, folder: Path, seed: int = SEED) -> None:
        self._window = window
        self._names: dict[str, str] | None = None
        self._folder = folder
        self._language = window.language.code
        self.taken: list[Path] = []
        self._previews = 0
        window.session.planes_changed.connect(self._count)
        window.session.settings.seed.set(seed)
        window.session.settings.lock_seed(True)

    def take_readme(self, photo: Path) -> list[Path]:
        """The pictures of the README. Raises InputError when a state never comes."""
        self._names = README[self._language]
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.show()
        self._make(photo)
        self._edit()
        self._vary()
        self._compare()
        if "export" in self._names:
            self._export()
        return self.taken

    def take_all(self, photo: Path) -> list[Path]:
        """Every state. Raises InputError when one never comes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.show()
        self._pause(400)
        self._take("empty")
        self._write()
        self._make(photo)
        self._edit()
        self._look()
        self._vary()
        self._compare()
        self._branch()
        self._export()
        self._ask()
        self._fail()
        self._narrow()
        return self.taken

    def _write(self) -> None:
        line = self._window.prompt.line
        line.setText(BEGUN[self._language])
        line.textEdited.emit(line.text())
        self._take("completions", line.list)
        line.clear()
        line.offer_examples()
        self._take("examples", line.list)
        line.list.hide()
        menu = self._window.recent_menu.parent()
        if isinstance(menu, QWidget):
            self._take("menu", menu, at=self._window.menuBar().geometry().bottomLeft())

    def _make(self, photo: Path) -> None:
        window = self._window
        window.prompt.line.setText(SENTENCES[self._language])
        window.prompt.make_button.click()
        self._finish()
        self._take("from-sentence")
        self._previews = 0
        window.files.take(photo)
        self._until(lambda: self._previews >= PREVIEWS)
        self._take("working")
        self._finish()
        self._take("from-photo")
        window.viewport.look_from((40.0, 8.0))
        self._until_exact()
        self._take("turned")
        window.viewport.go_home()

    def _edit(self) -> None:
        self._window.prompt.line.setText(CHANGES[self._language])
        self._window.prompt.edit_button.click()
        self._finish()
        self._take("edited")

    def _look(self) -> None:
        view = self._window.session.view
        for shading in (Shading.PARTS, Shading.NORMALS):
            view.set_shading(shading)
            self._until_exact()
            self._take(shading.value)
        view.set_shading(Shading.LIT)

    def _compare(self) -> None:
        comparison = self._window.session.comparison
        for mode in (Compare.SPLIT, Compare.PHOTO):
            comparison.set_mode(mode)
            self._until_exact()
            self._take(f"compare-{mode.name.lower()}")
        comparison.set_mode(Compare.OFF)

    def _vary(self) -> None:
        self._window.prompt.line.clear()
        self._window.vary()
        self._finish()
        self._take("variations")

    def _branch(self) -> None:
        """Two variations kept are two branches; the log tells how it came."""
        self._window.panels.docks["log"].show()
        for index in (1, 2):
            self._window.session.variations.keep(index)
        self._until_exact()
        self._take("branches")
        self._window.panels.docks["log"].hide()

    def _export(self) -> None:
        exports = self._window.exports
        exports.ask()
        self._pause(600)
        self._until(lambda: not exports.preview.busy)
        self._pause(200)
        if exports.dialog is not None:
            self._take("export", exports.dialog)
            exports.dialog.reject()

    def _ask(self) -> None:
        window = self._window
        window.help_menu.show_shortcuts()
        self._pause(200)
        if window.help_menu.dialog is not None:
            self._take("shortcuts", window.help_menu.dialog)
            window.help_menu.dialog.close()
        QTimer.singleShot(400, lambda: self._take_question("unsaved"))
        window.files.new()
        QTimer.singleShot(400, lambda: self._take_question("recovery"))
        QtDialogs().recover(window, window.session.document.name)

    def _take_question(self, name: str) -> None:
        """A question runs an event loop of its own; this comes in between, and answers with Escape."""
        question = QApplication.activeModalWidget()
        if question is not None:
            self._take(name, question)
            QTest.keyClick(question, Qt.Key.Key_Escape)

    def _fail(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text, wall = Path(folder) / "holiday.jpg", Path(folder) / "wall.png"
            text.write_text("not a picture")
            self._window.files.take(text)
            self._pause(300)
            self._take("unreadable")
            _striped_picture(wall)
            self._window.files.take(wall)
            self._until(lambda: not self._window.session.activity.busy)
            self._pause(300)
            self._take("no-face")
        self._window.session.problems.clear()

    def _narrow(self) -> None:
        self._window.resize(self._window.minimumSize())
        self._until_exact()
        self._take("smallest")

    def _count(self, planes: object, preview: bool) -> None:
        self._previews += preview

    def _finish(self) -> None:
        self._pause(50)
        self._until(lambda: not self._window.session.activity.busy)
        self._until_exact()

    def _take(self, name: str, over: QWidget | None = None, at: QPoint | None = None) -> None:
        """The window, with a dialog or popup where it lies over it, or `at` a place of the window."""
        if self._names is not None and name not in self._names:
            return
        path = self._folder / (self._names[name] if self._names else f"{len(self.taken) + 1:02}-{name}.png")
        if self._names is not None and over is not None:  # the README shows a dialog by itself
            picture = over.grab()
        else:
            picture = self._window.grab()
            if over is not None:
                self._lay_over(picture, over, at)
        picture.save(str(path), quality=0)  # for PNG: the smallest file
        self.taken.append(path)

    def _lay_over(self, picture: QPixmap, over: QWidget, at: QPoint | None) -> None:
        if at is None and not over.isVisible():
            return
        if at is None:
            at = over.mapToGlobal(QPoint()) - self._window.mapToGlobal(QPoint())
            inside = self._window.rect().size() - over.size()
            at = QPoint(min(max(at.x(), 0), max(inside.width(), 0)), min(max(at.y(), 0), max(inside.height(), 0)))
        painter = QPainter(picture)
        painter.drawPixmap(at, over.grab())
        painter.end()

    def _until_exact(self) -> None:
        self._pause(80)
        self._until(lambda: self._window.viewport.resting)
        self._pause(120)

    def _until(self, condition: Callable[[], bool]) -> None:
        for _ in range(PATIENCE_MS // 20):
            if condition():
                return
            self._pause(20)
        raise InputError("A state of the window never came.")

    def _pause(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _striped_picture(path: Path) -> None:
    """Something without a face."""
    import numpy as np

    rows = np.linspace(60, 190, 300)[:, None, None]
    stripes = 30 * np.sin(np.arange(400) / 17)[None, :, None]
    pixels = (rows + stripes + np.array([0, 12, 30])).astype(np.uint8)
    to_qimage(pixels).save(str(path))

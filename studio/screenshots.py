"""Screenshots of the real window in every state, to be looked at.

    python -m studio.screenshots OUT_DIR [--language zh_CN] [--scale 2] [--size 1400x900] [--photo P]

Without a photo the astronaut of scikit-image is used. The shipped engine makes what is seen.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engine.errors import InputError
from studio.app import build, make_application
from studio.language import CHINESE, ENGLISH, LANGUAGES
from studio.models.comparison import Compare
from studio.models.preferences import passing
from studio.pictures import to_qimage
from studio.requests import Engine
from studio.window import MainWindow

PATIENCE_MS: Final = 240_000
SENTENCES: Final = {ENGLISH: "a woman with long red hair and a green sweater", CHINESE: "红色长发、穿绿毛衣的女子"}
BEGUN: Final = {ENGLISH: "a man with a full beard and a navy su", CHINESE: "留络腮胡、穿红色的毛"}
CHANGES: Final = {ENGLISH: "blue sweater", CHINESE: "蓝毛衣"}
PREVIEWS: Final = 5  # the emerging avatar shows something by then


class Photographer:
    """Drives the window as an artist would and keeps a picture of every state, in order."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._language = window.language.code
        self.taken: list[Path] = []
        self._previews = 0
        window.session.planes_changed.connect(self._count)

    def take_all(self, photo: Path) -> list[Path]:
        """Every state. Raises InputError when one never comes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.show()
        self._pause(400)
        self._take("empty")
        self._write()
        self._make(photo)
        self._edit()
        self._compare()
        self._vary()
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
        path = self._folder / f"{len(self.taken) + 1:02}-{name}.png"
        picture = self._window.grab()
        if over is not None:
            self._lay_over(picture, over, at)
        picture.save(str(path))
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


def _astronaut(folder: Path) -> Path:
    from skimage import data

    path = folder / "astronaut.png"
    to_qimage(data.astronaut()).save(str(path))
    return path


def take(
    engine: Engine, folder: Path, photo: Path | None = None, language: str = ENGLISH, size: QSize | None = None
) -> list[Path]:
    """Screenshots of a window around `engine`; needs an application and a display."""
    window = build(engine, preferences=passing(language))
    if size is not None:
        window.resize(size)
    try:
        with tempfile.TemporaryDirectory() as place:
            return Photographer(window, folder).take_all(photo or _astronaut(Path(place)))
    finally:
        window.session.document.mark_saved()
        window.close()


def main(arguments: list[str]) -> int:
    """With the shipped engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=list(LANGUAGES), default=ENGLISH)
    parser.add_argument("--scale", type=float, default=1.0, help="as on a screen with this many pixels to the point")
    parser.add_argument("--size", default="1400x900", help="of the window, in points")
    parser.add_argument("--photo", type=Path)
    asked = parser.parse_args(arguments)
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale)  # Qt reads it when the application is made

    from engine.pipeline import Engine as ShippedEngine

    application = QApplication.instance() or make_application()
    width, height = (int(side) for side in asked.size.split("x"))
    take(ShippedEngine(), asked.folder, asked.photo, asked.language, QSize(width, height))
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

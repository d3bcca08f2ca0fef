"""Screenshots of the real window in its states, to be looked at: `python -m studio.screenshots OUT_DIR [PHOTO]`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from engine.errors import InputError
from studio.app import build, make_application
from studio.models.preferences import passing
from studio.requests import Engine
from studio.window import MainWindow

PATIENCE_MS: Final = 180_000
SENTENCE: Final = "a woman with long red hair and a green sweater"
PREVIEWS: Final = 3  # the emerging avatar shows something by then
CHANGE: Final = "blue sweater"


class Photographer:
    """Drives the window as an artist would and keeps a picture of every state, in order."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self.taken: list[Path] = []
        self._previews = 0
        window.session.planes_changed.connect(self._count)

    def take_all(self, photo: Path | None = None) -> list[Path]:
        """Empty, working, made, turned, edited, failed, narrow. Raises InputError when a state never comes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.show()
        self._pause(400)
        self._take("empty")
        self._make(photo)
        self._edit()
        self._fail()
        self._narrow()
        return self.taken

    def _make(self, photo: Path | None) -> None:
        self._window.prompt.line.setText(SENTENCE)
        if photo is None:
            self._window.prompt.make_button.click()
        else:
            self._window.files.take(photo)
        self._until(lambda: self._previews >= PREVIEWS)
        self._take("working")
        self._finish()
        self._take("avatar")
        self._turn()

    def _turn(self) -> None:
        viewport = self._window.viewport
        viewport.look_from((40.0, 8.0))
        self._until_exact()
        self._take("turned")
        viewport.go_home()

    def _edit(self) -> None:
        self._window.prompt.line.setText(CHANGE)
        self._window.prompt.edit_button.click()
        self._finish()
        self._take("edited")

    def _fail(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "holiday.jpg"
            text.write_text("not a picture")
            self._window.files.take(text)
        self._pause(300)
        self._take("error")
        self._window.session.problems.clear()

    def _narrow(self) -> None:
        self._window.resize(self._window.minimumSize())
        self._until_exact()
        self._take("smallest")

    def _count(self, planes: object, preview: bool) -> None:
        self._previews += preview

    def _finish(self) -> None:
        self._until(lambda: not self._window.session.activity.busy)
        self._until_exact()

    def _take(self, name: str) -> None:
        path = self._folder / f"{len(self.taken) + 1}-{name}.png"
        self._window.grab().save(str(path))
        self.taken.append(path)

    def _until_exact(self) -> None:
        self._pause(50)
        self._until(lambda: self._window.viewport.resting)
        self._pause(100)

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


def take(engine: Engine, folder: Path, photo: Path | None = None) -> list[Path]:
    """Screenshots of a window around `engine`; needs an application and a display."""
    window = build(engine, preferences=passing())
    try:
        return Photographer(window, folder).take_all(photo)
    finally:
        window.session.document.mark_saved()
        window.close()


def main(arguments: list[str]) -> int:
    """With the shipped engine."""
    from engine.pipeline import Engine as ShippedEngine

    application = QApplication.instance() or make_application()
    take(ShippedEngine(), Path(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else None)
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

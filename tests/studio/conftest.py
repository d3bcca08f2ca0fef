"""A real window around a scripted engine."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import moderngl
import numpy as np
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app import build, make_application
from studio.models.preferences import Preferences
from studio.widgets.dialogs import Answer, Recovery
from studio.window import MainWindow
from tests.studio.fake_engine import FakeEngine

WAIT_MS = 120_000  # only a limit: a loaded machine may take long


@dataclass
class FakeDialogs:
    """Answers that a test prepared."""

    path: Path | None = None
    answer: Answer = "discard"
    recovery: Recovery = "restore"
    questions: list[str] = field(default_factory=list)
    suggestions: list[Path] = field(default_factory=list)
    shown_folders: list[Path] = field(default_factory=list)

    def photo(self, parent: QWidget) -> Path | None:
        return self.path

    def document(self, parent: QWidget) -> Path | None:
        return self.path

    def save_as(self, parent: QWidget, suggestion: Path) -> Path | None:
        return self.path

    def export(self, parent: QWidget, suggestion: Path) -> Path | None:
        self.suggestions.append(suggestion)
        return self.path

    def recover(self, parent: QWidget, name: str) -> Recovery:
        self.questions.append(name)
        return self.recovery

    def unfinished(self, parent: QWidget, name: str) -> bool:
        self.questions.append(name)
        return self.answer == "discard"

    def reset(self, parent: QWidget) -> bool:
        return True

    def picture(self, parent: QWidget, suggestion: Path) -> Path | None:
        return self.path

    def folder(self, parent: QWidget, program: str) -> Path | None:
        self.questions.append(program)
        return self.path

    def show_folder(self, folder: Path) -> None:
        self.shown_folders.append(folder)

    def unsaved(self, parent: QWidget, name: str) -> Answer:
        self.questions.append(name)
        return self.answer


@dataclass
class Studio:
    """The window with everything a test wants to hold."""

    window: MainWindow
    engine: FakeEngine
    dialogs: FakeDialogs
    bot: QtBot

    def make(self, text: str = "a woman in a red sweater") -> None:
        """Type, press Make, wait for the avatar."""
        before = self.window.session.document.avatar
        self.window.prompt.line.setText(text)
        self.window.prompt.make_button.click()
        self.until(lambda: self.window.session.document.avatar is not before)

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=WAIT_MS)

    @property
    def problem(self) -> str:
        """The words of the error box, or nothing when it is hidden."""
        panel = self.window.frame.error
        return f"{panel.what.text()} {panel.hint.text()}" if panel.isVisible() else ""


@pytest.fixture(scope="session")
def qapp(display: str) -> QApplication:
    """The application, with the studio's surface format and style."""
    present = QApplication.instance()
    return present if isinstance(present, QApplication) else make_application()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """English, and nobody else's choices."""
    store = QSettings(str(tmp_path / "studio.ini"), QSettings.Format.IniFormat)
    store.setValue("language", "en")
    return Preferences(store)


@pytest.fixture
def studio(qtbot: QtBot, engine: FakeEngine, preferences: Preferences) -> Iterator[Studio]:
    """An open window; closing it must leave no thread behind."""
    threads = threading.active_count()
    dialogs = FakeDialogs()
    window = build(engine, dialogs, preferences)
    window.session.settings.lock_seed(True)  # tests tell which seed they want
    window.resize(window.minimumSize())  # fewer pixels for the software renderer
    window.show()
    qtbot.waitExposed(window)
    yield Studio(window, engine, dialogs, qtbot)
    dialogs.answer = "discard"
    window.close()
    assert not window.session.thread_of_engine.alive
    window.deleteLater()
    QApplication.processEvents()
    assert threading.active_count() <= threads


@dataclass
class Contexts:
    """What moderngl made for every OpenGL context since the test began."""

    made: list[object] = field(default_factory=list)

    def released(self, index: int) -> bool:
        """Whether nothing holds this one any more: programs, buffers, textures and framebuffers do until released."""
        gc.collect()
        return sys.getrefcount(self.made[index]) == 2  # the list and the call


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> Contexts:
    found, create = Contexts(), moderngl.create_context

    def recorded(**options: int) -> moderngl.Context:
        context = create(**options)
        found.made.append(context.mglo)
        return context

    monkeypatch.setattr(moderngl, "create_context", recorded)
    return found


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    """A picture file; the scripted engine does not mind what is on it."""
    image = QImage(320, 400, QImage.Format.Format_RGB888)
    image.fill(0x8090A0)
    path = tmp_path / "portrait.png"
    image.save(str(path))
    return path


def pixels_of(image: QImage) -> np.ndarray:
    """uint8 (H, W, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

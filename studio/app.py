"""The composition root: builds engine, session and window, and runs them."""

import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QSurfaceFormat
from PySide6.QtWidgets import QApplication

from studio.filing import AUTOSAVE
from studio.language import Language
from studio.models.autosave import Autosave
from studio.models.preferences import Preferences
from studio.models.problem import unexpected
from studio.models.session import Session
from studio.requests import Engine
from studio.theme import dress
from studio.widgets.dialogs import Dialogs, QtDialogs
from studio.window import MainWindow

INTERRUPTED: Final = 128 + signal.SIGINT
SWITCH_SECONDS: Final = 0.001
"""How long the engine's Python may keep the window's waiting; a frame takes turns with it several times."""


def run(path: Path | None = None) -> int:
    """Open the studio, with a document or a photo if `path` names one; returns the exit code."""
    from engine.pipeline import Engine as ShippedEngine

    application = make_application()
    window = build(ShippedEngine())
    sys.excepthook = _shown_in(window.session)
    # Ctrl-C in the terminal ends it as a crash would: what is unsaved is offered at the next start
    signal.signal(signal.SIGINT, lambda *_: application.exit(INTERRUPTED))
    begin(window, path)
    return application.exec()


def begin(window: MainWindow, path: Path | None = None) -> None:
    """Show the window, offer what a crash left, take the file; load the models after the first frame."""
    once = Qt.ConnectionType.SingleShotConnection
    warm_up = window.session.warm_up  # torch must not hold up what the artist sees first
    window.viewport.frameSwapped.connect(lambda: QTimer.singleShot(0, warm_up), once)
    window.show()
    QTimer.singleShot(0, window.files.offer_recovery)
    if path is not None:
        QTimer.singleShot(0, lambda: window.files.take(path))


def make_application() -> QApplication:
    """The dressed application; the surface format must be set before it exists."""
    QSurfaceFormat.setDefaultFormat(surface_format())
    sys.setswitchinterval(SWITCH_SECONDS)
    application = QApplication(["maquette"])
    application.setApplicationName("Maquette")
    dress(application)
    return application


def surface_format() -> QSurfaceFormat:
    """OpenGL 3.3 core, which every platform has."""
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    return wanted


def build(engine: Engine, dialogs: Dialogs | None = None, preferences: Preferences | None = None) -> MainWindow:
    """The window around `engine`; tests hand in a scripted engine, their own dialogs and preferences."""
    preferences = preferences or Preferences()
    session = Session(engine)
    for name in ("guidance", "steps", "strength"):
        preferences.keep(name, getattr(session.settings, name))
    preferences.reset_done.connect(session.settings.reset_seed)
    language = Language(preferences.language)
    autosave = Autosave(session.document, preferences.folder / AUTOSAVE)
    window = MainWindow(session, dialogs or QtDialogs(), preferences, language, autosave)
    application = QApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(session.shut_down)
    return window


def _shown_in(session: Session) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """An exception that nobody caught (Qt swallows those of slots) reaches the artist."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        session.problems.show(unexpected("".join(traceback.format_exception(kind, error, trace))))

    return hook

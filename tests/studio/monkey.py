"""A monkey at the window: random actions around the scripted engine.

    PYTHONMALLOC=malloc python -m tests.studio.monkey [ACTIONS [SEED [SECONDS]]]

It clicks, types, drops, drags, switches and cancels whatever it finds, while the engine is quick, slow,
failing or deaf. What it finds wrong comes back in a `Report`: exceptions, threads that stay, memory that grows.
"""

import ctypes
import gc
import json
import random
import statistics
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QAction, QDropEvent, QImage, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QComboBox, QMenu, QSpinBox, QWidget

from engine.document import save_avatar
from engine.errors import NoFaceError, OutputError
from studio.app import build, make_application
from studio.language import ENGLISH, LANGUAGES
from studio.models.comparison import Compare
from studio.models.preferences import Preferences
from studio.viewport.preparer import THREAD as PREPARER
from studio.window import MainWindow
from tests.studio.conftest import FakeDialogs
from tests.studio.fake_engine import COLOURS, FakeEngine, coloured

SENTENCES = ("a man in a red sweater", "blue coat", "穿绿大衣的女子", "a w", "", "  ", "yellow " * 30)
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Down,
    Qt.Key.Key_7, Qt.Key.Key_Plus, Qt.Key.Key_A, Qt.Key.Key_Backspace, Qt.Key.Key_Home,
)  # fmt: skip
HARMLESS = ("This plugin does not support", "propagateSizeHints", "XKB", "QXcbConnection")
WATCH_MS = 150
PATIENCE_ROUNDS = 4000  # of 20 ms: autosave tries again after 20 s what could not be written
MEASURES = 20
"""How often memory is measured, unless that were after fewer than fifty actions."""
DEFAULTS = ("2000", "1", "86400")


@dataclass
class Report:
    """What a run found. `growth`: how much more memory is in use, as a share, than after the first quarter.

    `megabytes` in use and `resident`, measured now and then with nothing going on and nobody on show.
    """

    actions: int = 0
    seconds: float = 0.0
    growth: float = 0.0
    megabytes: list[float] = field(default_factory=list)
    resident: list[float] = field(default_factory=list)
    threads_left: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)


class Monkey:
    """Drives one window."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.engine, self.dialogs = FakeEngine(), FakeDialogs()
        self.report = Report()
        self._folder = folder
        store = QSettings(str(folder / "studio.ini"), QSettings.Format.IniFormat)
        self.window: MainWindow = build(self.engine, self.dialogs, Preferences(store))
        self.window.resize(self.window.minimumSize())
        self.window.show()
        self._done: Counter[str] = Counter()
        for colour in ("", *COLOURS):
            coloured(colour)  # the scripted engine keeps its avatars for good
        self._files = self._make_files()
        self._watch = QTimer()
        self._watch.timeout.connect(self._close_what_blocks)
        self._watch.start(WATCH_MS)

    def run(self, actions: int, seconds: float) -> Report:
        """Do so many actions, or as many as there is time for, close the window, and report."""
        threads, start = set(threading.enumerate()), time.monotonic()
        sys.excepthook, hook = self._caught, sys.excepthook
        qInstallMessageHandler(self._warned)
        pace = max(actions // MEASURES, 50)
        while self.report.actions < actions and time.monotonic() - start < seconds:
            self._act_often(min(pace, actions - self.report.actions), seconds / MEASURES)
            self._settle()
            self.report.megabytes.append(round(megabytes_in_use(), 1))
            self.report.resident.append(round(megabytes_resident(), 1))
        self._close()
        qInstallMessageHandler(None)
        sys.excepthook = hook
        report, measured = self.report, self.report.megabytes
        report.seconds = round(time.monotonic() - start, 1)
        report.growth = round(_growth(measured), 4)
        report.threads_left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
        report.done = dict(self._done.most_common())
        return report

    def _act_often(self, actions: int, seconds: float) -> None:
        """Do so many actions, or as many as there is time for."""
        end = time.monotonic() + seconds
        for _ in range(actions):
            if time.monotonic() < end:
                self._act()
                self.report.actions += 1

    def _act(self) -> None:
        verbs: list[tuple[int, Callable[[], None]]] = [
            (8, self._type), (8, self._click), (6, self._slide), (6, self._trigger), (5, self._drag), (4, self._key),
            (4, self._drop), (4, self._mood), (3, self._combine), (3, self._undo), (2, self._dialog), (2, self._cancel),
            (1, self._resize), (1, self._speak), (6, self._wait),
        ]  # fmt: skip
        weights = [weight for weight, _ in verbs]
        (verb,) = self.random.choices([verb for _, verb in verbs], weights)
        self._done[verb.__name__.strip("_")] += 1
        try:
            verb()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        except RuntimeError as error:  # what it was about to click on is gone, as after another language
            if "already deleted" not in str(error):
                self.report.exceptions.append(traceback.format_exc())
        except Exception:
            self.report.exceptions.append(traceback.format_exc())

    # what it can do

    def _type(self) -> None:
        line = self.window.prompt.line
        line.setText("")
        sentence = self.random.choice(SENTENCES)
        if sentence.isascii():
            QTest.keyClicks(line, sentence)
        else:
            line.insert(sentence)  # no key has these letters
            line.textEdited.emit(sentence)
        modifier = self.random.choice((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier))
        QTest.keyClick(line, Qt.Key.Key_Return, modifier)

    def _click(self) -> None:
        buttons = [button for button in self._shown(QAbstractButton) if button.isEnabled()]
        if buttons:
            self.random.choice(buttons).click()

    def _slide(self) -> None:
        sliders = self._shown(QAbstractSlider)
        if sliders:
            slider = self.random.choice(sliders)
            slider.setValue(self.random.randint(slider.minimum(), slider.maximum()))

    def _trigger(self) -> None:
        menus = self.window.menuBar().findChildren(QMenu)
        actions = [action for menu in menus for action in menu.actions() if self._allowed(action)]
        if actions:
            self.random.choice(actions).trigger()

    def _drag(self) -> None:
        viewport = self.window.viewport
        start, end = (QPoint(self.random.randrange(viewport.width()), self.random.randrange(300)) for _ in range(2))
        button = self.random.choice(
            (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
        )
        QTest.mousePress(viewport, button, pos=start)
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, button, pos=end)

    def _key(self) -> None:
        widget = self.window.focusWidget() or self.window.viewport
        QTest.keyClick(widget, self.random.choice(KEYS))

    def _drop(self) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(self.random.choice(self._files)))])
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, mime, left, none)
        self.window.dropEvent(event)

    def _mood(self) -> None:
        engine = self.engine
        engine.step_seconds = self.random.choice((0.0, 0.0, 0.0, 0.01, 0.03))
        engine.error = self.random.choice(
            (None, None, None, None, NoFaceError("No face was found in the picture.", ""), ZeroDivisionError("oh"))
        )
        engine.deaf = self.random.random() < 0.1
        engine.exports_fail = self.random.choice((None, None, None, OutputError("The disk is full.")))
        self.dialogs.answer = self.random.choice(("save", "discard", "stay"))
        self.dialogs.path = self.random.choice(
            (None, self._folder / "a.maquette", self._folder / "a.glb", self._folder)
        )
        engine.asked.clear()

    def _combine(self) -> None:
        boxes: list[QComboBox | QSpinBox] = [*self._shown(QComboBox), *self._shown(QSpinBox)]
        if boxes:
            box = self.random.choice(boxes)
            if isinstance(box, QSpinBox):
                box.setValue(self.random.randint(box.minimum(), box.maximum()))
            elif box.count():
                box.setCurrentIndex(self.random.randrange(box.count()))
                box.activated.emit(box.currentIndex())

    def _undo(self) -> None:
        self.random.choice((self.window.undo_action, self.window.redo_action)).trigger()

    def _dialog(self) -> None:
        exports = self.window.exports
        if exports.dialog is None:
            exports.ask()
        else:
            self.random.choice((exports.dialog.reject, exports.dialog.export_button.click))()

    def _cancel(self) -> None:
        self.window.session.cancel()

    def _resize(self) -> None:
        smallest = self.window.minimumSize()
        wider, higher = self.random.randrange(200), self.random.randrange(120)
        self.window.resize(smallest.width() + wider, smallest.height() + higher)

    def _speak(self) -> None:
        self.window.language.set(self.random.choice(list(LANGUAGES)))

    def _wait(self) -> None:
        QTest.qWait(self.random.choice((1, 5, 20, 60)))

    # its surroundings

    def _shown(self, kind: type) -> list:
        """Those that could be used, from the top left on. `findChildren` would keep what it found for good."""
        top = self._top()
        ours = (found for found in QApplication.allWidgets() if isinstance(found, kind) and top.isAncestorOf(found))
        usable = [found for found in ours if found.isVisible() and found.isEnabled()]
        return sorted(usable, key=lambda found: found.mapTo(top, QPoint()).toTuple()[::-1])

    def _top(self) -> QWidget:
        return self.window.exports.dialog or self.window

    def _allowed(self, action: QAction) -> bool:
        quits = action.shortcut().toString() == "Ctrl+Q"
        return action.isEnabled() and not action.isSeparator() and action.menu() is None and not quits

    def _close_what_blocks(self) -> None:
        """Popups and modal questions run an event loop of their own: this comes through."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None and self.random.random() < 0.5:
            popup.close()
        elif modal is not None and modal is not self.window.exports.dialog:
            modal.close()

    def _make_files(self) -> list[Path]:
        image = QImage(200, 240, QImage.Format.Format_RGB888)
        image.fill(0x8090A0)
        photo, text, broken, good = (self._folder / n for n in ("p.png", "t.jpg", "b.maquette", "g.maquette"))
        image.save(str(photo))
        text.write_text("no picture")
        broken.write_bytes(b"PK no")
        self.window.session.make_from_text("red")
        self._until_idle()
        avatar = self.window.session.document.avatar
        assert avatar is not None
        save_avatar(avatar, good)
        return [photo, text, broken, good, self._folder / "gone.png"]

    def _settle(self) -> None:
        """Bring the window to where it always holds the same: nothing going on, nobody on show."""
        self.engine.step_seconds, self.engine.deaf = 0.0, False
        self.engine.error = self.engine.exports_fail = None  # once raised, they hold the avatar they were raised over
        if self.window.exports.dialog is not None:
            self.window.exports.dialog.reject()
        self.window.session.cancel()
        self._until_idle()
        self.window.session.new()
        self.window.session.comparison.set_mode(Compare.OFF)
        self.window.session.view.reset()
        self.window.language.set(ENGLISH)
        self.window.resize(self.window.minimumSize())
        self._until_idle()
        for noted in (self.engine.asked, self.dialogs.questions, self.dialogs.suggestions, self.dialogs.shown_folders):
            noted.clear()
        QPixmapCache.clear()  # Qt keeps up to 10 MB of what it scaled and drew
        for _ in range(3):
            QTest.qWait(100)
            gc.collect()

    def _until_idle(self) -> None:
        for _ in range(PATIENCE_ROUNDS):
            QTest.qWait(20)
            preparing = any(thread.name == PREPARER for thread in threading.enumerate())
            if not self.window.session.activity.busy and self.window.autosave.up_to_date and not preparing:
                return
        title, kept = self.window.session.activity.title, self.window.autosave.up_to_date
        self.report.exceptions.append(f"The window did not come to rest: {title}, autosave up to date: {kept}.")

    def _close(self) -> None:
        self._watch.stop()
        self.dialogs.answer = "discard"
        self.window.close()
        if self.window.isVisible() or self.window.session.thread_of_engine.alive:
            self.report.exceptions.append("The window did not close.")
        self.window.deleteLater()
        QApplication.processEvents()

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.report.exceptions.append("".join(traceback.format_exception(kind, error, trace)))

    def _warned(self, kind: QtMsgType, context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(words in message for words in HARMLESS):
            self.report.warnings.append(message)


def _growth(measured: list[float]) -> float:
    """The median of the last quarter against that of the quarter after the warm-up.

    A leak raises it, and so does a step that stays; what one reading caught does not.
    """
    quarter = max(len(measured) // 4, 1)
    early, late = measured[quarter : 2 * quarter] or measured[:1], measured[-quarter:]
    return statistics.median(late) / statistics.median(early) - 1


class _Heap(ctypes.Structure):
    """glibc's `struct mallinfo2`, of all its arenas."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    ]  # fmt: skip


def megabytes_in_use() -> float:
    """What is allocated and not freed (glibc), whatever the allocator keeps for later or cannot give back.

    Python's own allocations count with `PYTHONMALLOC=malloc` only.
    """
    mallinfo = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if mallinfo is None:
        return megabytes_resident()
    mallinfo.restype = _Heap
    heap = mallinfo()
    return float(heap.uordblks + heap.hblkhd) / 1e6


def megabytes_resident() -> float:
    """Memory that this process holds now (Linux), with what the allocator keeps: it swings by a tenth."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
    if trim is not None:
        trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main(arguments: list[str]) -> int:
    """Let it loose and print what it found."""
    application = QApplication.instance() or make_application()
    actions, seed, seconds = (int(value) for value in [*arguments, *DEFAULTS[len(arguments) :]])
    with tempfile.TemporaryDirectory() as folder:
        report = Monkey(Path(folder), seed).run(actions, seconds)
    application.processEvents()
    report.warnings = [f"{times} x {words}" for words, times in Counter(report.warnings).most_common(12)]
    report.exceptions = [f"{times} x {words}" for words, times in Counter(report.exceptions).most_common(12)]
    print(json.dumps(asdict(report), indent=1, ensure_ascii=False))
    return 1 if report.exceptions or report.threads_left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

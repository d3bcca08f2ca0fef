"""Nothing is ever lost: new, recent files, autosave, recovery after a crash, what cannot be written."""

import errno
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.document import load_avatar
from engine.pipeline import DEFAULT_GUIDANCE
from studio.models import autosave
from studio.models.autosave import left_behind
from studio.models.preferences import Preferences
from studio.viewport.viewport import Viewport
from tests.studio.conftest import WAIT_MS, FakeDialogs, Studio
from tests.studio.fake_engine import FakeEngine

CRASH = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from studio.app import build, make_application
from studio.models.preferences import Preferences
from tests.studio.conftest import FakeDialogs
from tests.studio.fake_engine import FakeEngine
application = make_application()
preferences = Preferences(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window = build(FakeEngine(), FakeDialogs(), preferences)
window.session.make_from_text("a man in a blue coat")
def tell():
    if window.session.document.avatar is not None and window.autosave.up_to_date:
        sys.stdout.write("kept\\n"); sys.stdout.flush()
timer = QTimer()
timer.timeout.connect(tell)
timer.start(50)
application.exec()
"""

INTERRUPT = """
import os, signal, sys
from PySide6.QtCore import QTimer
from studio import app, cli
begin = app.begin
def begin_and_interrupt(window, path):
    begin(window, path)
    window.viewport.frameSwapped.connect(lambda: QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGINT)))
app.begin = begin_and_interrupt
sys.exit(cli.main())
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


def test_a_killed_studio_is_recovered_at_the_next_start(studio: Studio, preferences: Preferences) -> None:
    store = preferences.folder / "studio.ini"
    victim = subprocess.Popen([sys.executable, "-c", CRASH, str(store)], stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None and victim.stdout.readline() == "kept\n"
    assert left_behind(preferences.folder / "autosave") == []  # it is alive: nothing may be taken from it
    victim.send_signal(signal.SIGKILL)
    victim.wait(10)
    victim.stdout.close()
    (left,) = left_behind(preferences.folder / "autosave")
    studio.window.files.offer_recovery()
    document = studio.window.session.document
    assert studio.dialogs.questions == ["Untitled"]
    assert document.avatar is not None and document.avatar.prompt == "a man in a blue coat"
    assert document.unsaved
    assert not left.folder.exists()
    assert left_behind(preferences.folder / "autosave") == []


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_in_the_terminal_ends_the_studio(display: str, tmp_path: Path) -> None:
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", INTERRUPT], env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (130, "")


def test_what_was_left_can_wait_or_be_discarded(studio: Studio, preferences: Preferences) -> None:
    folder = crashed(studio, preferences)
    studio.dialogs.recovery = "later"
    studio.window.files.offer_recovery()
    assert folder.exists() and len(studio.dialogs.questions) == 1
    studio.dialogs.recovery = "discard"
    studio.window.files.offer_recovery()
    assert not folder.exists()
    studio.window.files.offer_recovery()
    assert len(studio.dialogs.questions) == 2


def test_a_damaged_leftover_is_told_and_kept(studio: Studio, preferences: Preferences) -> None:
    folder = crashed(studio, preferences)
    (folder / "avatar.maquette").write_bytes(b"half a fi")
    studio.window.files.offer_recovery()
    assert "avatar.maquette" in studio.problem
    assert folder.exists()


def test_autosave_follows_the_work_and_ends_with_it(studio: Studio, preferences: Preferences, tmp_path: Path) -> None:
    studio.make()
    until_kept(studio)
    (kept,) = (preferences.folder / "autosave").glob("*/avatar.maquette")
    assert load_avatar(kept).prompt == "a woman in a red sweater"
    assert studio.window.session.save(tmp_path / "saved.maquette")
    assert not kept.exists()
    studio.make("a man in a blue coat")
    until_kept(studio)
    assert load_avatar(kept).prompt == "a man in a blue coat"
    studio.window.close()
    assert list((preferences.folder / "autosave").iterdir()) == []


def test_a_full_disk_loses_nothing(
    studio: Studio, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.make()

    def full(*arguments: object, **named: object) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(autosave, "RETRY_MS", 50)
    with monkeypatch.context() as disk:
        disk.setattr(tempfile, "mkstemp", full)
        studio.until(lambda: "disk is full" in studio.problem)  # autosave said so by itself
        studio.window.session.problems.clear()
        QTest.qWait(300)
        assert not studio.problem  # it tries again, but says it once
        studio.dialogs.path, studio.dialogs.answer = tmp_path / "a.maquette", "save"
        studio.window.close()
        assert studio.window.isVisible() and studio.window.session.document.unsaved
        assert "disk is full" in studio.problem and "Free some space" in studio.problem
    studio.until(lambda: bool(list(preferences.folder.glob("autosave/*/avatar.maquette"))))


def test_a_folder_that_is_none_and_a_file_in_the_way(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    (tmp_path / "wall").write_text("a file")
    assert not studio.window.session.save(tmp_path / "wall" / "a.maquette")
    assert "Choose another folder" in studio.problem
    assert studio.window.session.document.unsaved


def test_a_dropped_folder_is_called_one(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "Photos").mkdir()
    studio.window.files.take(tmp_path / "Photos")
    assert studio.problem == "Photos is a folder. Drop a picture or a .maquette file out of it."


def test_new_asks_first_and_empties_the_window(studio: Studio, portrait: Path) -> None:
    studio.window.files.take(portrait)
    studio.until(lambda: studio.window.session.document.avatar is not None)
    studio.dialogs.answer = "stay"
    studio.window.files.new()
    assert studio.window.session.document.avatar is not None
    studio.dialogs.answer = "discard"
    studio.window.files.new()
    assert studio.window.session.document.avatar is None
    assert studio.window.session.photo.path is None
    assert studio.window.frame.empty.isVisible()
    assert not studio.window.isWindowModified()


def test_new_lets_go_of_the_avatar(studio: Studio, tmp_path: Path) -> None:
    session, path = studio.window.session, tmp_path / "a.maquette"
    studio.make()
    assert session.save(path) and session.open(path)
    planes = weakref.ref(session.document.avatar.planes)
    studio.until(lambda: studio.window.viewport.resting)
    studio.window.files.new()
    gc.collect()
    assert planes() is None


def test_recent_documents(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    for name in ("a", "b"):
        assert studio.window.session.save(tmp_path / f"{name}.maquette")
    menu = studio.window.recent_menu
    menu.fill()
    assert [action.text() for action in menu.actions()[:2]] == ["&1  b.maquette", "&2  a.maquette"]
    (tmp_path / "b.maquette").unlink()
    menu.fill()
    menu.actions()[0].trigger()
    assert studio.window.session.document.path == tmp_path / "a.maquette"
    menu.fill()
    menu.actions()[-1].trigger()
    menu.fill()
    assert not menu.actions()[0].isEnabled()


def test_numbers_and_geometry_outlive_the_window(studio: Studio, preferences: Preferences, qtbot: QtBot) -> None:
    from studio.app import build

    studio.window.session.settings.guidance.set(4.5)
    studio.window.resize(900, 700)
    studio.window.close()
    again = build(studio.engine, studio.dialogs, preferences)
    assert again.session.settings.guidance.value == 4.5
    assert again.size().width() == 900
    again.reset_settings()
    assert again.session.settings.guidance.value == DEFAULT_GUIDANCE
    again.close()
    again.deleteLater()


@pytest.mark.parametrize(
    "kept", ["", "\x00 [[[\n=\n", "[numbers]\nguidance=nan\nsteps=inf\n", "[General]\ngeometry=7\nexport=[1]\n"]
)
def test_the_window_opens_with_broken_preferences(qtbot: QtBot, qapp: object, tmp_path: Path, kept: str) -> None:
    from studio.app import build

    (tmp_path / "broken.ini").write_text(kept)
    store = QSettings(str(tmp_path / "broken.ini"), QSettings.Format.IniFormat)
    window = build(FakeEngine(), FakeDialogs(), Preferences(store))
    window.show()
    qtbot.waitExposed(window)
    assert window.session.settings.guidance.value == DEFAULT_GUIDANCE
    window.close()
    window.deleteLater()


def test_preferences_that_make_no_sense_are_ignored(preferences: Preferences, studio: Studio) -> None:
    preferences.put("numbers/guidance", "lots")
    preferences.put("recent", "no/such/file")
    preferences.keep("guidance", studio.window.session.settings.guidance)
    assert studio.window.session.settings.guidance.value == DEFAULT_GUIDANCE
    assert preferences.recent == []


def crashed(studio: Studio, preferences: Preferences) -> Path:
    """A folder as a crash leaves it behind."""
    studio.make()
    until_kept(studio)
    (kept,) = (preferences.folder / "autosave").glob("*/avatar.maquette")
    folder = preferences.folder / "autosave" / "crashed"
    folder.mkdir()
    (folder / "avatar.maquette").write_bytes(kept.read_bytes())
    (folder / "about.json").write_text(json.dumps({"name": "Untitled", "path": ""}))
    studio.window.session.document.mark_saved()
    QTest.qWait(20)
    return folder


def until_kept(studio: Studio) -> None:
    studio.bot.waitUntil(lambda: studio.window.autosave.up_to_date, timeout=WAIT_MS)

"""The window around the shipped engine: make, edit, export, as an artist would in one sitting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.camera import Camera
from engine.document import load_avatar
from engine.pipeline import Engine
from studio.app import build
from studio.models.preferences import Preferences
from studio.window import MainWindow
from tests.studio.conftest import FakeDialogs, pixels_of

PATIENCE_MS = 300_000


@pytest.fixture
def window(qtbot: QtBot, preferences: Preferences) -> Iterator[MainWindow]:
    window = build(Engine(), FakeDialogs(), preferences)
    window.resize(window.minimumSize())
    window.show()
    yield window
    window.close()
    assert not window.session.thread_of_engine.alive


@pytest.mark.slow
def test_make_edit_undo_export_and_save(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    session, previews = window.session, []
    session.planes_changed.connect(lambda planes, preview: previews.append(preview))
    session.settings.steps.set(8)

    def idle() -> bool:
        return not session.activity.busy and window.viewport.resting

    session.make_from_text("a man with a grey beard and a red sweater")
    qtbot.waitUntil(idle, timeout=PATIENCE_MS)
    assert session.problems.current is None
    made = session.document.avatar
    assert made is not None and made.steps == 8
    assert True in previews
    assert pixels_of(window.viewport.grabFramebuffer()).std() > 15
    session.edit("blue sweater")
    qtbot.waitUntil(idle, timeout=PATIENCE_MS)
    assert session.document.avatar.history[0].prompt == "blue sweater"
    session.document.history.undo()
    assert session.document.avatar is made
    for name, write in (
        ("avatar.glb", session.export),
        ("avatar.png", lambda path: session.save_picture(path, Camera())),
    ):
        write(tmp_path / name)
        qtbot.waitUntil(idle, timeout=PATIENCE_MS)
        assert session.problems.current is None
        assert (tmp_path / name).stat().st_size > 10_000
    assert session.save(tmp_path / "avatar.maquette")
    assert load_avatar(tmp_path / "avatar.maquette").seed == made.seed

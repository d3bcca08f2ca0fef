"""The window around the shipped engine: make, edit, export, as an artist would in one sitting."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.attributes import Part
from engine.camera import Camera
from engine.document import load_avatar
from engine.pipeline import Engine
from studio.app import build
from studio.models.preferences import Preferences
from studio.window import MainWindow
from tests.studio.conftest import FakeDialogs, pixels_of

PATIENCE_MS = 300_000


@pytest.fixture(scope="module")
def engine() -> Engine:
    """One for all, as its models take seconds to load."""
    return Engine()


@pytest.fixture
def window(qtbot: QtBot, engine: Engine, preferences: Preferences) -> Iterator[MainWindow]:
    window = build(engine, FakeDialogs(), preferences)
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


@pytest.mark.slow
def test_variations_colours_and_cancel(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    session.settings.steps.set(4)

    def idle() -> bool:
        return not session.activity.busy and window.viewport.resting

    session.vary("a woman in a green dress")
    qtbot.waitUntil(idle, timeout=PATIENCE_MS)
    assert session.problems.current is None
    made = [place.result.avatar for place in session.variations.slots]
    assert len({avatar.seed for avatar in made}) == 4 and session.document.avatar is made[0]
    window.session.parts.set_colour(Part.GARMENT, (0.1, 0.2, 0.9))
    session.edit("glasses")
    qtbot.waitUntil(idle, timeout=PATIENCE_MS)
    assert session.sampling.reading.before is not None
    session.settings.steps.set(50)
    session.make_random()
    sampled = lambda: session.activity.progress is not None and session.activity.progress.done > 1  # noqa: E731
    qtbot.waitUntil(sampled, timeout=PATIENCE_MS)
    avatar, begun = session.document.avatar, time.monotonic()
    session.cancel()
    assert not session.activity.busy and time.monotonic() - begun < 0.3
    qtbot.waitUntil(lambda: session.thread_of_engine.idle, timeout=PATIENCE_MS)
    assert session.document.avatar is avatar

"""Who looks for garbage, and when."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio import collector
from studio.collector import Collector
from tests.studio.conftest import Studio


class Knot:
    """Garbage that only a search finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


def dropped_knot() -> "weakref.ref[Knot]":
    return weakref.ref(Knot())


def old_dropped_knot() -> "weakref.ref[Knot]":
    """One that has outlived the searches for young garbage."""
    knot = Knot()
    gc.collect()
    return weakref.ref(knot)


@pytest.fixture
def busy() -> list[bool]:
    return [False]


@pytest.fixture
def at_work(qtbot: QtBot, busy: list[bool], monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr(collector, "PAUSE_MS", 5)
    parent = QObject()
    found = Collector(parent, lambda: busy[0])
    yield found
    found.stop()


def test_young_garbage_goes_even_while_the_engine_works(qtbot: QtBot, at_work: Collector, busy: list[bool]) -> None:
    busy[0] = True
    young = dropped_knot()
    qtbot.waitUntil(lambda: young() is None)


def test_old_garbage_waits_for_rest(qtbot: QtBot, at_work: Collector, busy: list[bool]) -> None:
    busy[0] = True
    old = old_dropped_knot()
    qtbot.wait(60 * 5)
    assert old() is not None
    busy[0] = False
    qtbot.waitUntil(lambda: old() is None)


def test_what_lives_when_it_settles_is_never_searched_again(at_work: Collector) -> None:
    here = [[place] for place in range(1000)]
    assert len(gc.get_objects()) > len(here)
    at_work.settle()
    assert len(gc.get_objects()) < len(here) / 10


def test_an_open_window_has_it_and_a_closed_one_gives_it_back(studio: Studio) -> None:
    assert not gc.isenabled()
    studio.window.close()
    assert gc.isenabled() and not gc.get_freeze_count()

"""The turntable: as quick as the screen, but half of the time is the engine's while it works."""

import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.viewport.turntable import FRAME_MS, SPEED, Turntable

FRAME_SECONDS = 0.2


@pytest.mark.parametrize(("busy", "pause"), [(False, 0.0), (True, FRAME_SECONDS)])
def test_it_pauses_as_long_as_a_frame_took_while_the_engine_works(
    qtbot: QtBot, qapp: QObject, busy: bool, pause: float
) -> None:
    turntable = Turntable(qapp, lambda: busy)
    turned: list[tuple[float, float]] = []
    turntable.turned.connect(lambda degrees: turned.append((time.perf_counter(), degrees)))
    turntable.set_turning(True)
    qtbot.waitUntil(lambda: len(turned) == 1)
    time.sleep(FRAME_SECONDS)
    on_screen = time.perf_counter()
    turntable.on_frame()
    qtbot.waitUntil(lambda: len(turned) == 2)
    turntable.set_turning(False)
    waited = turned[1][0] - on_screen
    assert pause * 0.95 <= waited < pause + FRAME_SECONDS / 2
    assert turned[1][1] == pytest.approx((turned[1][0] - turned[0][0]) * SPEED, rel=0.05)


def test_quick_frames_do_not_follow_each_other_quicker_than_the_screen(qtbot: QtBot, qapp: QObject) -> None:
    turntable = Turntable(qapp, lambda: False)
    times: list[float] = []
    turntable.turned.connect(lambda: times.append(time.perf_counter()))
    turntable.turned.connect(turntable.on_frame)
    turntable.set_turning(True)
    qtbot.waitUntil(lambda: len(times) == 5)
    turntable.set_turning(False)
    assert times[-1] - times[0] >= 4 * (FRAME_MS - 1.5) / 1000


def test_it_stops(qtbot: QtBot, qapp: QObject) -> None:
    turntable = Turntable(qapp, lambda: False)
    turned: list[float] = []
    turntable.turned.connect(turned.append)
    turntable.set_turning(True)
    qtbot.waitUntil(lambda: len(turned) == 1)
    turntable.set_turning(False)
    turntable.on_frame()
    qtbot.wait(50)
    assert len(turned) == 1

"""The thread that the engine works on."""

import os
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from engine.progress import CancelToken
from studio.engine_thread import NICENESS, EngineThread
from studio.requests import WarmUpRequest
from tests.studio.fake_engine import FakeEngine


class Placed(FakeEngine):
    """Notes how much its thread, and one that it starts as torch does, give way to others."""

    def warm_up(self, cancel: CancelToken | None = None) -> None:
        self.niceness = [_niceness()]
        started = threading.Thread(target=lambda: self.niceness.append(_niceness()))
        started.start()
        started.join()


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a niceness of their own on Linux")
def test_the_engine_gives_way_to_the_window(qtbot: QtBot) -> None:
    engine, own = Placed(), _niceness()
    thread = EngineThread(engine)
    with qtbot.waitSignal(thread.finished, timeout=10_000):
        thread.submit(WarmUpRequest())
    thread.shut_down()
    expected = max(own, NICENESS)
    assert engine.niceness == [expected, expected]
    assert _niceness() == own

"""How quick the window is: `python -m studio.measure [-o OUT.json]` measures the real window around the shipped engine.

`first_frame_seconds`: from the start of a new process to the first painted frame. `fps_512_motion`: coarse frames a
second of a 512 x 512 viewport that turns inside the full window. `exact_still_seconds`: from rest to the exact picture.
`new_planes_seconds`: from the arrival of an avatar in the viewport to its picture. `working`: while an avatar is made,
the longest time and the 99th percentile that the interface did not answer (`gap_*`), frames a second and how long the
avatar took; the same while the turntable runs. `cancel_seconds`: until the interface is free again;
`engine_free_seconds`: until the engine is. `load`: the machine's load average before, since a busy machine measures
itself.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QTimer

from engine.files import write_bytes
from studio.viewport.viewport import Viewport
from studio.window import MainWindow

SIZE: Final = 512
TURN_FRAMES: Final = 60
PATIENCE_SECONDS: Final = 300.0
BEAT_MS: Final = 5
_FIRST_FRAME: Final = """
import time
import studio.cli
from studio.cli.window import load
app = load()
from engine.pipeline import Engine
from studio.models.preferences import passing
application = app.make_application()
window = app.build(Engine(), preferences=passing())
window.viewport.frameSwapped.connect(application.quit)
window.show()
application.exec()
import sys; sys.stdout.write(str(time.time()))
window.session.shut_down()
"""


def first_frame_seconds() -> float:
    """Seconds a new process takes until the viewport's first frame is on the screen.

    Python may keep compiled modules, as it does for artists, even where the shell forbids that: compiling takes .3 s.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command, start = [sys.executable, "-c", _FIRST_FRAME], time.time()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=kept)
    return float(done.stdout.split()[-1]) - start


class Heartbeat(QObject):
    """Counts how long the event loop keeps a timer waiting, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def figures(self) -> dict[str, float]:
        """The longest gap, and the one that 99% of the beats kept."""
        self._timer.stop()
        return {"gap_longest_seconds": max(self._gaps), "gap_p99_seconds": float(np.percentile(self._gaps, 99))}

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now


def measure(window: MainWindow) -> dict[str, object]:
    """All figures of an open window; needs a display and a running application."""
    session, viewport = window.session, window.viewport
    _fit(window)
    session.warm_up()
    session.make_random()
    _settle(window)  # the first avatar loads models and compiles shaders
    figures: dict[str, object] = dict(_viewport_figures(viewport))
    figures["new_planes_seconds"] = _new_planes(window)
    figures["working"] = _while_working(window, turning=False)
    figures["working_and_turning"] = _while_working(window, turning=True)
    return figures | _cancel(window)


def _viewport_figures(viewport: Viewport) -> dict[str, float]:
    motion = _turning_fps(viewport)
    start = time.perf_counter()
    _wait(lambda: viewport.resting)
    return {f"fps_{SIZE}_motion": motion, "exact_still_seconds": time.perf_counter() - start}


def _turning_fps(viewport: Viewport) -> float:
    loop = QEventLoop()
    viewport.frameSwapped.connect(loop.quit)
    for frame in range(TURN_FRAMES + TURN_FRAMES // 4):
        if frame == TURN_FRAMES // 4:  # the resolution has settled
            start = time.perf_counter()
        viewport.look_from((viewport.camera.azimuth + 3, 5.0))
        loop.exec()
    viewport.frameSwapped.disconnect(loop.quit)
    return TURN_FRAMES / (time.perf_counter() - start)


def _new_planes(window: MainWindow) -> float:
    """The median of a few avatars that arrive at rest."""
    taken: list[float] = []
    window.viewport.appeared.connect(lambda sight, seconds: taken.append(seconds))
    for count in range(1, 6):
        window.session.show_again()
        _wait(lambda count=count: len(taken) >= count and window.viewport.resting)  # type: ignore[misc]
    return float(np.median(taken))


def _while_working(window: MainWindow, turning: bool) -> dict[str, float]:
    frames: list[float] = []
    count: Callable[[], None] = lambda: frames.append(time.perf_counter())  # noqa: E731 - to disconnect it again
    window.viewport.frameSwapped.connect(count)
    window.session.view.set_turning(turning)
    window.session.make_random()
    heartbeat, start = Heartbeat(), time.perf_counter()
    _wait(lambda: not window.session.activity.busy)
    seconds = time.perf_counter() - start
    figures = heartbeat.figures() | {"frames_per_second": len(frames) / seconds, "avatar_seconds": seconds}
    window.session.view.set_turning(False)
    window.viewport.frameSwapped.disconnect(count)
    _settle(window)
    return figures


def _cancel(window: MainWindow) -> dict[str, object]:
    session = window.session
    session.make_random()
    _wait(lambda: session.activity.progress is not None and session.activity.progress.done >= 2)
    start = time.perf_counter()
    session.cancel()
    _wait(lambda: not session.activity.busy)
    free = time.perf_counter() - start
    _wait(lambda: session.thread_of_engine.idle)
    return {"cancel_seconds": free, "engine_free_seconds": time.perf_counter() - start}


def _fit(window: MainWindow) -> None:
    """Give the viewport its size by resizing the window around it."""
    window.show()
    _wait(lambda: window.viewport.resting)
    missing = SIZE - window.viewport.width(), SIZE - window.viewport.height()
    window.resize(window.width() + missing[0], window.height() + missing[1])
    _wait(lambda: window.viewport.resting)


def _settle(window: MainWindow) -> None:
    _wait(lambda: not window.session.activity.busy)
    _wait(lambda: window.viewport.resting)


def _wait(condition: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < end:
        loop = QEventLoop()
        QTimer.singleShot(BEAT_MS, loop.quit)
        loop.exec()
        if condition():
            return


def main(arguments: list[str]) -> int:
    """Measure with the shipped engine."""
    from engine.pipeline import Engine
    from studio.app import build, make_application
    from studio.models.preferences import passing

    parser = argparse.ArgumentParser(prog="python -m studio.measure", description="How quick the window is.")
    parser.add_argument("-o", "--output", type=Path)
    output: Path | None = parser.parse_args(arguments).output
    load = os.getloadavg() if hasattr(os, "getloadavg") else None
    figures: dict[str, object] = {"first_frame_seconds": min(first_frame_seconds() for _ in range(3))}
    application = make_application()
    window = build(Engine(), preferences=passing())
    figures |= measure(window)
    figures |= {"viewport_pixels": [window.viewport.width(), window.viewport.height()]}
    figures |= {
        "renderer": window.viewport.renderer,
        "cores": os.cpu_count(),
        "system": platform.system(),
        "load": load,
    }
    window.session.document.mark_saved()
    window.close()
    application.processEvents()
    text = json.dumps(_rounded(figures), indent=2)
    sys.stdout.write(text + "\n")
    if output is not None:
        write_bytes(output, text.encode() + b"\n")
    return 0


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

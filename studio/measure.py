"""How quick the window is: `python -m studio.measure [FILE.maquette]` writes JSON to the standard output.

`first_frame_seconds`: from the start of a new process to the first painted frame. `fps_512_motion`: coarse
frames a second of a 512 x 512 viewport that turns. `exact_still_seconds`: from rest to the exact picture.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

from engine.document import Avatar, load_avatar
from engine.field.decoder_weights import DecoderWeights
from studio.viewport.viewport import Viewport

TURN_FRAMES: Final = 40
PATIENCE_SECONDS: Final = 120.0
_FIRST_FRAME: Final = """
import time
from studio.app import build, make_application
from engine.pipeline import Engine
application = make_application()
window = build(Engine())
window.viewport.frameSwapped.connect(application.quit)
window.show()
application.exec()
import sys; sys.stdout.write(str(time.time()))
window.session.shut_down()
"""


def first_frame_seconds() -> float:
    """Seconds a new process takes until the viewport's first frame is on the screen."""
    start = time.time()
    done = subprocess.run([sys.executable, "-c", _FIRST_FRAME], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1]) - start


def viewport_speed(avatar: Avatar, weights: DecoderWeights, size: int = 512) -> dict[str, float]:
    """`fps_512_motion` and `exact_still_seconds` of a viewport `size` logical pixels wide; needs an application."""
    viewport = Viewport()
    viewport.resize(size, size)
    viewport.show()
    viewport.show_planes(avatar.planes, weights)
    _wait(lambda: viewport.resting)  # shaders compile with the first pictures
    motion = _turning_fps(viewport)
    start = time.perf_counter()
    _wait(lambda: viewport.resting)
    still = time.perf_counter() - start
    viewport.close()
    return {f"fps_{size}_motion": motion, "exact_still_seconds": still}


def _turning_fps(viewport: Viewport) -> float:
    loop = QEventLoop()
    viewport.frameSwapped.connect(loop.quit)
    start = time.perf_counter()
    for _ in range(TURN_FRAMES):
        viewport.look_from((viewport.camera.azimuth + 3, 5.0))
        loop.exec()
    return TURN_FRAMES / (time.perf_counter() - start)


def _wait(condition: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE_SECONDS
    while not condition() and time.perf_counter() < end:
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()


def main(arguments: list[str]) -> int:
    """Measure with the shipped decoder; without a document only the first frame."""
    from engine.pipeline import Engine
    from studio.app import make_application

    figures = {"first_frame_seconds": first_frame_seconds()}
    if arguments:
        application = make_application()
        figures |= viewport_speed(load_avatar(Path(arguments[0])), Engine().decoder_weights)
        application.processEvents()
    sys.stdout.write(json.dumps({name: round(value, 3) for name, value in figures.items()}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

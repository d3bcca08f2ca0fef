"""Screenshots of the real window in every state, to be looked at.

    python -m studio.screenshots OUT_DIR [--language zh_CN] [--scale 2] [--size 1400x900] [--photo P] [--seed N]
        [--readme]

Without a photo the astronaut of scikit-image is used. The shipped engine makes what is seen. `--readme` takes only
the pictures of the README, under the names it knows them by: `python -m studio.screenshots docs/pictures --readme`.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from studio.app import build, make_application
from studio.language import ENGLISH, LANGUAGES
from studio.models.preferences import passing
from studio.photographer import SEED, Photographer
from studio.pictures import to_qimage
from studio.requests import Engine


def astronaut(folder: Path) -> Path:
    """A portrait that comes with scikit-image, written into `folder`."""
    from skimage import data

    path = folder / "astronaut.png"
    to_qimage(data.astronaut()).save(str(path))
    return path


def take(
    engine: Engine,
    folder: Path,
    photo: Path | None = None,
    language: str = ENGLISH,
    size: QSize | None = None,
    seed: int = SEED,
    readme: bool = False,
) -> list[Path]:
    """Screenshots of a window around `engine`; needs an application and a display."""
    window = build(engine, preferences=passing(language))
    if size is not None:
        window.resize(size)
    photographer = Photographer(window, folder, seed)
    try:
        with tempfile.TemporaryDirectory() as place:
            chosen = photo or astronaut(Path(place))
            return photographer.take_readme(chosen) if readme else photographer.take_all(chosen)
    finally:
        window.session.document.mark_saved()
        window.close()


def main(arguments: list[str]) -> int:
    """With the shipped engine."""
    asked = _parser().parse_args(arguments)
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale)  # Qt reads it when the application is made

    from engine.pipeline import Engine as ShippedEngine

    application = QApplication.instance() or make_application()
    width, height = (int(side) for side in asked.size.split("x"))
    size = QSize(width, height)
    take(ShippedEngine(), asked.folder, asked.photo, asked.language, size, asked.seed, asked.readme)
    application.processEvents()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=list(LANGUAGES), default=ENGLISH)
    parser.add_argument("--scale", type=float, default=1.0, help="as on a screen with this many pixels to the point")
    parser.add_argument("--size", default="1400x900", help="of the window, in points")
    parser.add_argument("--photo", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The portrait in the photo well."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal


class Photo(QObject):
    """The chosen picture file and its pixels, uint8 (H, W, 3), for showing."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.pixels: NDArray[np.uint8] | None = None

    def clear(self) -> None:
        """An empty well."""
        self.path = self.pixels = None
        self.changed.emit()

    def load(self, path: Path) -> None:
        """Take the picture at `path`. Raises InputError and keeps the one before."""
        from engine.photo.decode import read_picture  # Pillow, which the first frame must not wait for

        self.pixels = read_picture(path)
        self.path = path
        self.changed.emit()

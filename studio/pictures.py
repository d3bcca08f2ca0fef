"""Pictures between numpy and Qt, and to disk. Arrays are uint8 (H, W, 3) or (H, W, 4), sRGB."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from engine.errors import OutputError
from engine.files import write_bytes


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage that owns its pixels."""
    pixels = np.ascontiguousarray(pixels)
    height, width, channels = pixels.shape
    kind = QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888
    return QImage(pixels.data, width, height, width * channels, kind).copy()


def write_picture(pixels: NDArray[np.uint8], path: Path) -> Path:
    """Write a PNG safely. Raises OutputError."""
    write_bytes(path, png_bytes(to_qimage(pixels)))
    return path


def png_bytes(image: QImage) -> bytes:
    """The picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OutputError("The picture cannot be written as PNG.")
    return bytes(buffer.data().data())

"""Arrays of a data set as bytes: lossless and small for planes and labels, JPEG for colours of lit portraits.

A blob is a checksum of what follows, a header (mark, form, type, number of dimensions), the dimensions and a body.
"""

import io
import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from engine.errors import DataError

Bytes = NDArray[np.uint8]
_MARK: Final = b"MQ"
_HEADER: Final = struct.Struct("<I2scBB")
_DEFLATED, _JPEG = b"z", b"j"
_KINDS: Final = (np.dtype(np.uint8), np.dtype("<u2"), np.dtype("<f4"))
_QUALITY: Final = 95
_BLOCK: Final = 8


def pack(array: NDArray[np.generic]) -> Bytes:
    """`array` (uint8, uint16 or float32, any shape) compressed without loss."""
    raw = array if array.dtype != np.uint16 else _split(array)
    packer = zlib.compressobj(1)
    body = packer.compress(np.ascontiguousarray(raw).data) + packer.flush()
    return _blob(_DEFLATED, array, body)


def pack_picture(colour: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> Bytes:
    """sRGB `colour` (H, W, 3) as JPEG; where `alpha` (H, W) is 0 it is not kept and comes back black."""
    file = io.BytesIO()
    Image.fromarray(_without_edge(colour, alpha > 0)).save(file, "JPEG", quality=_QUALITY, subsampling=0)
    return _blob(_JPEG, colour, file.getvalue())


def unpack(blob: Bytes) -> NDArray:
    """The array in `blob`. Raises DataError when it is damaged."""
    data = blob.tobytes()
    try:
        checksum, mark, form, kind, dimensions = _HEADER.unpack_from(data)
        shape = struct.unpack_from(f"<{dimensions}I", data, _HEADER.size)
        body = data[_HEADER.size + 4 * dimensions :]
        if mark != _MARK or zlib.crc32(data[4:]) != checksum:
            raise DataError("an array of it has changed since it was written")
        if form == _JPEG:
            return np.array(Image.open(io.BytesIO(body)))
        raw = np.frombuffer(zlib.decompress(body), np.uint8)
        return _joined(raw, shape) if _KINDS[kind] == np.uint16 else raw.view(_KINDS[kind]).reshape(shape).copy()
    except (struct.error, zlib.error, ValueError, IndexError, UnidentifiedImageError) as error:
        raise DataError(f"an array of it cannot be read ({error})") from error


def _blob(form: bytes, array: NDArray[np.generic], body: bytes) -> Bytes:
    header = _HEADER.pack(0, _MARK, form, _KINDS.index(array.dtype), array.ndim)
    content = (header + struct.pack(f"<{array.ndim}I", *array.shape) + body)[4:]
    return np.frombuffer(struct.pack("<I", zlib.crc32(content)) + content, np.uint8)


def _split(array: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Differences along rows, low and high bytes apart: what smooth depths compress well as."""
    steps = array.astype(np.uint16)
    steps[..., 1:] -= array[..., :-1].astype(np.uint16)
    return np.stack([steps.astype(np.uint8), (steps >> 8).astype(np.uint8)])


def _joined(raw: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint16]:
    low, high = raw.reshape(2, *shape).astype(np.uint16)
    return np.add.accumulate(low | (high << 8), axis=-1, dtype=np.uint16)


def _without_edge(colour: NDArray[np.uint8], covered: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """`colour`, in JPEG blocks on the edge every uncovered pixel set to the mean of what is covered there, so that the
    background does not ring into the edge."""
    height, width = covered.shape
    padding = (0, -height % _BLOCK), (0, -width % _BLOCK)
    inside, picture = _blocks(np.pad(covered, padding)), _blocks(np.pad(colour, (*padding, (0, 0))))
    counts = inside.sum(axis=(2, 3), dtype=np.uint16)
    edge = (counts > 0) & (counts < _BLOCK * _BLOCK)
    seen, pixels = inside[edge][..., None], picture[edge]
    mean = (pixels * seen).sum(axis=(1, 2), keepdims=True) / counts[edge][:, None, None, None]
    picture[edge] = np.where(seen, pixels, (mean + 0.5).astype(np.uint8))
    return picture.swapaxes(1, 2).reshape(height + padding[0][1], -1, 3)[:height, :width]


def _blocks(image: NDArray) -> NDArray:
    """(H, W, ...) as (H / 8, W / 8, 8, 8, ...)."""
    height, width = image.shape[:2]
    return image.reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK, *image.shape[2:]).swapaxes(1, 2)

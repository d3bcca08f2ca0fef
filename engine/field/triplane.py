"""The relief triplane: six orthographic reliefs on three planes. numpy only.

View order: 0 "+z" front, 1 "-z" back, 2 "+x" the avatar's left, 3 "-x", 4 "+y" top, 5 "-y" bottom.
Both sides of a plane share one texel grid, so views 0 and 1 lie on XY, 2 and 3 on ZY, 4 and 5 on XZ:

    XY: column <-> x from -1 to +1, row <-> y from +1 (top row) to -1
    ZY: column <-> z from -1 to +1, row <-> y from +1 (top row) to -1
    XZ: column <-> x from -1 to +1, row <-> z from -1 (top row) to +1

The centre of column j of S lies at -1 + (2 j + 1) / S.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT
from engine.errors import DataError

VIEW_COUNT: Final = 6
VIEW_NAMES: Final = ("+z", "-z", "+x", "-x", "+y", "-y")
VIEW_SIGN: Final = (1, -1, 1, -1, 1, -1)
"""+1 where the view looks at the surface from the positive side of its axis."""
VIEW_AXIS: Final = (2, 2, 0, 0, 1, 1)
"""The axis (0 x, 1 y, 2 z) that a view's depth runs along."""
COLUMN_AXIS: Final = (0, 0, 2, 2, 0, 0)
ROW_AXIS: Final = (1, 1, 1, 1, 2, 2)
ROW_SIGN: Final = (-1, -1, -1, -1, 1, 1)
"""-1 where the row index grows against its axis."""
SILHOUETTE_LIMIT: Final = 0.06
"""Silhouette distances are clamped to plus and minus this, in cube units."""


@dataclass(frozen=True, eq=False)
class ReliefTriplane:
    """What is seen of an avatar from six sides, on S x S texels per view. Arrays are read-only.

    colour: float32 (6, S, S, 3), sRGB in [0, 1], filled by nearest outside the silhouette.
    depth: float32 (6, S, S), the first surface's coordinate along the view's axis in [-1, 1]
        (x, y or z, not the distance to a camera), filled by nearest outside.
    silhouette: float32 (6, S, S), signed distance to the outline in cube units, negative inside.
    part: uint8 (6, S, S), `engine.attributes.Part`, filled by nearest outside, never BACKGROUND
        unless the whole view is empty.
    """

    colour: NDArray[np.float32]
    depth: NDArray[np.float32]
    silhouette: NDArray[np.float32]
    part: NDArray[np.uint8]

    def __post_init__(self) -> None:
        for field in fields(self):
            array = np.ascontiguousarray(getattr(self, field.name)).view()
            array.flags.writeable = False
            object.__setattr__(self, field.name, array)

    @property
    def size(self) -> int:
        """Texels per side of a plane."""
        return int(self.depth.shape[-1])

    def validate(self) -> None:
        """Raise DataError when a shape, type or range is wrong."""
        size = self.size
        self._require("colour", (VIEW_COUNT, size, size, 3), np.float32, 0.0, 1.0)
        self._require("depth", (VIEW_COUNT, size, size), np.float32, -1.0, 1.0)
        self._require("silhouette", (VIEW_COUNT, size, size), np.float32, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT)
        self._require("part", (VIEW_COUNT, size, size), np.uint8, 0, PART_COUNT - 1)

    def _require(self, name: str, shape: tuple[int, ...], kind: type, low: float, high: float) -> None:
        array = getattr(self, name)
        if array.shape != shape or array.dtype != kind or array.size == 0:
            raise DataError(f"Relief planes: {name} is {array.dtype} {array.shape}, not {np.dtype(kind)} {shape}.")
        # written so that NaN fails as well
        if not (array.min() >= low - 1e-5 and array.max() <= high + 1e-5):
            raise DataError(f"Relief planes: {name} leaves [{low}, {high}] or is not finite.")


def quantise(planes: ReliefTriplane) -> dict[str, NDArray[np.generic]]:
    """Planes as they are stored: colour, silhouette and part uint8, depth uint16.

    depth 0..65535 stands for -1..1, silhouette 0..255 for -0.06..0.06, colour 0..255 for 0..1.
    """
    return {
        "colour": _to_integers(planes.colour, 0.0, 1.0, np.uint8),
        "depth": _to_integers(planes.depth, -1.0, 1.0, np.uint16),
        "silhouette": _to_integers(planes.silhouette, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT, np.uint8),
        "part": np.array(planes.part),
    }


def dequantise(stored: Mapping[str, NDArray[np.generic]]) -> ReliefTriplane:
    """The inverse of `quantise`. Raises DataError when an array is missing or has a wrong shape or type."""
    wanted = {"colour": np.uint8, "depth": np.uint16, "silhouette": np.uint8, "part": np.uint8}
    for name, kind in wanted.items():
        if name not in stored or stored[name].dtype != kind:
            raise DataError(f"Relief planes: {name} is missing or not {np.dtype(kind)}.")
    planes = ReliefTriplane(
        colour=_from_integers(stored["colour"], 0.0, 1.0),
        depth=_from_integers(stored["depth"], -1.0, 1.0),
        silhouette=_from_integers(stored["silhouette"], -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT),
        part=stored["part"].astype(np.uint8),
    )
    planes.validate()
    return planes


def texel_centres(size: int) -> NDArray[np.float32]:
    """Coordinates of the centres of `size` columns, shape (size,), from near -1 to near +1."""
    return (-1 + (2 * np.arange(size, dtype=np.float32) + 1) / size).astype(np.float32)


def _to_integers(
    values: NDArray[np.float32], low: float, high: float, kind: type[np.unsignedinteger]
) -> NDArray[np.generic]:
    top = np.iinfo(kind).max
    return np.rint((np.clip(values, low, high) - low) * (top / (high - low))).astype(kind)


def _from_integers(stored: NDArray[np.generic], low: float, high: float) -> NDArray[np.float32]:
    scale = (high - low) / (2 ** (8 * stored.dtype.itemsize) - 1)
    return np.clip(stored.astype(np.float32) * np.float32(scale) + np.float32(low), low, high)

"""The relief triplane: six orthographic reliefs on three planes. numpy only.

View order: 0 "+z" front, 1 "-z" back, 2 "+x" the avatar's left, 3 "-x", 4 "+y" top, 5 "-y" bottom.
Both sides of a plane share one texel grid, so views 0 and 1 lie on XY, 2 and 3 on ZY, 4 and 5 on XZ:

    XY: column <-> x from -1 to +1, row <-> y from +1 (top row) to -1
    ZY: column <-> z from -1 to +1, row <-> y from +1 (top row) to -1
    XZ: column <-> x from -1 to +1, row <-> z from -1 (top row) to +1

The centre of column j of S lies at -1 + (2 j + 1) / S.

An avatar is one such layer, or three: the body, hair and hat over it, and glasses in a frame of their own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT, Part
from engine.errors import DataError
from engine.field.solid import sunk

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
"""Silhouette distances are clamped to plus and minus this, in units of the layer's frame."""
SLICE_VIEW: Final = 5
SLICE_Y: Final = -0.14
"""Sliced planes look up from this height, below the chin, instead of from below the bust."""
BOTTOM_Y: Final = -0.9676
"""Where sliced planes end: with the hull's offset the height at which the individuals are cut."""


@dataclass(frozen=True)
class Frame:
    """The cube that a layer's planes span: its centre and half its side, in cube units."""

    centre: tuple[float, float, float] = (0.0, 0.0, 0.0)
    half: float = 1.0

    def local(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Points (N, 3) of the cube as the frame counts them."""
        return ((points - np.asarray(self.centre)) / self.half).astype(np.float32)

    def placed(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Points (N, 3) of the frame in the cube."""
        return (points * self.half + np.asarray(self.centre)).astype(np.float32)


MAX_LAYERS: Final = 3
CUBE: Final = Frame()
GLASSES_FRAME: Final = Frame((0.0, 0.36, 0.08), 0.4)
"""Glasses are thinner than a texel of the cube, so their planes are drawn two and a half times larger."""


@dataclass(frozen=True, eq=False)
class ReliefTriplane:
    """What is seen of an avatar from six sides, on S x S texels per view. Arrays are read-only.

    colour: float32 (6, S, S, 3), sRGB in [0, 1], filled by nearest outside the silhouette.
    depth: float32 (6, S, S), the first surface's coordinate along the view's axis in [-1, 1]
        (x, y or z, not the distance to a camera), filled by nearest outside.
    silhouette: float32 (6, S, S), signed distance to the outline in cube units, negative inside.
    part: uint8 (6, S, S), `engine.attributes.Part`, filled by nearest outside, never BACKGROUND
        unless the whole view is empty.
    sliced: view "-y" starts at SLICE_Y and tells only what is above it; the bust ends at BOTTOM_Y.
        Where it starts inside the avatar its depth lies below SLICE_Y.
    hair: hair and hat, worn over these planes. None: bald, or these planes are the whole avatar.
    glasses: glasses alone, coordinates and distances in units of GLASSES_FRAME. None: not worn, or as above.
    cover: float32 (6, S, S) in [0, 1], of a hair layer: the share of the texel in which it is seen in front of
        the body; colour, depth and part are filled by nearest where that is nowhere.
    """

    colour: NDArray[np.float32]
    depth: NDArray[np.float32]
    silhouette: NDArray[np.float32]
    part: NDArray[np.uint8]
    sliced: bool = False
    hair: "ReliefTriplane | None" = None
    glasses: "ReliefTriplane | None" = None
    cover: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        for name in _CHANNELS:
            array = getattr(self, name)
            if array is not None:
                array = np.ascontiguousarray(array).view()
                array.flags.writeable = False
                object.__setattr__(self, name, array)

    @property
    def size(self) -> int:
        """Texels per side of a plane."""
        return int(self.depth.shape[-1])

    def layers(self) -> Iterator[tuple["ReliefTriplane", Frame]]:
        """These planes alone, then hair and glasses when there are any, each as a solid with its frame."""
        yield replace(self, hair=None, glasses=None), CUBE
        if self.hair is not None:
            yield self._solid_hair, CUBE
        if self.glasses is not None:
            yield self.glasses, GLASSES_FRAME

    def each(self, change: Callable[["ReliefTriplane"], "ReliefTriplane"]) -> "ReliefTriplane":
        """The avatar with every layer changed on its own."""
        hair, glasses = (None if layer is None else change(layer) for layer in (self.hair, self.glasses))
        return replace(change(replace(self, hair=None, glasses=None)), hair=hair, glasses=glasses)

    @cached_property
    def _solid_hair(self) -> "ReliefTriplane":
        """The hair layer whose relief lies below the body's surface where the body hides it."""
        assert self.hair is not None
        if self.hair.cover is None:
            return self.hair
        sign = np.array(VIEW_SIGN, np.float32)[:, None, None]
        height = sunk(self.hair.depth * sign, self.depth * sign, self.hair.cover, self.silhouette < 0)
        return replace(self.hair, depth=np.clip(height * sign, -1, 1), cover=None)

    def validate(self) -> None:
        """Raise DataError when a shape, type or range is wrong."""
        size = self.size
        self._require("colour", (VIEW_COUNT, size, size, 3), np.float32, 0.0, 1.0)
        self._require("depth", (VIEW_COUNT, size, size), np.float32, -1.0, 1.0)
        self._require("silhouette", (VIEW_COUNT, size, size), np.float32, -SILHOUETTE_LIMIT, SILHOUETTE_LIMIT)
        self._require("part", (VIEW_COUNT, size, size), np.uint8, 0, PART_COUNT - 1)
        if self.cover is not None:
            self._require("cover", (VIEW_COUNT, size, size), np.float32, 0.0, 1.0)
        for layer in (self.hair, self.glasses):
            if layer is not None and (layer.size != size or layer.hair is not None or layer.glasses is not None):
                raise DataError("Relief planes: a layer has another size or layers of its own.")
            if layer is not None:
                layer.validate()

    def _require(self, name: str, shape: tuple[int, ...], kind: type, low: float, high: float) -> None:
        array = getattr(self, name)
        if array.shape != shape or array.dtype != kind or array.size == 0:
            raise DataError(f"Relief planes: {name} is {array.dtype} {array.shape}, not {np.dtype(kind)} {shape}.")
        # written so that NaN fails as well
        if not (array.min() >= low - 1e-5 and array.max() <= high + 1e-5):
            raise DataError(f"Relief planes: {name} leaves [{low}, {high}] or is not finite.")


_CHANNELS: Final = ("colour", "depth", "silhouette", "part", "cover")
_STORED: Final[dict[str, type[np.unsignedinteger]]] = {
    "colour": np.uint8,
    "depth": np.uint16,
    "silhouette": np.uint8,
    "part": np.uint8,
}
_LIMITS: Final = {"colour": (0.0, 1.0), "depth": (-1.0, 1.0), "silhouette": (-SILHOUETTE_LIMIT, SILHOUETTE_LIMIT)}


def quantise(planes: ReliefTriplane) -> dict[str, NDArray[np.generic]]:
    """Planes as they are stored: colour, silhouette and part uint8, depth uint16.

    depth 0..65535 stands for -1..1, silhouette 0..255 for -0.06..0.06, colour and cover 0..255 for 0..1. Layers
    follow under `hair_` and `glasses_` (without part), and `sliced` is there when the planes are.
    """
    stored = _stored_layer(planes, "")
    if planes.sliced:
        stored["sliced"] = np.ones(1, np.uint8)
    if planes.hair is not None:
        stored |= _stored_layer(planes.hair, "hair_")
        if planes.hair.cover is not None:
            stored["hair_cover"] = _to_integers(planes.hair.cover, 0.0, 1.0, np.uint8)
    if planes.glasses is not None:
        stored |= _stored_layer(planes.glasses, "glasses_")
        del stored["glasses_part"]
    return stored


def dequantise(stored: Mapping[str, NDArray[np.generic]]) -> ReliefTriplane:
    """The inverse of `quantise`. Raises DataError when an array is missing or has a wrong shape or type."""
    sliced = "sliced" in stored
    hair = _hair(stored, sliced) if "hair_colour" in stored else None
    glasses = _glasses(stored) if "glasses_colour" in stored else None
    planes = replace(_layer(stored, "", sliced), hair=hair, glasses=glasses)
    planes.validate()
    return planes


def _stored_layer(planes: ReliefTriplane, prefix: str) -> dict[str, NDArray[np.generic]]:
    stored: dict[str, NDArray[np.generic]] = {
        prefix + name: _to_integers(getattr(planes, name), *limits, _STORED[name]) for name, limits in _LIMITS.items()
    }
    return stored | {prefix + "part": np.array(planes.part)}


def _hair(stored: Mapping[str, NDArray[np.generic]], sliced: bool) -> ReliefTriplane:
    hair = _layer(stored, "hair_", sliced)
    if "hair_cover" not in stored or stored["hair_cover"].dtype != np.uint8:
        raise DataError("Relief planes: hair_cover is missing or not uint8.")
    return replace(hair, cover=_from_integers(stored["hair_cover"], 0.0, 1.0))


def _glasses(stored: Mapping[str, NDArray[np.generic]]) -> ReliefTriplane:
    part = np.full(stored["glasses_colour"].shape[:-1], Part.GLASSES, np.uint8)
    return _layer({**stored, "glasses_part": part}, "glasses_", False)


def _layer(stored: Mapping[str, NDArray[np.generic]], prefix: str, sliced: bool) -> ReliefTriplane:
    for name, kind in _STORED.items():
        if prefix + name not in stored or stored[prefix + name].dtype != kind:
            raise DataError(f"Relief planes: {prefix}{name} is missing or not {np.dtype(kind)}.")
    colour, depth, silhouette = (_from_integers(stored[prefix + name], *limits) for name, limits in _LIMITS.items())
    return ReliefTriplane(colour, depth, silhouette, stored[prefix + "part"].astype(np.uint8), sliced)


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

"""What a relief triplane becomes on its way to the graphics card. numpy only, so any thread can prepare it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.field.bottom import bottom_looks
from engine.field.fusion import HULL_OFFSET
from engine.field.hide import hide_parts
from engine.field.surface import facing, relief_normals
from engine.field.triplane import ReliefTriplane
from engine.field.volume import SKIP_LIMIT, empty_distance, hull_volume, occupied_box

BAKED_SIZE: Final = 128
BAKED_LIMIT: Final = 0.1
"""Voxels per side, and largest distance either way, of the volume that the coarse mode marches through."""
BAKED_THICKER: Final = 0.006
"""Glasses are grown by this much in it: a frame is thinner than a voxel."""

Array = NDArray[np.generic]


@dataclass(frozen=True, eq=False)
class FieldTextures:
    """Everything that `FieldProgram` uploads for one avatar, contiguous and in the card's own order.

    `layers`: texture arrays by name, (count, height, width, channels) float32 or uint8. `volumes`: uint8
    (z, y, x, channels); "baked" is there only if it was asked for. `box`: corners of what may hold surface.
    `bottoms`: what each layer's flat bottom looks like, as of `bottom_looks`.
    """

    planes: ReliefTriplane
    dilation: float
    layers: Mapping[str, Array]
    volumes: Mapping[str, NDArray[np.uint8]]
    empty: NDArray[np.float32]
    box: tuple[NDArray[np.float32], NDArray[np.float32]]
    bottoms: list[NDArray[np.float32]]


def prepare(
    planes: ReliefTriplane,
    dilation: float = HULL_OFFSET,
    hidden_parts: frozenset[Part] = frozenset(),
    for_motion: bool = False,
) -> FieldTextures:
    """Textures of `planes` without `hidden_parts`; takes a good tenth of a second at full size.

    `dilation`: how far outside the hull the surface lies, cube units. `for_motion` adds the volume that the
    coarse mode marches through, which is otherwise made when it is first drawn.
    """
    shown = hide_parts(planes, hidden_parts)
    with ThreadPoolExecutor(1) as beside:  # numpy lets go of Python's lock: two cores take two thirds of the time
        textures = beside.map(_layer_textures, [layer for layer, _ in shown.layers()])
        empty = empty_distance(shown, dilation)
        layers = _joined(list(textures))
    volumes = {"empty": _volume(_bytes(empty, 0, SKIP_LIMIT)[..., None])}
    if for_motion:
        volumes["baked"] = baked_volume(shown, empty)
    bottoms = [bottom_looks(layer) for layer, _ in shown.layers()]
    return FieldTextures(shown, dilation, layers, volumes, empty, occupied_box(empty), bottoms)


def _layer_textures(shown: ReliefTriplane) -> dict[str, Array]:
    rgba = np.concatenate([shown.colour, facing(shown)[..., None]], axis=-1)
    relief = np.stack([shown.depth, shown.silhouette], axis=-1).reshape(3, 2, shown.size, shown.size, 2)
    normals = relief_normals(shown)
    # four bytes a texel: the layout that every driver samples fastest
    normals = np.concatenate([normals, normals[..., :1]], axis=-1)
    return {
        "relief": _layers(relief.transpose(0, 2, 3, 1, 4), np.float32),
        "colour_planes": _layers(np.rint(rgba * 255), np.uint8),
        "normal_planes": _layers(np.rint(normals * 127.5 + 127.5), np.uint8),
        "part_planes": _layers(shown.part[..., None], np.uint8),
    }


def _joined(layers: list[dict[str, Array]]) -> dict[str, Array]:
    if len(layers) == 1:
        return layers[0]
    return {name: np.concatenate([layer[name] for layer in layers]) for name in layers[0]}


def baked_volume(planes: ReliefTriplane, empty: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The volume of the coarse mode, (z, y, x, 2): the hull, and how far is free of surface."""
    size, coarse = BAKED_SIZE, len(empty)
    volume = np.empty((size, size, size, 2), np.uint8)
    hull = hull_volume(planes, size, occupied_box(empty), BAKED_THICKER)
    volume[..., 0] = _bytes(hull, -BAKED_LIMIT, BAKED_LIMIT).transpose(2, 1, 0)
    blocks = volume.reshape(coarse, size // coarse, coarse, size // coarse, coarse, size // coarse, 2)
    blocks[..., 1] = _bytes(empty, 0, SKIP_LIMIT).transpose(2, 1, 0)[:, None, :, None, :, None]
    return volume


def _layers(layers: Array, kind: type[np.generic]) -> Array:
    return np.ascontiguousarray(layers.reshape(*layers.shape[:3], -1).astype(kind))


def _volume(volume: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(N, N, N, channels) indexed [x, y, z] as OpenGL wants it, x fastest."""
    return np.ascontiguousarray(volume.transpose(2, 1, 0, 3))


def _bytes(values: NDArray[np.float32], low: float, high: float) -> NDArray[np.uint8]:
    """low..high as 0..255."""
    return np.rint(np.clip((values - low) * np.float32(255 / (high - low)), 0, 255)).astype(np.uint8)

"""An avatar's meshes as they go into files, and the material of each part."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.mesh.surface import Floats, Indices
from engine.space import METRES_PER_UNIT

BASE_Y: Final = -0.97
"""Height in cube units at which busts are cut; it becomes the ground of exported files."""


@dataclass(frozen=True)
class Material:
    """glTF metallic-roughness factors."""

    roughness: float
    metallic: float = 0.0


MATERIALS: Final[dict[Part, Material]] = {
    Part.SKIN: Material(0.6), Part.HAIR: Material(0.55), Part.FACIAL_HAIR: Material(0.75), Part.EYES: Material(0.15),
    Part.GARMENT: Material(0.9), Part.GLASSES: Material(0.25), Part.HAT: Material(0.85),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class PartMesh:
    """One part in cube units: positions, normals (unit) float32 (V, 3); uv float32 (V, 2), v downwards;
    faces int32 (F, 3); colours uint8 (V, 3) sRGB, or None where only a texture is wanted.
    """

    part: Part
    positions: Floats
    normals: Floats
    uv: Floats
    faces: Indices
    colours: NDArray[np.uint8] | None = None

    @property
    def name(self) -> str:
        return self.part.name.lower()


@dataclass(frozen=True, eq=False)
class AvatarMesh:
    """The parts and the albedo picture they share, uint8 (T, T, 3) sRGB; None where vertices carry the colours."""

    parts: tuple[PartMesh, ...]
    albedo: NDArray[np.uint8] | None


def to_metres(positions: Floats) -> Floats:
    """Cube units to metres: +y up, +z forward, +x the avatar's left; the origin lies under the middle of the cube
    where busts are cut, the same for all avatars, so that they stand on the ground and can be exchanged.
    """
    return ((positions - np.array([0, BASE_Y, 0], dtype=np.float32)) * np.float32(METRES_PER_UNIT)).astype(np.float32)

"""An avatar's meshes as they go into files, and the material of each part."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.mesh.options import Axes
from engine.space import METRES_PER_UNIT

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]

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

    @property
    def triangles(self) -> int:
        """Faces of all parts together."""
        return sum(len(part.faces) for part in self.parts)


@dataclass(frozen=True)
class Placement:
    """How cube units become a file's: `axes` and `scale` as in `ExportOptions`.

    The origin lies under the middle of the cube where busts are cut, the same for all avatars, so that they stand
    on the ground and can be exchanged. With y up the avatar looks along +z and +x is its left.
    """

    axes: Axes = "y_up"
    scale: float = 1.0

    def points(self, positions: Floats) -> Floats:
        """Positions (V, 3) in the file's axes and units."""
        ground = np.array([0, BASE_Y, 0], dtype=np.float32)
        return (self.directions(positions - ground) * np.float32(METRES_PER_UNIT * self.scale)).astype(np.float32)

    def directions(self, vectors: Floats) -> Floats:
        """Vectors (V, 3) in the file's axes."""
        if self.axes == "y_up":
            return vectors
        x, y, z = vectors.T
        return np.stack([x, -z, y], axis=1)

    def describe(self) -> str:
        """For a comment in the file."""
        up, forward = ("+y", "+z") if self.axes == "y_up" else ("+z", "-y")
        units = "metres" if self.scale == 1 else f"{self.scale:g} units per metre"
        return f"Maquette avatar: {units}, {up} up, {forward} forward"


METRES: Final = Placement()
"""As glTF wants it."""

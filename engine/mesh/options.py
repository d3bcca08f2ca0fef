"""What an export is asked for and what it reports. Imports nothing heavy, so dialogs can use it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from engine.attributes import Part
from engine.errors import InputError, OutputError

MESH_SUFFIXES: Final = (".glb", ".gltf", ".obj", ".ply")
COMING_SUFFIXES: Final = (".usdz", ".fbx")
FIXED_SPACE: Final = (".glb", ".gltf")
"""Formats whose standard says metres and +y up; programs that want something else convert while they import."""

Axes = Literal["y_up", "z_up"]
"""y_up: +y up, the face looks along +z (Unity's OBJ import, Godot); z_up: +z up, along -y (Blender, CAD)."""


FEWEST_TRIANGLES: Final = 500
SMALLEST_TEXTURE: Final = 64
MAX_LODS: Final = 5


@dataclass(frozen=True)
class ExportOptions:
    """`triangles`: upper limit for the whole avatar; `texture`: texels per side of its one albedo picture;
    `resolution`: samples per side of the cube when the surface is extracted; `lods`: levels of detail, each
    with half the triangles and texels of the one before; `hidden`: parts taken off first; `axes` and `scale`
    (units in a metre) where the format leaves them open.
    """

    triangles: int = 20000
    texture: int = 1024
    resolution: int = 256
    lods: int = 1
    hidden: frozenset[Part] = frozenset()
    axes: Axes = "y_up"
    scale: float = 1.0

    def validate(self) -> None:
        """Raise InputError when a number cannot be worked with."""
        _require_between("triangles", self.triangles, FEWEST_TRIANGLES, 2_000_000)
        _require_between("texture", self.texture, SMALLEST_TEXTURE, 8192)
        _require_between("resolution", self.resolution, 32, 512)
        _require_between("lods", self.lods, 1, MAX_LODS)
        _require_between("scale", self.scale, 1e-4, 1e4)

    def levels(self) -> list[tuple[int, int]]:
        """Triangles and texture side of each level of detail, the finest first."""
        return [
            (max(self.triangles >> n, FEWEST_TRIANGLES), max(self.texture >> n, SMALLEST_TEXTURE))
            for n in range(self.lods)
        ]


@dataclass(frozen=True)
class PartSummary:
    """Size of one part's mesh."""

    name: str
    triangles: int
    vertices: int


@dataclass(frozen=True)
class ExportSummary:
    """What was written: every file, the parts of the finest level, the time by stage, the size of all files
    together, and the triangles of each level of detail.
    """

    files: tuple[Path, ...]
    parts: tuple[PartSummary, ...]
    seconds: dict[str, float]
    bytes_written: int
    lod_triangles: tuple[int, ...] = ()

    @property
    def triangles(self) -> int:
        """Triangles of all parts of the finest level together."""
        return sum(part.triangles for part in self.parts)


def check_suffix(path: Path) -> str:
    """The lower-case suffix of `path`; raises OutputError naming the possible ones."""
    suffix = path.suffix.lower()
    if suffix in MESH_SUFFIXES:
        return suffix
    hint = f"Use one of {', '.join(MESH_SUFFIXES)}."
    if suffix in COMING_SUFFIXES:
        raise OutputError(f"{suffix} files cannot be written yet; they will come later.", hint)
    raise OutputError(f"Cannot write a mesh to {path.name}: unknown kind of file.", hint)


def check_space(suffix: str, options: ExportOptions) -> None:
    """Raise InputError when the format does not leave axes and scale open and something else is asked for."""
    if suffix in FIXED_SPACE and (options.axes, options.scale) != ("y_up", 1.0):
        raise InputError("glTF files are always in metres with +y up.", "Use OBJ or PLY for other axes and units.")


def level_path(path: Path, level: int) -> Path:
    """Where level of detail number `level` goes: beside the finest one, named as game engines expect it."""
    return path if level == 0 else path.with_stem(f"{path.stem}_LOD{level}")


def _require_between(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise InputError(f"{name} must be between {low} and {high}, not {value}.")

"""What an export is asked for and what it reports. Imports nothing heavy, so dialogs can use it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import InputError, OutputError

MESH_SUFFIXES: Final = (".glb", ".gltf", ".obj", ".ply")
COMING_SUFFIXES: Final = (".usdz", ".fbx")


@dataclass(frozen=True)
class ExportOptions:
    """`triangles`: upper limit for the whole avatar; `texture`: texels per side of its one albedo picture;
    `resolution`: samples per side of the cube when the surface is extracted.
    """

    triangles: int = 20000
    texture: int = 1024
    resolution: int = 256

    def validate(self) -> None:
        """Raise InputError when a number cannot be worked with."""
        _require_between("triangles", self.triangles, 500, 2_000_000)
        _require_between("texture", self.texture, 64, 8192)
        _require_between("resolution", self.resolution, 32, 512)


@dataclass(frozen=True)
class PartSummary:
    """Size of one part's mesh."""

    name: str
    triangles: int
    vertices: int


@dataclass(frozen=True)
class ExportSummary:
    """What was written: every file, its parts, the time by stage, the size of all files together."""

    files: tuple[Path, ...]
    parts: tuple[PartSummary, ...]
    seconds: dict[str, float]
    bytes_written: int

    @property
    def triangles(self) -> int:
        """Triangles of all parts together."""
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


def _require_between(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise InputError(f"{name} must be between {low} and {high}, not {value}.")

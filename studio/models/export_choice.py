"""What an export will be: format, size, parts, axes, and ready choices for game engines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.attributes import Part
from engine.mesh.options import FEWEST_TRIANGLES, FIXED_SPACE, MAX_LODS, MESH_SUFFIXES, Axes, ExportOptions
from studio.language import mark
from studio.models.preferences import Preferences

MOST_TRIANGLES: Final = 200_000
TEXTURES: Final = (256, 512, 1024, 2048, 4096)
SCALES: Final[dict[float, str]] = {1.0: mark("metres"), 100.0: mark("centimetres"), 1000.0: mark("millimetres")}
AXES: Final[dict[Axes, str]] = {"y_up": mark("Y up, face along +Z"), "z_up": mark("Z up, face along −Y")}
FORMATS: Final[dict[str, str]] = {
    ".glb": mark("glTF binary (.glb)"),
    ".gltf": mark("glTF as text (.gltf)"),
    ".obj": mark("Wavefront (.obj, .mtl, .png)"),
    ".ply": mark("PLY with vertex colours (.ply)"),
}
_KEY: Final = "export"


@dataclass(frozen=True)
class Preset:
    """A ready choice for one program, and how the file gets into it."""

    name: str
    suffix: str
    how: str
    triangles: int = 20_000
    texture: int = 1024
    lods: int = 1
    axes: Axes = "y_up"
    scale: float = 1.0

    def options(self, hidden: frozenset[Part]) -> ExportOptions:
        """What the program gets, without the `hidden` parts."""
        return ExportOptions(
            self.triangles, self.texture, lods=self.lods, hidden=hidden, axes=self.axes, scale=self.scale
        )


PRESETS: Final = (
    Preset("Unity", ".obj", mark("Copy the three files into the project's Assets folder."), texture=2048),
    Preset(
        "Unreal",
        ".glb",
        mark("Import the file in the Content Browser; it becomes centimetres by itself."),
        40_000,
        2048,
    ),
    Preset("Godot", ".glb", mark("Copy the file into the project's folder; Godot makes its own levels of detail.")),
    Preset("Blender", ".glb", mark("File > Import > glTF; it turns to Z up by itself."), 60_000, 2048),
)
"""Unity reads OBJ without a package (glTF needs glTFast); the others read glTF, whose axes and metres they know."""


class ExportChoice(QObject):
    """The choice on show, remembered from one start to the next."""

    changed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.suffix = ".glb"
        self.options = ExportOptions()
        self.open_folder = False
        self._load()

    @property
    def fixed_space(self) -> bool:
        """Whether the format itself says axes and units."""
        return self.suffix in FIXED_SPACE

    @property
    def preset(self) -> Preset | None:
        """The preset that says the same as the choice, or None."""
        return next((preset for preset in PRESETS if self._is(preset)), None)

    def apply(self, preset: Preset) -> None:
        """Choose what suits a program; parts stay as they are."""
        self.set(
            suffix=preset.suffix, triangles=preset.triangles, texture=preset.texture, lods=preset.lods,
            axes=preset.axes, scale=preset.scale,
        )  # fmt: skip

    def set(self, **wanted: object) -> None:
        """Change `suffix`, `open_folder` or any of the options; the format's own axes and units win."""
        now = self._as_dict() | wanted
        if now != self._as_dict():
            self._take(now)
            self._preferences.put(_KEY, json.dumps(self._as_dict()))
            self.changed.emit()

    def show_part(self, part: Part, shown: bool) -> None:
        """Export `part`, or leave it out."""
        hidden = set(self.options.hidden) - {part} if shown else set(self.options.hidden) | {part}
        self.set(hidden=sorted(int(one) for one in hidden))

    def _is(self, preset: Preset) -> bool:
        options = self.options
        mine = (self.suffix, options.triangles, options.texture, options.lods, options.axes, options.scale)
        return mine == (preset.suffix, preset.triangles, preset.texture, preset.lods, preset.axes, preset.scale)

    def _as_dict(self) -> dict[str, object]:
        options = self.options
        return {
            "suffix": self.suffix, "triangles": options.triangles, "texture": options.texture, "lods": options.lods,
            "axes": options.axes, "scale": options.scale, "hidden": sorted(int(part) for part in options.hidden),
            "open_folder": self.open_folder,
        }  # fmt: skip

    def _load(self) -> None:
        try:
            found = json.loads(self._preferences.text(_KEY, "{}"))
            self._take(self._as_dict() | found)
        except (ValueError, TypeError, KeyError):
            self._take(self._as_dict())  # what cannot be read is forgotten

    def _take(self, now: Mapping[str, object]) -> None:
        suffix = str(now["suffix"])
        suffix = suffix if suffix in MESH_SUFFIXES else ".glb"
        free = suffix not in FIXED_SPACE
        options = ExportOptions(
            triangles=_within(now["triangles"], FEWEST_TRIANGLES, MOST_TRIANGLES),
            texture=_within(now["texture"], TEXTURES[0], TEXTURES[-1]),
            lods=_within(now["lods"], 1, MAX_LODS),
            hidden=frozenset(Part(number) for number in now["hidden"]),  # type: ignore[attr-defined]
            axes="z_up" if free and now["axes"] == "z_up" else "y_up",
            scale=float(str(now["scale"])) if free else 1.0,
        )
        options.validate()
        self.suffix, self.options, self.open_folder = suffix, options, bool(now["open_folder"])


def _within(value: object, low: int, high: int) -> int:
    return min(max(int(str(value)), low), high)

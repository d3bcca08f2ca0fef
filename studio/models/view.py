"""How the viewport shows the avatar: shading, light, backdrop, turntable."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal

from studio.language import mark

Colour = tuple[float, float, float]


class Shading(StrEnum):
    """As the engine's renderers name them."""

    LIT = "lit"
    UNLIT = "unlit"
    PARTS = "parts"
    NORMALS = "normals"


SHADING_NAMES: Final = {
    Shading.LIT: mark("Lit"),
    Shading.UNLIT: mark("Colour only"),
    Shading.PARTS: mark("Parts"),
    Shading.NORMALS: mark("Normals"),
}


class Backdrop(StrEnum):
    """What stands behind the avatar."""

    STUDIO = "studio"
    BLACK = "black"
    GREY = "grey"
    WHITE = "white"


BACKDROP_NAMES: Final = {
    Backdrop.STUDIO: mark("&Studio"),
    Backdrop.BLACK: mark("&Black"),
    Backdrop.GREY: mark("Middle &Grey"),
    Backdrop.WHITE: mark("&White"),
}
BACKDROP_COLOURS: Final[dict[Backdrop, tuple[Colour, Colour]]] = {
    Backdrop.STUDIO: ((0.231, 0.243, 0.267), (0.106, 0.110, 0.122)),
    Backdrop.BLACK: ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    Backdrop.GREY: ((0.466, 0.466, 0.466), (0.466, 0.466, 0.466)),
    Backdrop.WHITE: ((1.0, 1.0, 1.0), (0.93, 0.93, 0.94)),
}
"""sRGB in the middle and at the edge."""


class View(QObject):
    """Settings of the viewport, kept apart from it so that it can be made anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shading = Shading.LIT
        self.backdrop = Backdrop.STUDIO
        self.light_turn = 0.0
        self.turning = False

    def set_shading(self, shading: Shading) -> None:
        self._set("shading", shading)

    def set_backdrop(self, backdrop: Backdrop) -> None:
        self._set("backdrop", backdrop)

    def turn_light(self, degrees: float) -> None:
        """Move the lights round the avatar by so much."""
        self._set("light_turn", (self.light_turn + degrees) % 360)

    def set_turning(self, turning: bool) -> None:
        """Let the turntable run, or stop it."""
        self._set("turning", turning)

    def reset(self) -> None:
        """As at the start."""
        fresh = View()
        for name in ("shading", "backdrop", "light_turn", "turning"):
            self._set(name, getattr(fresh, name))

    def _set(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()

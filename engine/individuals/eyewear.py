"""Glasses: one artist's frame in several colours, its rims reshaped around the middle of each lens."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from engine.individuals import wardrobe
from engine.individuals.library import Library, Proxy, Reals

_LENS = np.array([0.362, 7.214], np.float32)
"""Middle of the wearer's left lens on the unmorphed base mesh, decimetres."""
_RIM, _FADE = 1.15, 0.75
"""The rim reaches to this many radii of the lens and moves with it; over as many more the frame follows ever less."""
_BRIDGE = 0.055
"""Half the width of the bridge, which lenses never reach, decimetres."""


def _ellipse(angle: Reals, across: float, up: float, power: float = 2.0) -> Reals:
    """Radius of a superellipse; the power 2 makes an ellipse, 4 nearly a rectangle."""
    return ((np.abs(np.cos(angle)) / across) ** power + (np.abs(np.sin(angle)) / up) ** power) ** (-1 / power)


def _cat_eye(angle: Reals) -> Reals:
    # drawn out to the temple above
    return _ellipse(angle, 0.27, 0.19, 2.6) * (1 + 0.24 * np.exp(-(((angle - 0.55) / 0.35) ** 2)))


def _aviator(angle: Reals) -> Reals:
    # a drop that hangs outwards
    return _ellipse(angle, 0.27, 0.235, 2.4) * (1 + 0.2 * np.exp(-(((angle + 1.15) / 0.6) ** 2)))


GLASSES_SHAPES: Final[dict[str, Callable[[Reals], Reals] | None]] = {
    "oval": None,
    "round": lambda angle: _ellipse(angle, 0.245, 0.245),
    "rectangular": lambda angle: _ellipse(angle, 0.275, 0.165, 4.5),
    "square": lambda angle: _ellipse(angle, 0.285, 0.23, 4.5),
    "cat_eye": _cat_eye,
    "aviator": _aviator,
}
"""Radius of a rim in decimetres at an angle, 0 towards the temple and a right angle upwards; None: as drawn."""


GLASSES_COLOURS: Final = {
    "black": (0.05, 0.05, 0.06),
    "tortoise": (0.26, 0.14, 0.07),
    "silver": (0.62, 0.63, 0.65),
    "gold": (0.68, 0.52, 0.26),
    "red": (0.60, 0.08, 0.10),
    "blue": (0.10, 0.20, 0.48),
    "white": (0.90, 0.90, 0.89),
}


class Frames:
    """Every shape of the frame, made on first use and kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: dict[str, Proxy] = {}

    def of(self, shape: str) -> Proxy:
        """The frame in one of GLASSES_SHAPES."""
        if shape not in self._made:
            self._made[shape] = self._shaped(shape)
        return self._made[shape]

    def _shaped(self, shape: str) -> Proxy:
        proxy, radius = self._library.proxy("clothes", "glasses"), GLASSES_SHAPES[shape]
        if radius is None:
            return proxy
        base = self._library.base.vertices
        points = wardrobe.fit(proxy, base, base, on_head=True)
        return replace(proxy, offsets=(proxy.offsets + _moved(points, radius) - points).astype(np.float32))


def _moved(points: Reals, radius: Callable[[Reals], Reals]) -> Reals:
    result = points.copy()
    side = np.where(points[:, 0] > 0, 1.0, -1.0)
    across, up = side * points[:, 0] - _LENS[0], points[:, 1] - _LENS[1]
    angle, distance = np.arctan2(up, across), np.hypot(across, up)
    front = points[:, 2] > 1.1
    drawn = _drawn_rim(angle[front], distance[front], angle)
    share = distance / drawn
    weight = np.where(share < 1, share, np.clip(1 - (share - _RIM) / _FADE, 0, 1))
    weight *= np.clip((points[:, 2] - 0.9) / 0.4, 0, 1)
    moved = distance + (radius(angle) - drawn) * weight
    x = np.maximum(_LENS[0] + moved * np.cos(angle), np.minimum(side * points[:, 0], _BRIDGE))
    result[:, 0] = side * x
    result[:, 1] = _LENS[1] + moved * np.sin(angle)
    return result


def _drawn_rim(angle: Reals, distance: Reals, wanted: Reals) -> Reals:
    """Radius of the artist's lens at the angles `wanted`, from the inner side of the rim around it."""
    edges = np.linspace(-np.pi, np.pi, 25)
    rim = (distance > 0.2) & (distance < 0.29)
    sector = np.where(rim, np.digitize(angle, edges) - 1, -1)
    found = [np.quantile(distance[sector == s], 0.3) for s in range(24)]
    return np.interp(wanted, (edges[1:] + edges[:-1]) / 2, found, period=2 * np.pi)

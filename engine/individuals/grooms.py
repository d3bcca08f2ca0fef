"""Grooms: hair and beards shaped once per style on the unmorphed body, then fitted to every head like any proxy."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from engine.individuals import wardrobe
from engine.individuals.geometry import vertex_normals
from engine.individuals.hair_styles import BeardStyle, HairStyle
from engine.individuals.library import Floats, Library, Proxy, Reals

_SPARE = 0.15
"""Decimetres beyond a cut at which triangles are left out; nearer ones are cut strand by strand when drawn."""
_FACE_HALF_WIDTH, _FACE_FRONT = 0.62, 1.0
_ROOT_REACH = 2.2
"""Decimetres from the scalp at which a strand has the colour of its tip."""
_LIP, _CHIN_FRONT = 6.72, 0.75


@dataclass(frozen=True)
class Groom:
    """`proxy` and its `paint` (N, 4): 0 at roots to 1 at tips, decimetres inside the cut (negative: cut off), 0, 0."""

    proxy: Proxy
    paint: Floats


class Grooms:
    """Every groom, shaped on first use and kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        base = library.base
        self._base = base.vertices
        welded = base.corners[base.triangles]
        head = np.unique(welded)
        self._skin = head[self._base[head, 1] > 6.0]
        self._normals = vertex_normals(self._base, welded)
        self._tree = cKDTree(self._base[self._skin])
        self._made: dict[tuple[str, str], Groom] = {}

    def hair(self, style: HairStyle) -> Groom:
        """The groom of a style that has an asset."""
        key = (style.name, style.asset)
        if key not in self._made:
            self._made[key] = self._shaped_hair(style)
        return self._made[key]

    def beard(self, style: BeardStyle, asset: str) -> Groom:
        """The groom of one of the style's assets."""
        key = (style.name, asset)
        if key not in self._made:
            self._made[key] = self._shaped_beard(style, asset)
        return self._made[key]

    def _shaped_hair(self, style: HairStyle) -> Groom:
        proxy = self._library.proxy("hair", style.asset)
        points = wardrobe.fit(proxy, self._base, self._base, on_head=True)
        if style.mirrored:
            proxy, points = self._mirrored(proxy, points)
        if style.height != 1:
            points = self._raised(points, style.height)
        distance, _ = self._tree.query(points)
        inside = np.minimum(points[:, 1] - style.cut, _free_of_face(points, style.fringe))
        return _groom(proxy, self._base, points, np.clip(distance / _ROOT_REACH, 0, 1), inside)

    def _shaped_beard(self, style: BeardStyle, asset: str) -> Groom:
        proxy = self._library.proxy("hair", asset)
        points = wardrobe.fit(proxy, self._base, self._base, on_head=True)
        inside = style.half_width - np.abs(points[:, 0]) if asset == "Full_beard" else np.full_like(points[:, 0], 9.0)
        if asset == "Moustache":
            points = _stretched(points, style.wider, style.height)
        hanging = _smooth((_LIP - points[:, 1]) / 0.5) * _smooth((points[:, 2] - _CHIN_FRONT) / 0.3)
        longer = style.longer * hanging * np.clip(1.1 - np.abs(points[:, 0]), 0.4, 1)
        points = points + np.stack([-0.12 * points[:, 0] * hanging * min(style.longer, 1), -longer, 0.1 * longer], 1)
        return _groom(proxy, self._base, points.astype(np.float32), np.clip(longer + 0.2, 0, 1), inside)

    def _raised(self, points: Floats, factor: float) -> Floats:
        # away from the scalp, whose nearest points are averaged so that neighbouring strands stay together
        distance, nearest = self._tree.query(points, k=8)
        weight = 1 / (distance + 0.05)
        weight /= weight.sum(1, keepdims=True)
        at = self._skin[nearest]
        normal = (self._normals[at] * weight[..., None]).sum(1)
        height = ((points - (self._base[at] * weight[..., None]).sum(1)) * normal).sum(1)
        return (points + ((factor - 1) * np.maximum(height, 0.02))[:, None] * normal).astype(np.float32)

    def _mirrored(self, proxy: Proxy, points: Floats) -> tuple[Proxy, Floats]:
        """The mirror image, bound to the skin nearest to each of its vertices."""
        points = points * np.array([-1, 1, 1], np.float32)
        _, nearest = self._tree.query(points, k=3)
        weights = np.full((len(points), 3), 1 / 3, np.float32)
        references = self._skin[nearest].astype(np.int32)
        return replace(proxy, references=references, weights=weights, triangles=proxy.triangles[:, ::-1]), points


def _groom(proxy: Proxy, base: Floats, points: Floats, tips: Reals, inside: Reals) -> Groom:
    bound = np.einsum("nk,nkd->nd", proxy.weights, base[proxy.references])
    kept = proxy.triangles[(inside[proxy.corners][proxy.triangles] > -_SPARE).any(1)]
    offsets = (points - bound).astype(np.float32)
    return Groom(
        replace(proxy, offsets=offsets, triangles=kept),
        np.pad(np.stack([tips, inside], 1), ((0, 0), (0, 2))).astype(np.float32),
    )


def _free_of_face(points: Floats, fringe: float) -> Floats:
    # a window before the face, closed at the fringe's height, which falls a little to the temples
    beside = np.maximum(np.abs(points[:, 0]) - _FACE_HALF_WIDTH, _FACE_FRONT - points[:, 2])
    return np.maximum(points[:, 1] - fringe + 0.12 * np.abs(points[:, 0]), beside)


def _stretched(points: Floats, wider: float, higher: float) -> Floats:
    middle = np.array([0, points[:, 1].max(), 0], np.float32)
    return (middle + (points - middle) * np.array([wider, higher, 1], np.float32)).astype(np.float32)


def _smooth(value: Floats) -> Floats:
    value = np.clip(value, 0, 1)
    return value * value * (3 - 2 * value)

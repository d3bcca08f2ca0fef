"""Hats on the unmorphed head: the artists', and caps, beanies, bucket and sun hats built over the skull."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.individuals import wardrobe
from engine.individuals.headwear import Headwear, headwear
from engine.individuals.library import Ints, Library, Proxy, Reals
from engine.individuals.piece import Piece

_CENTRE = np.array([0.0, 7.72, 0.5], np.float32)
"""Middle of the skull on the unmorphed base mesh, decimetres; directions from it are named by azimuth and rise."""
_AROUND, _UP, _BRIM_STEPS = 72, 18, 7
_NEIGHBOURS = 24
_SECTORS = 36
_VISOR = np.deg2rad(70.0)
"""Half the angle that a visor spans."""
_TUCK, _INSIDE, _SPREAD = 0.06, 0.04, 0.9
"""Hair under a hat lies this far (decimetres) inside its rim, ends this far above it, and may spread by this much per
decimetre further down."""


@dataclass(frozen=True)
class Hat:
    """`proxy` and `ring` (S,), its vertices around the head where hair goes in; `sink` as in Headwear."""

    proxy: Proxy
    ring: Ints
    sink: float = 0.0


class Hats:
    """Every hat, built on first use and kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._skull = _Skull(library)
        self._made: dict[str, Hat] = {}

    def of(self, name: str) -> Hat:
        """The hat of the entry `name`."""
        if name not in self._made:
            entry = headwear(name)
            self._made[name] = self._artists(entry) if entry.asset else built(entry, self._skull)
        return self._made[name]

    def _artists(self, entry: Headwear) -> Hat:
        proxy = self._library.proxy("clothes", entry.asset)
        base = self._library.base.vertices
        points = wardrobe.fit(proxy, base, base, on_head=True)
        azimuth, rise, distance = _spherical(points)
        gap = distance - self._skull.radius(azimuth, rise)
        sector = np.where(gap < 0.3, _sector(azimuth), -1)
        ring = np.array([_innermost(np.flatnonzero(sector == s), points, gap) for s in np.unique(sector) if s >= 0])
        # where the hat lies too far from the skull, what was found is its top
        return Hat(proxy, ring[points[ring, 1] < np.median(points[ring, 1]) + 0.25].astype(np.int32), entry.sink)


def _innermost(candidates: NDArray[np.integer], points: Reals, gap: Reals) -> int:
    """Of a sector's vertices near its lowest one, that next to the skull."""
    low = candidates[points[candidates, 1] < points[candidates, 1].min() + 0.25]
    return int(low[gap[low].argmin()])


def tucked(hair: Piece, hat: Reals, ring: Ints, sink: float = 0.0) -> Piece:
    """`hair` cut off inside the hat (vertices `hat`) and drawn in under its rim; `hair` must be a groom."""
    assert hair.paint is not None
    rim = hat[ring]
    middle = rim.mean(0)
    design = np.c_[rim[:, [0, 2]], np.ones(len(rim))]
    plane = np.linalg.lstsq(design, rim[:, 1], rcond=None)[0]
    below = np.c_[hair.vertices[:, [0, 2]], np.ones(len(hair.vertices))] @ plane - hair.vertices[:, 1]
    flat = hair.vertices[:, [0, 2]] - middle[[0, 2]]
    distance = np.linalg.norm(flat, axis=1)
    limit = (
        _rim_radius(rim - middle, np.arctan2(flat[:, 0], flat[:, 1])) - _TUCK + _SPREAD * np.maximum(below - sink, 0)
    )
    vertices = hair.vertices.copy()
    vertices[:, [0, 2]] = middle[[0, 2]] + flat * np.minimum(1, limit / np.maximum(distance, 1e-6))[:, None]
    paint = hair.paint.copy()
    paint[:, 1] = np.minimum(paint[:, 1], below + _INSIDE - sink)
    return replace(hair, vertices=vertices.astype(np.float32), paint=paint)


def built(entry: Headwear, skull: "_Skull") -> Hat:
    """The hat of `entry` over the unmorphed skull, bound to it."""
    azimuth = np.linspace(-np.pi, np.pi, _AROUND + 1)
    grids = [_crown(entry, skull, azimuth)]
    if any(length > 0 for length in entry.brim):
        covered = np.abs(azimuth) < _VISOR if entry.brim[2] < 0 else azimuth < np.inf
        grids.append(_brim(entry, grids[0][covered, 1], azimuth[covered]))
    points, uv, triangles = _sewn(grids)
    ring = np.arange(0, _AROUND, _AROUND // _SECTORS) * grids[0].shape[1]
    return Hat(skull.bound(entry.name, points, uv, triangles), ring.astype(np.int32))


def _crown(entry: Headwear, skull: "_Skull", azimuth: Reals) -> Reals:
    """Points (A, U, 3) from the rim up: an inner edge first, then a cuff if there is one, then the dome."""
    start = skull.rise_at(azimuth, entry.rim)
    share = np.linspace(0, 1, _UP) ** 0.9
    rise = start[:, None] + (np.pi / 2 - start[:, None]) * share
    around = np.repeat(azimuth[:, None], _UP, 1)
    thickness = entry.clearance + entry.loft * np.sin(np.clip(rise, 0, None)) ** 2
    upright = np.clip(np.cos(around), 0, 1) ** 1.5 * np.sin(np.pi * np.clip(share * 1.15, 0, 1))
    thickness = thickness + entry.front * upright
    if entry.cuff:
        thickness = thickness + entry.cuff * (share < 0.22)
    dome = _placed(around, rise, skull.radius(around, rise) + thickness)
    inner = _placed(azimuth, start, skull.radius(azimuth, start) + 0.02)
    rows = [inner[:, None], dome]
    if entry.cuff:
        rows.insert(1, _placed(azimuth, start, skull.radius(azimuth, start) + entry.clearance)[:, None])
    return np.concatenate(rows, 1)


def _brim(entry: Headwear, rim: Reals, azimuth: Reals) -> Reals:
    """A brim (A, 2 S, 3) with an upper and a lower side, as long in each direction as `entry` says."""
    front, side, back = entry.brim
    facing = np.cos(azimuth)
    length = np.where(facing > 0, side + (front - side) * np.abs(facing), side + (back - side) * np.abs(facing))
    if back < 0:  # a visor: straight ahead, with rounded corners
        length = front * np.sqrt(np.clip(1 - (azimuth / _VISOR) ** 2, 0, None))
    outwards = np.stack([np.sin(azimuth), np.zeros_like(azimuth), facing], 1)
    if back < 0:
        outwards[:, 0] *= 0.45
    share = np.linspace(0, 1, _BRIM_STEPS)[None, :, None]
    reach = share * length[:, None, None]
    top = rim[:, None] + outwards[:, None] * reach
    curve = 0.2 * (top[..., 0] / 0.75) ** 2 * share[..., 0] if back < 0 else 0.0
    top[..., 1] -= entry.drop * reach[..., 0] + curve
    under = top[:, ::-1] - np.array([0, 0.03, 0])
    return np.concatenate([top, under], 1)


def _sewn(grids: list[Reals]) -> tuple[Reals, Reals, Ints]:
    """Points, uv and triangles of grids (A, R, 3) that close around; v to 0.7 on the first, from 0.75 on the next."""
    points, uvs, triangles, start = [], [], [], 0
    for index, grid in enumerate(grids):
        around, rows = grid.shape[:2]
        low, high = ((0.0, 0.7), (0.75, 1.0))[index]
        u, v = np.meshgrid(np.linspace(0, 1, around), np.linspace(low, high, rows), indexing="ij")
        at = np.arange(around * rows).reshape(around, rows) + start
        a, b, c, d = at[:-1, :-1].ravel(), at[1:, :-1].ravel(), at[1:, 1:].ravel(), at[:-1, 1:].ravel()
        points.append(grid.reshape(-1, 3))
        uvs.append(np.stack([u, v], -1).reshape(-1, 2))
        triangles += [np.stack([a, b, c], 1), np.stack([a, c, d], 1)]
        start += around * rows
    return np.concatenate(points), np.concatenate(uvs).astype(np.float32), np.concatenate(triangles).astype(np.int32)


class _Skull:
    """The unmorphed head above the brows, without the ears, as a distance from its middle in every direction."""

    def __init__(self, library: Library) -> None:
        base = library.base
        used = np.unique(base.corners[base.triangles])
        points = base.vertices[used]
        ear = (np.abs(points[:, 0]) > 0.68) & (points[:, 1] < 7.62)
        eye = (points[:, 2] > 0.9) & (points[:, 1] < 7.68)
        kept = (points[:, 1] > 7.0) & ~ear & ~eye
        self._vertices = used[kept]
        self._points = points[kept]
        azimuth, rise, self._distance = _spherical(self._points)
        self._tree = cKDTree(_placed(azimuth, rise, np.ones_like(rise)) - _CENTRE)

    def radius(self, azimuth: Reals, rise: Reals) -> Reals:
        weight, nearest = self._near(azimuth, rise)
        return (self._distance[nearest] * weight).sum(-1)

    def rise_at(self, azimuth: Reals, rim: tuple[float, float]) -> Reals:
        """The rise (A,) at which the skull meets the plane through the rim's heights at forehead and nape."""
        rise = np.linspace(-0.8, 1.0, 120)
        around, up = np.meshgrid(azimuth, rise, indexing="ij")
        points = _placed(around, up, self.radius(around, up))
        height = rim[1] + (rim[0] - rim[1]) * (points[..., 2] + 0.4) / 1.85
        return rise[np.argmax(points[..., 1] > height, 1)]

    def bound(self, name: str, points: Reals, uv: Reals, triangles: Ints) -> Proxy:
        azimuth, rise, _ = _spherical(points)
        weights, nearest = self._near(azimuth, rise)
        offsets = points - np.einsum("nk,nkd->nd", weights, self._points[nearest])
        corners = np.arange(len(points), dtype=np.int32)
        references, hidden = self._vertices[nearest].astype(np.int32), np.zeros(19158, bool)
        kinds = weights.astype(np.float32), offsets.astype(np.float32)
        return Proxy(name, references, *kinds, corners, uv, triangles, hidden)

    def _near(self, azimuth: Reals, rise: Reals) -> tuple[Reals, Ints]:
        direction = _placed(azimuth, rise, np.ones_like(rise)) - _CENTRE
        distance, nearest = self._tree.query(direction, k=_NEIGHBOURS)
        weight = np.exp(-((distance / 0.2) ** 2)) + 1e-9
        return weight / weight.sum(-1, keepdims=True), nearest


def _placed(azimuth: Reals, rise: Reals, distance: Reals) -> Reals:
    flat = np.cos(rise)
    direction = np.stack([np.sin(azimuth) * flat, np.sin(rise), np.cos(azimuth) * flat], -1)
    return _CENTRE + direction * distance[..., None]


def _spherical(points: Reals) -> tuple[Reals, Reals, Reals]:
    away = points - _CENTRE
    distance = np.linalg.norm(away, axis=-1)
    return np.arctan2(away[..., 0], away[..., 2]), np.arcsin(np.clip(away[..., 1] / distance, -1, 1)), distance


def _sector(azimuth: Reals) -> Ints:
    return ((azimuth + np.pi) / (2 * np.pi) * _SECTORS).astype(np.int32) % _SECTORS


def _rim_radius(rim: Reals, azimuth: Reals) -> Reals:
    """The rim's distance from its middle in each direction."""
    at = np.arctan2(rim[:, 0], rim[:, 2])
    order = at.argsort()
    return np.interp(azimuth, at[order], np.hypot(rim[:, 0], rim[:, 2])[order], period=2 * np.pi)

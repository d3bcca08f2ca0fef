"""From a field to a mesh file."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.errors import DataError
from engine.files import write_bytes
from engine.mesh.bake import bake_albedo, to_bytes
from engine.mesh.extract import SKIN_STEPS, extract_surfaces, taubin
from engine.mesh.gltf import glb_bytes, gltf_bytes
from engine.mesh.model import AvatarMesh, PartMesh, Placement
from engine.mesh.obj import obj_files
from engine.mesh.options import ExportOptions, ExportSummary, PartSummary, check_space, check_suffix, level_path
from engine.mesh.parts import cut_at_borders, glasses_apart, part_scores, without_islands, without_scraps
from engine.mesh.ply import ply_bytes
from engine.mesh.sample import Grids, SurfaceField, onto_surface, shade_points
from engine.mesh.simplify import carry_over, simplify
from engine.mesh.surface import Floats, Surface, compact, unit
from engine.mesh.unwrap import unwrap
from engine.progress import CancelToken, Progress, ProgressCallback

__all__ = ["ExportOptions", "ExportSummary", "build_mesh", "export_mesh"]

STAGES: Final = ("surface", "parts", "simplify", "colour", "write")
LEAST_SKIN: Final = 0.05
"""Vertices that are skin to a smaller share are not smoothed as skin."""
_BUDGET_ROUNDS: Final = 4


def export_mesh(
    field: SurfaceField,
    path: Path,
    options: ExportOptions | None = None,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> ExportSummary:
    """Write the avatar of `field` to `path` as .glb, .gltf, .obj (with .mtl and picture) or .ply.

    One named mesh and material per part, in metres, +y up, +z forward unless OBJ or PLY is asked for otherwise;
    coarser levels of detail go to files of their own (`NAME_LOD1.glb`). Files are written beside and then
    moved. Raises OutputError for another suffix or when a file cannot be written, InputError for options out
    of range, DataError when the field is empty, Cancelled.
    """
    options = options or ExportOptions()
    options.validate()
    suffix = check_suffix(path)
    check_space(suffix, options)
    clock = _Clock(on_progress, cancel or CancelToken())
    levels = _build(field, options, suffix != ".ply", clock)
    with clock.stage("write"):
        files: dict[Path, bytes] = {}
        for level, mesh in enumerate(levels):
            files |= _files(mesh, level_path(path, level), suffix, Placement(options.axes, options.scale))
        for target, data in files.items():
            write_bytes(target, data)
    parts = tuple(PartSummary(part.name, len(part.faces), len(part.positions)) for part in levels[0].parts)
    triangles = tuple(mesh.triangles for mesh in levels)
    return ExportSummary(tuple(files), parts, clock.seconds, sum(len(data) for data in files.values()), triangles)


def build_mesh(
    field: SurfaceField,
    options: ExportOptions,
    textured: bool = True,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> tuple[AvatarMesh, ...]:
    """The meshes that `export_mesh` writes, one for each level of detail, in cube units; with colours at the
    vertices when not `textured`.
    """
    options.validate()
    return tuple(_build(field, options, textured, _Clock(on_progress, cancel or CancelToken())))


class _Clock:
    """Reports, times and can stop the stages of an export."""

    def __init__(self, on_progress: ProgressCallback | None, cancel: CancelToken) -> None:
        self.on_progress, self.cancel = on_progress, cancel
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.cancel.check()
        if self.on_progress:
            self.on_progress(Progress(name, STAGES.index(name), len(STAGES)))
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def labelled_surface(field: SurfaceField, grids: Grids, check: Callable[[], None]) -> tuple[Surface, Floats]:
    """The smoothed surface of `grids` before it is simplified, and the scores of the parts (V, 8) at its vertices."""
    dense, bare = extract_surfaces(grids)
    points = onto_surface(grids, dense.vertices, dense.vertex_normals)
    shares = shade_points(field, points, check)[1]
    scores = part_scores(dense, shares if len(grids) == 1 else glasses_apart(dense, shares, bare))
    skin = scores[:, Part.SKIN] / scores.sum(axis=1)
    return taubin(dense, SKIN_STEPS, np.where(skin > LEAST_SKIN, skin, 0)), scores


def _build(field: SurfaceField, options: ExportOptions, textured: bool, clock: _Clock) -> list[AvatarMesh]:
    """One mesh for each level of detail, the finest first."""
    with clock.stage("surface"):
        grids = field.grids(options.resolution)
    with clock.stage("parts"):
        dense, scores = labelled_surface(field, grids, clock.cancel.check)
    levels = []
    for triangles, texture in options.levels():
        with clock.stage("simplify"):
            meshes = [mesh for mesh in _split(dense, scores, triangles) if mesh.part not in options.hidden]
        if not meshes:
            raise DataError("Every part is hidden: no mesh is left.", "Keep at least one part.")
        with clock.stage("colour"):
            coloured = _textured(field, grids, meshes, texture, clock.cancel) if textured else None
            levels.append(coloured or _vertex_coloured(field, grids, meshes, clock.cancel))
    return levels


def _split(dense: Surface, scores: Floats, triangles: int) -> list[PartMesh]:
    """At most `triangles` faces in one mesh per part, borders matching vertex by vertex."""
    simple = simplify(dense, triangles)
    for _ in range(_BUDGET_ROUNDS):
        carried = carry_over(dense, simple, np.concatenate([dense.vertex_normals, scores], axis=1))
        values = np.concatenate([simple.vertices, carried[:, :3]], axis=1)
        values, faces, parts = cut_at_borders(values, simple.faces, without_islands(simple, carried[:, 3:]))
        excess = len(faces) - triangles
        if excess <= 0:
            break
        simple = simplify(simple, len(simple.faces) - excess - 20)  # cutting at borders adds faces
    parts = without_scraps(values, faces, parts)
    return [_part_mesh(Part(part), values, faces[parts == part]) for part in np.unique(parts)]


def _part_mesh(part: Part, values: Floats, faces: NDArray[np.int32]) -> PartMesh:
    surface, used = compact(values[:, :3], faces)
    uv = np.zeros((len(used), 2), dtype=np.float32)
    return PartMesh(part, surface.vertices, unit(values[used, 3:6]), uv, surface.faces)


def _textured(
    field: SurfaceField, grids: Grids, meshes: list[PartMesh], texture: int, cancel: CancelToken
) -> AvatarMesh:
    atlas = unwrap([Surface(mesh.positions, mesh.faces) for mesh in meshes], texture)
    cancel.check()
    parts = tuple(
        PartMesh(mesh.part, mesh.positions[piece.source], mesh.normals[piece.source], piece.uv, piece.faces)
        for mesh, piece in zip(meshes, atlas, strict=True)
    )
    return AvatarMesh(parts, bake_albedo(field, grids, parts, texture, cancel.check))


def _vertex_coloured(field: SurfaceField, grids: Grids, meshes: list[PartMesh], cancel: CancelToken) -> AvatarMesh:
    def coloured(mesh: PartMesh) -> PartMesh:
        points = onto_surface(grids, mesh.positions, mesh.normals)
        return replace(mesh, colours=to_bytes(shade_points(field.of(mesh.part), points, cancel.check)[0]))

    return AvatarMesh(tuple(coloured(mesh) for mesh in meshes), None)


def _files(mesh: AvatarMesh, path: Path, suffix: str, placement: Placement) -> dict[Path, bytes]:
    if suffix == ".obj":
        return obj_files(mesh, path, placement)
    if suffix == ".ply":
        return {path: ply_bytes(mesh, placement)}
    writer = glb_bytes if suffix == ".glb" else gltf_bytes
    return {path: writer(mesh, path.stem)}

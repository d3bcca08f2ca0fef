"""Wavefront OBJ with its material library and picture beside it."""

import io
import re
from pathlib import Path

import numpy as np
from PIL import Image

from engine.mesh.model import MATERIALS, AvatarMesh, PartMesh, Placement


def obj_files(mesh: AvatarMesh, path: Path, placement: Placement) -> dict[Path, bytes]:
    """The files of an OBJ export, the .obj last: `NAME_albedo.png`, `NAME.mtl`, `NAME.obj`."""
    # blanks end a file name in many readers
    stem = re.sub(r"\s+", "_", path.stem)
    picture, library = path.with_name(f"{stem}_albedo.png"), path.with_name(f"{stem}.mtl")
    assert mesh.albedo is not None
    stream = io.BytesIO()
    Image.fromarray(mesh.albedo).save(stream, "PNG")
    return {
        picture: stream.getvalue(),
        library: "\n".join(_material(part, picture.name) for part in mesh.parts).encode(),
        path: _geometry(mesh, library.name, placement).encode(),
    }


def _material(part: PartMesh, picture: str) -> str:
    factors = MATERIALS[part.part]
    # Pr and Pm are the physically based terms that Blender and others read
    return (
        f"newmtl {part.name}\nKd 1 1 1\nKs 0 0 0\nPr {factors.roughness}\nPm {factors.metallic}\nillum 1\n"
        f"map_Kd {picture}\n"
    )


def _geometry(mesh: AvatarMesh, library: str, placement: Placement) -> str:
    lines = [f"# {placement.describe()}", f"mtllib {library}"]
    first = 1
    for part in mesh.parts:
        lines.append(f"o {part.name}")
        lines += [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in placement.points(part.positions).tolist()]
        lines += [f"vt {u:.6f} {1 - v:.6f}" for u, v in part.uv.tolist()]
        lines += [f"vn {x:.4f} {y:.4f} {z:.4f}" for x, y, z in placement.directions(part.normals).tolist()]
        lines.append(f"usemtl {part.name}")
        faces = np.asarray(part.faces) + first
        lines += [f"f {a}/{a}/{a} {b}/{b}/{b} {c}/{c}/{c}" for a, b, c in faces.tolist()]
        first += len(part.positions)
    return "\n".join(lines) + "\n"

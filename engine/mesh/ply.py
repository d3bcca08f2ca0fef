"""Binary PLY: one mesh with colours and part labels at the vertices."""

import numpy as np

from engine.mesh.model import AvatarMesh, Placement

_VERTEX = np.dtype(
    [(name, "<f4") for name in ("x", "y", "z", "nx", "ny", "nz")]
    + [(name, "u1") for name in ("red", "green", "blue", "part")]
)
_FACE = np.dtype([("count", "u1"), ("indices", "<i4", (3,))])


def ply_bytes(mesh: AvatarMesh, placement: Placement) -> bytes:
    """The whole avatar as little-endian PLY; `part` numbers follow `engine.attributes.Part`."""
    vertices = np.concatenate([_vertices(mesh, index, placement) for index in range(len(mesh.parts))])
    firsts = np.cumsum([0] + [len(part.positions) for part in mesh.parts])
    indices = np.concatenate([part.faces + first for part, first in zip(mesh.parts, firsts, strict=False)])
    faces = np.zeros(len(indices), dtype=_FACE)
    faces["count"], faces["indices"] = 3, indices
    return _header(len(vertices), len(faces), placement).encode("ascii") + vertices.tobytes() + faces.tobytes()


def _vertices(mesh: AvatarMesh, index: int, placement: Placement) -> np.ndarray:
    part = mesh.parts[index]
    assert part.colours is not None
    rows = np.zeros(len(part.positions), dtype=_VERTEX)
    columns = np.concatenate([placement.points(part.positions), placement.directions(part.normals)], axis=1)
    for name, column in zip(("x", "y", "z", "nx", "ny", "nz"), columns.T, strict=True):
        rows[name] = column
    for name, channel in zip(("red", "green", "blue"), part.colours.T, strict=True):
        rows[name] = channel
    rows["part"] = int(part.part)
    return rows


def _header(vertices: int, faces: int, placement: Placement) -> str:
    types = {"<f4": "float", "|u1": "uchar"}
    properties = [f"property {types[_VERTEX[name].str]} {name}" for name in _VERTEX.names or ()]
    lines = [
        "ply", "format binary_little_endian 1.0", f"comment {placement.describe()}",
        f"element vertex {vertices}", *properties, f"element face {faces}",
        "property list uchar int vertex_indices", "end_header",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"

"""A piece of an individual: one mesh with one material."""

from dataclasses import dataclass

import numpy as np

from engine.attributes import Part
from engine.individuals.library import Floats, Ints
from engine.offscreen.mesh_renderer import MATERIAL_ROWS


@dataclass(frozen=True)
class Piece:
    """A mesh in decimetres: `vertices` (N, 3), `corners` (C,), `uv` (C, 2), `triangles` (T, 3) into corners,
    `material` (7, 4) and `paint` (N, 4) as in RenderMesh."""

    vertices: Floats
    corners: Ints
    uv: Floats
    triangles: Ints
    material: Floats
    paint: Floats | None = None


def material_rows(rgb: tuple[float, ...], mode: int, layer: int, alpha: float, part: Part, gloss: float) -> Floats:
    """Rows of RenderMesh.materials; those that depend on the mode stay 0."""
    rows = np.zeros((MATERIAL_ROWS, 4), np.float32)
    rows[:2] = [*rgb, mode], [layer, alpha, float(part), gloss]
    return rows

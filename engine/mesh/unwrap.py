"""One texture atlas for all parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import xatlas

from engine.mesh.surface import Floats, Indices, Surface

PADDING: Final = 4
"""Texels between charts."""
LARGEST_CHART: Final = 0.02
"""Share of the whole area; smaller charts make the unwrap several times quicker."""


@dataclass(frozen=True, eq=False)
class Unwrapped:
    """source: int32 (V,), the vertex of the surface that each vertex copies; faces: int32 (F, 3);
    uv: float32 (V, 2) in [0, 1], v growing downwards in the picture, as in glTF.
    """

    source: Indices
    faces: Indices
    uv: Floats


def unwrap(surfaces: Sequence[Surface], texture: int) -> list[Unwrapped]:
    """Unwrap all `surfaces` into one picture of `texture` x `texture` texels; charts never cross surfaces."""
    atlas = xatlas.Atlas()
    for surface in surfaces:
        atlas.add_mesh(surface.vertices, surface.faces.astype(np.uint32))
    charts = xatlas.ChartOptions()
    charts.max_chart_area = LARGEST_CHART * float(sum(surface.face_areas.sum() for surface in surfaces))
    packing = xatlas.PackOptions()
    packing.padding, packing.resolution, packing.bilinear = PADDING, texture, True
    atlas.generate(charts, packing)
    return [_mesh(atlas, index) for index in range(len(surfaces))]


def _mesh(atlas: xatlas.Atlas, index: int) -> Unwrapped:
    source, faces, uv = atlas.get_mesh(index)
    return Unwrapped(source.astype(np.int32), faces.astype(np.int32), np.clip(uv, 0, 1).astype(np.float32))

"""Are the meshes of unseen individuals closed, smooth and whole?

    python benchmarks/meshes.py [--count 8] [--first 2000000] [-o SHEET.png]

One JSON line for each individual of the test split: components and watertightness of the whole surface at 256^3 (by
trimesh), the 90th percentile of the angles between neighbouring faces on skin, and exported patches that are smaller
than a hundredth of their part. The sheet shows the exported meshes from the front, both sides, behind and below.
"""

import argparse
import itertools
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import trimesh
from numpy.typing import NDArray
from PIL import Image

from engine.attributes import Part
from engine.camera import Camera
from engine.field.decoder_weights import load
from engine.field.encode import encode
from engine.field.field import Field
from engine.individuals.individual import Individual
from engine.individuals.reader import split_of
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw_samples
from engine.mesh.export import build_mesh, labelled_surface
from engine.mesh.model import AvatarMesh, PartMesh
from engine.mesh.options import ExportOptions
from engine.mesh.preview import preview

RESOLUTION: Final = 256
PICTURE: Final = 384
SMALL_PATCH: Final = 0.01
LIGHT: Final = np.array([0.3, 0.5, 0.81], np.float32)
CAMERAS: Final = (Camera(), Camera(azimuth=90), Camera(azimuth=-60, elevation=20), Camera(azimuth=180),
                  Camera(azimuth=25, elevation=-35))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--first", type=int, default=2_000_000)
    parser.add_argument("-o", "--output", type=Path)
    chosen = parser.parse_args()
    unseen = (seed for seed in itertools.count(chosen.first) if split_of(seed) == "test")
    rows = []
    for seed in itertools.islice(unseen, chosen.count):
        field = Field(encode(partial(draw_samples, Individual(sample_recipe(seed)))), load())
        exported = build_mesh(field, ExportOptions(resolution=RESOLUTION))[0]
        figures = surface_figures(field) | {"small_patches": small_patches(exported)}
        sys.stdout.write(json.dumps({"seed": seed} | figures) + "\n")
        sys.stdout.flush()
        rows.append(np.concatenate([picture(exported, camera) for camera in CAMERAS], axis=1))
    if chosen.output:
        Image.fromarray(np.concatenate(rows)).save(chosen.output)


def surface_figures(field: Field) -> dict[str, Any]:
    """Of the whole surface, before it is simplified and cut into parts."""
    surface, scores = labelled_surface(field, field.grids(RESOLUTION), lambda: None)
    mesh = trimesh.Trimesh(surface.vertices, surface.faces, process=False)
    skin = (scores.argmax(axis=1) == Part.SKIN)[mesh.face_adjacency_edges].all(axis=1)
    angles = np.degrees(mesh.face_adjacency_angles[skin])
    return {
        "watertight": bool(mesh.is_watertight),
        "components": int(mesh.body_count),
        "skin_dihedral_p90": round(float(np.percentile(angles, 90)), 2),
    }


def small_patches(mesh: AvatarMesh) -> dict[str, list[float]]:
    """Shares of their part's area of the connected patches below SMALL_PATCH, by part."""
    found = {part.name: _shares(part) for part in mesh.parts}
    return {name: small for name, shares in found.items() if (small := [s for s in shares if s < SMALL_PATCH])}


def _shares(part: PartMesh) -> list[float]:
    # texture seams double vertices: weld them first
    welded = trimesh.Trimesh(part.positions, part.faces, process=True)
    welded.merge_vertices(merge_tex=True, merge_norm=True)
    areas = [piece.area for piece in welded.split(only_watertight=False)]
    return [round(float(area / sum(areas)), 4) for area in areas]


def picture(mesh: AvatarMesh, camera: Camera) -> NDArray[np.uint8]:
    """The mesh on white with a light from above, so that dents show."""
    drawn = preview(mesh, camera, PICTURE)
    lit = drawn.colour * (0.45 + 0.55 * np.clip(drawn.normal @ LIGHT, 0, 1))[..., None]
    return np.rint(np.where(drawn.alpha[..., None], np.clip(lit, 0, 1), 1) * 255).astype(np.uint8)


if __name__ == "__main__":
    main()

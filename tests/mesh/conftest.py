"""The stand-in avatar, extracted and built once for all mesh tests."""

from pathlib import Path

import pytest
import torch

from engine.mesh.export import build_mesh, export_mesh
from engine.mesh.extract import extract_surface
from engine.mesh.model import AvatarMesh
from engine.mesh.options import ExportOptions, ExportSummary
from engine.mesh.surface import Surface
from tests.mesh.stand_in import BandedSphere

OPTIONS = ExportOptions(triangles=6000, texture=256, resolution=96)


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def field() -> BandedSphere:
    return BandedSphere()


@pytest.fixture(scope="session")
def surface(field: BandedSphere) -> Surface:
    return extract_surface(field.grid(96))


@pytest.fixture(scope="session")
def mesh(field: BandedSphere) -> AvatarMesh:
    return build_mesh(field, OPTIONS)[0]


@pytest.fixture(scope="session")
def exported(field: BandedSphere, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ExportSummary]:
    folder = tmp_path_factory.mktemp("exported")
    return {
        suffix: export_mesh(field, Path(folder / f"bust{suffix}"), OPTIONS)
        for suffix in (".glb", ".gltf", ".obj", ".ply")
    }

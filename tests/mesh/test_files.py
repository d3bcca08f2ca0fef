"""Exported files are what other programs expect; failures leave no trace."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh

from engine.attributes import Part
from engine.errors import Cancelled, DataError, InputError, OutputError
from engine.mesh.export import STAGES, export_mesh
from engine.mesh.model import BASE_Y
from engine.mesh.options import ExportOptions, ExportSummary
from engine.progress import CancelToken, Progress
from engine.space import METRES_PER_UNIT
from tests.mesh.conftest import OPTIONS
from tests.mesh.stand_in import BandedSphere

VALIDATORS = Path(__file__).parent.parent / "validators"
PARTS = {"skin", "hair", "eyes", "garment", "glasses"}
Exported = dict[str, ExportSummary]


def khronos(files: list[Path]) -> list[dict]:
    node = shutil.which("node")
    if node is None or not (VALIDATORS / "node_modules" / "gltf-validator").is_dir():
        pytest.skip("needs node and: npm install --prefix tests/validators")
    command = [node, str(VALIDATORS / "validate_gltf.mjs"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_khronos_validator_finds_nothing(exported: Exported) -> None:
    for report in khronos([exported[".glb"].files[0], exported[".gltf"].files[0]]):
        assert (report["errors"], report["warnings"]) == (0, 0), report["messages"]
        assert report["info"]["totalTriangleCount"] == exported[".glb"].triangles
        assert report["info"]["materialCount"] == len(PARTS)


@pytest.mark.parametrize("suffix", [".glb", ".gltf"])
def test_gltf_holds_named_parts_in_metres(exported: Exported, suffix: str) -> None:
    scene = trimesh.load_scene(exported[suffix].files[0])
    assert set(scene.geometry) == PARTS
    assert {mesh.visual.material.name for mesh in scene.geometry.values()} == PARTS
    low, high = scene.bounds
    assert low[1] == pytest.approx((-1 - BASE_Y) * METRES_PER_UNIT, abs=0.003)
    assert high[1] == pytest.approx((0.6 - BASE_Y) * METRES_PER_UNIT, abs=0.003)
    eyes = scene.geometry["eyes"].vertices
    assert eyes[:, 2].min() > 0  # they look along +z
    picture = scene.geometry["skin"].visual.material.baseColorTexture
    assert picture.size == (256, 256)


def test_gltf_says_which_part_a_node_is(exported: Exported) -> None:
    document = json.loads(exported[".gltf"].files[0].read_text())
    assert {node["extras"]["part"] for node in document["nodes"] if "mesh" in node} == PARTS
    assert document["nodes"][0]["name"] == "bust"


def test_obj_brings_its_material_and_picture(exported: Exported) -> None:
    files = exported[".obj"].files
    assert {path.name for path in files} == {"bust.obj", "bust.mtl", "bust_albedo.png"}
    scene = trimesh.load_scene(next(path for path in files if path.suffix == ".obj"), split_objects=True)
    assert sum(len(mesh.faces) for mesh in scene.geometry.values()) == exported[".obj"].triangles
    assert files[1].read_text().count("newmtl") == len(PARTS)
    assert "map_Kd bust_albedo.png" in files[1].read_text()
    text = files[2].read_text()
    assert {line[2:] for line in text.splitlines() if line.startswith("o ")} == PARTS


def test_obj_and_gltf_put_the_same_texel_on_a_vertex(exported: Exported) -> None:
    text = exported[".obj"].files[2].read_text().splitlines()
    texel = np.array([line.split()[1:] for line in text if line.startswith("vt ")], float)
    scene = trimesh.load_scene(exported[".glb"].files[0])
    uv = np.concatenate([scene.geometry[name].visual.uv for name in ("skin", "hair", "eyes", "garment", "glasses")])
    np.testing.assert_allclose(texel, uv, atol=2e-6)  # trimesh turns v up as OBJ has it


def test_ply_carries_colours_and_normals(exported: Exported) -> None:
    path = exported[".ply"].files[0]
    mesh = trimesh.load_mesh(path, process=False)
    assert len(mesh.faces) == exported[".ply"].triangles
    colours = mesh.visual.vertex_colors[:, :3] / 255
    top = mesh.vertices[:, 1] > 1.4 * METRES_PER_UNIT
    np.testing.assert_allclose(colours[top].mean(axis=0), (0.3, 0.15, 0.1), atol=0.02)
    assert b"property uchar part" in path.read_bytes()[:600]


def test_summary_is_true(exported: Exported) -> None:
    for suffix, summary in exported.items():
        assert summary.bytes_written == sum(path.stat().st_size for path in summary.files)
        assert tuple(summary.seconds) == STAGES
        assert {part.name for part in summary.parts} == PARTS
        assert summary.triangles <= OPTIONS.triangles, suffix


@pytest.mark.parametrize("name", ["a.usdz", "a.fbx", "a.stl", "a"])
def test_other_suffixes_name_the_possible_ones(field: BandedSphere, name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.glb, \.gltf, \.obj, \.ply"):
        export_mesh(field, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [{"triangles": 0}, {"texture": 100000}, {"resolution": 8}])
def test_senseless_options_are_refused(field: BandedSphere, wrong: dict, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must be between"):
        export_mesh(field, tmp_path / "a.glb", ExportOptions(**wrong))


def test_upper_case_suffix_and_new_folder(field: BandedSphere, tmp_path: Path) -> None:
    path = tmp_path / "new" / "A.PLY"
    export_mesh(field, path, ExportOptions(triangles=500, resolution=32))
    assert path.read_bytes().startswith(b"ply\n")


def test_cancelling_stops_between_stages_and_leaves_the_old_file(field: BandedSphere, tmp_path: Path) -> None:
    path = tmp_path / "a.glb"
    path.write_bytes(b"old")
    token, seen = CancelToken(), []

    def on_progress(progress: Progress) -> None:
        seen.append(progress.stage)
        if progress.stage == "simplify":
            token.cancel()

    with pytest.raises(Cancelled):
        export_mesh(field, path, OPTIONS, on_progress, token)
    assert seen == ["surface", "parts", "simplify"]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.glb"]


def test_levels_of_detail_are_files_of_their_own(field: BandedSphere, tmp_path: Path) -> None:
    summary = export_mesh(field, tmp_path / "bust.glb", replace(OPTIONS, lods=3))
    assert [path.name for path in summary.files] == ["bust.glb", "bust_LOD1.glb", "bust_LOD2.glb"]
    counts = [sum(len(mesh.faces) for mesh in trimesh.load_scene(path).geometry.values()) for path in summary.files]
    assert tuple(counts) == summary.lod_triangles
    for level, count in enumerate(counts):
        assert 0.8 * (OPTIONS.triangles >> level) < count <= OPTIONS.triangles >> level
    sizes = [trimesh.load_scene(path).geometry["skin"].visual.material.baseColorTexture.size for path in summary.files]
    assert sizes == [(256, 256), (128, 128), (64, 64)]
    for report in khronos(list(summary.files)):
        assert (report["errors"], report["warnings"]) == (0, 0), report["messages"]


def test_parts_can_be_left_out(field: BandedSphere, tmp_path: Path) -> None:
    export_mesh(field, tmp_path / "bare.glb", replace(OPTIONS, hidden=frozenset({Part.GLASSES, Part.HAIR})))
    assert set(trimesh.load_scene(tmp_path / "bare.glb").geometry) == PARTS - {"glasses", "hair"}
    with pytest.raises(DataError, match="no mesh is left"):
        export_mesh(field, tmp_path / "none.glb", replace(OPTIONS, hidden=frozenset(Part)))


@pytest.mark.parametrize("suffix", [".obj", ".ply"])
def test_axes_and_scale_where_the_format_leaves_them_open(field: BandedSphere, tmp_path: Path, suffix: str) -> None:
    plain, other = tmp_path / f"plain{suffix}", tmp_path / f"other{suffix}"
    export_mesh(field, plain, OPTIONS)
    export_mesh(field, other, replace(OPTIONS, axes="z_up", scale=100.0))
    (a, b) = (trimesh.load(path, force="mesh", process=False) for path in (plain, other))
    x, y, z = a.vertices.T
    np.testing.assert_allclose(b.vertices, 100 * np.stack([x, -z, y], axis=1), atol=2e-3)
    assert a.volume > 0 and b.volume > 0  # the faces still look outwards
    x, y, z = a.vertex_normals.T
    np.testing.assert_allclose(b.vertex_normals, np.stack([x, -z, y], axis=1), atol=1e-3)
    assert b"100 units per metre, +z up, -y forward" in other.read_bytes()[:300]


def test_gltf_keeps_to_its_standard(field: BandedSphere, tmp_path: Path) -> None:
    for wrong in ({"axes": "z_up"}, {"scale": 100.0}):
        with pytest.raises(InputError, match="always in metres"):
            export_mesh(field, tmp_path / "a.glb", replace(OPTIONS, **wrong))
    assert list(tmp_path.iterdir()) == []

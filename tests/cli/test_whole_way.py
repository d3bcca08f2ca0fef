"""The whole way with the shipped models: a photograph in, files out, in processes of their own."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image
from skimage import data

from engine.document import load_avatar

pytestmark = pytest.mark.slow


def maquette(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "studio.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an avatar made from a portrait of Eileen Collins (NASA, public domain)."""
    folder = tmp_path_factory.mktemp("made")
    Image.fromarray(data.astronaut()[:400, 20:420]).save(folder / "photo.png")
    outputs = [word for suffix in ("maquette", "glb", "png") for word in ("-o", folder / f"a.{suffix}")]
    photo = ["--photo", folder / "photo.png", "--steps", 4, "--seed", 3]
    outcome = maquette("make", *photo, *outputs, "--report", folder / "r.json")
    assert outcome.returncode == 0, outcome.stderr
    return folder


def test_the_document_comes_back(made: Path) -> None:
    avatar = load_avatar(made / "a.maquette")
    assert (avatar.source, avatar.seed, avatar.steps) == ("photo", 3, 4)


def test_the_report_tells_how(made: Path) -> None:
    report = json.loads((made / "r.json").read_text())
    assert report["photo"]["faces_found"] >= 1
    assert report["process"]["seconds"] > report["seconds"]["base"] > 0
    assert {Path(entry["path"]).name for entry in report["outputs"]} == {"a.maquette", "a.glb", "a.png"}


def test_the_mesh_has_named_parts_and_a_heads_size(made: Path) -> None:
    scene = trimesh.load_scene(made / "a.glb")
    assert len(scene.geometry) >= 2
    assert 0.25 < scene.extents[1] < 0.65  # metres; a bust


def test_the_picture_shows_somebody_on_nothing(made: Path) -> None:
    alpha = np.asarray(Image.open(made / "a.png"))[..., 3]
    assert 0.2 < (alpha > 128).mean() < 0.9
    assert alpha[256, 256] == 255
    assert alpha[4, 4] == 0


def test_an_edit_changes_the_avatar_and_is_remembered(made: Path) -> None:
    outcome = maquette("edit", made / "a.maquette", "--prompt", "red sweater", "-o", made / "b.maquette")
    assert outcome.returncode == 0, outcome.stderr
    before, after = load_avatar(made / "a.maquette"), load_avatar(made / "b.maquette")
    assert [step.prompt for step in after.history] == ["red sweater"]
    assert np.abs(after.planes.colour - before.planes.colour).mean() > 1e-3


def test_the_same_seed_gives_the_same_avatar(made: Path) -> None:
    words = ["make", "--text", "an old man with a grey beard", "--steps", 2, "--seed", 5]
    for name in ("c", "d"):
        outcome = maquette(*words, "-o", made / f"{name}.maquette")
        assert outcome.returncode == 0, outcome.stderr
    first, second = (load_avatar(made / f"{name}.maquette") for name in ("c", "d"))
    assert np.array_equal(first.planes.colour, second.planes.colour)


@pytest.mark.parametrize("name", ["text.jpg", "cut.png", "nobody.png"])
def test_what_is_no_portrait_gives_one_line(made: Path, name: str) -> None:
    (made / "text.jpg").write_text("not a picture")
    (made / "cut.png").write_bytes((made / "photo.png").read_bytes()[:20_000])
    Image.new("RGB", (400, 300), (120, 130, 90)).save(made / "nobody.png")
    outcome = maquette("make", "--photo", made / name, "-o", made / "x.glb")
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("error: ")
    assert outcome.stderr.count("\n") == 1
    assert not (made / "x.glb").exists()

"""What the commands hand to the engine, and what they write."""

import json
from pathlib import Path

import pytest
from PIL import Image

from engine.document import load_avatar
from studio.cli.outputs import numbered
from tests.cli.conftest import Run
from tests.cli.fake_engine import FakeEngine


def test_make_writes_every_output_and_the_report(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    outputs = [tmp_path / "new" / name for name in ("a.maquette", "a.glb", "a.png")]
    options = [word for path in outputs for word in ("-o", path)]
    outcome = run("make", "--text", "a woman", "--seed", 5, *options, "--report", tmp_path / "r.json")
    assert outcome.code == 0, outcome.err
    assert load_avatar(outputs[0]).seed == 5
    assert Image.open(outputs[2]).size == (512, 512)
    assert [line.split("  ")[0] for line in outcome.out.splitlines()] == [str(path) for path in outputs]
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["seed"] == 5
    assert report["seconds"] == {"sampling": 0.25}
    assert report["outputs"][1]["parts"] == [{"name": "skin", "triangles": 12, "vertices": 8}]
    assert report["process"]["peak_memory_mib"] > 1


def test_make_hands_on_what_was_asked(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    photo = tmp_path / "me.jpg"
    photo.touch()
    run("make", "--photo", photo, "--guidance", 3.5, "--steps", 8, "-o", tmp_path / "a.glb")
    (request,) = engine.requests
    assert (request.photo, request.text, request.seed) == (photo, None, 0)
    assert (request.guidance, request.steps) == (3.5, 8)


def test_count_numbers_outputs_and_seeds(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    outcome = run(
        "make", "--random", "--seed", 3, "--count", 2, "-o", tmp_path / "a.glb", "--report", tmp_path / "r.json"
    )
    assert outcome.code == 0
    assert [request.seed for request in engine.requests] == [3, 4]
    assert sorted(path.name for path in tmp_path.glob("*.glb")) == ["a-1.glb", "a-2.glb"]
    assert len(json.loads((tmp_path / "r.json").read_text())["avatars"]) == 2


def test_random_differs_from_run_to_run(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    for _ in range(2):
        run("make", "--random", "-o", tmp_path / "a.glb")
    first, second = engine.requests
    assert first.seed != second.seed


def test_edit_keeps_the_avatars_own_noise(run: Run, engine: FakeEngine, document: Path, tmp_path: Path) -> None:
    outcome = run("edit", document, "--prompt", "red sweater", "--strength", 0.5, "-o", tmp_path / "b.maquette")
    assert outcome.code == 0, outcome.err
    (request,) = engine.requests
    assert (request.prompt, request.strength, request.guidance, request.seed) == ("red sweater", 0.5, None, None)
    assert load_avatar(tmp_path / "b.maquette").history[0].prompt == "red sweater"


def test_export_hands_on_its_options(run: Run, engine: FakeEngine, document: Path, tmp_path: Path) -> None:
    outcome = run("export", document, "-o", tmp_path / "b.glb", "--triangles", 5000, "--texture", 256)
    assert outcome.code == 0, outcome.err
    assert (engine.options[0].triangles, engine.options[0].texture) == (5000, 256)


def test_render_draws_the_camera_asked_for(run: Run, engine: FakeEngine, document: Path, tmp_path: Path) -> None:
    picture = tmp_path / "b.png"
    outcome = run("render", document, "--azimuth", 35, "--elevation", 10, "--size", 64, "-o", picture)
    assert outcome.code == 0, outcome.err
    assert (engine.cameras[0].azimuth, engine.cameras[0].elevation) == (35, 10)
    assert Image.open(picture).size == (64, 64)


def test_turntable_goes_once_around(run: Run, engine: FakeEngine, document: Path, tmp_path: Path) -> None:
    outcome = run("render", document, "--size", 16, "--turntable", tmp_path / "b.webp")
    assert outcome.code == 0, outcome.err
    assert [camera.azimuth for camera in engine.cameras] == [7.5 * n for n in range(48)]
    assert Image.open(tmp_path / "b.webp").n_frames == 48  # type: ignore[attr-defined]


@pytest.mark.parametrize(("number", "count", "name"), [(1, 1, "a.glb"), (7, 12, "a-07.glb"), (3, 9, "a-3.glb")])
def test_numbered(number: int, count: int, name: str) -> None:
    assert numbered(Path("x/a.glb"), number, count) == Path("x") / name

"""The benchmark measures real processes."""

import json
from pathlib import Path

import pytest

from engine.errors import MaquetteError
from studio.cli import bench
from tests.cli.conftest import Run


def test_a_process_is_measured() -> None:
    measured = bench.measure("version", ["--version"], repeat=1)
    assert 0.02 < measured.seconds < 10
    assert measured.peak_memory_mib is None or measured.peak_memory_mib > 5


def test_a_failing_process_is_an_error() -> None:
    with pytest.raises(MaquetteError, match="frobnicate"):
        bench.run_once(["frobnicate"])


def test_figures_are_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "commands", lambda folder, photo: {"version": ["--version"]})
    outcome = run("bench", "--repeat", 1, "-o", tmp_path / "bench.json")
    assert outcome.code == 0, outcome.err
    figures = json.loads((tmp_path / "bench.json").read_text())
    assert figures["measurements"][0]["name"] == "version"

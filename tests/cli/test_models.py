"""The commands that make models hand on what they are told."""

from pathlib import Path
from typing import Any

import pytest

from engine.progress import Progress
from tests.cli.conftest import Run


def test_individuals(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def generate(*arguments: Any) -> None:
        *others, encode, workers, geometry, shard, on_progress = arguments
        on_progress(Progress("individuals", 3, 3))
        asked.append((*others, encode is not None, workers, geometry, shard))

    monkeypatch.setattr("engine.individuals.dataset.generate", generate)
    outcome = run("individuals", "--count", 3, "--seed", 7, "-o", tmp_path, "--views", 2, "--size", 128, "--workers", 3)
    assert outcome.code == 0, outcome.err
    assert asked == [(tmp_path, 3, 7, 2, 4, 128, True, 3, False, 16)]
    assert "3/3" in outcome.err


def test_train(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training import stages

    jobs: list[stages.Job] = []

    def parser(job: stages.Job) -> dict[str, float]:
        jobs.append(job)
        return {"miou": 0.75}

    monkeypatch.setitem(stages.STAGES, "parser", parser)
    monkeypatch.setenv("MAQUETTE_CACHE", str(tmp_path))
    outcome = run("train", "parser")
    assert outcome.code == 0, outcome.err
    assert (jobs[0].data, jobs[0].work) == (tmp_path / "individuals", tmp_path)
    assert '"miou": 0.75' in outcome.out


def test_train_without_individuals_is_one_line(run: Run, tmp_path: Path) -> None:
    outcome = run("train", "clip", "--data", tmp_path, "--work", tmp_path / "work")
    assert outcome.code == 1
    assert outcome.err.startswith("error: ") and outcome.err.count("\n") == 1


def test_only_long_runs_resume(run: Run) -> None:
    outcome = run("train", "parser", "--resume")
    assert outcome.code == 2
    assert "starts anew" in outcome.err


def test_evaluate(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[Any] = []
    monkeypatch.setattr("engine.evaluation.run.evaluate", lambda job, on_progress: jobs.append(job))
    outcome = run("evaluate", "--quick", "-o", tmp_path / "report", "--data", tmp_path)
    assert outcome.code == 0, outcome.err
    assert (jobs[0].out, jobs[0].data, jobs[0].quick) == (tmp_path / "report", tmp_path, True)
    assert "metrics.json" in outcome.out

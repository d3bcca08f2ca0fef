"""The command line with a scripted engine behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.document import save_avatar
from studio.cli import main
from tests.cli.fake_engine import FakeEngine, make_avatar


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `maquette WORDS...` in this process."""

    def run_words(*words: object) -> Outcome:
        code = main([str(word) for word in words])
        return Outcome(code, *capsys.readouterr())

    return run_words


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """The scripted engine every command gets instead of the real one."""
    fake = FakeEngine()
    monkeypatch.setattr("engine.pipeline.Engine", lambda: fake)
    return fake


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small avatar on disk."""
    path = tmp_path / "in.maquette"
    save_avatar(make_avatar(seed=7), path)
    return path

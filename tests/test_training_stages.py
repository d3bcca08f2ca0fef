"""What `maquette train` is told: settings from a file, and the models by name."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.errors import DataError, InputError
from engine.training.stages import STAGES, Job, read_config
from studio.cli.training import Model


@dataclass(frozen=True)
class Settings:
    steps: int = 10
    rate: float = 0.5


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.json"
    path.write_text(text)
    return path


def test_a_file_overrides_what_it_names(tmp_path: Path) -> None:
    assert read_config(Settings, written(tmp_path, '{"rate": 1}')) == Settings(rate=1)
    assert read_config(Settings, None) == Settings()


@pytest.mark.parametrize("text", ["", "[]", '{"speed": 3}', '{"steps": 0.5}', '{"steps": true}', '{"rate": "fast"}'])
def test_what_does_not_fit_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"settings\.json"):
        read_config(Settings, written(tmp_path, text))


def test_the_command_line_offers_exactly_the_runs_there_are() -> None:
    assert [model.value for model in Model] == list(STAGES)


@pytest.mark.parametrize("name", [name for name in STAGES if name != "text"])  # words are learned from recipes
def test_a_run_without_individuals_says_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no individuals"):
        STAGES[name](Job(tmp_path, tmp_path / "work"))

"""The training runs by name, each from a data set of individuals to shipped weights.

What a run computes from the data set on its way (aligned portraits, say) stays in the working folder, so
that it is computed once.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from engine.clip.prepare import prepare
from engine.clip.train import ClipTraining, train_clip
from engine.clip.train_parser import ParserTraining, train_parser
from engine.errors import InputError
from engine.individuals.reader import Dataset
from engine.progress import CancelToken, ProgressCallback

Config = TypeVar("Config")
Scores = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """Where a run finds its data set, where it works, and what it is told."""

    data: Path
    work: Path
    config: Path | None = None
    on_progress: ProgressCallback | None = None
    cancel: CancelToken | None = None

    def aligned(self) -> Path:
        """Folder of the data set's aligned portraits, completed first where it is not."""
        folder = self.work / "aligned"
        prepare(Dataset(self.data), folder, self.on_progress, self.cancel)
        return folder


def read_config(kind: type[Config], path: Path | None) -> Config:
    """The dataclass `kind` with what the JSON object in `path` overrides; InputError when it does not fit."""
    if path is None:
        return kind()
    try:
        chosen = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as JSON: {error}.") from error
    known = {field.name: type(field.default) for field in fields(kind)}  # type: ignore[arg-type]
    if not isinstance(chosen, dict) or not set(chosen) <= set(known):
        raise InputError(f"{path.name} does not fit.", f"It may set: {', '.join(known)}.")
    for name, value in chosen.items():
        # JSON has one kind of number: 1 is a fine float, but 0.5 is no count
        if isinstance(value, bool) or not isinstance(value, (int, float) if known[name] is float else int):
            raise InputError(f"{name} in {path.name} must be a number of kind {known[name].__name__}.")
    return kind(**chosen)


def _parser(job: Job) -> Scores:
    return dict(train_parser(job.aligned(), read_config(ParserTraining, job.config), job.on_progress, job.cancel))


def _clip(job: Job) -> Scores:
    config = read_config(ClipTraining, job.config)
    return train_clip(Dataset(job.data), job.aligned(), config, job.on_progress, job.cancel)


STAGES: Final[dict[str, Callable[[Job], Scores]]] = {"parser": _parser, "clip": _clip}
"""Every run that can be made, in the order in which they build on one another. Each returns its scores."""

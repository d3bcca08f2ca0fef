"""`maquette train`: the models, from synthetic individuals."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.progress import progress_shown


class Model(StrEnum):
    """What can be trained, in the order in which the models build on one another."""

    PARSER = "parser"
    CLIP = "clip"
    BASE = "base"


def train(
    model: Annotated[Model, typer.Argument(help="Which model.", show_default=False)],
    *,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Individuals to learn from.")
    ] = None,
    work: Annotated[
        Path | None, typer.Option(metavar="DIR", file_okay=False, help="Folder for what is computed on the way.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="C.json", exists=True, dir_okay=False, help="Settings that differ.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint (base).")] = False,
) -> None:
    """Train a model and ship its weights with a model card into the assets.

    Both folders lie in the cache unless they are named. Example: maquette train clip --data people
    """
    if resume and model is not Model.BASE:
        raise typer.BadParameter(f"{model.value} takes minutes and starts anew each time.", param_hint="--resume")

    from engine.paths import cache_dir
    from engine.training.stages import STAGES, Job

    data, work = data or cache_dir() / "individuals", work or cache_dir()
    with progress_shown() as on_progress:
        scores = STAGES[model.value](Job(data, work, config, resume, on_progress))
    typer.echo(json.dumps(scores, indent=2, ensure_ascii=False))

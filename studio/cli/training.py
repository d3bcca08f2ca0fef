"""`maquette train` and `maquette evaluate`: the models, from synthetic individuals, and how good they are."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.outputs import check_folder
from studio.cli.progress import progress_shown


class Model(StrEnum):
    """What can be trained, in the order in which the models build on one another."""

    CODEC = "codec"
    PARSER = "parser"
    TEXT = "text"
    CLIP = "clip"
    JUDGE = "judge"
    BASE = "base"
    UPSAMPLER = "upsampler"
    FACE = "face"


RESUMABLE = (Model.CODEC, Model.TEXT, Model.BASE, Model.UPSAMPLER)

Data = Annotated[Path | None, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Folder of individuals.")]
Work = Annotated[
    Path | None, typer.Option(metavar="DIR", file_okay=False, help="Folder for what is computed on the way.")
]


def train(
    model: Annotated[Model, typer.Argument(help="Which model.", show_default=False)],
    *,
    data: Data = None,
    work: Work = None,
    config: Annotated[
        Path | None, typer.Option(metavar="C.json", exists=True, dir_okay=False, help="Settings that differ.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the last checkpoint (codec, text, base, upsampler).")
    ] = False,
) -> None:
    """Train a model and ship its weights with a model card into the assets.

    Both folders lie in the cache unless they are named. Example: maquette train clip --data people
    """
    if resume and model not in RESUMABLE:
        raise typer.BadParameter(f"{model.value} takes minutes and starts anew each time.", param_hint="--resume")

    from engine.paths import cache_dir
    from engine.training.stages import STAGES, Job

    data, work = data or cache_dir() / "individuals", work or cache_dir()
    with progress_shown() as on_progress:
        scores = STAGES[model.value](Job(data, work, config, resume, on_progress))
    typer.echo(json.dumps(scores, indent=2, ensure_ascii=False))


def evaluate(
    *,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", file_okay=False, help="Folder for the results."),
    ],
    quick: Annotated[bool, typer.Option("--quick", help="Look at little: minutes instead of hours.")] = False,
    portraits: Annotated[
        Path | None, typer.Option(metavar="DIR", exists=True, file_okay=False, help="Labelled real portraits to try.")
    ] = None,
    data: Data = None,
    work: Work = None,
) -> None:
    """Measure the shipped models on held-out individuals.

    Pictures of real portraits stay in the work folder. Example: maquette evaluate --quick -o report
    """
    check_folder(output)

    from engine.evaluation.run import Evaluation
    from engine.evaluation.run import evaluate as run_evaluation
    from engine.paths import cache_dir

    job = Evaluation(output, data or cache_dir() / "individuals", work or cache_dir(), quick, portraits)
    with progress_shown() as on_progress:
        run_evaluation(job, on_progress)
    typer.echo(f"{output / 'metrics.json'}")
    typer.echo(f"{output / 'report.html'}")

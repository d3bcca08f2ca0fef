"""`maquette individuals`: synthetic people to train on."""

import os
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.outputs import check_folder
from studio.cli.progress import progress_shown


def individuals(
    *,
    count: Annotated[int, typer.Option(min=1, help="How many individuals.")],
    seed: Annotated[int, typer.Option(min=0, help="The first one's seed; the others follow.")] = 0,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", file_okay=False, help="Folder to fill.")],
    views: Annotated[int, typer.Option(min=0, max=1000, help="Unlit views from all around.")] = 0,
    portraits: Annotated[int, typer.Option(min=0, max=1000, help="Lit portraits of each.")] = 4,
    size: Annotated[int, typer.Option(min=64, max=2048, help="Pixels per side of portraits and views.")] = 384,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that work at the same time.")] = os.cpu_count()
    or 1,
    geometry: Annotated[bool, typer.Option(help="Keep depth and normals of portraits, too.")] = False,
    shard: Annotated[int, typer.Option(min=1, max=4096, help="Individuals in each file.")] = 16,
    planes: Annotated[bool, typer.Option(help="Encode the relief planes, which codec and base are trained on.")] = True,
) -> None:
    """Make synthetic individuals: portraits, planes, labels and captions, in shards.

    A run that was interrupted goes on where it was. Example: maquette individuals --count 1000 -o people
    """
    check_folder(output)

    from engine.field.encode import encode
    from engine.individuals.dataset import generate

    with progress_shown() as on_progress:
        chosen = encode if planes else None
        generate(output, count, seed, views, portraits, size, chosen, workers, geometry, shard, on_progress)
    typer.echo(f"{output}  {count} individuals")

"""`maquette make` and `maquette edit`: commands that sample a new avatar."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.mesh.options import ExportOptions
from studio.cli.outputs import ANYTHING, announce, check_outputs, numbered, write_outputs
from studio.cli.progress import progress_shown
from studio.cli.report import process_figures, write_report

if TYPE_CHECKING:
    from engine.pipeline import Engine, MakeRequest, Result
    from engine.progress import ProgressCallback

PICTURE_SIZE = 512

Outputs = Annotated[
    list[Path],
    typer.Option(
        "--output", "-o", metavar="OUT", help="File to write, of the kind its suffix names; repeat for several."
    ),
]
ReportFile = Annotated[
    Path | None,
    typer.Option("--report", metavar="R.json", dir_okay=False, help="Write seconds, memory, versions and findings."),
]
AvatarFile = Annotated[
    Path, typer.Argument(metavar="IN.maquette", exists=True, dir_okay=False, help="The avatar to start from.")
]


def make(
    *,
    photo: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Sculpt the person in this portrait.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Sculpt what this sentence says, in English or Chinese.")] = None,
    random: Annotated[bool, typer.Option("--random", help="Sculpt somebody out of the blue.")] = False,
    count: Annotated[int, typer.Option(min=1, max=10_000, help="How many; the outputs are numbered.")] = 1,
    seed: Annotated[
        int | None, typer.Option(min=0, help="The same seed gives the same avatar; 0 unless --random.")
    ] = None,
    guidance: Annotated[float, typer.Option(min=0, max=20, help="How closely to follow the photo or sentence.")] = 2.0,
    steps: Annotated[int, typer.Option(min=2, max=200, help="Sampler steps: more is slower and finer.")] = 12,
    output: Outputs,
    report: ReportFile = None,
) -> None:
    """Make an avatar from a photo, a sentence, or nothing at all.

    Example: maquette make --photo me.jpg -o me.maquette -o me.glb -o me.png
    """
    if (photo is not None) + (text is not None) + random != 1:
        raise typer.BadParameter("Give one of --photo, --text and --random.", param_hint="make")
    if seed is None:
        seed = secrets.randbelow(2**31) if random else 0
    check_outputs([numbered(path, n + 1, count) for n in range(count) for path in output], ANYTHING)
    check_report(report)

    from engine.pipeline import Engine, MakeRequest

    engine, reports = Engine(), []
    with progress_shown() as on_progress:
        for n in range(count):
            request = MakeRequest(photo=photo, text=text, seed=seed + n, guidance=guidance, steps=steps)
            paths = [numbered(path, n + 1, count) for path in output]
            reports.append(_make_one(engine, request, paths, on_progress))
    _finish(reports, report)


def edit(
    avatar: AvatarFile,
    *,
    prompt: Annotated[str, typer.Option(help='What to change, as in "red sweater".')],
    strength: Annotated[float, typer.Option(min=0, max=3, help="How far to go; 1 is the edit as worded.")] = 1.0,
    guidance: Annotated[float | None, typer.Option(min=0, max=20, help="Instead of the avatar's own.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Instead of the avatar's own.")] = None,
    output: Outputs,
    report: ReportFile = None,
) -> None:
    """Change an avatar by words and keep the rest.

    Example: maquette edit me.maquette --prompt "red sweater" -o me-red.maquette -o me-red.glb
    """
    check_outputs(output, ANYTHING)
    check_report(report)

    from engine.document import load_avatar

    loaded = load_avatar(avatar)

    from engine.pipeline import EditRequest, Engine

    engine = Engine()
    request = EditRequest(avatar=loaded, prompt=prompt, strength=strength, guidance=guidance, seed=seed)
    with progress_shown() as on_progress:
        result = engine.edit(request, on_progress=on_progress)
        written = write_outputs(engine, result.avatar, output, ExportOptions(), PICTURE_SIZE, on_progress)
    _finish([_reported(result, written)], report)


def check_report(report: Path | None) -> None:
    """Raise OutputError for a report that cannot be written."""
    if report is not None:
        check_outputs([report], [".json"])


def _make_one(
    engine: "Engine", request: "MakeRequest", paths: Sequence[Path], on_progress: "ProgressCallback"
) -> dict[str, object]:
    result = engine.make(request, on_progress=on_progress)
    written = write_outputs(engine, result.avatar, paths, ExportOptions(), PICTURE_SIZE, on_progress)
    return _reported(result, written)


def _reported(result: "Result", written: list[dict[str, object]]) -> dict[str, object]:
    announce(written)
    return {**result.report, "outputs": written}


def _finish(reports: list[dict[str, object]], path: Path | None) -> None:
    if path is None:
        return
    body = reports[0] if len(reports) == 1 else {"avatars": reports}
    write_report({**body, "process": process_figures()}, path)

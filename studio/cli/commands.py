"""The commands, and how what is wrong with them is told."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

import engine
from studio.cli import bench, individuals, make, show, training, window

app = typer.Typer(
    name="maquette",
    help="Sculpt 3D avatars from one portrait photo or one sentence.",
    epilog="`maquette` alone opens the studio, `maquette FILE.maquette` opens it with that avatar.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
AVATARS, MODELS = "Avatars", "Models and measurements"


@app.command("studio", rich_help_panel=AVATARS)
def studio(
    avatar: Annotated[
        Path | None, typer.Argument(metavar="FILE.maquette", exists=True, dir_okay=False, help="Avatar to open.")
    ] = None,
) -> int:
    """Open the studio; `maquette` alone does the same."""
    return window.open_window(avatar)


app.command("make", rich_help_panel=AVATARS)(make.make)
app.command("edit", rich_help_panel=AVATARS)(make.edit)
app.command("export", rich_help_panel=AVATARS)(show.export)
app.command("render", rich_help_panel=AVATARS)(show.render)
app.command("individuals", rich_help_panel=MODELS)(individuals.individuals)
app.command("train", rich_help_panel=MODELS)(training.train)
app.command("evaluate", rich_help_panel=MODELS)(training.evaluate)
app.command("bench", rich_help_panel=MODELS)(bench.bench)


def run(words: list[str]) -> int:
    """Run the command that `words` name and return its exit code.

    Raises:
        KeyboardInterrupt: the user gave up.
        MaquetteError, OSError: the work failed, or was cancelled.
    """
    try:
        return app(words, prog_name="maquette", standalone_mode=False) or 0
    except typer.TyperException as error:
        complain(f"{error.format_message().strip().rstrip('.')}. See `maquette --help`.")
        return error.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None


def complain(message: str) -> None:
    """Print `message` on stderr as one line."""
    line = " ".join(message.split())
    Console(stderr=True, highlight=False).print(f"[bold red]error:[/] {escape(line)}", soft_wrap=True)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"maquette {engine.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass

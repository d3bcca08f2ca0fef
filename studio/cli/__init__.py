"""The command line `maquette`: the same words as `engine.pipeline`.

This package stays light: everything heavy is imported inside the command that needs it, so that
`maquette --help` answers at once. Errors are one line on stderr; the exit code is 0, 1 when the work
failed, 2 when the command was wrong, 130 when it was interrupted.
"""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

import engine
from engine.errors import Cancelled, MaquetteError
from studio.cli import bench, individuals, make, show, training, window

INTERRUPTED = 130

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
app.command("studio", rich_help_panel=AVATARS)(window.studio)
app.command("make", rich_help_panel=AVATARS)(make.make)
app.command("edit", rich_help_panel=AVATARS)(make.edit)
app.command("export", rich_help_panel=AVATARS)(show.export)
app.command("render", rich_help_panel=AVATARS)(show.render)
app.command("individuals", rich_help_panel=MODELS)(individuals.individuals)
app.command("train", rich_help_panel=MODELS)(training.train)
app.command("evaluate", rich_help_panel=MODELS)(training.evaluate)
app.command("bench", rich_help_panel=MODELS)(bench.bench)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `maquette` with `arguments` (the process's own by default) and return its exit code."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while an error was being told
        return INTERRUPTED
    finally:
        if arguments is None:  # the work is over: Ctrl-C while the interpreter shuts down must not change how it ended
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(words: list[str]) -> int:
    if not words or Path(words[0]).suffix.lower() == ".maquette":
        words.insert(0, "studio")
    try:
        return app(words, prog_name="maquette", standalone_mode=False) or 0
    except typer.TyperException as error:
        complain(f"{error.format_message().strip().rstrip('.')}. See `maquette --help`.")
        return error.exit_code
    except (Cancelled, typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (MaquetteError, OSError) as error:
        complain(str(error))
        return 1


def complain(message: str) -> None:
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

"""The command line `maquette`: the same words as `engine.pipeline`.

This package stays light: everything heavy is imported inside the command that needs it, so that
`maquette --help` answers at once, and who opens the window does not wait for Typer either. Errors are
one line on stderr; the exit code is 0, 1 when the work failed, 2 when the command was wrong, 130 when
it was interrupted.
"""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import Cancelled, MaquetteError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `maquette` with `arguments` (the process's own by default) and return its exit code."""
    try:
        return _answered(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while an error was being told
        return INTERRUPTED
    finally:
        if arguments is None:  # the work is over: Ctrl-C while the interpreter shuts down must not change how it ended
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answered(words: list[str]) -> int:
    try:
        return _run(words)
    except (Cancelled, KeyboardInterrupt):
        return INTERRUPTED
    except (MaquetteError, OSError) as error:
        from studio.cli.commands import complain

        complain(str(error))
        return 1


def _run(words: list[str]) -> int:
    names_file = bool(words) and Path(words[0]).suffix.lower() == ".maquette"
    if not words or (names_file and len(words) == 1 and Path(words[0]).is_file()):
        from studio.cli.window import open_window

        return open_window(Path(words[0]) if words else None)
    from studio.cli.commands import run

    return run(["studio", *words] if names_file else words)

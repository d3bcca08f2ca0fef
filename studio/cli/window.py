"""`maquette studio`, which is also `maquette` and `maquette FILE.maquette`: the window."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.errors import GraphicsError


def studio(
    avatar: Annotated[
        Path | None, typer.Argument(metavar="FILE.maquette", exists=True, dir_okay=False, help="Avatar to open.")
    ] = None,
) -> int:
    """Open the studio; `maquette` alone does the same."""
    require_display()
    try:
        from studio.app import run
    except ImportError as error:
        raise GraphicsError(
            f"The window's libraries cannot be loaded: {error}.", "README.md lists the system packages for Debian."
        ) from error
    return run(avatar)


def require_display() -> None:
    """Raise GraphicsError where Qt would find no display and abort the process."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise GraphicsError(
            "There is no display to open a window on.", "`maquette make` works without one: see `maquette --help`."
        )

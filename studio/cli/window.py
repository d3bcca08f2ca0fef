"""`maquette`, `maquette FILE.maquette` and `maquette studio`: the window."""

import gc
import os
import sys
from pathlib import Path
from types import ModuleType

from engine.errors import GraphicsError


def open_window(path: Path | None) -> int:
    """Open the studio, with the document at `path` if there is one, and return its exit code.

    Raises:
        GraphicsError: there is no display, or a system library is missing.
    """
    require_display()
    code: int = load().run(path)
    return code


def load() -> ModuleType:
    """`studio.app`, loaded without looking for garbage, which takes a sixth longer: the window's collector does it."""
    gc.disable()
    try:
        import studio.app
    except ImportError as error:
        raise GraphicsError(
            f"The window's libraries cannot be loaded: {error}.", "README.md lists the system packages for Debian."
        ) from error
    return studio.app


def require_display() -> None:
    """Raise GraphicsError where Qt would find no display and abort the process."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise GraphicsError(
            "There is no display to open a window on.", "`maquette make` works without one: see `maquette --help`."
        )

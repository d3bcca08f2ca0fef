"""The error on show."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engine.errors import Box, MaquetteError, NoFaceError
from studio.language import tr_engine


@dataclass(frozen=True)
class Problem:
    """What happened, what to do about it, and the technical details for a bug report."""

    what: str
    hint: str = ""
    details: str = ""
    sight: "Sight | None" = None

    def as_text(self) -> str:
        """Everything in the language in use, for the log and the clipboard."""
        words = (tr_engine(part) for part in (self.what, self.hint))
        return "\n".join(part for part in (*words, self.details) if part)


@dataclass(frozen=True)
class Sight:
    """Where a face was looked for in the photo, and what came closest to one."""

    looked: tuple[Box, ...]
    nearest: tuple[Box, ...]


def from_error(error: MaquetteError) -> Problem:
    """The error as it is shown."""
    sight = Sight(error.looked, error.nearest) if isinstance(error, NoFaceError) else None
    return Problem(error.what, error.hint, sight=sight)


def unexpected(details: str) -> Problem:
    """An error nobody foresaw: a bug in Maquette, with its traceback."""
    return Problem(
        "Something went wrong inside Maquette.", "Your avatar is safe. Copy the details to report it.", details
    )


class Problems(QObject):
    """Holds the one problem on show, or None."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.current: Problem | None = None

    def show(self, problem: Problem) -> None:
        self.current = problem
        self.changed.emit()

    def clear(self) -> None:
        if self.current is not None:
            self.current = None
            self.changed.emit()

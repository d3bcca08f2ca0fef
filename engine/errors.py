"""Errors that say what happened and what to do next.

The command line prints `str(error)` in one line and exits non-zero; the studio shows it in a box.
"""

from typing import TypeAlias


class MaquetteError(Exception):
    """Base of every error the engine raises on purpose.

    `what` says what happened, `hint` what the artist can do about it.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".strip())
        self.what = what
        self.hint = hint


class InputError(MaquetteError):
    """A file or value handed in cannot be used: unreadable, too large, wrong type."""


Box: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1 in pixels of a picture as it was decoded."""


class NoFaceError(InputError):
    """No face was found in the picture, or it is too small to read.

    `looked`: windows that were searched; `nearest`: what came closest to a face.
    """

    def __init__(self, what: str, hint: str = "", looked: tuple[Box, ...] = (), nearest: tuple[Box, ...] = ()) -> None:
        super().__init__(what, hint)
        self.looked = looked
        self.nearest = nearest


class DocumentError(InputError):
    """A .maquette file is damaged, or was written by a newer version."""


class WeightsError(MaquetteError):
    """Shipped or trained weights are missing, or do not fit the model's shape."""


class AssetsError(MaquetteError):
    """Artist-made assets needed for training data are missing or damaged."""


class DataError(MaquetteError):
    """A data set on disk is damaged or does not match what was asked for."""


class OutputError(MaquetteError):
    """A result cannot be written: disk full, no permission, unknown format."""


class GraphicsError(MaquetteError):
    """No usable OpenGL context, or a shader did not compile."""


class Cancelled(MaquetteError):  # noqa: N818 - not a failure, named for what it is
    """The work was cancelled by its cancel token."""

"""Requests and results in the artist's words."""

from typing import Final

from engine.pipeline import EditRequest, MakeRequest, Result
from studio.requests import ExportRequest, Request

LONGEST: Final = 40


def kind_of(request: Request) -> str:
    """Work of one kind takes about the same time."""
    return type(request).__name__


def title_of(request: Request) -> str:
    """What the engine is doing, for the progress line."""
    if isinstance(request, EditRequest):
        return f"Editing: {_short(request.prompt)}"
    if not isinstance(request, MakeRequest):
        return f"Writing {request.path.name}"
    if request.photo is not None:
        return "Making from the photo"
    return f"Making: {_short(request.text)}" if request.text else "Making a random person"


def label_of(request: Request) -> str:
    """What undo takes back."""
    if isinstance(request, EditRequest):
        return f"Edit “{_short(request.prompt)}”"
    return "Make"


def done_sentence(request: Request, outcome: object, seconds: float) -> str:
    """One line for the status bar after `seconds` of work."""
    if isinstance(outcome, Result):
        avatar = outcome.avatar
        verb = "Edited" if isinstance(request, EditRequest) else "Made"
        return f"{verb} in {seconds:.1f} s · seed {avatar.seed} · guidance {avatar.guidance:.1f} · {avatar.steps} steps"
    if isinstance(request, MakeRequest | EditRequest):
        return ""
    what = _triangles(outcome) if isinstance(request, ExportRequest) else "picture"
    return f"Wrote {request.path.name} in {seconds:.1f} s{' · ' + what if what else ''}"


def _triangles(summary: object) -> str:
    count = getattr(summary, "triangles", None)
    return f"{count:,} triangles" if isinstance(count, int) else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

"""Requests and results in the artist's words."""

from typing import Final

from engine.pipeline import EditRequest, MakeRequest, Result, VaryRequest
from studio.language import tr
from studio.requests import ExportRequest, PictureRequest, Request, VariationsRequest

LONGEST: Final = 40


def kind_of(request: Request) -> str:
    """Work of one kind takes about the same time."""
    return type(request).__name__


def title_of(request: Request) -> str:
    """What the engine is doing, for the progress line."""
    if isinstance(request, EditRequest):
        return tr("Editing: {prompt}", prompt=_short(request.prompt))
    if isinstance(request, VariationsRequest):
        return tr("{count} variations", count=len(request.members))
    if isinstance(request, VaryRequest):
        return tr("Varying the avatar")
    if isinstance(request, ExportRequest | PictureRequest):
        return tr("Writing {name}", name=_short(request.path.name))
    return _title_of_make(request) if isinstance(request, MakeRequest) else tr("Loading the models")


def _title_of_make(request: MakeRequest) -> str:
    if request.photo is not None:
        return tr("Making from the photo")
    return tr("Making: {text}", text=_short(request.text)) if request.text else tr("Making a random person")


def label_of(request: Request) -> str:
    """What undo takes back, and the words under a picture of the history."""
    if isinstance(request, EditRequest):
        return tr("Edit “{prompt}”", prompt=_short(request.prompt))
    if not isinstance(request, MakeRequest):
        return tr("Make")
    if request.photo is not None:
        return tr("Photo")
    return f"“{_short(request.text)}”" if request.text else tr("Random")


def done_sentence(request: Request, outcome: object, seconds: float) -> str:
    """One line for the status bar after `seconds` of work."""
    time = f"{seconds:.1f}"
    if isinstance(outcome, Result):
        avatar = outcome.avatar
        edited = isinstance(request, EditRequest)
        done = tr("Edited in {seconds} s", seconds=time) if edited else tr("Made in {seconds} s", seconds=time)
        numbers = tr(
            "seed {seed} · guidance {guidance} · {steps} steps",
            seed=avatar.seed,
            guidance=f"{avatar.guidance:.1f}",
            steps=avatar.steps,
        )
        return f"{done} · {numbers}"
    if isinstance(request, VariationsRequest):
        return tr("{count} variations in {seconds} s", count=len(request.members), seconds=time)
    if not isinstance(request, ExportRequest | PictureRequest):
        return ""
    what = _triangles(outcome) if isinstance(request, ExportRequest) else tr("picture")
    wrote = tr("Wrote {name} in {seconds} s", name=_short(request.path.name), seconds=time)
    return f"{wrote} · {what}" if what else wrote


def _triangles(summary: object) -> str:
    count = getattr(summary, "triangles", None)
    return tr("{count} triangles", count=f"{count:,}") if isinstance(count, int) else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

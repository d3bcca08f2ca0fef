"""A scriptable engine: as slow, failing or stubborn as a test wants, with an analytic bust as its avatar."""

import threading
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
import trimesh
from numpy.typing import NDArray

from engine.attributes import ATTRIBUTES, Part
from engine.camera import Camera
from engine.document import Avatar, EditStep
from engine.errors import Cancelled
from engine.field.decoder_weights import DecoderWeights
from engine.field.encode import encode
from engine.field.triplane import ReliefTriplane
from engine.mesh.model import AvatarMesh, PartMesh
from engine.mesh.options import ExportOptions
from engine.pipeline import EditRequest, MakeRequest, Result, VaryRequest
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.reports import LatentReading, PreviewCallback, StepEstimate
from tests.field.shapes import draw_bust

COLOURS = {"red": (0.72, 0.1, 0.1), "blue": (0.16, 0.36, 0.75), "green": (0.15, 0.5, 0.2), "yellow": (0.93, 0.8, 0.2)}


@dataclass
class FakeEngine:
    """`step_seconds` per sampling step; `error` is raised at the step `fails_at`; a `deaf` engine ignores cancel."""

    step_seconds: float = 0.0
    error: Exception | None = None
    fails_at: int = 1
    deaf: bool = False
    exports_fail: Exception | None = None
    warmed_up: bool = False
    asked: list[object] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    @property
    def decoder_weights(self) -> DecoderWeights:
        return DecoderWeights.neutral()

    def make(
        self,
        request: MakeRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        source = "photo" if request.photo else "text" if request.text else "random"
        planes = coloured(request.text or "")
        self._sample(request, request.steps, planes, on_progress, on_preview, cancel)
        avatar = Avatar(
            planes, np.ones(8, np.float32), request.seed, request.guidance, request.steps, source, request.text or ""
        )
        return Result(avatar, {"seconds": {"sampling": 0.0}}, reading())

    def edit(
        self,
        request: EditRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        planes = coloured(request.prompt)
        self._sample(request, request.avatar.steps, planes, on_progress, on_preview, cancel)
        history = (*request.avatar.history, EditStep(request.prompt, request.strength))
        return Result(replace(request.avatar, planes=planes, history=history), {}, reading(edited=True))

    def vary(
        self,
        request: VaryRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        planes = coloured(list(COLOURS)[request.seed % len(COLOURS)])
        self._sample(request, request.avatar.steps, planes, on_progress, on_preview, cancel)
        return Result(replace(request.avatar, planes=planes, seed=request.seed), {}, reading())

    def warm_up(self, cancel: CancelToken | None = None) -> None:
        self.warmed_up = True

    def render(self, avatar: Avatar, camera: Camera, size: int = 512) -> NDArray[np.uint8]:
        self.asked.append(camera)
        return np.full((size, size, 4), 200, np.uint8)

    def mesh(
        self,
        avatar: Avatar,
        options: ExportOptions,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> tuple[AvatarMesh, ...]:
        self.asked.append(options)
        if self.exports_fail:
            raise self.exports_fail
        for step in range(3):
            _wait(self.step_seconds, None if self.deaf else cancel)
            if on_progress:
                on_progress(Progress("surface", step, 3))
        shown = [part for part in (Part.SKIN, Part.GARMENT) if part not in options.hidden]
        return tuple(AvatarMesh(tuple(ball(part) for part in shown), None) for _ in range(options.lods))

    def export(
        self,
        avatar: Avatar,
        path: Path,
        options: object,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> object:
        self.asked += [path, options]
        if self.exports_fail:
            raise self.exports_fail
        _wait(self.step_seconds, None if self.deaf else cancel)
        path.write_bytes(b"mesh")
        return None

    def _sample(
        self,
        request: object,
        steps: int,
        planes: ReliefTriplane,
        on_progress: ProgressCallback | None,
        on_preview: PreviewCallback | None,
        cancel: CancelToken | None,
    ) -> None:
        self.asked.append(request)
        self.threads.add(threading.get_ident())
        for step in range(1, steps + 1):
            _wait(self.step_seconds, None if self.deaf else cancel)
            if self.error is not None and step == self.fails_at:
                raise self.error
            if on_progress:
                on_progress(Progress("sampling", step, steps))
            if on_preview:
                change = None if step == 1 else 1 / step
                on_preview(StepEstimate(planes, step, steps, 60 / step, 50 / step, change, 2.0, reading()))


def _wait(seconds: float, cancel: CancelToken | None) -> None:
    pause = threading.Event()
    for _ in range(max(int(seconds / 0.01), 1)):
        if cancel is not None and cancel.cancelled:
            raise Cancelled("Cancelled.")
        if seconds:
            pause.wait(0.01)


def reading(edited: bool = False) -> LatentReading:
    """Made-up readings: the first class of everything, and after an edit the last."""
    first = {name: (0.7, *(0.3 / (len(c) - 1) for _ in c[1:])) for name, c in ATTRIBUTES.items()}
    last = {name: values[::-1] for name, values in first.items()}
    return LatentReading(first, last) if edited else LatentReading(None, first)


@cache
def ball(part: Part) -> PartMesh:
    """A dozen triangles in place of a part."""
    sphere = trimesh.creation.icosphere(subdivisions=0, radius=0.4)
    points = np.asarray(sphere.vertices, np.float32) - np.float32([0, 0.4 * (part == Part.GARMENT), 0])
    return PartMesh(part, points, points, np.zeros((len(points), 2), np.float32), np.asarray(sphere.faces, np.int32))


@cache
def bust() -> ReliefTriplane:
    """The analytic bust at full size."""
    return encode(draw_bust)


def coloured(prompt: str) -> ReliefTriplane:
    """The bust in the garment colour that the prompt names."""
    return _in_colour(next((name for name in COLOURS if name in prompt), None))


@cache
def _in_colour(name: str | None) -> ReliefTriplane:
    planes = bust()
    if name is None:
        return planes
    garment = (planes.part == Part.GARMENT)[..., None]
    return replace(planes, colour=np.where(garment, np.float32(COLOURS[name]), planes.colour).astype(np.float32))

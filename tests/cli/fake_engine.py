"""A scripted engine: answers at once, and remembers what it was asked."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.document import Avatar, EditStep
from engine.errors import MaquetteError
from engine.field.triplane import ReliefTriplane
from engine.mesh.options import ExportOptions, ExportSummary, PartSummary
from engine.pipeline import EditRequest, MakeRequest, Result
from engine.progress import Progress, ProgressCallback


def make_avatar(seed: int = 0, prompt: str = "", history: tuple[EditStep, ...] = ()) -> Avatar:
    """A grey avatar without features."""
    grid = np.full((6, 256, 256), 0.5, np.float32)
    planes = ReliefTriplane(
        colour=np.repeat(grid[..., None], 3, axis=-1),
        depth=grid,
        silhouette=grid * 0.1,
        part=np.ones((6, 256, 256), np.uint8),
    )
    latent = np.zeros(8, np.float32)
    return Avatar(planes, latent, seed, 2.0, 12, "text" if prompt else "random", prompt, history, {"base": "test"})


class FakeEngine:
    """Stands for `engine.pipeline.Engine`."""

    def __init__(self, failure: BaseException | None = None) -> None:
        self.failure = failure
        self.requests: list[Any] = []
        self.cameras: list[Camera] = []
        self.options: list[ExportOptions] = []

    def make(self, request: MakeRequest, on_progress: ProgressCallback | None = None) -> Result:
        return self._answer(request, make_avatar(request.seed, request.text or ""), on_progress)

    def edit(self, request: EditRequest, on_progress: ProgressCallback | None = None) -> Result:
        step = EditStep(request.prompt, request.strength)
        return self._answer(request, make_avatar(request.avatar.seed, history=(step,)), on_progress)

    def render(self, avatar: Avatar, camera: Camera, size: int = 512) -> NDArray[np.uint8]:
        self.cameras.append(camera)
        return np.full((size, size, 4), len(self.cameras), np.uint8)

    def export(
        self, avatar: Avatar, path: Path, options: ExportOptions, on_progress: ProgressCallback | None = None
    ) -> ExportSummary:
        self.options.append(options)
        path.write_bytes(b"mesh")
        return ExportSummary((path,), (PartSummary("skin", 12, 8),), {"bake": 0.5}, 4)

    def _answer(self, request: Any, avatar: Avatar, on_progress: ProgressCallback | None) -> Result:
        self.requests.append(request)
        if self.failure:
            raise self.failure
        if on_progress:
            on_progress(Progress("sampling", 1, 2))
            on_progress(Progress("sampling", 2, 2))
        report = {"seed": avatar.seed, "seconds": {"sampling": np.float32(0.25)}, "found": np.arange(2)}
        return Result(avatar, report)


class ScriptedError(MaquetteError):
    """What the scripted engine raises when told to fail."""

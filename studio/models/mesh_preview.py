"""The mesh that an export would write, made on the engine thread while the artist chooses."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.document import Avatar
from engine.mesh.model import AvatarMesh
from engine.mesh.options import ExportOptions
from engine.progress import Progress
from studio.engine_thread import EngineThread, Job
from studio.models.problem import Problem
from studio.requests import MeshRequest

DELAY_MS: Final = 350
"""A number that is still being changed is waited for."""


class MeshPreview(QObject):
    """The latest finished levels of detail, and whether a newer mesh is on its way."""

    changed = Signal()

    def __init__(self, thread: EngineThread) -> None:
        super().__init__()
        self.levels: tuple[AvatarMesh, ...] = ()
        self.problem: Problem | None = None
        self.fraction = 0.0
        self._thread = thread
        self._wanted: MeshRequest | None = None
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._begin)
        thread.progressed.connect(self._on_progress)
        thread.finished.connect(self._on_finished)
        thread.failed.connect(self._on_failed)
        thread.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        return self._job is not None or self._timer.isActive()

    def show(self, avatar: Avatar, options: ExportOptions) -> None:
        """Make the mesh of `avatar` as `options` say, instead of what was asked for before."""
        self._drop()
        self._wanted = MeshRequest(avatar, options)
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        self._drop()
        self._wanted, self.levels, self.problem = None, (), None
        self.changed.emit()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel.cancel()
            self._job = None

    @Slot()
    def _begin(self) -> None:
        if self._wanted is not None:
            self.fraction, self.problem = 0.0, None
            self._job = self._thread.submit(self._wanted)
            self.changed.emit()

    @Slot(object, object)
    def _on_progress(self, job: Job, progress: Progress) -> None:
        if job is self._job:
            self.fraction = progress.done / max(progress.total, 1)
            self.changed.emit()

    @Slot(object, object)
    def _on_finished(self, job: Job, levels: tuple[AvatarMesh, ...]) -> None:
        if job is self._job:
            self._job, self.levels = None, levels
            self.changed.emit()

    @Slot(object, object)
    def _on_failed(self, job: Job, problem: Problem) -> None:
        if job is self._job:
            self._job, self.levels, self.problem = None, (), problem
            self.changed.emit()

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.changed.emit()

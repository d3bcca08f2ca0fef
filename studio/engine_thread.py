"""The one thread on which the engine works, and the one queue in front of it.

The queue lives on the GUI thread and hands the worker one job at a time, so no lock is needed. A
new request for an avatar supersedes the one before it; a cancelled job is over for the studio at
once, and whatever the engine still says about it is dropped.
"""

import itertools
import os
import sys
import threading
import traceback
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.errors import Cancelled, MaquetteError
from engine.pipeline import EditRequest, MakeRequest, Result
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.reports import PreviewCallback, StepEstimate
from studio.models.problem import Problem, from_error, unexpected
from studio.pictures import write_picture
from studio.requests import (
    Engine,
    ExportRequest,
    GenerateRequest,
    MeshRequest,
    PictureRequest,
    Request,
    VariationsRequest,
    WarmUpRequest,
    generates,
)

STACK_BYTES: Final = 16 * 1024 * 1024  # torch wants more than the half MiB macOS gives to threads
NICENESS: Final = 10
"""What the engine and the threads that torch starts from it hand over to the window, on Linux."""


@dataclass(frozen=True)
class Job:
    """One request on its way, with the token that stops it."""

    number: int
    request: Request
    cancel: CancelToken = field(default_factory=CancelToken)


class EngineThread(QObject):
    """Runs requests on the engine thread. All its signals arrive on the GUI thread."""

    started = Signal(object)  # Job
    progressed = Signal(object, object)  # Job, Progress
    previewed = Signal(object, object)  # Job, StepEstimate
    delivered = Signal(object, int, object)  # Job, index, Result: one of several variations
    finished = Signal(object, object)  # Job, Result, export summary or None
    failed = Signal(object, object)  # Job, Problem
    cancelled = Signal(object)  # Job
    _handed_over = Signal(object)

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._numbers = itertools.count(1)
        self._thread = QThread()
        self._thread.setObjectName("engine")
        self._thread.setStackSize(STACK_BYTES)
        self._worker = _Worker(engine)
        self._worker.moveToThread(self._thread)
        self._connect()
        self._thread.start(QThread.Priority.LowPriority)

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits that nobody cancelled."""
        return bool(self._waiting) or (self._running is not None and not self._running.cancel.cancelled)

    @property
    def idle(self) -> bool:
        """Whether the engine has let go of everything, cancelled work too."""
        return self._running is None and not self._waiting

    @property
    def alive(self) -> bool:
        return self._thread.isRunning()

    @property
    def requests(self) -> list[Request]:
        """What runs or waits and nobody cancelled."""
        jobs = [self._running, *self._waiting] if self._running is not None else self._waiting
        return [job.request for job in jobs if not job.cancel.cancelled]

    def submit(self, request: Request) -> Job:
        """Queue a request; a new avatar supersedes the avatars asked for before it, anything supersedes warming up."""
        if generates(request):
            self._supersede()
        if self._running is not None and isinstance(self._running.request, WarmUpRequest):
            self._running.cancel.cancel()
        job = Job(next(self._numbers), request)
        self._waiting.append(job)
        self._next()
        return job

    def cancel(self) -> None:
        """Stop the running job and forget the waiting ones."""
        dropped, self._waiting = list(self._waiting), deque()
        self._stop_running()
        for job in dropped:
            self.cancelled.emit(job)

    def shut_down(self) -> None:
        """Cancel everything and wait until the thread is gone."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    def _connect(self) -> None:
        # bound slots of this QObject run on its own (the GUI) thread; lambdas would run on the worker's
        self._thread.started.connect(self._worker.give_way)
        self._handed_over.connect(self._worker.run)
        self._worker.progressed.connect(self._on_progress)
        self._worker.previewed.connect(self._on_preview)
        self._worker.delivered.connect(self._on_delivered)
        self._worker.finished.connect(self._on_finished)
        self._worker.failed.connect(self._on_failed)

    def _supersede(self) -> None:
        replaced = [job for job in self._waiting if generates(job.request)]
        self._waiting = deque(job for job in self._waiting if not generates(job.request))
        if self._running is not None and generates(self._running.request):
            self._stop_running()
        for job in replaced:
            self.cancelled.emit(job)

    def _stop_running(self) -> None:
        job = self._running
        if job is not None and not job.cancel.cancelled:
            job.cancel.cancel()
            self.cancelled.emit(job)

    def _next(self) -> None:
        if self._running is None and self._waiting:
            self._running = self._waiting.popleft()
            self.started.emit(self._running)
            self._handed_over.emit(self._running)

    @Slot(object, object)
    def _on_progress(self, job: Job, progress: Progress) -> None:
        if not job.cancel.cancelled:
            self.progressed.emit(job, progress)

    @Slot(object, object)
    def _on_preview(self, job: Job, estimate: StepEstimate) -> None:
        if not job.cancel.cancelled:
            self.previewed.emit(job, estimate)

    @Slot(object, int, object)
    def _on_delivered(self, job: Job, index: int, result: Result) -> None:
        if not job.cancel.cancelled:
            self.delivered.emit(job, index, result)

    @Slot(object, object)
    def _on_finished(self, job: Job, outcome: object) -> None:
        self._running = None
        if not job.cancel.cancelled:
            self.finished.emit(job, outcome)
        self._next()

    @Slot(object, object)
    def _on_failed(self, job: Job, problem: Problem | None) -> None:
        self._running = None
        if not job.cancel.cancelled:
            if problem is None:
                self.cancelled.emit(job)
            else:
                self.failed.emit(job, problem)
        self._next()


class _Worker(QObject):
    """Lives on the engine thread and does one job after the other."""

    progressed = Signal(object, object)
    previewed = Signal(object, object)
    delivered = Signal(object, int, object)
    finished = Signal(object, object)
    failed = Signal(object, object)  # Job, Problem or None when the engine says it was cancelled

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    @Slot()
    def give_way(self) -> None:
        """Drawing comes before sampling where both want the same cores; Qt's priorities do nothing on Linux."""
        if sys.platform == "linux":
            me = threading.get_native_id()
            # nobody may take less of it than the studio was started with
            os.setpriority(os.PRIO_PROCESS, me, max(NICENESS, os.getpriority(os.PRIO_PROCESS, me)))

    @Slot(object)
    def run(self, job: Job) -> None:
        try:
            outcome = self._perform(job)
        except Cancelled:
            self.failed.emit(job, None)
        except MaquetteError as error:
            self.failed.emit(job, from_error(error))
        except Exception:  # a bug must reach the artist as a report, not end the thread
            self.failed.emit(job, unexpected(traceback.format_exc()))
        else:
            self.finished.emit(job, outcome)

    def _perform(self, job: Job) -> object:
        job.cancel.check()
        request = job.request
        if isinstance(request, WarmUpRequest):
            self._engine.warm_up(job.cancel)
            return None
        if isinstance(request, VariationsRequest):
            self._vary(job, request)
            return None
        if isinstance(request, ExportRequest):
            progress = self._progress(job)
            return self._engine.export(request.avatar, request.path, request.options, progress, job.cancel)
        if isinstance(request, MeshRequest):
            return self._engine.mesh(request.avatar, request.options, self._progress(job), job.cancel)
        if isinstance(request, PictureRequest):
            pixels = self._engine.render(request.avatar, request.camera, request.size)
            job.cancel.check()
            return write_picture(pixels, request.path)
        return self._generate(job, request, self._progress(job))

    def _generate(self, job: Job, request: GenerateRequest, on_progress: ProgressCallback) -> Result:
        if isinstance(request, MakeRequest):
            return self._engine.make(request, on_progress, self._preview(job), job.cancel)
        if isinstance(request, EditRequest):
            return self._engine.edit(request, on_progress, self._preview(job), job.cancel)
        return self._engine.vary(request, on_progress, self._preview(job), job.cancel)

    def _vary(self, job: Job, request: VariationsRequest) -> None:
        count = len(request.members)
        for index, member in enumerate(request.members):
            result = self._generate(job, member, self._member_progress(job, index, count))
            job.cancel.check()
            self.delivered.emit(job, index, result)

    def _progress(self, job: Job) -> ProgressCallback:
        return lambda progress: self.progressed.emit(job, progress)

    def _member_progress(self, job: Job, index: int, count: int) -> ProgressCallback:
        """Steps of one variation as steps of all of them."""

        def report(progress: Progress) -> None:
            if progress.total > 1:
                done, total = index * progress.total + progress.done, count * progress.total
                self.progressed.emit(job, Progress(progress.stage, done, total))

        return report

    def _preview(self, job: Job) -> PreviewCallback:
        return lambda estimate: self.previewed.emit(job, estimate)

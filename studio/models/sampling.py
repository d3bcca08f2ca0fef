"""How the sampling goes, step by step, and what the attribute heads read off the latent."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from engine.attributes import ATTRIBUTES
from engine.pipeline import Result
from engine.reports import LatentReading, StepEstimate
from studio.engine_thread import EngineThread, Job
from studio.requests import generates


@dataclass(frozen=True)
class Reading:
    """One attribute: the class it has come to, and that class's probability before and now.

    `before` is None where nothing was edited; `former` is the likeliest class before.
    """

    attribute: str
    value: str
    after: float
    before: float | None = None
    former: str | None = None


class Sampling(QObject):
    """The figures of the running or the last sampling."""

    changed = Signal()

    def __init__(self, thread: EngineThread) -> None:
        super().__init__()
        self.residuals: list[float] = []
        self.changes: list[float] = []
        self.steps = 0
        self.guidance: float | None = None
        self.sigma: float | None = None
        self.reading = LatentReading()
        thread.started.connect(self._on_started)
        thread.previewed.connect(self._on_preview)
        thread.finished.connect(self._on_finished)

    def readings(self) -> list[Reading]:
        """One line for each attribute, in the order of ATTRIBUTES; none without a latent."""
        after, before = self.reading.after, self.reading.before
        if after is None:
            return []
        lines = []
        for name, classes in ATTRIBUTES.items():
            best = max(range(len(classes)), key=after[name].__getitem__)
            line = Reading(name, classes[best], after[name][best])
            if before is not None:
                former = max(range(len(classes)), key=before[name].__getitem__)
                line = Reading(name, classes[best], after[name][best], before[name][best], classes[former])
            lines.append(line)
        return lines

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if generates(job.request):
            self._restart()
            self.reading = LatentReading()
            self.changed.emit()

    @Slot(object, object)
    def _on_preview(self, job: Job, estimate: StepEstimate) -> None:
        if estimate.step == 1:
            self._restart()
        self.steps, self.guidance, self.sigma = estimate.steps, estimate.guidance, estimate.sigma
        self.residuals.append(estimate.residual)
        if estimate.change is not None:
            self.changes.append(estimate.change)
        self.reading = estimate.reading
        self.changed.emit()

    @Slot(object, object)
    def _on_finished(self, job: Job, outcome: object) -> None:
        if isinstance(outcome, Result):
            self.reading = outcome.reading
            self.changed.emit()

    def _restart(self) -> None:
        self.residuals, self.changes, self.steps, self.sigma = [], [], 0, None

"""What the engine tells while it works: the estimate after each step, and what its attribute heads read off z."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.field.triplane import ReliefTriplane
from engine.progress import CancelToken, Progress, ProgressCallback

if TYPE_CHECKING:
    from engine.diffusion.base import Step

Readings = Mapping[str, tuple[float, ...]]
"""Probabilities of every attribute's classes, in the order of `engine.attributes.ATTRIBUTES`."""


SURE: Final = 0.5
"""Least probability of a class that an attribute counts as changed to."""


def _likeliest(probabilities: tuple[float, ...]) -> int:
    return max(range(len(probabilities)), key=probabilities.__getitem__)


@dataclass(frozen=True)
class LatentReading:
    """What the attribute heads read: `before` the latent of the avatar that is edited, `after` the one sampled.

    None where there is no latent: nobody in particular, or nothing that was edited.
    """

    before: Readings | None = None
    after: Readings | None = None

    def changed(self) -> list[str]:
        """The attributes that are read otherwise after an edit than before, and likelier than not."""
        if self.before is None or self.after is None:
            return []
        pairs = {name: (_likeliest(self.before[name]), _likeliest(self.after[name])) for name in self.after}
        return [name for name, (old, new) in pairs.items() if old != new and self.after[name][new] > SURE]


@dataclass(frozen=True, eq=False)
class StepEstimate:
    """The finished planes as step `step` of `steps` (from 1) sees them, and how the sampling goes.

    `sigma`: noise level of the step. `residual`: root mean square of what the network takes for noise, in
    deviations of the planes. `change`: root mean square of what this step changed in the estimate, None at
    the first. `guidance`: the scale in use.
    """

    planes: ReliefTriplane
    step: int
    steps: int
    sigma: float
    residual: float
    change: float | None
    guidance: float
    reading: LatentReading


PreviewCallback = Callable[[StepEstimate], None]


@dataclass(frozen=True)
class Watch:
    """Whoever watches a sampling, and may stop it; `stage` is the name its progress goes by."""

    reading: LatentReading = field(default_factory=LatentReading)
    on_progress: ProgressCallback | None = None
    on_preview: PreviewCallback | None = None
    cancel: CancelToken | None = None
    stage: str = "sculpting"

    def tell(self, step: "Step", steps: int, guidance: float) -> None:
        """One of `steps` steps is done."""
        number = step.index + 1
        if self.on_progress:
            self.on_progress(Progress(self.stage, number, steps))
        if self.on_preview:
            figures = (step.sigma, step.residual, step.change, guidance, self.reading)
            self.on_preview(StepEstimate(step.planes, number, steps, *figures))

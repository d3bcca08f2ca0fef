"""What the engine tells while it works: the estimate after each step, and what its attribute heads read off z."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.field.triplane import ReliefTriplane

Readings = Mapping[str, tuple[float, ...]]
"""Probabilities of every attribute's classes, in the order of `engine.attributes.ATTRIBUTES`."""


@dataclass(frozen=True)
class LatentReading:
    """What the attribute heads read: `before` the latent of the avatar that is edited, `after` the one sampled.

    None where there is no latent: nobody in particular, or nothing that was edited.
    """

    before: Readings | None = None
    after: Readings | None = None


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

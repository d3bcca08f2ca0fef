"""Glasses are worn when words ask for them: samples put some on many who were not said to wear any."""

from dataclasses import replace
from typing import Final

from engine.attributes import ATTRIBUTES
from engine.field.triplane import ReliefTriplane
from engine.reports import LatentReading, Readings

PLAIN: Final = 0.8
"""Least probability at which the latent says what is worn: .96 to 1 where words name glasses, up to .77 elsewhere."""


def glasses_as_told(planes: ReliefTriplane, reading: LatentReading) -> ReliefTriplane:
    """Planes of somebody new, with glasses only if the latent plainly says so."""
    if reading.after is None or _said(reading.after) in ("clear", "sunglasses"):
        return planes
    return replace(planes, glasses=None)


def glasses_as_edited(old: ReliefTriplane, planes: ReliefTriplane, reading: LatentReading) -> ReliefTriplane:
    """Planes sampled for an edit of `old`, with glasses on or off as they were unless the edit plainly changes that."""
    if reading.after is None:
        return planes
    said = _said(reading.after)
    if said is not None and (reading.before is None or said != _said(reading.before)):
        return replace(planes, glasses=None) if said == "none" else planes
    return replace(planes, glasses=None if old.glasses is None else planes.glasses or old.glasses)


def _said(readings: Readings) -> str | None:
    """What is plainly worn, None when that is open."""
    classes, likely = ATTRIBUTES["glasses"], readings["glasses"]
    return next((name for name, share in zip(classes, likely, strict=True) if share >= PLAIN), None)

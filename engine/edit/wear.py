"""Putting an artist's look over relief planes."""

from engine.edit.recolour import recolour
from engine.field.hide import hide_parts
from engine.field.triplane import ReliefTriplane
from engine.look import Look


def wear(planes: ReliefTriplane, look: Look) -> ReliefTriplane:
    """Planes in the look's colours and without its hidden parts."""
    coloured = recolour(planes, look.colours) if look.colours else planes
    return hide_parts(coloured, look.hidden) if look.hidden else coloured

"""How an artist wants an avatar shown: part colours set by hand, parts hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.attributes import Part
from engine.errors import DocumentError

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Look:
    """`colours`: sRGB in [0, 1] that parts take instead of their own; `hidden`: parts left out."""

    colours: Mapping[Part, RGB] = field(default_factory=dict)
    hidden: frozenset[Part] = frozenset()

    def coloured(self, part: Part, colour: RGB | None) -> "Look":
        """With another colour for `part`; None gives its own colour back."""
        kept = {one: value for one, value in self.colours.items() if one != part}
        return replace(self, colours=kept if colour is None else kept | {part: colour})

    def toggled(self, part: Part) -> "Look":
        """With `part` hidden if it was shown, and shown if it was hidden."""
        return replace(self, hidden=self.hidden ^ {part})

    def as_json(self) -> dict[str, object]:
        """As the document stores it."""
        colours = {part.name.lower(): list(colour) for part, colour in sorted(self.colours.items())}
        return {"colours": colours, "hidden": sorted(part.name.lower() for part in self.hidden)}


def look_from_json(stored: object) -> Look:
    """The inverse of `Look.as_json`. Raises DocumentError for anything else."""
    try:
        colours = {_part(name): _rgb(value) for name, value in stored["colours"].items()}  # type: ignore[index]
        return Look(colours, frozenset(_part(name) for name in stored["hidden"]))  # type: ignore[index]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentError("its part colours are not valid.") from error


def _part(name: str) -> Part:
    part = Part[name.upper()]
    if part is Part.BACKGROUND:
        raise ValueError(name)
    return part


def _rgb(value: list[float]) -> RGB:
    red, green, blue = (float(v) for v in value)
    if not all(0 <= v <= 1 for v in (red, green, blue)):
        raise ValueError(value)
    return red, green, blue

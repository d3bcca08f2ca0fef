"""The parts of the avatar on show: which are there, hidden, or in a colour set by hand."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.attributes import Part
from engine.document import Avatar
from engine.field.triplane import VIEW_COUNT, ReliefTriplane
from engine.look import RGB, Look
from studio.language import mark, tr
from studio.models.document import Document
from studio.models.history import Entry

NAMES: Final = {
    Part.SKIN: mark("Skin"),
    Part.HAIR: mark("Hair"),
    Part.FACIAL_HAIR: mark("Brows and beard"),
    Part.EYES: mark("Eyes and teeth"),
    Part.GARMENT: mark("Garment"),
    Part.GLASSES: mark("Glasses"),
    Part.HAT: mark("Headwear"),
}


class Parts(QObject):
    """Visibility and colour of each part. A change goes into the history, so that undo takes it back."""

    changed = Signal()
    dragged = Signal()  # `shown` differs from `look` while a colour is being chosen

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._dragged: Look | None = None
        self._measured: tuple[ReliefTriplane, dict[Part, RGB]] | None = None
        document.changed.connect(self.changed)

    @property
    def look(self) -> Look:
        avatar = self._document.avatar
        return avatar.look if avatar else Look()

    @property
    def shown(self) -> Look:
        """What is on show: the look, or one that is being tried."""
        return self._dragged or self.look

    def own_colours(self) -> dict[Part, RGB]:
        """The colour of every part that is there, as it was made."""
        avatar = self._document.avatar
        if avatar is None:
            self._measured = None  # nobody needs the planes of the last one kept
            return {}
        if self._measured is None or self._measured[0] is not avatar.planes:
            self._measured = (avatar.planes, _colours_of(avatar.planes))
        return self._measured[1]

    def colour_of(self, part: Part) -> RGB | None:
        """The colour on show, None where the part is not there."""
        return self.look.colours.get(part) or self.own_colours().get(part)

    def drag_colour(self, part: Part, colour: RGB) -> None:
        """Show a colour without deciding on it."""
        self._dragged = self.look.coloured(part, colour)
        self.dragged.emit()

    def stop_dragging(self) -> None:
        """Show what was decided on."""
        self._dragged = None
        self.dragged.emit()

    def set_colour(self, part: Part, colour: RGB | None) -> None:
        """Let `part` take a colour; None gives its own back."""
        self._apply(self.look.coloured(part, colour), tr("Colour of {part}", part=tr(NAMES[part])))

    def toggle(self, part: Part) -> None:
        """Hide or show `part`."""
        verb = tr("Show {part}") if part in self.look.hidden else tr("Hide {part}")
        self._apply(self.look.toggled(part), verb.format(part=tr(NAMES[part])))

    def show_all(self) -> None:
        """Hide nothing."""
        if self.look.hidden:
            self._apply(replace(self.look, hidden=frozenset()), tr("Show all parts"))

    def _apply(self, look: Look, label: str) -> None:
        self._dragged = None
        avatar, history = self._document.avatar, self._document.history
        if avatar is None or look == avatar.look:
            self.dragged.emit()
            return
        entry = Entry(replace(avatar, look=look, thumbnail=None), label)
        node = history.current_node
        if node is not None and node.parent is not None and _same(node.parent.entry.avatar, entry.avatar):
            history.undo()  # shown again what was just hidden: back to where it was
        elif node is not None and node.entry.label == label and node.parent is not None and not node.children:
            history.amend(entry)  # the same part once more: one step to undo
        else:
            history.push(entry)


def _same(first: Avatar, second: Avatar) -> bool:
    return first.planes is second.planes and first.look == second.look


def _colours_of(planes: ReliefTriplane) -> dict[Part, RGB]:
    """Mean colour of every part, of the first side from which it is seen."""
    from engine.edit.recolour import part_colour

    found = {}
    for part in NAMES:
        colours = (part_colour(planes, part, view) for view in range(VIEW_COUNT))
        colour = next((colour for colour in colours if colour is not None), None)
        if colour is not None:
            found[part] = colour
    return found

"""The avatars made so far as a tree: undo, redo, and branches where something else was tried."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Signal

from engine.document import Avatar

LIMIT: Final = 60
"""Kept results; one avatar holds about 8 MB of planes."""


@dataclass(frozen=True)
class Entry:
    """One result, and what made it in the artist's words."""

    avatar: Avatar
    label: str


@dataclass(eq=False)
class Node:
    """One place in the tree. `following`: the child that redo goes to, the one visited last."""

    number: int
    entry: Entry
    parent: "Node | None"
    children: list["Node"] = field(default_factory=list)
    following: "Node | None" = None

    def line(self) -> list["Node"]:
        """From the root to this node."""
        above = self.parent.line() if self.parent is not None else []
        return [*above, self]


class History(QObject):
    """A tree of results and a place in it. A new result after an undo begins a branch; nothing is lost."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._nodes: list[Node] = []
        self._current: Node | None = None
        self._made = 0

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of them in the order they were made."""
        return tuple(self._nodes)

    @property
    def current_node(self) -> Node | None:
        return self._current

    @property
    def current(self) -> Entry | None:
        return self._current.entry if self._current else None

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._current.entry.label if self._current and self._current.parent else None

    @property
    def redo_label(self) -> str | None:
        """What redo would bring back, or None."""
        following = self._current.following if self._current else None
        return following.entry.label if following else None

    def push(self, entry: Entry, after: Node | None = None) -> Node:
        """Put a new result after the current one (or `after` another) and go there."""
        parent = after or self._current
        node = Node(self._made, entry, parent)
        self._made += 1
        if parent is not None:
            parent.children.append(node)
        self._nodes.append(node)
        self._prune(node)
        self.select(node)
        return node

    def amend(self, entry: Entry) -> None:
        """Replace the current result, as when a colour is dragged on."""
        if self._current is not None:
            self._current.entry = entry
            self.changed.emit()

    def restart(self, entry: Entry) -> None:
        """Forget everything and start with `entry`, as after opening a file."""
        self._nodes, self._current = [], None
        self.push(entry)

    def clear(self) -> None:
        """Forget everything, as for a new document."""
        self._nodes, self._current = [], None
        self.changed.emit()

    def select(self, node: Node) -> None:
        """Go to any result; redo will follow the line that leads to it."""
        if node is self._current or node not in self._nodes:
            return
        for above in node.line():
            if above.parent is not None:
                above.parent.following = above
        self._current = node
        self.changed.emit()

    def undo(self) -> None:
        if self._current is not None and self._current.parent is not None:
            self.select(self._current.parent)

    def redo(self) -> None:
        if self._current is not None and self._current.following is not None:
            self.select(self._current.following)

    def _prune(self, newest: Node) -> None:
        """Forget the oldest result that nothing on the way to here follows from."""
        while len(self._nodes) > LIMIT:
            line = newest.line()
            leaves = [node for node in self._nodes if not node.children and node not in line]
            self._forget(leaves[0] if leaves else line[0])

    def _forget(self, node: Node) -> None:
        self._nodes.remove(node)
        if node.parent is not None:
            node.parent.children.remove(node)
            if node.parent.following is node:
                node.parent.following = None
        for child in node.children:
            child.parent = None

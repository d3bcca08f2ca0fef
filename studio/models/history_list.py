"""The history as a list with lanes, for the strip: one column per result, a branch in a lane of its own."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QPixmap

from studio.language import tr
from studio.models.history import History, Node
from studio.thumbnails import thumbnail

NODE_ROLE: Final = Qt.ItemDataRole.UserRole
RAIL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
THUMBNAIL: Final = 144
"""Pixels, enough for a screen at 200%."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Rail:
    """What runs through one column: the node's own lane, lanes that pass by, and lanes that children begin in.

    `arriving`: whether a line comes from the left; `leaving`: the lanes in which lines go on to the right;
    `active`: whether the node lies on the way to the result on show.
    """

    lane: int
    arriving: bool
    passing: tuple[int, ...]
    leaving: tuple[int, ...]
    active: bool


class HistoryList(QAbstractListModel):
    """Results in the order they were made. `lanes` is how many run side by side."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self._nodes: tuple[Node, ...] = ()
        self._rails: list[Rail] = []
        self.lanes = 1
        history.changed.connect(self._refresh)
        self._refresh()

    @property
    def current_row(self) -> int:
        """The row of the result on show, -1 without one."""
        current = self._history.current_node
        return self._nodes.index(current) if current in self._nodes else -1

    def select(self, row: int) -> None:
        """Show the result in `row`."""
        if 0 <= row < len(self._nodes):
            self._history.select(self._nodes[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's signature
        return 0 if parent.isValid() else len(self._nodes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self._nodes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return node.entry.label
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._description(node)
        if role == Qt.ItemDataRole.DecorationRole:
            return QPixmap.fromImage(thumbnail(node.entry.avatar, THUMBNAIL))
        if role == NODE_ROLE:
            return node
        return self._rails[index.row()] if role == RAIL_ROLE else None

    def _description(self, node: Node) -> str:
        avatar = node.entry.avatar
        seed = tr("seed {seed}", seed=avatar.seed)
        return f"{node.entry.label} · {seed}" if node.parent else f"{avatar.prompt or node.entry.label} · {seed}"

    @Slot()
    def _refresh(self) -> None:
        nodes = self._history.nodes
        rails = rails_of(nodes, self._history.current_node)
        if nodes[: len(self._nodes)] == self._nodes and len(nodes) > len(self._nodes):
            self.beginInsertRows(QModelIndex(), len(self._nodes), len(nodes) - 1)
            self._nodes, self._rails = nodes, rails
            self.endInsertRows()
        elif nodes != self._nodes:
            self.beginResetModel()
            self._nodes, self._rails = nodes, rails
            self.endResetModel()
        self._rails = rails
        self.lanes = 1 + max((rail.lane for rail in rails), default=0)
        if nodes:
            self.dataChanged.emit(self.index(0), self.index(len(nodes) - 1))


def rails_of(nodes: tuple[Node, ...], current: Node | None) -> list[Rail]:
    """The rail of every column; a result goes on in its parent's lane if nothing came between."""
    column = {node: index for index, node in enumerate(nodes)}
    lane: dict[Node, int] = {}
    last_used: dict[int, int] = {}  # lane -> the last column it runs to
    for index, node in enumerate(nodes):
        start = column.get(node.parent, -1) if node.parent else -1
        wanted = lane.get(node.parent, 0) if node.parent else 0
        free = (n for n in [wanted, *range(len(nodes) + 1)] if last_used.get(n, -1) <= start)
        lane[node] = next(free)
        last_used[lane[node]] = index
    edges = [(column[node.parent], column[node], lane[node]) for node in nodes if node.parent in column]
    line = set(current.line()) if current else set()
    return [
        Rail(
            lane[node],
            arriving=any(end == index for _, end, _ in edges),
            passing=tuple(n for start, end, n in edges if start < index < end),
            leaving=tuple(n for start, _, n in edges if start == index),
            active=node in line,
        )
        for index, node in enumerate(nodes)
    ]

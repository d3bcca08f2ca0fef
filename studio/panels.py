"""The docks around the viewport: what the artist sets, what came of it, what the engine does."""

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QScrollArea, QWidget

from studio.language import mark, tr
from studio.models.comparison import Compare
from studio.models.history import Node
from studio.models.session import Session
from studio.widgets.dock_title import DockTitle
from studio.widgets.history_strip import HistoryStrip
from studio.widgets.live_panel import LivePanel
from studio.widgets.log_panel import LogPanel
from studio.widgets.part_list import PartList
from studio.widgets.side_panel import SidePanel
from studio.widgets.variations_tray import VariationsTray

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM: Final = Qt.DockWidgetArea.BottomDockWidgetArea
TITLES: Final = {
    "create": (mark("&Create"), _RIGHT), "parts": (mark("&Parts"), _RIGHT),
    "variations": (mark("&Variations"), _LEFT), "live": (mark("&Sampling"), _LEFT),
    "history": (mark("&History"), _BOTTOM), "log": (mark("&Log"), _BOTTOM),
}  # fmt: skip
HIDDEN: Final = ("log",)
LEAST_HEIGHT: Final = 80
LEFT_WIDTH, RIGHT_WIDTH = 248, 292


class Panels(QObject):
    """Makes the docks once; what is in them is made anew with every language, all but the live panel."""

    vary_wanted = Signal()

    def __init__(self, window: QMainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.docks = {name: self._dock(name, area) for name, (_, area) in TITLES.items()}
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.TopLeftCorner):
            window.setCorner(corner, _LEFT)
        for corner in (Qt.Corner.BottomRightCorner, Qt.Corner.TopRightCorner):
            window.setCorner(corner, _RIGHT)
        self.live = LivePanel(session.sampling)
        self._live = _Scroller(self.live)
        window.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.fill()
        self.reset()

    def fill(self) -> None:
        """New widgets in the language in use."""
        session = self._session
        self.side = SidePanel(session)
        self.parts = PartList(session.parts)
        self.variations = VariationsTray(session.variations, session.activity)
        self.history = HistoryStrip(session.document.history)
        self.log = LogPanel(session.log)
        self.live.speak()
        self.variations.wanted.connect(self.vary_wanted)
        self.history.compare_wanted.connect(self._compare)
        contents: dict[str, QWidget] = {
            "create": _Scroller(self.side), "parts": _Scroller(self.parts),
            "variations": _Scroller(self.variations), "live": self._live,
            "history": self.history, "log": self.log,
        }  # fmt: skip
        for name, content in contents.items():
            dock = self.docks[name]
            dock.setWindowTitle(tr(TITLES[name][0]))
            old = {dock.widget(), dock.titleBarWidget()} - {content, None}
            dock.setWidget(content)
            dock.setTitleBarWidget(DockTitle(dock))
            for widget in old:
                widget.setParent(None)
                widget.deleteLater()

    def reset(self) -> None:
        """Every dock where it stood at the first start."""
        window, docks = self._window, self.docks
        for name, (_, area) in TITLES.items():
            docks[name].setFloating(False)
            window.addDockWidget(area, docks[name])
            docks[name].setVisible(name not in HIDDEN)
        window.splitDockWidget(docks["create"], docks["parts"], Qt.Orientation.Vertical)
        window.splitDockWidget(docks["variations"], docks["live"], Qt.Orientation.Vertical)
        window.splitDockWidget(docks["history"], docks["log"], Qt.Orientation.Horizontal)
        sides = [docks["variations"], docks["create"]]
        window.resizeDocks(sides, [LEFT_WIDTH, RIGHT_WIDTH], Qt.Orientation.Horizontal)
        window.resizeDocks([docks["create"], docks["parts"]], [500, 300], Qt.Orientation.Vertical)
        window.resizeDocks([docks["variations"], docks["live"]], [352, 488], Qt.Orientation.Vertical)

    def actions(self) -> list[QAction]:
        """One to show or hide each dock."""
        return [dock.toggleViewAction() for dock in self.docks.values()]

    def _dock(self, name: str, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(self._window)
        dock.setObjectName(name)  # the window's saved state finds it by this
        self._window.addDockWidget(area, dock)
        return dock

    def _compare(self, node: Node) -> None:
        self._session.comparison.choose(node)
        self._session.comparison.set_mode(Compare.SPLIT)


class _Scroller(QScrollArea):
    """Scrolls up and down only: small screens and large type need a way to the rest."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        scrollbar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._content.minimumSizeHint().width() + scrollbar, LEAST_HEIGHT)

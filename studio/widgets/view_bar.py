"""What can be done with the view, as actions for menus and for the bar over the viewport."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from studio.language import tr
from studio.models.comparison import Compare, Comparison
from studio.models.view import BACKDROP_NAMES, SHADING_NAMES, Shading, View
from studio.theme import icon
from studio.viewport import orbit
from studio.viewport.viewport import Viewport

ICON: Final = QSize(18, 18)
GAP: Final = 5
_SHADING_KEYS: Final = {Shading.LIT: "4", Shading.UNLIT: "5", Shading.PARTS: "6", Shading.NORMALS: "8"}
LINE_STEP: Final = 0.05
LIGHT_STEP: Final = 15.0
Choice = TypeVar("Choice", bound=StrEnum)


class ViewActions(QObject):
    """Every action on the view. Single keys work while the viewport has the focus, so that the prompt can have them."""

    def __init__(self, viewport: Viewport, view: View, comparison: Comparison) -> None:
        super().__init__()
        self._viewport, self._view, self._comparison = viewport, view, comparison
        self.sides = [
            self._action(tr("&Front") + "\t1", "", lambda: viewport.look_from(orbit.FRONT)),
            self._action(tr("&Side") + "\t3", "", lambda: viewport.look_from(orbit.SIDE)),
            self._action(tr("&Back") + "\t7", "", lambda: viewport.look_from(orbit.BACK)),
        ]
        self.focus = self._action(tr("F&ocus"), "F", lambda: viewport.focus(), "focus")
        self.home = self._action(tr("&Home"), "Home", viewport.go_home, "home")
        self.shading = self._choices(SHADING_NAMES, view.set_shading, _SHADING_KEYS)
        self.backdrop = self._choices(BACKDROP_NAMES, view.set_backdrop, {})
        self.turntable = self._toggle(tr("&Turntable"), "T", view.set_turning, "turntable")
        self.split = self._toggle(tr("&Before and After"), "C", self._compare(Compare.SPLIT), "split")
        self.photo = self._toggle(tr("Beside the &Photo"), "P", self._compare(Compare.PHOTO), "photo")
        self.nudges = [
            self._action(tr("Line to the &Left"), "[", lambda: self._move_line(-LINE_STEP)),
            self._action(tr("Line to the Ri&ght"), "]", lambda: self._move_line(LINE_STEP)),
            self._action(tr("Turn the &Light Left"), "Shift+L", lambda: view.turn_light(-LIGHT_STEP)),
            self._action(tr("Turn the Light &Right"), "L", lambda: view.turn_light(LIGHT_STEP)),
        ]
        self.light = self._action(tr("Reset &View Settings"), "", view.reset)
        view.changed.connect(self.refresh)
        comparison.changed.connect(self.refresh)
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Put everything into a menu."""
        menu.addActions([*self.sides, self.focus, self.home])
        menu.addSeparator()
        for name, actions in ((tr("S&hading"), self.shading), (tr("Back&drop"), self.backdrop)):
            menu.addMenu(name).addActions(list(actions.values()))
        menu.addActions([self.turntable, self.split, self.photo])
        menu.addSeparator()
        menu.addActions(self.nudges)
        menu.addSeparator()
        menu.addAction(self.light)

    @Slot()
    def refresh(self) -> None:
        """Check what is on."""
        for shading, action in self.shading.items():
            action.setChecked(shading is self._view.shading)
        for backdrop, action in self.backdrop.items():
            action.setChecked(backdrop is self._view.backdrop)
        self.turntable.setChecked(self._view.turning)
        self.split.setChecked(self._comparison.mode is Compare.SPLIT)
        self.photo.setChecked(self._comparison.mode is Compare.PHOTO)
        for action in self.nudges[:2]:
            action.setEnabled(self._comparison.mode is Compare.SPLIT)

    def _move_line(self, share: float) -> None:
        self._comparison.set_split(self._comparison.split + share)

    def _compare(self, mode: Compare) -> Callable[[bool], None]:
        return lambda on: self._comparison.set_mode(mode if on else Compare.OFF)

    def _action(self, text: str, key: str, verb: Callable[[], object], icon_name: str = "") -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda: verb())
        return self._dressed(action, key, icon_name)

    def _toggle(self, text: str, key: str, verb: Callable[[bool], None], icon_name: str) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.triggered.connect(verb)
        return self._dressed(action, key, icon_name)

    def _choices(
        self, names: Mapping[Choice, str], verb: Callable[[Choice], None], keys: Mapping[Choice, str]
    ) -> dict[Choice, QAction]:
        group = QActionGroup(self)
        made = {}
        for choice, name in names.items():
            action = QAction(tr(name), group)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, choice=choice: verb(choice))
            made[choice] = self._dressed(action, keys.get(choice, ""), choice if choice in keys else "")
        return made

    def _dressed(self, action: QAction, key: str, icon_name: str) -> QAction:
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if icon_name:
            action.setIcon(icon(icon_name))
        self._viewport.addAction(action)
        return action


class ViewBar(QFrame):
    """The most used actions as a row of buttons that floats over the viewport."""

    def __init__(self, actions: ViewActions) -> None:
        super().__init__()
        actions.setParent(self)  # the viewport outlives them
        self.setObjectName("viewBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(1)
        groups = ((*actions.shading.values(),), (actions.turntable, actions.split, actions.photo))
        for index, group in enumerate(groups):
            if index:
                row.addSpacing(GAP)
            for action in group:
                row.addWidget(_button(action))
        row.addWidget(self._backdrops(actions))
        row.addSpacing(GAP)
        row.addWidget(_button(actions.home))
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)

    def _backdrops(self, actions: ViewActions) -> QToolButton:
        menu = QMenu(self)
        menu.addActions(list(actions.backdrop.values()))
        button = QToolButton()
        button.setIcon(icon("backdrop"))
        button.setIconSize(ICON)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(tr("Backdrop"))
        button.setAccessibleName(tr("Backdrop"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(ICON)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    name = action.text().replace("&", "").split("\t")[0]
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{name} ({key})" if key else name)
    button.setAccessibleName(name)
    return button

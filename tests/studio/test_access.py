"""Everybody can use it: names for screen readers, keys for everything, readable colours and sizes."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QScrollBar,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from engine.progress import Progress
from studio.language import CHINESE, ENGLISH
from studio.resources import stylesheet_text
from studio.theme import COLOURS, READABLE
from studio.viewport.viewport import Viewport
from studio.widgets.help_menu import shortcuts
from tests.studio.conftest import Studio, pixels_of

CONTROLS = (
    QAbstractButton, QAbstractSpinBox, QAbstractSlider, QLineEdit, QComboBox, QProgressBar, QAbstractItemView, Viewport,
)  # fmt: skip
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
"""WCAG 2.1 AA: 1.4.3 for text of normal size, 1.4.11 for what tells where a control is and whether it has the focus."""
INDICATOR = 22
"""Pixels that the box of a check box takes."""
SAME_ROW = 26
"""Pixels: controls this near in height share a row."""
SHAPES = (
    ("outline", "field"), ("outline", "panel"), ("accent", "panel"), ("accent", "field"), ("accent", "window"),
    ("accent", "raised"), ("on_accent", "accent"),
)  # fmt: skip


LONG_STAGE = {ENGLISH: "simplify 1234/1234 · under 1 s left", CHINESE: "雕塑 1234/1234 · 还剩不到 1 秒"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


@pytest.fixture(params=[ENGLISH, CHINESE])
def spoken(studio: Studio, request: pytest.FixtureRequest) -> Iterator[Studio]:
    """The window in each language, with an avatar and the export dialog and the list of keys open."""
    studio.window.language.set(request.param)
    studio.window.resize(1180, 800)
    studio.make()
    yield studio
    studio.window.language.set(ENGLISH)


def test_every_control_has_a_name_for_screen_readers(spoken: Studio) -> None:
    window = spoken.window
    window.exports.ask()
    window.help_menu.show_shortcuts()
    for control in (child for kind in CONTROLS for child in window.findChildren(kind)):
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert inner(control) or control.accessibleName() or text, (control, control.parent())
    window.help_menu.dialog.close()
    window.exports.dialog.reject()


def test_tab_reaches_every_control_and_follows_the_eye(spoken: Studio) -> None:
    window = spoken.window
    window.prompt.line.setFocus()
    reached: list[QWidget] = []
    while window.focusWidget() not in reached:
        reached.append(window.focusWidget())
        window.focusNextPrevChild(True)  # what the Tab key does
    missed = [control for control in tab_stops(window) if control not in reached]
    assert missed == []
    side = [child.mapTo(window, child.rect().center()) for child in reached if window.side.isAncestorOf(child)]
    for above, below in pairwise(side):
        assert below.y() > above.y() - SAME_ROW


def test_everything_in_the_menus_has_a_letter_or_a_key_and_no_key_means_two_things(studio: Studio) -> None:
    actions = list(menu_actions(studio.window))
    for action in actions:
        assert "&" in action.text() or not action.shortcut().isEmpty(), action.text()
    keys = Counter(action.shortcut().toString() for action in set(actions) if not action.shortcut().isEmpty())
    assert [key for key, times in keys.items() if times > 1] == []


def test_the_list_of_keys_is_complete(studio: Studio) -> None:
    listed = dict(shortcuts(studio.window))
    assert listed["Ctrl+S"] == "Save" and listed["Ctrl+E"] == "Export"
    for action in menu_actions(studio.window):
        if not action.shortcut().isEmpty():
            assert action.shortcut().toString() in listed
    studio.window.help_menu.actions()[0].trigger()
    assert studio.window.help_menu.dialog.table.rowCount() == len(shortcuts(studio.window))
    studio.window.help_menu.dialog.close()


def test_no_text_is_cut_off(spoken: Studio) -> None:
    window = spoken.window
    window.exports.ask()
    spoken.until(lambda: not window.exports.preview.busy)
    assert cut_off(window) == []
    window.exports.dialog.reject()


def test_the_smallest_window_cuts_nothing_over_the_viewport(spoken: Studio) -> None:
    window, activity = spoken.window, spoken.window.session.activity
    window.resize(window.minimumSize())
    spoken.engine.step_seconds = 5.0
    window.session.edit("a dark green woollen sweater with buttons")  # as much as a title takes
    spoken.until(lambda: activity.progress is None and window.frame.progress.isVisible())
    activity.report(Progress("sculpting", 1234, 1234))
    window.frame.progress.stage.setText(LONG_STAGE[window.language.code])
    for overlay in (window.frame.bar, window.frame.progress):
        assert window.frame.rect().contains(overlay.geometry())
        spoken.until(lambda overlay=overlay: cut_off(overlay) == [])
    window.session.cancel()


def cut_off(top: QWidget) -> list[str]:
    """Texts on show that need more room than they have."""
    found = []
    for widget in top.findChildren(QLabel) + top.findChildren(QAbstractButton):
        icon_only = isinstance(widget, QToolButton) and not widget.icon().isNull()
        if widget.isVisible() and widget.text() and not icon_only and room_missing(widget):
            found.append(widget.text())
    return found


def room_missing(widget: QLabel | QAbstractButton) -> bool:
    lines = re.sub("<[^>]+>|&nbsp;|&", "", widget.text()).split("\n")
    needs = QSize(max(map(widget.fontMetrics().horizontalAdvance, lines)), widget.fontMetrics().height())
    if isinstance(widget, QLabel) and widget.wordWrap():
        needs = QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, QCheckBox):
        needs += QSize(INDICATOR, 0)
    return needs.width() > widget.width() + 1 or needs.height() > widget.height() + 2


@pytest.mark.parametrize(("ink", "ground"), READABLE)
def test_text_is_readable(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= TEXT_CONTRAST


@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_shapes_and_focus_are_seen(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= SHAPE_CONTRAST


def test_a_checked_button_shows_that_it_has_the_focus(studio: Studio) -> None:
    button = studio.window.panels.variations.counts[4]
    assert button.isChecked()
    assert (drawn(button, focused=True) != drawn(button, focused=False)).any()


def drawn(button: QToolButton, focused: bool) -> np.ndarray:
    """The button as the style sheet draws it, whichever window of the screen is the active one."""
    option, picture = QStyleOptionToolButton(), QPixmap(button.size())
    button.initStyleOption(option)
    if focused:
        option.state |= QStyle.StateFlag.State_HasFocus
    picture.fill(Qt.GlobalColor.black)
    painter = QPainter(picture)
    button.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, button)
    painter.end()
    return pixels_of(picture.toImage())


def test_every_rule_of_the_style_sheet_is_readable() -> None:
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", stylesheet_text()):
        ink = re.search(r"(?<![\w-])color:\s*\$(\w+)", body)
        ground = re.search(r"background(?:-color)?:\s*\$(\w+)", body)
        if ink and ground and ":disabled" not in selector:  # WCAG asks nothing of what cannot be used
            assert contrast(ink[1], ground[1]) >= TEXT_CONTRAST, selector


def inner(control: QWidget) -> bool:
    """Parts of Qt's own controls, which answer for them."""
    if isinstance(control, QScrollBar) or control.objectName().startswith("qt_"):
        return True
    parent = control.parent()
    while parent is not None:
        if isinstance(parent, QAbstractSpinBox | QLineEdit | QComboBox | QAbstractItemView):
            return True
        parent = parent.parent()
    return False


def tab_stops(window: QWidget) -> Iterator[QWidget]:
    """What the Tab key must reach."""
    for control in (child for kind in CONTROLS for child in window.findChildren(kind)):
        usable = control.isVisible() and control.isEnabled() and not inner(control)
        if usable and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield control


def menu_actions(window: QWidget) -> Iterator[QAction]:
    for menu in window.menuBar().findChildren(QMenu):
        if menu is window.recent_menu or menu is window.engine_menu or menu.parent() is window.engine_menu:
            continue
        yield from (action for action in menu.actions() if not action.isSeparator() and action.data() is None)


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((_luminance(COLOURS[ink]), _luminance(COLOURS[ground])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

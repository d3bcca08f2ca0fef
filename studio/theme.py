"""Colours and style of the studio: dark, calm, one clay-coloured accent.

Text keeps a contrast of at least 4.5 to its ground (WCAG AA); tests measure it.
"""

from functools import cache
from string import Template
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from studio.resources import icon_path, icons_dir, stylesheet_text

ICON_PIXELS: Final = 48  # enough for a screen at 200%
FADED: Final = 0.35

COLOURS: Final[dict[str, str]] = {
    "window": "#1d1e21",
    "panel": "#25272b",
    "field": "#1a1b1e",
    "raised": "#33363c",
    "raised_low": "#2b2d32",
    "overlay": "#25272b",
    "hover": "#3d4148",
    "line": "#3a3d43",
    "outline": "#777d87",
    "text": "#e8e9eb",
    "muted": "#a9aeb7",
    "disabled": "#7b808a",
    "accent": "#e0986c",
    "accent_hover": "#eaac86",
    "on_accent": "#221510",
    "selection": "#74492f",
    "danger": "#ff9d8c",
    "danger_ground": "#3a2523",
    "faint": "#5c616a",
    "backdrop_middle": "#3b3e44",
    "backdrop_edge": "#1b1c1f",
}

READABLE: Final = (
    ("text", "window"), ("text", "panel"), ("text", "field"), ("text", "raised"), ("text", "hover"),
    ("muted", "window"), ("muted", "panel"), ("muted", "field"),
    ("muted", "raised_low"), ("text", "overlay"), ("text", "selection"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("accent", "panel"), ("danger", "danger_ground"), ("text", "danger_ground"),
)  # fmt: skip
"""Pairs of text and ground that occur in the window."""


def dress(application: QApplication) -> None:
    """Give the whole application the studio's look."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(_palette())
    application.setStyleSheet(Template(stylesheet_text()).substitute(COLOURS, icons=icons_dir().as_posix()))


def dress_anew() -> None:
    """The same look once more, without what Qt keeps for it of widgets that are gone.

    Those that borrow the rules of another (the line of a number box, a scroll area's viewport, a combo box's popup)
    are never crossed off its list.
    """
    application = QApplication.instance()
    if isinstance(application, QApplication):
        sheet = application.styleSheet()
        application.setStyleSheet("")
        application.setStyleSheet(sheet)


@cache
def icon(name: str) -> QIcon:
    """One of the line icons in `studio/icons`, faded where its action is disabled.

    Made once: Qt keeps what it scales of every new one.
    """
    full = QIcon(str(icon_path(name))).pixmap(QSize(ICON_PIXELS, ICON_PIXELS))
    faded = QPixmap(full.size())
    faded.setDevicePixelRatio(full.devicePixelRatio())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(FADED)
    painter.drawPixmap(0, 0, full)
    painter.end()
    made = QIcon(full)
    made.addPixmap(faded, QIcon.Mode.Disabled)
    return made


def colour(name: str) -> QColor:
    return QColor(COLOURS[name])


def _palette() -> QPalette:
    palette = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    chosen = {
        role.Window: "window", role.Base: "field", role.AlternateBase: "panel", role.Button: "raised",
        role.WindowText: "text", role.Text: "text", role.ButtonText: "text", role.BrightText: "danger",
        role.ToolTipBase: "raised", role.ToolTipText: "text", role.PlaceholderText: "muted",
        role.Highlight: "accent", role.HighlightedText: "on_accent", role.Link: "accent", role.Accent: "accent",
    }  # fmt: skip
    for which, name in chosen.items():
        palette.setColor(which, colour(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, colour("disabled"))
    return palette

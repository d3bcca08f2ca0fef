"""The Help menu: every key in a list, and what this is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMainWindow,
    QMenu,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from engine import __version__
from studio.language import mark, tr

ELSEWHERE = (
    (mark("Enter"), mark("Make, or edit the avatar on show (in the prompt)")),
    (mark("Ctrl+Enter"), mark("Make a new person (in the prompt)")),
    (mark("Down"), mark("Examples (in the empty prompt)")),
    (mark("Arrow keys"), mark("Turn the avatar (in the viewport)")),
    (mark("Shift+arrow keys"), mark("Move the avatar (in the viewport)")),
    (mark("+ and -"), mark("Come closer, go back (in the viewport)")),
    (mark("Tab, Shift+Tab"), mark("Next control, previous control")),
    (mark("Alt+letter"), mark("Open a menu by its underlined letter")),
)
"""Keys that belong to one control, as no action knows them."""


class HelpMenu(QMenu):
    """Shows dialogs over `window`."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(tr("&Help"), window.menuBar())
        self._window = window
        keys = self.addAction(tr("&Keyboard Shortcuts"))
        keys.setShortcut(QKeySequence("F1"))
        keys.triggered.connect(self.show_shortcuts)
        self.addAction(tr("&About Maquette")).triggered.connect(self._about)
        self.dialog: ShortcutsDialog | None = None

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        self.dialog = ShortcutsDialog(self._window, shortcuts(self._window))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def _about(self) -> None:
        words = tr("Maquette {version} sculpts 3D avatars from a photo or a sentence, on this computer.")
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Maquette", words.format(version=__version__), parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


class ShortcutsDialog(QDialog):
    """Two columns: the key, and what it does."""

    def __init__(self, parent: QMainWindow, keys: list[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.table = QTableWidget(len(keys), 2)
        self._fill(keys)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(buttons)
        self.resize(QSize(560, 600).boundedTo(self.screen().availableSize() * 0.9))

    def _fill(self, keys: list[tuple[str, str]]) -> None:
        table = self.table
        table.setAccessibleName(tr("Keyboard shortcuts"))
        table.setHorizontalHeaderLabels([tr("Key"), tr("What it does")])
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, (key, meaning) in enumerate(keys):
            table.setItem(row, 0, QTableWidgetItem(key))
            table.setItem(row, 1, QTableWidgetItem(meaning))


def shortcuts(window: QMainWindow) -> list[tuple[str, str]]:
    """Every key of the window's actions in the order of the menus, and the keys of single controls."""
    found: list[tuple[str, str]] = []
    for menu in window.menuBar().findChildren(QMenu):
        found += [(_key(action), _plain(action.text())) for action in menu.actions() if _key(action)]
    return list(dict.fromkeys(found)) + [(tr(key), tr(meaning)) for key, meaning in ELSEWHERE]


def _key(action: QAction) -> str:
    if not action.shortcut().isEmpty():
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return action.text().partition("\t")[2]  # a key that the viewport takes itself


def _plain(text: str) -> str:
    """An action's text without its mnemonic and its key."""
    words = text.partition("\t")[0]
    if "(&" in words:  # Chinese menus put the letter in brackets behind the words
        start = words.index("(&")
        words = words[:start] + words[start + 4 :]
    return words.replace("&", "").rstrip("…")

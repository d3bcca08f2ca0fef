"""The submenu of documents opened or saved lately."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from studio.language import tr
from studio.models.preferences import Preferences


class RecentMenu(QMenu):
    """Filled whenever it opens, so that it never names a file that is gone."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(tr("Open &Recent"), parent)
        self._preferences = preferences
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the documents that are still there."""
        self.clear()
        for number, path in enumerate(self._preferences.recent, 1):
            action = self.addAction(f"&{number}  {path.name}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.chosen.emit(path))
        if self.isEmpty():
            self.addAction(tr("No documents yet")).setEnabled(False)
        else:
            self.addSeparator()
            self.addAction(tr("Clear This List")).triggered.connect(self._preferences.forget_recent)

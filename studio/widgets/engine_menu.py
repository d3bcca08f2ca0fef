"""Copy to Engine: one click writes what a program wants into its project's folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from studio.language import tr
from studio.models.export_choice import PRESETS, Preset
from studio.models.preferences import Preferences


class EngineMenu(QMenu):
    """`wanted` brings the preset, and whether its folder is asked for even though one is known."""

    wanted = Signal(object, bool)  # Preset

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(tr("Copy to En&gine"), parent)
        self._preferences = preferences
        self.setToolTipsVisible(True)
        self._other = self._other_folders()
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Name the folder that each program has by now."""
        self.clear()
        for preset in PRESETS:
            self._add(preset, self._preferences.known_folder(preset.name))
        self.addSeparator()
        self.addMenu(self._other)

    def _other_folders(self) -> QMenu:
        """Made once: `clear` does not delete submenus."""
        menu = QMenu(tr("To Another Folder"), self)
        for preset in PRESETS:
            action = menu.addAction(f"{preset.name}…")
            action.triggered.connect(lambda _=False, preset=preset: self.wanted.emit(preset, True))
        return menu

    def _add(self, preset: Preset, folder: Path | None) -> None:
        action = self.addAction(f"&{preset.name}  ({folder.name})" if folder else f"&{preset.name}…")
        action.setToolTip(str(folder) if folder else tr(preset.how))
        action.triggered.connect(lambda: self.wanted.emit(preset, False))

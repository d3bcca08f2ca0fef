"""The Settings menu: the language, and a way back to how everything was."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from studio.language import LANGUAGES, Language, tr
from studio.models.preferences import Preferences


class SettingsMenu(QMenu):
    """Chooses the language at once; asks for a reset."""

    reset_wanted = Signal()

    def __init__(self, parent: QWidget, preferences: Preferences, language: Language) -> None:
        super().__init__(tr("&Settings"), parent)
        self._preferences, self._language = preferences, language
        self._add_languages(self.addMenu(tr("&Language")))
        self.addSeparator()
        reset = self.addAction(tr("&Reset to Defaults…"))
        reset.triggered.connect(lambda: self.reset_wanted.emit())

    def _add_languages(self, menu: QMenu) -> None:
        self.languages = QActionGroup(self)
        for code, name in LANGUAGES.items():
            action = QAction(name, menu, checkable=True)
            action.setData(code)
            action.setChecked(code == self._language.code)
            self.languages.addAction(action)
            menu.addAction(action)
        self.languages.triggered.connect(self._choose)

    def _choose(self, action: QAction) -> None:
        self._preferences.language = action.data()
        self._language.set(action.data())

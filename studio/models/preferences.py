"""What the studio remembers from one start to the next."""

import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from studio.models.number import Number

MOST_RECENT: Final = 8


class Preferences(QObject):
    """Language, recent files, folders, numbers and the window's place, kept in an INI file of the artist's."""

    changed = Signal()
    reset_done = Signal()

    def __init__(self, store: QSettings | None = None) -> None:
        super().__init__()
        form, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        self._store = store or QSettings(form, scope, "Maquette", "studio")

    @property
    def folder(self) -> Path:
        """Where the preferences lie, and what else belongs to the artist and this machine."""
        return Path(self._store.fileName()).parent

    @property
    def language(self) -> str:
        """Code of the chosen language, or nothing while the system's is good enough."""
        return self.text("language")

    @language.setter
    def language(self, code: str) -> None:
        self.put("language", code)

    @property
    def recent(self) -> list[Path]:
        """Documents opened or saved, the latest first, as far as they are still there."""
        listed = self._store.value("recent", [])
        names = listed if isinstance(listed, list) else [listed]  # Qt reads a list of one as a string
        return [Path(name) for name in names if isinstance(name, str) and Path(name).is_file()]

    def add_recent(self, path: Path) -> None:
        """Put `path` at the head of the recent documents."""
        others = [other for other in self.recent if other != path.absolute()]
        self.put("recent", [str(entry) for entry in [path.absolute(), *others][:MOST_RECENT]])

    def forget_recent(self) -> None:
        self.put("recent", [])

    @property
    def geometry(self) -> QByteArray:
        """The window's size and place as Qt tells them."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def layout(self) -> QByteArray:
        """Where the docks stand as Qt tells it."""
        value = self._store.value("layout")
        return value if isinstance(value, QByteArray) else QByteArray()

    @layout.setter
    def layout(self, value: QByteArray) -> None:
        self._store.setValue("layout", value)

    @property
    def docks(self) -> QByteArray:
        """Which panels are open, and where, as Qt tells them."""
        value = self._store.value("docks")
        return value if isinstance(value, QByteArray) else QByteArray()

    @docks.setter
    def docks(self, value: QByteArray) -> None:
        self._store.setValue("docks", value)

    def known_folder(self, name: str) -> Path | None:
        """Where files of this kind went the last time, if that folder is still there."""
        text = self.text(f"folders/{name}")
        return Path(text) if text and Path(text).is_dir() else None

    def remember_folder(self, name: str, folder: Path) -> None:
        self.put(f"folders/{name}", str(folder))

    def text(self, name: str, default: str = "") -> str:
        value = self._store.value(name, default)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: object) -> None:
        """Remember `value` under `name`; told by `changed` when it is new."""
        if self._store.value(name) != value:
            self._store.setValue(name, value)
            self.changed.emit()

    def keep(self, name: str, number: Number) -> None:
        """Start `number` where it was left, and remember it from now on."""
        try:
            number.set(float(self.text(f"numbers/{name}") or number.default))
        except ValueError:
            number.reset()
        number.changed.connect(lambda value: self._store.setValue(f"numbers/{name}", repr(value)))
        self.reset_done.connect(number.reset)

    def reset(self) -> None:
        """Everything as on the first start; the recent documents stay."""
        recent = self._store.value("recent", [])
        self._store.clear()
        self._store.setValue("recent", recent)
        self.reset_done.emit()
        self.changed.emit()


def passing(language: str = "en") -> Preferences:
    """Preferences that nothing else reads and nobody keeps, for screenshots."""
    folder = tempfile.mkdtemp(prefix="maquette-")
    preferences = Preferences(QSettings(str(Path(folder) / "studio.ini"), QSettings.Format.IniFormat))
    preferences.language = language
    return preferences

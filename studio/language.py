"""The interface in the artist's language: `tr` looks words up, `Language` chooses them at run time.

Every text on show goes through `tr("Save {name}", name=...)`. The sources are English and stand in the code;
`python -m studio.translate` collects them into `studio/translations/*.ts` and compiles those to `.qm`.
Errors of the engine are English sentences with something filled in: `tr_engine` finds the sentence by its shape.
"""

import json
import re
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from studio.resources import translations_dir

ENGLISH: Final = "en"
CHINESE: Final = "zh_CN"
LANGUAGES: Final = {ENGLISH: "English", CHINESE: "简体中文"}
"""Codes and each language's own name for itself."""
STUDIO, ENGINE = "studio", "engine"
"""Contexts of the translation files."""


def tr(text: str, /, **values: object) -> str:
    """`text` in the language in use, each `{name}` in it replaced by the value of that name."""
    translated = QCoreApplication.translate(STUDIO, text)
    return translated.format(**values) if values else translated


def mark(text: str, /) -> str:
    """`text` itself, for constants that are given to `tr` later."""
    return text


def tr_engine(text: str) -> str:
    """A sentence of the engine in the language in use, or as it is when nobody translated it."""
    for template, shape in _shapes():
        found = shape.fullmatch(text)
        if found:
            translated = QCoreApplication.translate(ENGINE, template)
            return translated.format(*(tr_engine(part) for part in found.groups()))
    return text


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    """The engine's sentences, those with the most words of their own first."""
    templates = json.loads((translations_dir() / "engine.json").read_text(encoding="utf-8"))
    templates.sort(key=lambda template: -len(re.sub(r"\{\d+\}", "", template)))
    return [(template, _shape(template)) for template in templates]


def _shape(template: str) -> re.Pattern[str]:
    words = [re.escape(part) for part in re.split(r"\{\d+\}", template)]
    return re.compile("(.+?)".join(words), re.DOTALL)


class Language(QObject):
    """The language in use; `changed` comes after the application speaks the new one."""

    changed = Signal()

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self.code = ENGLISH
        self._translators: list[QTranslator] = []
        self.set(code or system_language())

    def set(self, code: str) -> None:
        """Speak `code` from now on; an unknown code means English."""
        code = code if code in LANGUAGES else ENGLISH
        if code == self.code:
            return
        self.code = code
        self._install()
        self.changed.emit()

    def _install(self) -> None:
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
        if self.code != ENGLISH:
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._add(f"qtbase_{self.code}", qt)  # the words of Qt's own dialogs
            self._add(self.code, str(translations_dir()))

    def _add(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)


def system_language() -> str:
    """The language of the artist's system where the studio speaks it, English elsewhere."""
    return CHINESE if QLocale.system().language() == QLocale.Language.Chinese else ENGLISH

"""English and Chinese: complete, in step with the code, and switched while the window is open."""

import gc
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QStatusBar,
    QWidget,
)

from engine.errors import NoFaceError
from studio.language import CHINESE, ENGINE, ENGLISH, STUDIO, Language, tr_engine
from studio.resources import translations_dir
from studio.translate import engine_words, read_translations, studio_words
from studio.viewport.viewport import Viewport
from studio.widgets import live_panel
from tests.studio.conftest import Contexts, Studio

SAME_IN_EVERY_LANGUAGE = {
    "Maquette", "Unity", "Unreal", "Godot", "Blender", "OBJ", "PLY", "glTF", "glb", "gltf", "obj", "ply", "png",
    "English", "Enter", "Ctrl", "Shift", "Alt", "Esc", "Home", "Space", "Tab", "Del", "End", "PgUp", "PgDown", "Up",
    "Down", "Left", "Right", "CPU", "OpenGL", "GiB", "MiB", "GB", "MB", "LOD", "WebP", "seed", "maquette", "Wavefront",
    "llvmpipe",
}  # fmt: skip
"""Names, units and keys."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


@pytest.fixture
def chinese(studio: Studio) -> Iterator[Studio]:
    studio.window.language.set(CHINESE)
    yield studio
    studio.window.language.set(ENGLISH)


def test_every_word_is_translated_and_compiled() -> None:
    known = read_translations(translations_dir() / f"{CHINESE}.ts")
    compiled = QTranslator()
    assert compiled.load(CHINESE, str(translations_dir()))
    for context, words in ((STUDIO, studio_words()), (ENGINE, engine_words())):
        assert set(known[context]) == set(words), "run python -m studio.translate"
        for text in words:
            assert known[context][text], f"untranslated: {text}"
            assert compiled.translate(context, text) == known[context][text], f"not compiled: {text}"


def test_translations_fill_in_the_same_things() -> None:
    for texts in read_translations(translations_dir() / f"{CHINESE}.ts").values():
        for text, translation in texts.items():
            assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", translation)), text


def test_nothing_stays_english_in_the_chinese_window(chinese: Studio) -> None:
    assert left_english(chinese.window) == []
    chinese.make("红毛衣")
    assert left_english(chinese.window) == []
    chinese.engine.error = NoFaceError("No face was found in the picture.", "")
    chinese.window.session.make_random()
    chinese.until(lambda: bool(chinese.problem))
    assert chinese.problem.strip() == "图片里没有找到人脸。"
    assert left_english(chinese.window) == []


def test_switching_keeps_the_avatar_the_view_and_the_sentence(studio: Studio) -> None:
    window = studio.window
    studio.make()
    avatar = window.session.document.avatar
    window.prompt.line.setText("green sweater")
    window.viewport.look_from((180.0, 0.0))
    for action in window.settings_menu.languages.actions():
        if action.data() == CHINESE:
            action.trigger()
    assert window.menuBar().actions()[0].text().startswith("文件")
    assert window.preferences.language == CHINESE
    assert window.session.document.avatar is avatar
    assert window.prompt.line.text() == "green sweater"
    assert window.viewport.camera.azimuth == 180.0
    assert window.prompt.edit_button.isEnabled()
    window.language.set(ENGLISH)
    assert window.menuBar().actions()[0].text() == "&File"


def test_changing_the_language_time_and_again_leaves_nothing_behind(
    contexts: Contexts, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_panel, "LATER_MS", 0)
    studio.make()
    speak_both(studio)
    plots = (studio.window.panels.live.residual, studio.window.panels.live.bars)
    before = census()
    for _ in range(5):
        speak_both(studio)
    assert dict(census() - before) == {}
    assert len(contexts.made) == 1
    assert plots == (studio.window.panels.live.residual, studio.window.panels.live.bars)


def speak_both(studio: Studio) -> None:
    for code in (CHINESE, ENGLISH):
        studio.window.language.set(code)
        studio.until(lambda: studio.window.panels.live.residual is not None)
        QTest.qWait(1)


def census() -> Counter[str]:
    """What Qt holds of windows, and every object of the studio's own, by kind."""
    gc.collect()
    of_qt = [o.metaObject().className() for top in QApplication.topLevelWidgets() for o in top.findChildren(QObject)]
    ours = [type(o).__qualname__ for o in gc.get_objects() if str(type(o).__module__).startswith("studio.")]
    found = Counter(of_qt) + Counter(ours)
    del found["QPropertyAnimation"]  # Qt's own, of a dock or menu that is still moving
    return found


def test_sentences_of_the_engine_are_found_by_their_shape(qapp: object) -> None:
    language = Language(CHINESE)
    try:
        words = "Cannot open a.maquette: its latent's shape is not valid."
        assert tr_engine(words) == "无法打开 a.maquette：它的潜变量形状无效。"
        assert tr_engine("nobody said this") == "nobody said this"
    finally:
        language.set(ENGLISH)


def left_english(window: QWidget) -> list[str]:
    """Texts anywhere in the window with a word of Latin letters that is no name, unit or key."""
    found = {text for widget in [window, *window.findChildren(QWidget)] for text in texts_of(widget)}
    return sorted(
        text
        for text in found
        if set(re.findall(r"[A-Za-z]{3,}", re.sub("<[^>]+>|&nbsp;", "", text))) - SAME_IN_EVERY_LANGUAGE
    )


def texts_of(widget: QWidget) -> Iterator[str]:
    if widget.objectName().startswith("qt_"):
        return
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QStatusBar):
        yield widget.currentMessage()
    if isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())


def test_the_log_and_a_copied_error_speak_the_language_of_the_window(studio: Studio, tmp_path: Path) -> None:
    studio.window.language.set(CHINESE)
    studio.window.session.drop(tmp_path / "nothing.png")
    studio.window.frame.error.copy.click()
    studio.window.language.set(ENGLISH)
    for text in (studio.window.session.log.as_text(), QGuiApplication.clipboard().text()):
        assert "没有文件 nothing.png" in text

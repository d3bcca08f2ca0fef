"""The prompt line offers words and examples; the samples are true."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.attributes import ATTRIBUTES
from engine.camera import Camera
from engine.document import Avatar
from engine.pipeline import DEFAULT_GUIDANCE, Engine, MakeRequest
from studio import make_samples
from studio.language import CHINESE, ENGLISH
from studio.models import samples
from studio.models.completion import completions, examples, words
from studio.models.samples import load_samples
from studio.resources import samples_dir
from studio.viewport.viewport import Viewport
from tests.studio.conftest import Studio
from tests.studio.fake_engine import FakeEngine


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


def offered(text: str) -> list[str]:
    return [completion.word for completion in completions(text, len(text))]


def test_words_are_completed_in_both_languages() -> None:
    assert offered("a man with a full b") == ["full beard"]
    assert offered("navy su")[:2] == ["navy suit", "sunglasses"]
    assert "sweater" in offered("a red swe")
    assert "毛衣" in offered("穿红色的毛")
    assert offered("a woman with 络腮")[0] == "络腮胡"
    assert offered("a") == [] and offered("") == [] and offered("glasses ") == [] and offered("xyzzy") == []
    assert "red" not in offered("tailored")  # the end of another word


def test_a_completion_replaces_what_was_begun() -> None:
    text = "a man in a navy su, smiling"
    (completion, *_) = completions(text, len("a man in a navy su"))
    assert completion.applied(text, len("a man in a navy su")) == (
        "a man in a navy suit, smiling",
        len("a man in a navy suit"),
    )


def test_every_class_of_every_attribute_can_be_completed() -> None:
    known = " ".join(words()).casefold()
    plain = {"female": "woman", "male": "man", "light": "light skin", "middle": "middle-aged", "none": "no glasses"}
    for attribute, classes in ATTRIBUTES.items():
        for name in classes:
            word = plain.get(name, name.replace("_", " ")).replace("t shirt", "T-shirt").casefold()
            assert word in known, (attribute, name)


def test_typing_shows_words_and_enter_takes_the_chosen_one(studio: Studio) -> None:
    line = studio.window.prompt.line
    QTest.keyClicks(line, "a man in a navy su")
    studio.until(line.list.isVisible)
    QTest.keyClick(line.list, Qt.Key.Key_Down)
    QTest.keyClick(line.list, Qt.Key.Key_Return)
    assert line.text() == "a man in a navy suit"
    QTest.qWait(100)
    assert not studio.window.session.activity.busy
    assert studio.engine.asked == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    studio.until(lambda: studio.window.session.document.avatar is not None)
    assert studio.engine.asked[0].text == "a man in a navy suit"


def test_enter_makes_when_no_word_is_chosen(studio: Studio) -> None:
    line = studio.window.prompt.line
    QTest.keyClicks(line, "somebody in a swea")
    studio.until(line.list.isVisible)
    QTest.keyClick(line.list, Qt.Key.Key_Return)
    studio.until(lambda: studio.window.session.document.avatar is not None)
    assert studio.engine.asked[0].text == "somebody in a swea"
    assert not line.list.isVisible()


def test_down_in_the_empty_line_shows_examples(studio: Studio) -> None:
    line = studio.window.prompt.line
    QTest.keyClick(line, Qt.Key.Key_Down)
    studio.until(line.list.isVisible)
    QTest.keyClick(line.list, Qt.Key.Key_Down)
    QTest.keyClick(line.list, Qt.Key.Key_Return)
    assert line.text() == examples(ENGLISH, editing=False)[0]
    studio.make()
    assert line.examples == examples(ENGLISH, editing=True)
    studio.window.language.set(CHINESE)
    assert studio.window.prompt.line.examples == examples(CHINESE, editing=True)
    studio.window.language.set(ENGLISH)


def test_a_sample_is_made_with_one_click(studio: Studio) -> None:
    studio.window.session.settings.guidance.set(5)
    gallery, (first, *_) = studio.window.frame.empty.gallery, load_samples()
    assert len(gallery.buttons) == len(load_samples())
    gallery.buttons[0].click()
    studio.until(lambda: studio.window.session.document.avatar is not None)
    assert studio.engine.asked == [MakeRequest(text=first.text, seed=first.seed)]
    assert studio.window.session.settings.seed.value == first.seed
    assert studio.window.session.settings.guidance.value == DEFAULT_GUIDANCE


def test_every_sample_has_its_picture() -> None:
    for sample in load_samples():
        with Image.open(sample.picture) as picture:
            assert picture.size == (240, 240)
            assert np.asarray(picture)[..., :3].std() > 10
    note = json.loads((samples_dir() / "made.json").read_text(encoding="utf-8"))
    assert note["made"] == {sample.name: f"{sample.seed}: {sample.text}" for sample in load_samples()}


def test_making_samples_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in samples_dir().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for module in (samples, make_samples):
        monkeypatch.setattr(module, "samples_dir", lambda: tmp_path)
    engine, second, stopped = FakeEngine(), load_samples()[1], []

    def drawn(avatar: Avatar, camera: Camera, size: int) -> np.ndarray:
        if avatar.prompt == second.text and not stopped:
            stopped.append(True)
            raise KeyboardInterrupt
        return np.zeros((size, size, 4), np.uint8)

    def made() -> list[object]:
        asked, engine.asked = engine.asked, []
        return asked

    monkeypatch.setattr(engine, "render", drawn)
    monkeypatch.setattr(make_samples, "Engine", lambda: engine)
    monkeypatch.setattr(make_samples, "weights_fingerprint", lambda: "newer")
    with pytest.raises(KeyboardInterrupt):
        make_samples.main()
    every = [sample.request for sample in load_samples()]
    assert made() == every[:2]
    assert make_samples.main() == 0 and made() == every[1:]
    assert make_samples.main() == 0 and made() == []
    second.picture.unlink()
    assert make_samples.main() == 0 and made() == [second.request]


@pytest.mark.slow
def test_the_picture_is_what_the_click_gives() -> None:
    """Fails after a training until `python -m studio.make_samples` has run."""
    from studio.make_samples import picture_of

    sample = load_samples()[0]
    made, _ = picture_of(Engine(), sample)
    with Image.open(sample.picture) as shipped:
        difference = np.asarray(shipped.convert("RGBA"), float) - np.asarray(made, float)
    assert np.abs(difference).mean() < 4

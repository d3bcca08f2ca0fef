"""The real window, driven as an artist would, around a scripted engine."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from engine.attributes import Part
from engine.document import load_avatar, save_avatar
from engine.errors import NoFaceError, OutputError
from engine.pipeline import DEFAULT_GUIDANCE, EditRequest, MakeRequest
from studio.models.comparison import Compare
from studio.viewport.viewport import Viewport
from tests.studio.conftest import Studio, pixels_of
from tests.studio.fake_engine import FakeEngine


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests look at no avatars: test_viewport.py does, and the software renderer is slow."""
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


def test_the_empty_window_teaches(studio: Studio) -> None:
    window = studio.window
    assert window.frame.empty.isVisible()
    assert not window.frame.progress.isVisible()
    assert not studio.problem
    assert not window.prompt.make_button.isEnabled()
    assert not window.side.export_button.isEnabled()
    assert not window.save_action.isEnabled()
    assert not window.windowTitle().startswith("Untitled")


def test_make_from_a_sentence(studio: Studio) -> None:
    window = studio.window
    window.session.settings.guidance.set(3.5)
    window.session.settings.steps.set(5)
    window.session.settings.seed.set(7)
    QTest.keyClicks(window.prompt.line, "a man in a blue coat")
    QTest.keyClick(window.prompt.line, Qt.Key.Key_Return)
    studio.until(lambda: window.session.document.avatar is not None)
    assert studio.engine.asked == [MakeRequest(text="a man in a blue coat", seed=7, guidance=3.5, steps=5)]
    assert not window.frame.empty.isVisible()
    assert window.side.export_button.isEnabled()
    assert "seed 7" in window.statusBar().currentMessage()
    assert window.isWindowModified()


def test_enter_edits_once_there_is_an_avatar_and_control_enter_makes(studio: Studio) -> None:
    studio.make()
    line, asked = studio.window.prompt.line, studio.engine.asked
    line.setText("green sweater")
    QTest.keyClick(line, Qt.Key.Key_Return)
    studio.until(lambda: len(asked) == 2 and not studio.window.session.activity.busy)
    assert isinstance(asked[1], EditRequest)
    assert (asked[1].prompt, asked[1].strength, asked[1].seed) == ("green sweater", 1.0, None)
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    studio.until(lambda: len(asked) == 3)
    assert asked[2] == MakeRequest(text="green sweater", seed=0)


def test_results_are_named_by_what_they_were_made_of(studio: Studio, portrait: Path) -> None:
    window, history = studio.window, studio.window.session.document.history
    studio.make("a man with salt & pepper hair")
    assert history.current.label == "“a man with salt & pepper hair”"
    window.session.make_random()
    assert not window.statusBar().currentMessage()  # what was said of the last is old
    studio.until(lambda: history.current.label == "Random")
    window.files.take(portrait)
    studio.until(lambda: history.current.label == "Photo")
    window.undo_action.trigger()
    window.undo_action.trigger()
    assert window.redo_action.text() == "&Redo Random"
    studio.make("salt & pepper")
    assert window.undo_action.text() == "&Undo “salt && pepper”"  # a single & would underline


def test_undo_and_redo_bring_the_exact_avatars_back(studio: Studio) -> None:
    window, document = studio.window, studio.window.session.document
    studio.make()
    first = document.avatar
    window.prompt.line.setText("yellow sweater")
    window.prompt.edit_button.click()
    studio.until(lambda: document.avatar is not first)
    second = document.avatar
    assert "yellow sweater" in window.undo_action.text()
    window.undo_action.trigger()
    assert document.avatar is first
    assert not window.undo_action.isEnabled()
    window.redo_action.trigger()
    assert document.avatar is second


def test_cancel_is_immediate_and_keeps_the_avatar(studio: Studio) -> None:
    studio.make()
    window, avatar = studio.window, studio.window.session.document.avatar
    studio.engine.step_seconds = 0.4
    window.prompt.line.setText("blue sweater")
    window.prompt.edit_button.click()
    studio.until(lambda: window.session.activity.progress is not None)
    assert window.frame.progress.isVisible()
    start = time.monotonic()
    window.frame.progress.cancel.click()
    assert not window.frame.progress.isVisible()
    assert time.monotonic() - start < 0.3
    QTest.qWait(600)
    assert window.session.document.avatar is avatar
    assert not studio.problem


def test_late_results_of_a_deaf_engine_are_dropped(studio: Studio) -> None:
    window = studio.window
    studio.engine.deaf, studio.engine.step_seconds = True, 0.05
    window.session.settings.steps.set(6)
    window.session.make_from_text("somebody")
    studio.until(lambda: window.session.activity.progress is not None)
    window.cancel_action.trigger()
    QTest.qWait(600)
    assert window.session.document.avatar is None
    assert window.frame.empty.isVisible()


def test_a_new_request_supersedes_the_running_one(studio: Studio) -> None:
    window = studio.window
    studio.engine.step_seconds = 0.1
    window.session.make_from_text("first")
    studio.until(lambda: window.session.activity.progress is not None)
    for sentence in ("second", "third", "last"):
        window.session.make_from_text(sentence)
    assert window.session.activity.busy
    studio.engine.step_seconds = 0.0
    studio.until(lambda: window.session.document.avatar is not None)
    assert window.session.document.avatar.prompt == "last"
    assert [request.text for request in studio.engine.asked] == ["first", "last"]


def test_an_error_says_what_to_do_and_can_be_copied(studio: Studio, portrait: Path) -> None:
    window = studio.window
    studio.engine.error = NoFaceError("No face was found in portrait.png.", "Use a picture seen from the front.")
    window.files.take(portrait)
    studio.until(lambda: bool(studio.problem))
    assert studio.problem == "No face was found in portrait.png. Use a picture seen from the front."
    assert not window.session.activity.busy
    window.frame.error.copy.click()
    assert "No face was found" in QGuiApplication.clipboard().text()
    window.frame.error.close_button.click()
    assert not studio.problem


def test_no_face_shows_where_it_was_looked_for(studio: Studio, portrait: Path) -> None:
    window, seen = studio.window, studio.window.frame.error.seen
    looked, nearest = ((0.0, 0.0, 160.0, 200.0),), ((100.0, 80.0, 220.0, 240.0),)
    studio.engine.error = NoFaceError("No face was found in the picture.", "", looked, nearest)
    window.files.take(portrait)
    studio.until(seen.isVisible)
    assert "Dotted" in seen.legend.text()
    pixels = pixels_of(seen.grab().toImage()).astype(int)
    accent = np.abs(pixels - (0xE0, 0x98, 0x6C)).sum(axis=-1) < 60
    rows, columns = np.nonzero(accent)
    factor = pixels.shape[1] / 320
    assert (columns.min() / factor, columns.max() / factor) == pytest.approx((100, 220), abs=8)
    assert (rows.min() / factor, rows.max() / factor) == pytest.approx((80, 240), abs=8)
    studio.engine.error = OutputError("Something else.")
    window.session.make_random()
    studio.until(lambda: "Something else" in studio.problem)
    assert not seen.isVisible()


def test_a_bug_in_the_engine_reaches_the_artist_with_its_traceback(studio: Studio) -> None:
    studio.engine.error = ZeroDivisionError("oh")
    studio.window.session.make_random()
    studio.until(lambda: bool(studio.problem))
    assert "inside Maquette" in studio.problem
    studio.window.frame.error.copy.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    studio.engine.error = None
    studio.make()
    assert not studio.problem


def test_a_dropped_photo_is_shown_and_made(studio: Studio, portrait: Path) -> None:
    drop(studio, portrait)
    studio.until(lambda: studio.window.session.document.avatar is not None)
    assert studio.engine.asked == [MakeRequest(photo=portrait)]
    assert studio.window.session.document.avatar.source == "photo"
    assert studio.window.side.make_button.isEnabled()


def test_a_text_file_named_jpg_is_refused_in_one_line(studio: Studio, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.jpg"
    wrong.write_text("not a picture at all")
    drop(studio, wrong)
    assert "wrong.jpg" in studio.problem
    assert studio.engine.asked == []


def test_a_pasted_picture_is_made_even_from_the_prompt(studio: Studio) -> None:
    image = QImage(200, 240, QImage.Format.Format_RGB888)
    image.fill(0x405060)
    QGuiApplication.clipboard().setImage(image)
    studio.window.prompt.line.setFocus()
    QTest.keyClick(studio.window.prompt.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    studio.until(lambda: studio.window.session.document.avatar is not None)
    assert studio.window.session.document.avatar.source == "photo"


def test_save_open_and_drop_of_a_document(studio: Studio, tmp_path: Path) -> None:
    window, session = studio.window, studio.window.session
    session.settings.seed.set(99)
    studio.make()
    studio.dialogs.path = path = tmp_path / "anna.maquette"
    window.save_action.trigger()
    assert load_avatar(path).seed == 99
    assert not window.isWindowModified()
    assert "anna.maquette" in window.windowTitle()
    session.settings.seed.set(1)
    drop(studio, path)
    assert session.settings.seed.value == 99
    assert not window.undo_action.isEnabled()
    assert studio.dialogs.questions == []


def test_opening_asks_about_unsaved_work(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    avatar = studio.window.session.document.avatar
    path = tmp_path / "other.maquette"
    save_avatar(avatar, path)
    studio.dialogs.answer = "stay"
    drop(studio, path)
    assert studio.dialogs.questions == ["Untitled"]
    assert studio.window.session.document.avatar is avatar
    studio.dialogs.answer = "discard"
    drop(studio, path)
    assert studio.window.session.document.avatar is not avatar


def test_a_damaged_document_leaves_everything_as_it_was(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    studio.window.session.document.mark_saved()
    avatar = studio.window.session.document.avatar
    path = tmp_path / "broken.maquette"
    path.write_bytes(b"PK no")
    drop(studio, path)
    assert "broken.maquette" in studio.problem
    assert studio.window.session.document.avatar is avatar


def test_a_picture_is_saved_as_seen(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    studio.dialogs.path = tmp_path / "a.png"
    studio.window.picture_action.trigger()
    studio.until(lambda: not studio.window.session.activity.busy)
    assert QImage(str(tmp_path / "a.png")).width() == 1024
    studio.dialogs.path = tmp_path / "a.docx"
    studio.window.picture_action.trigger()
    assert ".docx" in studio.problem


def test_leaving_while_a_mesh_is_written_asks_first(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    window = studio.window
    window.session.document.mark_saved()
    studio.engine.step_seconds = 60.0
    window.session.export(tmp_path / "a.glb")
    studio.dialogs.answer = "stay"
    window.close()
    window.files.new()
    assert studio.dialogs.questions == ["a.glb", "a.glb"]
    assert window.isVisible() and window.session.document.avatar is not None and window.session.activity.busy
    studio.dialogs.answer = "discard"
    window.close()
    assert not window.isVisible() and not (tmp_path / "a.glb").exists()


def test_of_several_dropped_files_one_is_taken_and_the_artist_is_told(studio: Studio, tmp_path: Path) -> None:
    paths = [tmp_path / f"人像 {number}.png" for number in range(10)]
    picture = QImage(320, 400, QImage.Format.Format_RGB888)
    picture.fill(0x8090A0)
    for path in paths:
        picture.save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    studio.window.files.take_mime(mime)
    assert "人像 0.png" in studio.problem and "10 files" in studio.problem
    studio.until(lambda: studio.window.session.document.avatar is not None)
    assert studio.window.session.photo.path == paths[0]


def test_long_names_stay_within_their_boxes(studio: Studio, tmp_path: Path) -> None:
    studio.window.session.drop(tmp_path / ("very_long_name" * 14 + ".png"))
    what = studio.window.frame.error.what
    assert what.minimumSizeHint().width() <= studio.window.frame.error.width()
    studio.make()
    studio.engine.step_seconds = 60.0
    studio.window.session.export(tmp_path / ("very_long_name" * 14 + ".glb"))
    assert len(studio.window.frame.progress.title.text()) < 60
    studio.window.session.cancel()


def test_an_emptied_well_forgets_the_photos_name(studio: Studio, portrait: Path) -> None:
    well = studio.window.side.well
    studio.window.session.choose_photo(portrait)
    assert well.toolTip() == "portrait.png"
    studio.window.files.new()
    assert well.toolTip() == "" and "portrait.png" not in well.accessibleDescription()


def test_what_is_disabled_says_why(studio: Studio) -> None:
    window = studio.window
    skin = window.panels.parts.rows[Part.SKIN]
    reasons = {window.side.make_button: "portrait", window.side.export_button: "avatar", skin.eye: "none"}
    reasons |= {window.prompt.make_button: "sentence", window.prompt.edit_button: "avatar"}
    for control, reason in reasons.items():
        assert not control.isEnabled() and reason in control.toolTip()
    studio.make()
    assert window.side.export_button.toolTip() == "Write a mesh (Ctrl+E)"
    assert "Ctrl+Enter" in window.prompt.make_button.toolTip() and skin.eye.toolTip() == "Hide Skin"


def test_the_line_and_the_light_have_keys(studio: Studio) -> None:
    window, session = studio.window, studio.window.session
    studio.make()
    session.comparison.set_mode(Compare.SPLIT)
    assert window.frame.compare.nothing.isVisible()
    studio.make("a man")
    window.session.edit("red")
    studio.until(lambda: not session.activity.busy)
    assert not window.frame.compare.nothing.isVisible()
    actions = {action.shortcut().toString(): action for action in window.viewport.actions()}
    actions["["].trigger()
    assert session.comparison.split == pytest.approx(0.45)
    actions["L"].trigger()
    assert session.view.light_turn == 15.0


def test_the_seed_goes_back_to_nobodys_choice(studio: Studio) -> None:
    settings, row = studio.window.session.settings, studio.window.side.seed
    row.dice.click()
    assert settings.seed_locked and row.reset.isVisible()
    row.reset.click()
    assert settings.seed.value == 0 and not settings.seed_locked and not row.reset.isVisible()


def test_a_failed_export_loses_nothing(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    studio.engine.exports_fail = OutputError("The disk is full: a.glb was not written.", "Free some space.")
    studio.window.session.export(tmp_path / "a.glb")
    studio.until(lambda: "disk is full" in studio.problem)
    assert studio.window.session.document.avatar is not None


def test_closing_asks_about_unsaved_work(studio: Studio, tmp_path: Path) -> None:
    studio.make()
    studio.dialogs.answer = "stay"
    studio.window.close()
    assert studio.window.isVisible()
    studio.dialogs.answer, studio.dialogs.path = "save", tmp_path / "kept.maquette"
    studio.window.close()
    assert not studio.window.isVisible()
    assert load_avatar(tmp_path / "kept.maquette").prompt == "a woman in a red sweater"


@pytest.mark.parametrize("deaf", [False, True])
def test_closing_while_working_leaves_no_thread(studio: Studio, engine: FakeEngine, deaf: bool) -> None:
    engine.step_seconds, engine.deaf = 0.05, deaf
    studio.window.session.make_random()
    studio.until(lambda: studio.window.session.activity.progress is not None)
    studio.window.close()
    assert not studio.window.session.thread_of_engine.alive


def test_the_engine_works_on_a_thread_of_its_own(studio: Studio) -> None:
    studio.make()
    assert studio.engine.threads and threading.get_ident() not in studio.engine.threads


def test_sliders_and_boxes_follow_each_other(studio: Studio) -> None:
    guidance = studio.window.side.numbers[0]
    guidance.box.setValue(4.0)
    assert guidance.slider.value() == 40
    guidance.slider.setValue(15)
    assert studio.window.session.settings.guidance.value == 1.5
    assert guidance.reset.isVisible()
    guidance.reset.click()
    assert guidance.box.value() == DEFAULT_GUIDANCE
    seeds = {studio.window.session.settings.seed.value}
    for _ in range(3):
        studio.window.side.seed.dice.click()
        seeds.add(studio.window.side.seed.box.value())
    assert len(seeds) > 2


def test_an_unlocked_seed_is_thrown_for_every_make_and_a_chosen_one_is_kept(studio: Studio) -> None:
    settings, seed = studio.window.session.settings, studio.window.side.seed
    seed.lock.click()
    assert not settings.seed_locked
    for _ in range(3):
        studio.make()
    assert len({request.seed for request in studio.engine.asked}) == 3
    seed.box.setValue(77)
    assert settings.seed_locked
    studio.make()
    assert studio.engine.asked[-1].seed == 77


def drop(studio: Studio, path: Path) -> None:
    """Let a file fall on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(200, 200), action, mime, button, Qt.KeyboardModifier.NoModifier)
    studio.window.dropEvent(event)

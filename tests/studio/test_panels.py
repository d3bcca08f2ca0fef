"""Parts, variations, the history strip, the live figures and the docks, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog

from engine.attributes import ATTRIBUTES, Part
from engine.document import load_avatar
from engine.pipeline import EditRequest, MakeRequest, VaryRequest
from studio.app import begin, build
from studio.models.history import Entry, History
from studio.models.history_list import rails_of
from studio.models.traits import CLASSES, NAMES, describe, word_of
from studio.models.variations import Source
from studio.requests import VariationsRequest
from studio.viewport.viewport import Viewport
from tests.studio.conftest import Studio
from tests.studio.fake_engine import FakeEngine

GREEN = (0.0, 0.6, 0.2)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The software renderer is slow; test_viewport.py looks at pictures."""
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


# parts


def test_hiding_a_part_is_undoable_kept_and_exported(studio: Studio, tmp_path) -> None:
    session, rows = studio.window.session, studio.window.panels.parts.rows
    assert not rows[Part.HAIR].eye.isEnabled()
    studio.make()
    made = session.document.avatar
    rows[Part.HAIR].eye.click()
    assert session.document.avatar.look.hidden == {Part.HAIR}
    assert session.document.avatar.planes is made.planes
    assert "Hair" in studio.window.undo_action.text()
    session.save(tmp_path / "a.maquette")
    assert load_avatar(tmp_path / "a.maquette").look.hidden == {Part.HAIR}
    rows[Part.HAIR].eye.click()
    assert session.document.avatar is made  # shown again: back, not one step further
    studio.window.redo_action.trigger()
    assert session.document.avatar.look.hidden == {Part.HAIR}


def test_a_colour_is_tried_then_kept_or_dropped(studio: Studio) -> None:
    session, row = studio.window.session, studio.window.panels.parts.rows[Part.GARMENT]
    studio.make()
    made, shown = session.document.avatar, []
    session.planes_changed.connect(lambda planes, preview: shown.append(session.look(preview).colours))
    dialog = row.choose()
    dialog.setCurrentColor(QColor.fromRgbF(*GREEN))
    assert shown[-1][Part.GARMENT] == pytest.approx(GREEN, abs=0.01)
    assert session.document.avatar is made
    dialog.reject()
    assert shown[-1] == {}
    dialog = row.choose()
    dialog.setCurrentColor(QColor.fromRgbF(*GREEN))
    dialog.accept()
    assert session.document.avatar.look.colours[Part.GARMENT] == pytest.approx(GREEN, abs=0.01)
    assert row.reset.isVisible()
    row.reset.click()
    assert session.document.avatar.look.colours == {}
    assert not studio.window.findChildren(QColorDialog) or all(not d.isVisible() for d in window_dialogs(studio))


def window_dialogs(studio: Studio) -> list[QColorDialog]:
    return studio.window.findChildren(QColorDialog)


def test_several_colours_of_one_part_are_one_step(studio: Studio) -> None:
    parts, history = studio.window.session.parts, studio.window.session.document.history
    studio.make()
    for share in (0.1, 0.4, 0.9):
        parts.set_colour(Part.HAIR, (share, 0.1, 0.1))
    assert len(history.nodes) == 2
    parts.set_colour(Part.GARMENT, GREEN)
    assert len(history.nodes) == 3


# variations


def test_variations_of_the_avatar_fill_the_tray_and_a_click_keeps(studio: Studio) -> None:
    window, session = studio.window, studio.window.session
    studio.make()
    tray, made = window.panels.variations, session.document.history.current_node
    tray.vary.click()
    studio.until(lambda: not session.activity.busy)
    assert [type(request) for request in studio.engine.asked[1:]] == [VaryRequest] * 4
    assert len({request.seed for request in studio.engine.asked[1:]}) == 4
    assert session.document.history.current_node is made  # nothing chosen yet
    tray.tiles[2].click()
    tray.tiles[0].click()
    history = session.document.history
    assert [child.entry.label for child in made.children] == ["Variation 3", "Variation 1"]
    assert history.current_node is made.children[1]
    tray.tiles[2].click()  # kept already: goes there, adds nothing
    assert history.current_node is made.children[0] and len(history.nodes) == 3


def test_variations_of_an_edit_differ_in_strength_and_of_a_sentence_in_seed(studio: Studio) -> None:
    window, session = studio.window, studio.window.session
    studio.make()
    tray = window.panels.variations
    tray.counts[9].click()
    tray.source.setCurrentIndex(list(Source).index(Source.EDIT))
    tray.source.activated.emit(tray.source.currentIndex())
    window.prompt.line.setText("blue sweater")
    tray.vary.click()
    studio.until(lambda: not session.activity.busy)
    edits = studio.engine.asked[1:]
    assert len(edits) == 9 and all(isinstance(edit, EditRequest) for edit in edits)
    strengths = [edit.strength for edit in edits]
    assert strengths == sorted(set(strengths)) and strengths[0] < 1 < strengths[-1]
    session.variations.set_source(Source.SENTENCE)
    session.variations.set_count(4)
    tray.vary.click()
    studio.until(lambda: len(studio.engine.asked) == 14)
    makes = studio.engine.asked[10:]
    assert all(isinstance(make, MakeRequest) and make.text == "blue sweater" for make in makes)
    assert [make.seed for make in makes] == [1, 2, 3, 4] and session.settings.seed.value == 0  # 0 is locked


def test_variations_with_nothing_on_show_end_with_the_first(studio: Studio) -> None:
    session = studio.window.session
    studio.window.prompt.line.setText("a man in a blue coat")
    studio.window.panels.variations.vary.click()
    studio.until(lambda: not session.activity.busy)
    assert session.document.avatar is session.variations.slots[0].result.avatar


def test_cancelled_variations_keep_what_is_done(studio: Studio) -> None:
    session = studio.window.session
    studio.make()
    studio.engine.step_seconds = 0.02
    session.vary()
    studio.until(lambda: session.variations.slots and session.variations.slots[0].result is not None)
    studio.window.cancel_action.trigger()
    assert not session.activity.busy and not session.variations.working
    session.variations.keep(0)
    assert session.document.history.current.label == "Variation 1"
    studio.engine.step_seconds = 0.0
    studio.make()  # the engine is free again
    assert isinstance(studio.engine.asked[1], VaryRequest)


def test_a_failure_in_the_middle_is_told_and_loses_nothing(studio: Studio) -> None:
    session = studio.window.session
    studio.make()
    avatar = session.document.avatar
    studio.engine.error = ZeroDivisionError("oh")
    session.vary()
    studio.until(lambda: bool(studio.problem))
    assert not session.variations.working
    assert session.document.avatar is avatar
    assert any("Maquette" in line.text and line.bad for line in session.log.lines)


def test_opening_another_document_empties_the_tray(studio: Studio, tmp_path) -> None:
    session = studio.window.session
    studio.make()
    session.save(tmp_path / "a.maquette")
    session.vary()
    studio.until(lambda: not session.activity.busy)
    assert session.variations.slots
    session.open(tmp_path / "a.maquette")
    assert session.variations.slots == ()


def test_new_empties_the_tray_of_what_was_made_from_nobody(studio: Studio) -> None:
    session = studio.window.session
    studio.engine.step_seconds = 0.05
    studio.window.prompt.line.setText("red")
    studio.window.vary()
    studio.until(lambda: session.variations.slots[0].result is not None)
    session.new()
    assert session.variations.slots == ()


def test_a_new_make_supersedes_running_variations(studio: Studio) -> None:
    session = studio.window.session
    studio.engine.step_seconds = 0.05
    session.vary("somebody")
    studio.until(lambda: session.activity.progress is not None)
    session.make_from_text("another")
    studio.engine.step_seconds = 0.0
    studio.until(lambda: session.document.avatar is not None)
    assert session.document.avatar.prompt == "another"
    assert not session.variations.working
    assert not any(isinstance(request, VariationsRequest) for request in studio.engine.asked)


# history


def test_the_strip_goes_to_any_result_by_click_and_key(studio: Studio) -> None:
    window, history = studio.window, studio.window.session.document.history
    studio.make("red sweater")
    studio.make("blue sweater")
    window.undo_action.trigger()
    studio.make("green sweater")
    strip = window.panels.history
    assert strip.model().rowCount() == 3
    assert strip.currentIndex().row() == 2
    middle = strip.visualRect(strip.model().index(1, 0)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert history.current.avatar.prompt == "blue sweater"
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert history.current.avatar.prompt == "red sweater"
    window.redo_action.trigger()
    assert history.current.avatar.prompt == "blue sweater"
    assert strip.currentIndex().row() == 1


def test_branches_run_in_lanes_of_their_own() -> None:
    history = History()
    a, b, c = (history.push(Entry(object(), label)) for label in "abc")
    history.select(a)
    d = history.push(Entry(object(), "d"))
    history.select(c)
    history.push(Entry(object(), "e"))
    rails = rails_of(history.nodes, history.current_node)
    assert [rail.lane for rail in rails] == [0, 0, 0, 1, 0]
    assert rails[0].leaving == (0, 1) and rails[1].passing == rails[2].passing == (1,)
    assert rails[3].passing == (0,) and not rails[0].arriving and rails[3].arriving
    assert [rail.active for rail in rails] == [True, True, True, False, True]
    assert d.line() == [a, d] and b.line() == [a, b]


# live figures, log, docks


def test_the_live_panel_plots_residuals_and_attributes(studio: Studio) -> None:
    live, session = studio.window.panels.live, studio.window.session
    studio.until(lambda: live.residual is not None)
    studio.make()
    assert len(session.sampling.residuals) == 12 and len(session.sampling.changes) == 11
    x, y = live.residual._residual.getOriginalDataset()
    assert list(x) == list(range(1, 13)) and y[0] > y[-1]
    assert not live.legend.isVisible()
    session.edit("yellow sweater")
    studio.until(lambda: not session.activity.busy)
    readings = {reading.attribute: reading for reading in session.sampling.readings()}
    assert set(readings) == set(ATTRIBUTES)
    assert describe(readings["garment_colour"]) == "red → black"
    assert readings["sex"].before == pytest.approx(0.3) and readings["sex"].after == pytest.approx(0.7)
    assert live.legend.isVisible() or not live.isVisible()


def test_every_attribute_and_class_has_words() -> None:
    assert set(NAMES) == set(ATTRIBUTES)
    assert {word_of(value) for values in ATTRIBUTES.values() for value in values} == set(CLASSES)


def test_the_log_keeps_what_happened_and_can_be_copied(studio: Studio) -> None:
    studio.make()
    studio.engine.error = ZeroDivisionError("oh")
    studio.window.session.make_random()
    studio.until(lambda: bool(studio.problem))
    log = studio.window.panels.log
    assert "Made in" in log.lines.toPlainText() and "Something went wrong" in log.lines.toPlainText()
    assert "ZeroDivisionError" not in log.lines.toPlainText()  # the copy has what only a bug report wants
    log.copy.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()


def test_docks_can_be_closed_brought_back_and_reset(studio: Studio) -> None:
    window = studio.window
    docks = window.panels.docks
    docks["live"].close()
    assert not docks["live"].isVisible()
    docks["create"].setFloating(True)
    studio.make()  # works without them
    window.panels.reset()
    assert docks["live"].isVisible() and not docks["create"].isFloating() and not docks["log"].isVisible()


def test_panels_stand_where_they_were_left(studio: Studio) -> None:
    window = studio.window
    window.panels.docks["variations"].close()
    window.panels.docks["log"].show()
    window.close()
    again = build(FakeEngine(), studio.dialogs, window.preferences)
    again.show()
    assert not again.panels.docks["variations"].isVisible() and again.panels.docks["log"].isVisible()
    again.reset_settings()
    assert again.panels.docks["variations"].isVisible() and not again.panels.docks["log"].isVisible()
    again.close()


def test_status_tells_device_seconds_and_memory(studio: Studio) -> None:
    studio.make()
    status = studio.window.status
    status.refresh()
    assert "CPU" in status.device.text()
    assert float(status.memory.text().split()[0]) > 0.05
    assert status.seconds.text().endswith(" s")


def test_warming_up_is_not_seen_and_gives_way(studio: Studio) -> None:
    session = studio.window.session
    assert not studio.engine.warmed_up
    begin(studio.window)
    studio.window.viewport.update()  # the window is open already: its next frame is its first
    studio.until(lambda: studio.engine.warmed_up)
    assert not session.activity.busy
    assert session.document.avatar is None and not studio.problem
    session.warm_up()
    studio.make()
    assert not studio.problem

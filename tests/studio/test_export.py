"""The export dialog: choices, presets, the preview of the mesh, what is written."""

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.attributes import Part
from engine.errors import DataError
from engine.mesh.export import export_mesh
from engine.mesh.options import ExportOptions
from studio.language import CHINESE, ENGLISH
from studio.models.export_choice import PRESETS, ExportChoice
from studio.models.preferences import Preferences
from studio.viewport.viewport import Viewport
from studio.widgets.export_dialog import ExportDialog
from tests.mesh.stand_in import BandedSphere
from tests.studio.conftest import Contexts, Studio, pixels_of


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Viewport, "show_planes", lambda *arguments, **named: None)


@pytest.fixture
def dialog(studio: Studio) -> ExportDialog:
    studio.make()
    studio.window.side.export_button.click()
    dialog = studio.window.exports.dialog
    studio.until(lambda: not studio.window.exports.preview.busy)
    return dialog


def test_the_mesh_is_shown_with_its_counts(studio: Studio, dialog: ExportDialog) -> None:
    assert dialog.isVisible()
    assert "40 triangles" in dialog.mesh.counts.text()
    assert "Skin 20" in dialog.mesh.counts.text()
    view = dialog.mesh.view
    with_edges = pixels_of(view.grabFramebuffer())
    dialog.mesh.wire.setChecked(False)
    plain = pixels_of(view.grabFramebuffer())
    assert plain.std() > 5
    assert with_edges[plain.sum(axis=-1) > 400].min() < plain[plain.sum(axis=-1) > 400].min()
    front = view.camera
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.camera != front


def test_the_dialog_is_made_once_and_speaks_every_language(
    contexts: Contexts, studio: Studio, dialog: ExportDialog
) -> None:
    window = studio.window
    dialog.mesh.view.grabFramebuffer()
    dialog.reject()
    assert window.exports.dialog is None
    window.exports.ask()
    dialog.mesh.view.grabFramebuffer()
    studio.until(lambda: not window.exports.preview.busy)
    english = pixels_of(dialog.mesh.view.grabFramebuffer())
    window.language.set(CHINESE)
    assert dialog.windowTitle() == "导出" and dialog.form.parts[Part.SKIN].text() == "皮肤"
    assert dialog.form.parts[Part.SKIN].isEnabled() and not dialog.form.parts[Part.HAT].isEnabled()
    assert np.array_equal(pixels_of(dialog.mesh.view.grabFramebuffer()), english)
    window.language.set(ENGLISH)
    assert window.exports.dialog is dialog and len(contexts.made) == 2


def test_a_closed_window_lets_go_of_the_dialogs_context(
    contexts: Contexts, studio: Studio, dialog: ExportDialog
) -> None:
    dialog.mesh.view.grabFramebuffer()
    assert len(contexts.made) == 2
    studio.window.close()
    studio.until(lambda: contexts.released(1))


def test_a_closed_dialog_holds_neither_avatar_nor_mesh(studio: Studio, dialog: ExportDialog) -> None:
    avatar = weakref.ref(studio.window.session.document.avatar)
    assert dialog.mesh.view._drawing._vertices is not None
    dialog.reject()
    assert dialog.mesh.view._drawing._vertices is None
    studio.engine.asked.clear()
    studio.window.session.new()
    studio.until(lambda: gc.collect() >= 0 and avatar() is None)


def test_the_mesh_follows_the_choice(studio: Studio, dialog: ExportDialog) -> None:
    form, engine = dialog.form, studio.engine
    form.triangles.setValue(5000)
    form.lods.setValue(3)
    studio.until(lambda: len(studio.window.exports.preview.levels) == 3)
    assert engine.asked[-1] == ExportOptions(triangles=5000, lods=3)
    assert dialog.mesh.level.isVisible() and dialog.mesh.level.count() == 3
    form.parts[Part.SKIN].click()
    studio.until(lambda: not studio.window.exports.preview.busy)
    assert engine.asked[-1].hidden == {Part.SKIN}
    assert "Skin" not in dialog.mesh.counts.text()
    assert form.parts[Part.SKIN].isEnabled() and not form.parts[Part.HAT].isEnabled()
    asked = len(engine.asked)
    form.format.setCurrentIndex(2)
    form.format.activated.emit(2)
    QTest.qWait(500)
    assert len(engine.asked) == asked  # the format changes no mesh


def test_what_is_chosen_is_written_and_remembered(studio: Studio, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.form.preset.setCurrentText("Unity")
    dialog.form.preset.activated.emit(dialog.form.preset.currentIndex())
    studio.dialogs.path = tmp_path / "anna.obj"
    dialog.open_folder.setChecked(True)
    dialog.export_button.click()
    assert not dialog.isVisible()
    studio.until(lambda: not studio.window.session.activity.busy)
    assert studio.engine.asked[-2:] == [tmp_path / "anna.obj", ExportOptions(texture=2048)]
    assert studio.dialogs.shown_folders == [tmp_path]
    again = ExportChoice(studio.window.preferences)
    assert again.suffix == ".obj" and again.preset is PRESETS[0]


def test_the_next_export_goes_where_the_last_went(studio: Studio, dialog: ExportDialog, tmp_path: Path) -> None:
    elsewhere = tmp_path / "Meshes"
    elsewhere.mkdir()
    studio.dialogs.path = written = elsewhere / "anna.glb"
    dialog.export_button.click()
    studio.until(lambda: not studio.window.session.activity.busy)
    assert offered(studio) == elsewhere / "avatar.glb"
    written.unlink()
    elsewhere.rmdir()
    assert offered(studio) == Path("avatar.glb").absolute()


def offered(studio: Studio) -> Path:
    """What the dialog suggests; the artist thinks better of it."""
    studio.dialogs.path = None
    studio.window.exports.ask()
    studio.window.exports.dialog.export_button.click()
    studio.window.exports.dialog.reject()
    return studio.dialogs.suggestions[-1]


def test_copy_to_engine_asks_for_its_folder_once(studio: Studio, tmp_path: Path) -> None:
    window, menu = studio.window, studio.window.engine_menu
    assert not menu.isEnabled()
    studio.make()
    studio.dialogs.path = project = tmp_path / "Game" / "Assets"
    project.mkdir(parents=True)
    for _ in range(2):
        menu.fill()
        menu.actions()[0].trigger()
        studio.until(lambda: not window.session.activity.busy)
    assert studio.dialogs.questions == ["Unity"]
    assert studio.engine.asked[-2:] == [project / "avatar.obj", ExportOptions(texture=2048)]
    menu.fill()
    assert "Assets" in menu.actions()[0].text()
    project.rename(tmp_path / "gone")
    menu.fill()
    assert "Assets" not in menu.actions()[0].text()


def test_a_mesh_that_cannot_be_made_says_why(studio: Studio, dialog: ExportDialog) -> None:
    studio.engine.exports_fail = DataError("The avatar has no surface.", "Make it again with another seed.")
    dialog.form.lods.setValue(2)
    studio.until(lambda: "no surface" in dialog.mesh.counts.text())
    assert "another seed" in dialog.mesh.counts.text()
    studio.engine.exports_fail = None
    dialog.form.lods.setValue(1)
    studio.until(lambda: "triangles" in dialog.mesh.counts.text())


def test_closing_the_dialog_or_the_window_stops_the_preview(studio: Studio, dialog: ExportDialog) -> None:
    studio.engine.step_seconds = 0.2
    dialog.form.lods.setValue(4)
    studio.until(lambda: studio.window.exports.preview.fraction > 0)
    dialog.reject()
    assert not studio.window.exports.preview.busy
    assert not studio.window.session.activity.busy


def test_gltf_says_its_own_axes_and_units(studio: Studio, preferences: Preferences, dialog: ExportDialog) -> None:
    assert not dialog.form.axes.isEnabled() and "metres" in dialog.form.scale.toolTip()
    choice = ExportChoice(preferences)
    choice.set(suffix=".obj", axes="z_up", scale=100.0)
    assert (choice.options.axes, choice.options.scale) == ("z_up", 100.0)
    choice.set(suffix=".glb")
    assert (choice.options.axes, choice.options.scale) == ("y_up", 1.0)
    for broken in ("no json", '{"triangles": "many"}', '{"hidden": 3}', '{"suffix": ".exe"}', "[]"):
        preferences.put("export", broken)
        assert ExportChoice(preferences).suffix == ".glb"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_presets_write_what_they_say(preset: object, preferences: Preferences, tmp_path: Path) -> None:
    choice = ExportChoice(preferences)
    choice.apply(preset)
    assert choice.preset is preset
    path = tmp_path / f"bust{choice.suffix}"
    small = replace(choice.options, triangles=2000, texture=128, resolution=64)
    summary = export_mesh(BandedSphere(), path, small)
    scene = trimesh.load_scene(path)
    low, high = scene.bounds
    assert 0.3 < high[1] - low[1] < 0.6  # metres, +y up
    assert 0 < summary.triangles <= small.triangles

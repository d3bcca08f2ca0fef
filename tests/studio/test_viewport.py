"""The viewport draws the avatar, follows the mouse, and rests when nothing changes."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import dataclass

import moderngl
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.attributes import Part
from engine.camera import Camera
from engine.field.decoder_weights import DecoderWeights
from engine.look import Look
from engine.offscreen.field_textures import FieldTextures
from studio.models.view import Backdrop, Shading
from studio.viewport import orbit, preparer
from studio.viewport.preparer import textures_of
from studio.viewport.viewport import Viewport
from tests.studio.conftest import WAIT_MS, Contexts, Studio, pixels_of
from tests.studio.fake_engine import coloured


@dataclass
class Shown:
    """A small viewport by itself."""

    viewport: Viewport
    bot: QtBot

    def picture(self) -> np.ndarray:
        """The viewport at rest, int16 (H, W, 3)."""
        self.bot.waitUntil(lambda: self.viewport.resting, timeout=WAIT_MS)
        return pixels_of(self.viewport.grabFramebuffer()).astype(np.int16)


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    viewport = Viewport()
    viewport.resize(320, 320)
    viewport.show()
    qtbot.waitExposed(viewport)
    yield Shown(viewport, qtbot)
    viewport.close()
    viewport.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def avatar(shown: Shown) -> Shown:
    shown.viewport.show_planes(coloured("red"), DecoderWeights.neutral())
    return shown


def is_red(pixels: np.ndarray) -> bool:
    """Whether the garment, low in the middle, is red."""
    red, green, blue = pixels[int(pixels.shape[0] * 0.78), pixels.shape[1] // 2].tolist()
    return red - max(green, blue) > 50


def test_an_avatar_appears_on_the_backdrop(shown: Shown) -> None:
    empty = shown.picture()
    assert empty.max() < 90 and np.ptp(empty[..., 0]) > 8  # a dark pool of light
    shown.viewport.show_planes(coloured("red"), DecoderWeights.neutral())
    made = shown.picture()
    assert is_red(made)
    assert np.abs(made[5, 5] - empty[5, 5]).max() <= 3
    assert 0.2 < (np.abs(made - empty).max(axis=-1) > 12).mean() < 0.8
    shown.viewport.show_nobody()
    assert np.array_equal(shown.picture(), empty)


def test_an_avatar_that_is_gone_is_freed(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = weakref.WeakSet[FieldTextures]()
    monkeypatch.setattr(preparer, "textures_of", lambda sight: _counted(alive, textures_of(sight)))
    viewport = shown.viewport
    viewport.show_planes(coloured("red"), DecoderWeights.neutral())
    viewport.compare_with(coloured("blue"), DecoderWeights.neutral(), Look())
    viewport.set_split(0.5)
    shown.picture()
    assert len(alive) == 2
    viewport.set_split(None)
    gc.collect()
    assert len(alive) == 1
    viewport.hide()  # nothing is painted any more
    viewport.show_nobody()
    gc.collect()
    assert len(alive) == 0


def _counted(alive: weakref.WeakSet[FieldTextures], textures: FieldTextures) -> FieldTextures:
    alive.add(textures)
    return textures


def test_the_exact_picture_is_finer_than_the_coarse_one(avatar: Shown) -> None:
    completed: list[bool] = []
    avatar.viewport.completed.connect(lambda: completed.append(True))
    exact = avatar.picture()
    assert completed
    avatar.viewport.show_planes(coloured("red"), DecoderWeights.neutral(), preview=True)
    coarse = avatar.picture()
    assert len(completed) == 1
    assert 0.3 < np.abs(exact - coarse).mean() < 12


def test_dragging_turns_wheel_zooms_and_keys_look_from_sides(avatar: Shown) -> None:
    viewport, front = avatar.viewport, avatar.picture()
    drag(viewport, QPoint(100, 200), QPoint(200, 220), Qt.MouseButton.LeftButton)
    assert viewport.camera.azimuth == 320 and viewport.camera.elevation == 8
    assert np.abs(avatar.picture() - front).mean() > 2
    drag(viewport, QPoint(200, 200), QPoint(220, 200), Qt.MouseButton.MiddleButton)
    assert viewport.camera.target != (0, 0, 0)
    dragged, azimuth = viewport.camera.target, viewport.camera.azimuth
    QTest.keyClick(viewport, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert viewport.camera.target != dragged and viewport.camera.azimuth == azimuth
    QTest.keyClick(viewport, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert viewport.camera.target == pytest.approx(dragged)
    wheel(viewport, 120)
    assert viewport.camera.distance < orbit.HOME.distance
    QTest.keyClick(viewport, Qt.Key.Key_7)
    assert viewport.camera.azimuth == 180
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert viewport.camera == orbit.HOME
    assert np.array_equal(avatar.picture(), front)


def test_double_click_looks_at_the_point_under_the_mouse(avatar: Shown) -> None:
    viewport = avatar.viewport
    avatar.picture()
    middle = QPoint(160, 150)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    x, y, z = viewport.camera.target
    assert abs(x) < 0.05 and y > 0 and z > 0.1  # on the face, which looks along +z
    assert viewport.camera.distance < orbit.HOME.distance
    assert not viewport.focus(QPointF(3, 3))


def test_the_right_button_zooms_and_with_shift_turns_the_light(avatar: Shown) -> None:
    viewport, before = avatar.viewport, avatar.picture()
    drag(viewport, QPoint(100, 200), QPoint(160, 200), Qt.MouseButton.RightButton)
    assert viewport.camera.distance < orbit.HOME.distance
    viewport.go_home()
    viewport.view.turn_light(120)
    turned = avatar.picture()
    assert np.abs(turned - before).mean() > 2
    assert np.abs(turned[5, 5] - before[5, 5]).max() <= 3  # the backdrop has its own light
    viewport.view.reset()
    assert np.abs(avatar.picture() - before).mean() < 0.1


def test_shading_and_backdrop_show(avatar: Shown) -> None:
    view, lit = avatar.viewport.view, avatar.picture()
    pictures = {}
    for shading in (Shading.UNLIT, Shading.PARTS, Shading.NORMALS):
        view.set_shading(shading)
        pictures[shading] = avatar.picture()
        assert np.abs(pictures[shading] - lit).mean() > 2
    red, green, blue = pictures[Shading.PARTS][250, 160].tolist()
    assert blue > max(red, green)  # the garment's colour in the list of parts
    view.reset()
    view.set_backdrop(Backdrop.WHITE)
    assert avatar.picture()[5, 5].min() > 220


def test_a_split_shows_before_on_the_left_and_after_on_the_right(avatar: Shown) -> None:
    viewport = avatar.viewport
    avatar.picture()
    viewport.compare_with(coloured("blue"), DecoderWeights.neutral(), Look())
    viewport.set_split(0.5)
    pixels = avatar.picture()
    row = int(pixels.shape[0] * 0.78)
    left, right = pixels[row, 120], pixels[row, 200]
    assert left[2] > left[0] + 30 and right[0] > right[2] + 30
    shares: list[float] = []
    viewport.split_dragged.connect(shares.append)
    drag(viewport, QPoint(160, 40), QPoint(80, 40), Qt.MouseButton.LeftButton)
    assert shares == [pytest.approx(0.25)]
    assert viewport.camera == orbit.HOME  # the line was dragged, not the avatar
    viewport.set_split(None)
    assert is_red(avatar.picture())


def test_the_turntable_turns_until_it_is_touched(avatar: Shown) -> None:
    viewport = avatar.viewport
    avatar.picture()
    viewport.view.set_turning(True)
    avatar.bot.waitUntil(lambda: viewport.camera.azimuth not in (0.0, 360.0), timeout=WAIT_MS)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert not viewport.view.turning
    stood = viewport.camera.azimuth
    avatar.picture()
    assert viewport.camera.azimuth == stood


def test_a_look_is_worn(shown: Shown) -> None:
    look = Look({Part.GARMENT: (0.1, 0.2, 0.9)})
    shown.viewport.show_planes(coloured("red"), DecoderWeights.neutral(), look=look)
    pixels = shown.picture()
    red, _, blue = pixels[int(pixels.shape[0] * 0.78), pixels.shape[1] // 2].tolist()
    assert blue > red + 50


def test_only_the_latest_of_many_arrivals_is_shown(shown: Shown) -> None:
    appeared: list[object] = []
    shown.viewport.appeared.connect(lambda sight, seconds: appeared.append(sight.planes))
    for colour in ("blue", "green", "yellow", "red"):
        shown.viewport.show_planes(coloured(colour), DecoderWeights.neutral())
    assert is_red(shown.picture())
    assert appeared[-1] is coloured("red") and len(appeared) < 4


def test_hiding_and_showing_keeps_the_picture(avatar: Shown) -> None:
    before = avatar.picture()
    avatar.viewport.hide()
    QTest.qWait(50)
    avatar.viewport.show()
    avatar.bot.waitExposed(avatar.viewport)
    assert np.abs(avatar.picture() - before).mean() < 0.5


def test_a_narrow_viewport_keeps_the_shoulders() -> None:
    wide, narrow = orbit.HOME, orbit.fitted(orbit.HOME, 0.5)
    across = [np.tan(np.deg2rad(camera.fov) / 2) * aspect for camera, aspect in ((wide, orbit.NARROW), (narrow, 0.5))]
    assert across[0] == pytest.approx(across[1], rel=1e-3)
    assert orbit.fitted(wide, 1.6) is wide


def test_resizing_draws_anew(avatar: Shown) -> None:
    avatar.picture()
    avatar.viewport.resize(360, 420)
    QTest.qWait(50)
    pixels = avatar.picture()
    assert pixels.shape == (420, 360, 3)
    assert is_red(pixels)


def test_nothing_is_painted_at_rest(avatar: Shown) -> None:
    avatar.picture()
    painted: list[bool] = []
    avatar.viewport.frameSwapped.connect(lambda: painted.append(True))
    QTest.qWait(300)
    assert len(painted) <= 1


def test_the_avatar_survives_a_new_context(avatar: Shown) -> None:
    """Moving the widget into another window gives it a new OpenGL context."""
    assert is_red(avatar.picture())
    parent = QWidget()
    avatar.bot.addWidget(parent)
    QVBoxLayout(parent).addWidget(avatar.viewport)
    parent.resize(340, 340)
    parent.show()
    avatar.bot.waitExposed(parent)
    assert is_red(avatar.picture())
    avatar.viewport.setParent(None)


def test_a_stopped_viewport_lets_go_of_its_context(contexts: Contexts, avatar: Shown) -> None:
    """moderngl keeps what is not released, a framebuffer of Qt's too, and the context with it."""
    assert is_red(avatar.picture())
    assert not contexts.released(0)
    avatar.viewport.stop()
    assert contexts.released(0)


def test_a_frame_makes_nothing_that_moderngl_keeps(avatar: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    avatar.picture()
    told: list[int | None] = []
    detect = moderngl.Context.detect_framebuffer

    def recorded(context: moderngl.Context, number: int | None = None) -> moderngl.Framebuffer:
        told.append(number)
        return detect(context, number)

    monkeypatch.setattr(moderngl.Context, "detect_framebuffer", recorded)
    painted: list[bool] = []
    avatar.viewport.frameSwapped.connect(lambda: painted.append(True))
    for _ in range(5):
        before = len(painted)
        avatar.viewport.look_from((10.0 * before, 0.0))
        avatar.bot.waitUntil(lambda before=before: len(painted) > before, timeout=WAIT_MS)
    assert told == []


def test_the_window_shows_what_was_made_and_what_undo_brings_back(studio: Studio) -> None:
    studio.make("red sweater")
    viewport = studio.window.viewport
    studio.until(lambda: viewport.resting)
    assert is_red(pixels_of(viewport.grabFramebuffer()).astype(np.int16))
    studio.make("blue sweater")
    studio.until(lambda: viewport.resting)
    assert not is_red(pixels_of(viewport.grabFramebuffer()).astype(np.int16))
    studio.window.undo_action.trigger()
    studio.until(lambda: viewport.resting)
    assert is_red(pixels_of(viewport.grabFramebuffer()).astype(np.int16))


def test_panning_keeps_the_avatar_under_the_mouse() -> None:
    camera = Camera(azimuth=30, elevation=20)
    moved = orbit.pan(camera, 100, -40, height=500)
    point = np.array(camera.target, np.float32)
    assert np.allclose(_pixel(moved, point, 500) - _pixel(camera, point, 500), (100, -40), atol=1)


def test_zoom_and_turn_stay_within_bounds() -> None:
    assert orbit.zoom(Camera(), 100).distance == orbit.NEAREST
    assert orbit.zoom(Camera(), -100).distance == orbit.FARTHEST
    assert orbit.turn(Camera(), 0, 10_000).elevation == orbit.STEEPEST
    assert orbit.turn(Camera(), 90, 0).azimuth == 324


def _pixel(camera: Camera, point: np.ndarray, size: int) -> np.ndarray:
    clip = camera.projection_matrix() @ camera.view_matrix() @ np.append(point, 1)
    x, y = clip[:2] / clip[3]
    return np.array([(x + 1) / 2 * size, (1 - y) / 2 * size])


def drag(viewport: object, start: QPoint, end: QPoint, button: Qt.MouseButton) -> None:
    QTest.mousePress(viewport, button, pos=start)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, button, pos=end)


def wheel(viewport: object, delta: int) -> None:
    event = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)

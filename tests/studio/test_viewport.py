"""The viewport draws the avatar, follows the mouse, and rests when nothing changes."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.camera import Camera
from studio.viewport import orbit
from tests.studio.conftest import Studio, pixels_of


def picture(studio: Studio) -> np.ndarray:
    """The viewport at rest, int16 (H, W, 3)."""
    studio.until(lambda: studio.window.viewport.resting)
    return pixels_of(studio.window.viewport.grabFramebuffer()).astype(np.int16)


def redness(pixels: np.ndarray) -> np.ndarray:
    return pixels[..., 0] - pixels[..., 1:].max(axis=-1)


def test_an_avatar_appears_on_the_backdrop(studio: Studio) -> None:
    empty = picture(studio)
    assert empty.max() < 90 and np.ptp(empty[..., 0]) > 8  # a dark pool of light
    studio.make("red sweater")
    made = picture(studio)
    height, width, _ = made.shape
    assert redness(made)[int(height * 0.8), width // 2] > 50
    assert np.abs(made[5, 5] - empty[5, 5]).max() <= 3
    covered = (np.abs(made - empty).max(axis=-1) > 12).mean()
    assert 0.2 < covered < 0.8
    studio.window.session.document.history.undo()


def test_the_exact_picture_replaces_the_coarse_one(studio: Studio) -> None:
    viewport = studio.window.viewport
    completed: list[bool] = []
    viewport.completed.connect(lambda: completed.append(True))
    studio.make()
    first = picture(studio)
    assert completed
    assert np.array_equal(first, picture(studio))


def test_dragging_turns_wheel_zooms_and_keys_look_from_sides(studio: Studio) -> None:
    studio.make()
    viewport = studio.window.viewport
    front = picture(studio)
    drag(viewport, QPoint(200, 200), QPoint(300, 220), Qt.MouseButton.LeftButton)
    assert viewport.camera.azimuth == 320 and viewport.camera.elevation == 8
    assert np.abs(picture(studio) - front).mean() > 2
    drag(viewport, QPoint(200, 200), QPoint(220, 200), Qt.MouseButton.MiddleButton)
    assert viewport.camera.target != (0, 0, 0)
    wheel(viewport, 120)
    assert viewport.camera.distance < orbit.HOME.distance
    QTest.keyClick(viewport, Qt.Key.Key_7)
    assert viewport.camera.azimuth == 180
    QTest.keyClick(viewport, Qt.Key.Key_Home)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert viewport.camera == orbit.HOME
    assert np.array_equal(picture(studio), front)


def test_resizing_draws_anew(studio: Studio) -> None:
    studio.make()
    studio.window.resize(900, 700)
    QTest.qWait(50)
    pixels = picture(studio)
    assert pixels.shape[:2] == (studio.window.viewport.height(), studio.window.viewport.width())
    assert redness(pixels)[int(pixels.shape[0] * 0.8), pixels.shape[1] // 2] > 50


def test_nothing_is_painted_at_rest(studio: Studio) -> None:
    studio.make()
    picture(studio)
    painted: list[bool] = []
    studio.window.viewport.frameSwapped.connect(lambda: painted.append(True))
    QTest.qWait(400)
    assert len(painted) <= 1


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

"""The viewport widget: mouse and keys move the camera; pictures are drawn only when something changed."""

from enum import Enum, auto
from typing import Final

import moderngl
from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from engine.camera import Camera
from engine.errors import GraphicsError, MaquetteError
from engine.field.decoder_weights import DecoderWeights
from engine.field.triplane import ReliefTriplane
from studio.language import tr
from studio.models.problem import from_error
from studio.theme import colour
from studio.viewport import orbit
from studio.viewport.stage import Colour, Stage

REST_MS: Final = 160
"""How long the camera must lie still before the exact picture begins."""
WHEEL_NOTCH: Final = 120
_VIEW_KEYS: Final = {
    Qt.Key.Key_1: orbit.FRONT, Qt.Key.Key_F: orbit.FRONT, Qt.Key.Key_3: orbit.SIDE, Qt.Key.Key_S: orbit.SIDE,
    Qt.Key.Key_7: orbit.BACK, Qt.Key.Key_B: orbit.BACK,
}  # fmt: skip
_ARROWS: Final = {
    Qt.Key.Key_Left: (-30, 0), Qt.Key.Key_Right: (30, 0), Qt.Key.Key_Up: (0, -30), Qt.Key.Key_Down: (0, 30),
}  # fmt: skip
_ZOOMS: Final = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Equal: 1.0, Qt.Key.Key_Minus: -1.0}


class _Work(Enum):
    """What the next paint has to draw before it presents."""

    NOTHING = auto()
    COARSE = auto()
    BEGIN_EXACT = auto()
    REFINE = auto()


class Viewport(QOpenGLWidget):
    """Shows relief planes; coarse while they or the camera move, exact at rest."""

    failed = Signal(object)  # Problem
    completed = Signal()  # the exact picture is on show

    def __init__(self) -> None:
        super().__init__()
        self.camera = orbit.HOME
        self._context: moderngl.Context | None = None
        self._stage: Stage | None = None
        self._shown: tuple[ReliefTriplane, DecoderWeights] | None = None
        self._uploaded = self._preview = False
        self._work = _Work.NOTHING
        self._exact = False
        self._grip = QPointF()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._begin_exact)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 320)
        self.setAccessibleName(tr("Viewport"))
        self.setAccessibleDescription(tr("Drag to turn, Shift-drag to move, wheel to zoom; 1 front, 3 side, 7 back."))

    # what is shown

    def show_planes(self, planes: ReliefTriplane, weights: DecoderWeights, preview: bool = False) -> None:
        """Show an avatar's planes, or an estimate on the way to one (`preview`), which is never drawn exactly."""
        self._shown, self._uploaded, self._preview = (planes, weights), False, preview
        self._disturb()

    def show_nobody(self) -> None:
        """Show the empty backdrop."""
        self._shown = None
        self._disturb()

    def look_from(self, side: tuple[float, float]) -> None:
        """Turn the camera to a side such as `orbit.FRONT`."""
        self._move(orbit.look_from(self.camera, side))

    def go_home(self) -> None:
        """The camera as it was at the start."""
        self._move(orbit.HOME)

    @property
    def resting(self) -> bool:
        """Whether nothing is left to draw."""
        return self._work is _Work.NOTHING and not self._rest.isActive()

    # OpenGL

    def initializeGL(self) -> None:  # noqa: N802 - Qt's name
        try:
            self._context = moderngl.create_context(require=330)
            self._stage = Stage(self._context, _rgb(colour("backdrop_middle")), _rgb(colour("backdrop_edge")))
        except MaquetteError as error:
            self.failed.emit(from_error(error))
        except Exception as error:  # moderngl raises bare Exception
            self.failed.emit(from_error(GraphicsError(f"No OpenGL 3.3: {error}.", "Update the graphics driver.")))
        else:
            self._uploaded = False  # a widget that moves to another window gets a new context
            self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:  # noqa: N802
        if self._stage is None or self._context is None:
            return
        width, height = self._size_in_pixels()
        try:
            self._draw(self._stage, width, height)
        except MaquetteError as error:
            self._shown, self._work = None, _Work.NOTHING
            self.failed.emit(from_error(error))
        frame = self._context.detect_framebuffer(self.defaultFramebufferObject())
        self._stage.present(frame, (width, height), exact=self._exact, occupied=self._shown is not None)

    def _draw(self, stage: Stage, width: int, height: int) -> None:
        """Do the work that is due; the widget may have been resized or moved to another screen."""
        if stage.resize(width, height):
            self._disturb()
        if self._shown is None:
            self._work = _Work.NOTHING
            return
        if not self._uploaded:
            stage.upload(*self._shown)
            self._uploaded = True
        if self._work is _Work.COARSE:
            stage.draw_coarse(self.camera)
            self._exact, self._work = False, _Work.NOTHING
        elif self._work is not _Work.NOTHING:
            self._refine(stage)

    def _refine(self, stage: Stage) -> None:
        if self._work is _Work.BEGIN_EXACT:
            stage.begin_exact()
            self._exact, self._work = True, _Work.REFINE
        if stage.refine(self.camera):
            self._work = _Work.NOTHING
            self.completed.emit()
        else:
            QTimer.singleShot(0, self.update)  # let input through between tiles

    def _disturb(self) -> None:
        """Something moved: draw coarsely, and exactly after a rest."""
        self._work = _Work.COARSE
        if self._preview or self._shown is None:
            self._rest.stop()
        else:
            self._rest.start()
        self.update()

    @Slot()
    def _begin_exact(self) -> None:
        self._work = _Work.BEGIN_EXACT
        self.update()

    @Slot()
    def _release(self) -> None:
        self.makeCurrent()
        if self._stage is not None and self._context is not None:
            self._stage.release()
            self._context.release()
        self._stage = self._context = None
        self.doneCurrent()

    def _size_in_pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)

    # mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        moved, self._grip = event.position() - self._grip, event.position()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        buttons = event.buttons()
        if buttons & Qt.MouseButton.MiddleButton or (shifted and buttons & Qt.MouseButton.LeftButton):
            self._move(orbit.pan(self.camera, moved.x(), moved.y(), self.height()))
        elif buttons & Qt.MouseButton.LeftButton:
            self._move(orbit.turn(self.camera, moved.x(), moved.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.go_home()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self._move(orbit.zoom(self.camera, event.angleDelta().y() / WHEEL_NOTCH))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in _VIEW_KEYS:
            self.look_from(_VIEW_KEYS[key])
        elif key in _ARROWS:
            self._move(orbit.turn(self.camera, *_ARROWS[key]))
        elif key in _ZOOMS:
            self._move(orbit.zoom(self.camera, _ZOOMS[key]))
        else:
            super().keyPressEvent(event)

    def _move(self, camera: Camera) -> None:
        self.camera = camera
        self._disturb()


def _rgb(colour: QColor) -> Colour:
    return colour.redF(), colour.greenF(), colour.blueF()

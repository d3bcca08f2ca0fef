"""The viewport widget: mouse and keys move the camera; pictures are drawn only when something changed."""

import time
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

import moderngl
from PySide6.QtCore import QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from engine.camera import Camera
from engine.errors import GraphicsError, MaquetteError
from engine.field.decoder_weights import DecoderWeights
from engine.field.triplane import ReliefTriplane
from engine.look import Look
from studio.language import tr
from studio.models.problem import from_error, unexpected
from studio.models.view import BACKDROP_COLOURS, View
from studio.viewport import orbit
from studio.viewport.preparer import Preparer, Sight
from studio.viewport.stage import Scene, Stage

if TYPE_CHECKING:
    from engine.offscreen.field_textures import FieldTextures

REST_MS: Final = 120
"""How long the camera must lie still before the exact picture begins."""
TURNTABLE_MS: Final = 15
PRESENTING_SHARE: Final = 0.25
"""Weight of the latest frame in the mean time that presenting takes."""
PRESENT_SECONDS: Final = 0.2
"""While the exact picture is drawn it is shown so often: composing the window takes time from drawing."""
TURNTABLE_SPEED: Final = 36.0
"""Degrees a second."""
WHEEL_NOTCH: Final = 120
DOLLY_PIXELS: Final = 60.0
"""The right button drags this far for a notch of zoom."""
LINE_REACH: Final = 7
"""The mouse takes hold of the line of a comparison this near to it."""
_VIEW_KEYS: Final = {
    Qt.Key.Key_1: orbit.FRONT, Qt.Key.Key_3: orbit.SIDE, Qt.Key.Key_S: orbit.SIDE,
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


class _Drag(Enum):
    """What the mouse has hold of."""

    NOTHING = auto()
    CAMERA = auto()
    LINE = auto()


class Viewport(QOpenGLWidget):
    """Shows relief planes; coarse while they or the camera move, exact at rest."""

    failed = Signal(object)  # Problem
    completed = Signal()  # the exact picture is on show
    appeared = Signal(object, float)  # Sight, seconds since it was handed over: it is uploaded and drawn
    split_dragged = Signal(float)  # share of the width

    def __init__(self, view: View | None = None) -> None:
        super().__init__()
        self.camera = orbit.HOME
        self.view = view or View()
        self.split: float | None = None
        self._context: moderngl.Context | None = None
        self._stage: Stage | None = None
        self._sights: dict[bool, Sight] = {}
        self._handed_over: dict[bool, float] = {}
        self._prepared: dict[bool, FieldTextures] = {}
        self._occupied = False
        self._preparer = Preparer()
        self._preparer.ready.connect(self._take_prepared)
        self._preparer.broke.connect(self._on_broken)
        self._work = _Work.NOTHING
        self._exact = False
        self._grip, self._drag = QPointF(), _Drag.NOTHING
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._begin_exact)
        self._turntable = QTimer(self)
        self._turntable.setInterval(TURNTABLE_MS)
        self._turntable.timeout.connect(self._turn_on)
        self._turned_at = 0.0
        self._painted_at = self._presenting = 0.0
        self.frameSwapped.connect(self._on_swapped)
        self.view.changed.connect(self._on_view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(tr("Viewport"))
        self.setAccessibleDescription(
            tr("Drag to turn, Shift-drag to move, wheel to zoom; 1 front, 3 side, 7 back, F focus, Home.")
        )
        self._on_view()

    # what is shown

    def show_planes(
        self, planes: ReliefTriplane, weights: DecoderWeights, preview: bool = False, look: Look | None = None
    ) -> None:
        """Show an avatar's planes, or an estimate on the way to one (`preview`), which is never drawn exactly."""
        self._show(Sight(planes, weights, look or Look(), preview))

    def show_nobody(self) -> None:
        """Show the empty backdrop."""
        self._sights.pop(False, None)
        self._occupied = False
        self._disturb()

    def compare_with(self, planes: ReliefTriplane, weights: DecoderWeights, look: Look) -> None:
        """Show this avatar on the left of the line at `split`."""
        self._show(Sight(planes, weights, look, before=True))

    def set_split(self, share: float | None) -> None:
        """Where before ends, as a share of the width; None ends the comparison."""
        if share != self.split:
            self.split = share
            if share is None:
                self._sights.pop(True, None)
            self._disturb()

    def look_from(self, side: tuple[float, float]) -> None:
        """Turn the camera to a side such as `orbit.FRONT`."""
        self._move(orbit.look_from(self.camera, side))

    def go_home(self) -> None:
        """The camera as it was at the start."""
        self._move(orbit.HOME)

    def focus(self, position: QPointF | None = None) -> bool:
        """Look at what lies under `position` (logical pixels; else under the mouse); False beside the avatar."""
        point = self._pick(position or QPointF(self.mapFromGlobal(self.cursor().pos())))
        if point is not None:
            self._move(orbit.focus(self.camera, point))
        return point is not None

    def stop(self) -> None:
        """Let go of the thread that prepares; nothing appears afterwards."""
        self._turntable.stop()
        self._preparer.forget()

    @property
    def resting(self) -> bool:
        """Whether nothing is left to draw."""
        waiting = self._handed_over or self._prepared
        return self._work is _Work.NOTHING and not self._rest.isActive() and not waiting

    # OpenGL

    def initializeGL(self) -> None:  # noqa: N802 - Qt's name
        try:
            self._context = moderngl.create_context(require=330)
            self._stage = Stage(self._context)
        except MaquetteError as error:
            self.failed.emit(from_error(error))
        except Exception as error:  # moderngl raises bare Exception
            self.failed.emit(from_error(GraphicsError(f"No OpenGL 3.3: {error}.", "Update the graphics driver.")))
        else:
            self._occupied = False
            for sight in self._sights.values():  # a widget that moves to another window gets a new context
                self._show(sight)
            self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:  # noqa: N802
        if self._stage is None or self._context is None:
            return
        width, height = self._size_in_pixels()
        try:
            self._draw(self._stage, width, height)
        except MaquetteError as error:
            self._sights, self._prepared, self._occupied, self._work = {}, {}, False, _Work.NOTHING
            self.failed.emit(from_error(error))
        frame = self._context.detect_framebuffer(self.defaultFramebufferObject())
        backdrop = BACKDROP_COLOURS[self.view.backdrop]
        line = self._scene().split
        self._stage.present(frame, (width, height), self._exact, self._occupied, backdrop, line)
        self._painted_at = time.perf_counter()

    @Slot()
    def _on_swapped(self) -> None:
        """The window is composed and on the screen."""
        took = time.perf_counter() - self._painted_at
        self._presenting += PRESENTING_SHARE * (took - self._presenting)

    @property
    def renderer(self) -> str:
        """What draws, in the driver's words; nothing before the first frame."""
        return str(self._context.info["GL_RENDERER"]) if self._context is not None else ""

    def _show(self, sight: Sight) -> None:
        self._sights[sight.before] = sight
        self._handed_over[sight.before] = time.perf_counter()
        self._preparer.ask(sight)

    @Slot(object, object)
    def _take_prepared(self, sight: Sight, textures: "FieldTextures") -> None:
        self._handed_over.setdefault(sight.before, time.perf_counter())
        if self._sights.get(sight.before) is sight:
            self._prepared[sight.before] = textures
            self._disturb()
        else:
            self._handed_over.pop(sight.before)

    @Slot(object, str)
    def _on_broken(self, sight: Sight, details: str) -> None:
        self._handed_over.pop(sight.before, None)
        self.failed.emit(unexpected(details))

    def _draw(self, stage: Stage, width: int, height: int) -> None:
        """Do the work that is due; the widget may have been resized or moved to another screen."""
        if stage.resize(width, height):
            self._disturb()
        new = self._upload(stage)
        if not self._occupied:
            self._work = _Work.NOTHING
            return
        if self._work is _Work.COARSE:
            stage.draw_coarse(self._scene(), self._presenting)
            self._exact, self._work = False, _Work.NOTHING
        elif self._work is not _Work.NOTHING:
            self._refine(stage)
        for sight, since in new:
            self.appeared.emit(sight, time.perf_counter() - since)

    def _upload(self, stage: Stage) -> list[tuple[Sight, float]]:
        """Hand what was prepared to the graphics card; returns what is new and since when it was wanted."""
        new = []
        for before, textures in self._prepared.items():
            if before in self._sights:
                sight = self._sights[before]
                stage.upload(textures, sight.weights, before)
                new.append((sight, self._handed_over[before]))
                self._occupied |= not before
            self._handed_over.pop(before, None)
        self._prepared = {}
        return new

    def _scene(self) -> Scene:
        split = self.split if True in self._sights and self._stage is not None and self._stage.has_before else None
        return Scene(self._fitted(), self.view.shading, self.view.light_turn, split)

    def _fitted(self) -> Camera:
        return orbit.fitted(self.camera, self.width() / max(self.height(), 1))

    def _refine(self, stage: Stage) -> None:
        """Draw a while at the exact picture, within a paint."""
        if self._work is _Work.BEGIN_EXACT:
            stage.begin_exact()
            self._exact, self._work = True, _Work.REFINE
        if stage.refine(self._scene()):
            self._work = _Work.NOTHING
            self.completed.emit()
        else:
            QTimer.singleShot(0, self, self._refine_on)  # let input through between tiles

    @Slot()
    def _refine_on(self) -> None:
        """Go on outside of paints until it is time to show more of it."""
        if self._work is not _Work.REFINE or self._stage is None:
            return
        if time.perf_counter() - self._painted_at > PRESENT_SECONDS:
            self.update()
            return
        self.makeCurrent()
        complete = self._stage.refine(self._scene())
        self.doneCurrent()
        if complete:
            self.update()
        else:
            QTimer.singleShot(0, self, self._refine_on)

    def _disturb(self) -> None:
        """Something moved: draw coarsely, and exactly after a rest."""
        self._work = _Work.COARSE
        shown = self._sights.get(False)
        if shown is None or shown.preview or self.view.turning:
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

    def _pick(self, position: QPointF) -> tuple[float, float, float] | None:
        if self._stage is None or not self._occupied or not self.rect().contains(position.toPoint()):
            return None
        self.makeCurrent()
        across, down = position.x() / self.width(), position.y() / self.height()
        point = self._stage.pick(self._scene(), across, down, self.width() / self.height())
        self.doneCurrent()
        return point

    # view settings

    @Slot()
    def _on_view(self) -> None:
        if self.view.turning != self._turntable.isActive():
            self._turned_at = time.perf_counter()
            (self._turntable.start if self.view.turning else self._turntable.stop)()
        self._disturb()

    @Slot()
    def _turn_on(self) -> None:
        now = time.perf_counter()
        turn = (now - self._turned_at) * TURNTABLE_SPEED
        self._turned_at = now
        self._move(orbit.turn(self.camera, -turn / orbit.DEGREES_PER_PIXEL, 0))

    # mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._grip = event.position()
        self._drag = _Drag.LINE if self._on_line(event.position()) else _Drag.CAMERA
        if self._drag is _Drag.CAMERA:
            self.view.set_turning(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._drag = _Drag.NOTHING

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        moved, self._grip = event.position() - self._grip, event.position()
        if self._drag is _Drag.LINE:
            self.split_dragged.emit(min(max(event.position().x() / self.width(), 0.0), 1.0))
        elif self._drag is _Drag.CAMERA:
            self._move_by(moved, event)
        else:
            on_line = self._on_line(event.position())
            self.setCursor(Qt.CursorShape.SplitHCursor if on_line else Qt.CursorShape.ArrowCursor)

    def _move_by(self, moved: QPointF, event: QMouseEvent) -> None:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        buttons, button = event.buttons(), Qt.MouseButton
        if buttons & button.RightButton and shifted:
            self.view.turn_light(moved.x() * orbit.DEGREES_PER_PIXEL)
        elif buttons & button.RightButton:
            self._move(orbit.zoom(self.camera, (moved.x() - moved.y()) / DOLLY_PIXELS))
        elif buttons & button.MiddleButton or (shifted and buttons & button.LeftButton):
            target = orbit.pan(self._fitted(), moved.x(), moved.y(), self.height()).target
            self._move(replace(self.camera, target=target))
        elif buttons & button.LeftButton:
            self._move(orbit.turn(self.camera, moved.x(), moved.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self.focus(event.position()):
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

    def _on_line(self, position: QPointF) -> bool:
        return self.split is not None and abs(position.x() - self.split * self.width()) <= LINE_REACH

    def _move(self, camera: Camera) -> None:
        self.camera = camera
        self._disturb()

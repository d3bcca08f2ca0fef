"""The viewport widget: mouse, keys and the turntable move the camera over the canvas."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from studio.language import tr
from studio.models.view import View
from studio.viewport import orbit
from studio.viewport.canvas import Canvas
from studio.viewport.turntable import Turntable

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


class _Drag(Enum):
    """What the mouse has hold of."""

    NOTHING = auto()
    CAMERA = auto()
    LINE = auto()


class Viewport(Canvas):
    """A canvas that is turned, moved and zoomed by hand; `busy` tells that the engine works."""

    split_dragged = Signal(float)  # share of the width

    def __init__(self, view: View | None = None, busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__(view or View())
        self._grip, self._drag = QPointF(), _Drag.NOTHING
        self._turntable = Turntable(self, busy)
        self._turntable.turned.connect(self._turn_on)
        self.frameSwapped.connect(self._turntable.on_frame)
        self.view.changed.connect(self._on_view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.speak()
        self._on_view()

    def speak(self) -> None:
        """Tell what it is in the language in use."""
        self.setAccessibleName(tr("Viewport"))
        self.setAccessibleDescription(
            tr(
                "Drag or use the arrow keys to turn, with Shift to move; wheel or + and - to zoom; "
                "1 front, 3 side, 7 back, F focus, Home."
            )
        )

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
        self._turntable.set_turning(False)
        super().stop()

    # view settings

    @Slot()
    def _on_view(self) -> None:
        self._turntable.set_turning(self.view.turning)
        self._disturb()

    @Slot(float)
    def _turn_on(self, degrees: float) -> None:
        self._move(orbit.turn(self.camera, -degrees / orbit.DEGREES_PER_PIXEL, 0))

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
            self._pan(moved.x(), moved.y())
        elif buttons & button.LeftButton:
            self._move(orbit.turn(self.camera, moved.x(), moved.y()))

    def _pan(self, right: float, down: float) -> None:
        target = orbit.pan(self._fitted(), right, down, self.height()).target
        self._move(replace(self.camera, target=target))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self.focus(event.position()):
            self.go_home()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self._move(orbit.zoom(self.camera, event.angleDelta().y() / WHEEL_NOTCH))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in _VIEW_KEYS:
            self.look_from(_VIEW_KEYS[key])
        elif key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pan(*_ARROWS[key])
        elif key in _ARROWS:
            self._move(orbit.turn(self.camera, *_ARROWS[key]))
        elif key in _ZOOMS:
            self._move(orbit.zoom(self.camera, _ZOOMS[key]))
        else:
            super().keyPressEvent(event)

    def _on_line(self, position: QPointF) -> bool:
        return self.split is not None and abs(position.x() - self.split * self.width()) <= LINE_REACH

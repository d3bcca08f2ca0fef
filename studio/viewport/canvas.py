"""The canvas under the viewport: draws what it is given, coarse while it changes, exact at rest, only on demand."""

import time
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QTimer, Signal, Slot
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from engine.camera import Camera
from engine.errors import GraphicsError, MaquetteError
from engine.field.decoder_weights import DecoderWeights
from engine.field.triplane import ReliefTriplane
from engine.look import Look
from studio.models.problem import from_error, unexpected
from studio.models.view import BACKDROP_COLOURS, View
from studio.viewport import orbit
from studio.viewport.arrivals import Arrivals
from studio.viewport.preparer import Sight
from studio.viewport.stage import Scene, Stage
from studio.viewport.widget_context import WidgetContext

REST_MS: Final = 120
"""How long the camera must lie still before the exact picture begins."""
PRESENTING_SHARE: Final = 0.25
"""Weight of the latest frame in the mean time that presenting takes."""
PRESENT_SECONDS: Final = 0.2
"""While the exact picture is drawn it is shown so often: composing the window takes time from drawing."""


class _Work(Enum):
    """What the next paint has to draw before it presents."""

    NOTHING = auto()
    COARSE = auto()
    BEGIN_EXACT = auto()
    REFINE = auto()


class Canvas(QOpenGLWidget):
    """Shows relief planes from `camera`; coarse while they or the camera move, exact at rest."""

    failed = Signal(object)  # Problem
    completed = Signal()  # the exact picture is on show
    appeared = Signal(object, float)  # Sight, seconds since it was handed over: it is uploaded and drawn

    def __init__(self, view: View) -> None:
        super().__init__()
        self.camera = orbit.HOME
        self.view = view
        self.split: float | None = None
        self._context: WidgetContext | None = None
        self._stage: Stage | None = None
        self._arrivals = Arrivals()
        self._arrivals.arrived.connect(self._disturb)
        self._arrivals.broke.connect(self._on_broken)
        self._occupied = False
        self._work = _Work.NOTHING
        self._exact = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._begin_exact)
        self._painted_at = self._presenting = 0.0
        self.frameSwapped.connect(self._on_swapped)

    # what is shown

    def show_planes(
        self, planes: ReliefTriplane, weights: DecoderWeights, preview: bool = False, look: Look | None = None
    ) -> None:
        """Show an avatar's planes, or an estimate on the way to one (`preview`), which is never drawn exactly."""
        self._arrivals.expect(Sight(planes, weights, look or Look(), preview))

    def show_nobody(self) -> None:
        """Show the empty backdrop."""
        self._free(before=False)
        self._occupied = False
        self._disturb()

    def compare_with(self, planes: ReliefTriplane, weights: DecoderWeights, look: Look) -> None:
        """Show this avatar on the left of the line at `split`."""
        self._arrivals.expect(Sight(planes, weights, look, before=True))

    def set_split(self, share: float | None) -> None:
        """Where before ends, as a share of the width; None ends the comparison."""
        if share != self.split:
            self.split = share
            if share is None:
                self._free(before=True)
            self._disturb()

    def stop(self) -> None:
        """Let go of the thread that prepares and of everything in the context; nothing appears afterwards."""
        self._arrivals.stop()
        self._release()  # while this is whole: on its way out Qt finds no slot of it any more

    @property
    def resting(self) -> bool:
        """Whether nothing is left to draw."""
        return self._work is _Work.NOTHING and not self._rest.isActive() and not self._arrivals.waiting

    # OpenGL

    def initializeGL(self) -> None:  # noqa: N802 - Qt's name
        try:
            self._context = WidgetContext()
            self._stage = Stage(self._context.gl)
        except MaquetteError as error:
            self.failed.emit(from_error(error))
        except Exception as error:  # moderngl raises bare Exception
            self.failed.emit(from_error(GraphicsError(f"No OpenGL 3.3: {error}.", "Update the graphics driver.")))
        else:
            self._occupied = False
            self._arrivals.expect_again()  # a widget that moves to another window gets a new context
            self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:  # noqa: N802
        if self._stage is None or self._context is None:
            return
        width, height = self._size_in_pixels()
        frame = self._context.frame(self.defaultFramebufferObject())
        try:
            self._draw(self._stage, width, height)
        except MaquetteError as error:
            self._arrivals.drop_all()
            self._occupied, self._work = False, _Work.NOTHING
            self.failed.emit(from_error(error))
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
        return str(self._context.gl.info["GL_RENDERER"]) if self._context is not None else ""

    @Slot(str)
    def _on_broken(self, details: str) -> None:
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
        for arrival in self._arrivals.take():
            stage.upload(arrival.textures, arrival.sight.weights, arrival.sight.before)
            new.append((arrival.sight, arrival.since))
            self._occupied |= not arrival.sight.before
        return new

    def _free(self, before: bool) -> None:
        """Let go of what a side shows, at once: a hidden viewport does not paint."""
        self._arrivals.drop(before)
        if self._stage is not None:
            self.makeCurrent()
            self._stage.clear(before)
            self.doneCurrent()

    def _scene(self) -> Scene:
        comparing = self._arrivals.shown(before=True) is not None and self._stage is not None and self._stage.has_before
        split = self.split if comparing else None
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
        shown = self._arrivals.shown(before=False)
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

    def _move(self, camera: Camera) -> None:
        self.camera = camera
        self._disturb()

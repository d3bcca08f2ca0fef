"""A mesh as it will be exported, turned by mouse and keys, with its edges drawn."""

from typing import Final

import moderngl
import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget

from engine.camera import Camera
from engine.errors import GraphicsError
from engine.mesh.model import AvatarMesh
from engine.offscreen.shader_source import load_shader
from studio.language import tr
from studio.models.problem import from_error
from studio.theme import colour
from studio.viewport import orbit
from studio.viewport.widget_context import WidgetContext

SAMPLES: Final = 4
WHEEL_NOTCH: Final = 120
_TURNS: Final = {
    Qt.Key.Key_Left: (-30, 0), Qt.Key.Key_Right: (30, 0), Qt.Key.Key_Up: (0, -30), Qt.Key.Key_Down: (0, 30),
}  # fmt: skip
_ZOOMS: Final = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Equal: 1.0, Qt.Key.Key_Minus: -1.0}


class MeshView(QOpenGLWidget):
    """Shows one `AvatarMesh`, or the empty ground."""

    failed = Signal(object)  # Problem

    def __init__(self) -> None:
        super().__init__()
        self.camera: Camera = orbit.HOME
        self._mesh: AvatarMesh | None = None
        self.wire = self.textured = True
        self._context: WidgetContext | None = None
        self._drawing: _Drawing | None = None
        self._grip = QPointF()
        self.setMinimumSize(QSize(320, 320))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.speak()

    def speak(self) -> None:
        """Tell what it is in the language in use."""
        self.setAccessibleName(tr("Preview of the mesh"))
        self.setAccessibleDescription(tr("Drag or use the arrow keys to turn, wheel or + and - to zoom."))

    def show_mesh(self, mesh: AvatarMesh | None) -> None:
        """Show `mesh` from now on."""
        self._mesh = mesh
        if self._drawing is not None:
            self.makeCurrent()
            self._drawing.upload(mesh)
            self.doneCurrent()
        self.update()

    def set_wire(self, on: bool) -> None:
        """Whether the edges of the triangles are drawn."""
        self.wire = on
        self.update()

    def set_textured(self, on: bool) -> None:
        """Whether the texture is drawn; plain clay shows the shape."""
        self.textured = on
        self.update()

    def stop(self) -> None:
        """Let go of everything in the context; nothing appears afterwards."""
        self._release()  # while this is whole: on its way out Qt finds no slot of it any more

    def initializeGL(self) -> None:  # noqa: N802 - Qt's name
        try:
            self._context = WidgetContext()
            self._drawing = _Drawing(self._context.gl)
        except Exception as error:  # moderngl raises bare Exception
            self.failed.emit(from_error(GraphicsError(f"No OpenGL 3.3: {error}.", "Update the graphics driver.")))
        else:
            self._drawing.upload(self._mesh)
            self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:  # noqa: N802
        if self._context is None or self._drawing is None:
            return
        frame = self._context.frame(self.defaultFramebufferObject())
        ratio = self.devicePixelRatioF()
        size = (max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1))
        self._drawing.draw(frame, size, self.camera, wire=self.wire, textured=self.textured)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        moved, self._grip = event.position() - self._grip, event.position()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(orbit.turn(self.camera, moved.x(), moved.y()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self._move(orbit.zoom(self.camera, event.angleDelta().y() / WHEEL_NOTCH))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in _TURNS:
            self._move(orbit.turn(self.camera, *_TURNS[key]))
        elif key in _ZOOMS:
            self._move(orbit.zoom(self.camera, _ZOOMS[key]))
        else:
            super().keyPressEvent(event)

    def _move(self, camera: Camera) -> None:
        self.camera = camera
        self.update()

    @Slot()
    def _release(self) -> None:
        self.makeCurrent()
        if self._drawing is not None and self._context is not None:
            self._drawing.release()
            self._context.release()
        self._drawing = self._context = None
        self.doneCurrent()


class _Drawing:
    """The OpenGL side. Every method needs its context to be current."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._program = context.program(
            vertex_shader=load_shader("studio/mesh_view.vert"), fragment_shader=load_shader("studio/mesh_view.frag")
        )
        self._vertices: moderngl.Buffer | None = None
        self._array: moderngl.VertexArray | None = None
        self._albedo: moderngl.Texture | None = None

    def upload(self, mesh: AvatarMesh | None) -> None:
        self._free()
        if mesh is None or not mesh.parts:
            return
        corners = [np.concatenate([p.positions, p.normals, p.uv], axis=1)[p.faces.ravel()] for p in mesh.parts]
        self._vertices = self._context.buffer(np.concatenate(corners).astype("f4"))
        layout = (self._vertices, "3f 3f 2f", "position", "normal", "uv")
        self._array = self._context.vertex_array(self._program, [layout])
        if mesh.albedo is not None:
            side = mesh.albedo.shape[1], mesh.albedo.shape[0]
            self._albedo = self._context.texture(side, 3, np.ascontiguousarray(mesh.albedo), alignment=1)
            self._albedo.build_mipmaps()

    def draw(
        self, frame: moderngl.Framebuffer, size: tuple[int, int], camera: Camera, wire: bool, textured: bool
    ) -> None:
        frame.use()
        self._context.viewport = (0, 0, *size)
        ground = colour("backdrop_middle")
        frame.clear(ground.redF(), ground.greenF(), ground.blueF(), 1.0, depth=1.0)
        if self._array is None:
            return
        self._context.enable_only(moderngl.DEPTH_TEST)
        matrix = camera.projection_matrix(size[0] / size[1]) @ camera.view_matrix()
        ink = colour("window")
        self._set("view_projection", matrix.T.astype("f4").tobytes())
        self._set("towards_eye", camera.axes()[2].astype("f4").tobytes())
        self._set("ink", np.array([ink.redF(), ink.greenF(), ink.blueF()], "f4").tobytes())
        self._set("wire", np.int32(wire).tobytes())
        self._set("textured", np.int32(textured and self._albedo is not None).tobytes())
        if self._albedo is not None:
            self._albedo.use(0)
        self._array.render(moderngl.TRIANGLES)

    def release(self) -> None:
        self._free()
        self._program.release()

    def _free(self) -> None:
        for thing in (self._array, self._vertices, self._albedo):
            if thing is not None:
                thing.release()
        self._array = self._vertices = self._albedo = None

    def _set(self, name: str, data: bytes) -> None:
        uniform = self._program[name]
        if isinstance(uniform, moderngl.Uniform):
            uniform.write(data)

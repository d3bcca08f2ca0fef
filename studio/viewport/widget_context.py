"""moderngl inside the OpenGL context of a widget."""

import moderngl


class WidgetContext:
    """The widget's context in moderngl's words, and the framebuffer that Qt gives the widget to draw into.

    moderngl keeps every framebuffer that it was told of, and the context with it, until that framebuffer is
    released. So one is told at a time, and released when Qt has another.
    """

    def __init__(self) -> None:
        """The widget's context must be current, here and below."""
        self.gl = moderngl.create_context(require=330)
        self._frame = self.gl.fbo

    def frame(self, number: int) -> moderngl.Framebuffer:
        """Qt's framebuffer of this number. Ask before anything else is made for a picture: Qt has deleted the one
        before, and releasing it deletes whatever has its number by then."""
        if self._frame.glo != number:
            self._frame.release()
            self._frame = self.gl.detect_framebuffer(number)
        return self._frame

    def release(self) -> None:
        """Let go of everything, Qt's framebuffer too: nothing can be painted afterwards."""
        self._frame.release()
        self.gl.screen.release()
        self.gl.release()

"""An OpenGL context without a window, for every offscreen renderer of the engine."""

from typing import Any

import moderngl

from engine.errors import GraphicsError

_HINT = "Install the system's OpenGL (on Debian: apt install libegl1 libgl1-mesa-dri)."


def create_context(require: int = 330) -> moderngl.Context:
    """Return a new standalone context of at least OpenGL `require` (330 is 3.3), current on this thread.

    EGL is tried first (no display needed), then whatever the platform offers.
    Raises GraphicsError when neither works.
    """
    reasons: list[str] = []
    choices: tuple[dict[str, Any], ...] = ({"backend": "egl"}, {})
    for options in choices:
        try:
            return moderngl.create_context(require=require, standalone=True, **options)
        except Exception as error:  # moderngl raises bare Exception, and other types per platform
            reasons.append(str(error))
    raise GraphicsError(f"No offscreen OpenGL {require / 100:.1f} context: {'; '.join(reasons)}.", _HINT)

"""Renderers that need OpenGL but no window; the only place of the engine that imports moderngl."""

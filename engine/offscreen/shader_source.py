"""GLSL sources with `#include "file"` and constants resolved, no OpenGL needed."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine.errors import GraphicsError
from engine.paths import shaders_dir

_INCLUDE: Final = re.compile(r'^[ \t]*#include[ \t]+"([^"\n]+)"[ \t]*$', re.MULTILINE)
_VERSION: Final = re.compile(r"^#version[^\n]*\n")


def load_shader(name: str, constants: Mapping[str, int | float | bool] | None = None) -> str:
    """The text of `name` (below `shaders/`, e.g. "field/field.frag"), ready for the compiler.

    `constants` become `#define`s after the `#version` line; True defines the bare name, False leaves
    it out. Each file is included once. Raises GraphicsError for a missing file or a missing `#version`.
    """
    text = _resolve(shaders_dir() / name, set())
    version = _VERSION.match(text)
    if version is None:
        raise GraphicsError(f"Shader {name} does not begin with #version.")
    defines = "".join(_define(key, value) for key, value in (constants or {}).items())
    return version.group() + defines + text[version.end() :]


def _resolve(path: Path, seen: set[Path]) -> str:
    seen.add(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GraphicsError(f"Shader {path.name} cannot be read.", "Install Maquette again.") from error

    def include(match: re.Match[str]) -> str:
        wanted = (path.parent / match.group(1)).resolve()
        return "" if wanted in seen else _resolve(wanted, seen)

    return _INCLUDE.sub(include, text)


def _define(name: str, value: int | float | bool) -> str:
    if value is False:
        return ""
    if value is True:
        return f"#define {name}\n"
    return f"#define {name} {value!r}\n"

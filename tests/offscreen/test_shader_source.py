from pathlib import Path

import pytest

from engine.errors import GraphicsError
from engine.offscreen import shader_source
from engine.offscreen.field_program import DrawMode, shader_constants
from engine.offscreen.shader_source import load_shader


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shader_source, "shaders_dir", lambda: tmp_path)
    return tmp_path


def test_includes_and_constants_are_resolved(folder: Path) -> None:
    (folder / "part.glsl").write_text("float half_of = SCALE;\n")
    include = '#include "part.glsl"\n'
    (folder / "main.frag").write_text(f"#version 330 core\n{include}  {include}void main() {{}}\n")
    text = load_shader("main.frag", {"SCALE": 0.5, "COUNT": 6, "EXACT": True, "COARSE": False})
    assert text.splitlines()[:4] == ["#version 330 core", "#define SCALE 0.5", "#define COUNT 6", "#define EXACT"]
    assert text.count("half_of") == 1
    assert "#include" not in text and "COARSE" not in text


def test_a_missing_include_or_version_is_an_error(folder: Path) -> None:
    (folder / "a.frag").write_text('#version 330 core\n#include "nowhere.glsl"\n')
    with pytest.raises(GraphicsError, match="nowhere"):
        load_shader("a.frag")
    (folder / "b.frag").write_text("void main() {}\n")
    with pytest.raises(GraphicsError, match="#version"):
        load_shader("b.frag")


def test_the_field_shader_is_self_contained() -> None:
    exact = load_shader("field/field.frag", shader_constants(DrawMode.EXACT, True))
    coarse = load_shader("field/field.frag", shader_constants(DrawMode.COARSE, False))
    assert exact.startswith("#version 330 core\n")
    assert "#include" not in exact
    assert "#define EXACT\n" in exact and "#define EXACT\n" not in coarse

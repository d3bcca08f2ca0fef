"""Help, version, and one clear line for everything that is wrong."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import engine as package
from studio.cli import window
from studio.cli.commands import app
from tests.cli.conftest import Run
from tests.cli.fake_engine import FakeEngine, ScriptedError

COMMANDS = [command.name or "" for command in app.registered_commands]


def one_line(text: str) -> str:
    assert text.startswith("error: ")
    assert text.count("\n") == 1
    return text


def test_help_names_every_command(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    assert all(f" {name} " in outcome.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert f"Usage: maquette {command}" in outcome.out


def test_version(run: Run) -> None:
    outcome = run("--version")
    assert (outcome.code, outcome.out) == (0, f"maquette {package.__version__}\n")


def test_help_is_quick() -> None:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "studio.cli", "--help"], check=True, stdout=subprocess.DEVNULL)
    assert time.perf_counter() - began < 2.0  # 0.15 s on an idle machine


def test_help_loads_nothing_heavy() -> None:
    assert loaded("import studio.cli.commands", "torch", "numpy", "PySide6", "scipy") == []


def test_the_window_waits_neither_for_the_commands_nor_for_torch() -> None:
    load = "from studio.cli import window; window.load()"
    assert loaded(load, "typer", "rich", "torch", "scipy", "pyqtgraph", "PIL") == []
    assert loaded(load, "PySide6") == ["PySide6"]


def loaded(code: str, *modules: str) -> list[str]:
    """Which of `modules` a new process has loaded after `code`."""
    script = f"import sys; {code}; print(*(m for m in {modules} if m in sys.modules))"
    answer = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return answer.stdout.split()


@pytest.mark.parametrize(
    ("words", "opened"), [([], None), (["a.maquette"], "a.maquette"), (["studio", "a.maquette"], "a.maquette")]
)
def test_a_file_or_nothing_opens_the_window(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str], opened: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.maquette").touch()
    paths: list[Path | None] = []
    monkeypatch.setattr(window, "open_window", lambda path: paths.append(path) or 7)
    assert run(*words).code == 7
    assert paths == [Path(opened) if opened else None]


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    outcome = run(tmp_path / "a.maquette")
    assert outcome.code == 2
    assert "does not exist" in one_line(outcome.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["make", "--random"], "--output"),
        (["make", "-o", "a.glb"], "Give one of --photo, --text and --random"),
        (["make", "--random", "--text", "a man", "-o", "a.glb"], "Give one of"),
        (["make", "--random", "--steps", "many", "-o", "a.glb"], "--steps"),
        (["make", "--random", "--count", "0", "-o", "a.glb"], "--count"),
        (["make", "--photo", "nowhere.jpg", "-o", "a.glb"], "nowhere.jpg"),
        (["render", "nowhere.maquette", "-o", "a.png"], "nowhere.maquette"),
        (["nowhere.maquette"], "nowhere.maquette"),
    ],
)
def test_wrong_commands_give_one_line_and_code_2(
    run: Run, words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run(*words)
    assert outcome.code == 2
    assert said in one_line(outcome.err)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("a.docx", "must end in .maquette"),
        ("a", "must end in .maquette"),
        ("folder.glb", "is a folder"),
        ("file.txt/a.glb", "is not a folder"),
    ],
)
def test_outputs_are_checked_before_the_work(
    run: Run, engine: FakeEngine, tmp_path: Path, output: str, said: str
) -> None:
    (tmp_path / "folder.glb").mkdir()
    (tmp_path / "file.txt").touch()
    outcome = run("make", "--random", "-o", tmp_path / "good.maquette", "-o", tmp_path / output)
    assert outcome.code == 1
    assert said in one_line(outcome.err)
    assert engine.requests == []


def test_an_output_named_twice_is_refused(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    outcome = run("make", "--random", "-o", tmp_path / "a.glb", "-o", tmp_path / "a.glb")
    assert outcome.code == 1
    assert "twice" in one_line(outcome.err)


def test_a_report_must_be_json(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    outcome = run("make", "--random", "-o", tmp_path / "a.glb", "--report", tmp_path / "r.txt")
    assert outcome.code == 1
    assert ".json" in one_line(outcome.err)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 cut short"])
def test_a_damaged_document_gives_one_line(run: Run, engine: FakeEngine, tmp_path: Path, content: bytes) -> None:
    damaged = tmp_path / "damaged.maquette"
    damaged.write_bytes(content)
    outcome = run("export", damaged, "-o", tmp_path / "a.glb")
    assert outcome.code == 1
    assert "damaged.maquette" in one_line(outcome.err)


def test_an_engine_error_is_one_line(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    engine.failure = ScriptedError("No face was found\nin the picture.", "Use a [portrait].")
    outcome = run("make", "--random", "-o", tmp_path / "a.glb")
    assert outcome.code == 1
    assert one_line(outcome.err) == "error: No face was found in the picture. Use a [portrait].\n"


def test_ctrl_c_ends_with_130(run: Run, engine: FakeEngine, tmp_path: Path) -> None:
    engine.failure = KeyboardInterrupt()
    assert run("make", "--random", "-o", tmp_path / "a.glb").code == 130


_LATE = """
import os, signal, sys
from studio.cli import main

class Late:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

late = Late()
sys.exit(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_after_the_work_changes_nothing() -> None:
    """Python has taken its own handler away when it deletes what modules hold."""
    ended = subprocess.run([sys.executable, "-c", _LATE, "--version"], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_no_display_is_said_before_qt_aborts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    outcome = run()
    assert outcome.code == 1
    assert "no display" in one_line(outcome.err)

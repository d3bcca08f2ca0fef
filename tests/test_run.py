"""`run.py` prepares once, says what it cannot do, and takes up what was interrupted."""

import os
from pathlib import Path

import pytest

import run


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that would have been run, in a clone of its own that has every system package."""
    made: list[list[str]] = []
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(run, "BIN", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(run, "missing_packages", list)
    monkeypatch.setattr(run, "call", made.append)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / ".venv").mkdir()
    return made


def test_the_second_time_nothing_is_done(calls: list[list[str]]) -> None:
    run.prepare()
    assert [command[2:4] for command in calls] == [["venv", "--clear"], ["pip", "--disable-pip-version-check"]]
    calls.clear()
    run.prepare()
    assert calls == []


def test_other_requirements_are_installed(calls: list[list[str]]) -> None:
    run.prepare()
    calls.clear()
    (run.ROOT / "pyproject.toml").write_text("[project]\ndependencies = []\n")
    run.prepare()
    assert "install" in calls[-1]


def test_an_interrupted_install_is_taken_up(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(command: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "call", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run.prepare()
    monkeypatch.setattr(run, "call", calls.append)
    run.prepare()
    assert "install" in calls[-1]


def test_without_root_the_packages_are_named(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda: ["libegl1", "xvfb"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    run.prepare()
    assert "sudo apt-get install libegl1 xvfb" in capsys.readouterr().err


def test_without_venv_the_package_is_named_and_nothing_is_tried(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "missing_packages", lambda: ["python3-venv"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(run.PrepareError):
        run.prepare()
    assert "apt-get install python3-venv" in capsys.readouterr().err
    assert calls == []


def test_root_installs_what_is_missing(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    missing, installed = ["libegl1"], []

    def install(packages: list[str]) -> None:
        installed.extend(packages)
        missing.clear()

    monkeypatch.setattr(run, "missing_packages", lambda: list(missing))
    monkeypatch.setattr(run, "missing_fonts", lambda: ["fonts-of-somewhere"])
    monkeypatch.setattr(run, "apt_install", install)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    run.prepare()
    assert installed == ["libegl1", "fonts-of-somewhere"]


def test_an_old_python_is_named(calls: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "OLDEST", (4, 0))
    with pytest.raises(run.PrepareError, match=r"3\.11 to 3\.13"):
        run.prepare()


def test_a_missing_library_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run, "LIBRARIES", {"libnowhere1": "libnowhere.so.1"})
    assert "libnowhere1" in run.missing_packages()


def test_failures_of_a_command_are_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(run.PrepareError, match="exit code 3"):
        run.call([run.sys.executable, "-c", "print('why'); raise SystemExit(3)"])
    assert "why" in capfd.readouterr().err

"""Shared fixtures: a display for windows where the machine has none, and a bust of analytic shapes."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from engine.field.compose import whole
from engine.field.encode import encode
from engine.field.triplane import ReliefTriplane
from tests.field.shapes import draw_bust

PR_SET_PDEATHSIG = 1  # of Linux

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # waiting threads must not starve the software renderer


@pytest.fixture(scope="session", autouse=True)
def display() -> Iterator[str]:
    """The X display of this session, as in `$DISPLAY`: the machine's own, or an Xvfb started for it.

    It starts before any other fixture, so that Qt and the programs a test starts find it. Empty where
    windows need no X (Windows, macOS) or where Xvfb is not installed.
    """
    present = os.environ.get("DISPLAY", "")
    if present or not sys.platform.startswith("linux") or not shutil.which("Xvfb"):
        yield present
        return
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL, preexec_fn=_end_with_parent)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        number = answer.readline().strip()
    os.environ["DISPLAY"] = f":{number}"
    try:
        yield os.environ["DISPLAY"]
    finally:
        del os.environ["DISPLAY"]


def _end_with_parent() -> None:
    """The server outlives the tests by a moment: a window system that goes before Qt does ends the process with 1."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@pytest.fixture(scope="session")
def layered() -> ReliefTriplane:
    """The analytic bust, encoded: body and hair."""
    return encode(draw_bust)


@pytest.fixture(scope="session")
def planes(layered: ReliefTriplane) -> ReliefTriplane:
    """The analytic bust as one layer."""
    return whole(layered)

"""Two thousand random actions harm nothing. In a process of its own: a crash of Qt would take the other tests along."""

import json
import os
import subprocess
import sys

import pytest

ACTIONS = 2000
GROWTH = 0.05
"""Of memory in use, from the second quarter of the actions to the last."""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from glibc and /proc")
def test_random_actions_leave_no_leak_no_thread_and_no_exception(display: str) -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.studio.monkey", str(ACTIONS), "7"]
    own = os.environ | {"PYTHONMALLOC": "malloc"}  # so that all of Python's memory is seen
    done = subprocess.run(command, env=own, capture_output=True, text=True, timeout=1500)
    assert done.stdout, done.stderr[-3000:]
    report = json.loads(done.stdout)
    assert report["actions"] == ACTIONS
    assert report["exceptions"] == []
    assert report["threads_left"] == []
    assert report["growth"] < GROWTH, report["megabytes"]

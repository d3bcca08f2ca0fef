"""Torch's libraries before torch."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from engine.torch_libraries import preload_torch
print(*preload_torch())
assert "torch" not in sys.modules
import torch
assert float(torch.ones(3).sum()) == 3.0
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries are named as on Linux")
def test_the_libraries_are_there_before_the_import_which_then_works() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["libtorch_cpu", "libtorch_python"]

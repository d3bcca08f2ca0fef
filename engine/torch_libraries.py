"""Loads torch's native libraries without holding Python's lock, so that a window beside it goes on answering."""

import ctypes
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_LIBRARIES: Final = ("libtorch_cpu", "libtorch_python")
_SUFFIXES: Final = (".so", ".dylib")


def preload_torch() -> list[str]:
    """What `import torch` would load with the lock held for half a second; returns the names of what is now there.

    A function called through ctypes runs without the lock, `ctypes.CDLL` itself does not. Nothing happens where there
    is no `dlopen` (Windows) or where torch keeps its libraries elsewhere: the import works all the same.
    """
    spec = find_spec("torch") if os.name == "posix" else None
    if spec is None or not spec.submodule_search_locations:
        return []
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    folder = Path(spec.submodule_search_locations[0]) / "lib"
    paths = [folder / f"{name}{suffix}" for name in _LIBRARIES for suffix in _SUFFIXES]
    return [path.stem for path in paths if path.exists() and dlopen(os.fsencode(path), os.RTLD_NOW | os.RTLD_LOCAL)]

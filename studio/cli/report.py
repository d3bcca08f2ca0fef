"""`--report R.json`: what a run did, how long it took and how much memory it needed."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

from engine.files import write_bytes
from engine.memory import peak_memory_mib

STARTED = time.perf_counter()  # this module is imported first thing, so it stands for the process's start


def process_figures() -> dict[str, object]:
    """Seconds since the program began, and the most memory it held at once in MiB."""
    return {"seconds": round(time.perf_counter() - STARTED, 3), "peak_memory_mib": peak_memory_mib()}


def write_report(report: Mapping[str, object], path: Path) -> None:
    """Write `report` as JSON; NumPy numbers and arrays become plain ones."""
    text = json.dumps(report, indent=2, ensure_ascii=False, default=_plain)
    write_bytes(path, f"{text}\n".encode())


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    to_list = getattr(value, "tolist", None)
    if to_list is None:
        raise TypeError(f"{type(value).__name__} has no place in a report")
    return to_list()

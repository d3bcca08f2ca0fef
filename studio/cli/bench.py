"""`maquette bench`: what whole processes cost, measured from outside."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import engine
from engine.errors import MaquetteError
from engine.files import write_bytes
from studio.cli.outputs import check_outputs


@dataclass(frozen=True)
class Measurement:
    """A command's wall-clock seconds (median over `runs`) and the most memory a run held in MiB."""

    name: str
    seconds: float
    peak_memory_mib: float | None
    runs: int


def bench(
    photo: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Portrait for the way from photo to GLB.")
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, max=100, help="Runs of each command; the median counts.")] = 3,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT.json", help="Write the figures as JSON.")
    ] = None,
) -> None:
    """Measure whole processes from a cold start: seconds and peak memory.

    Example: maquette bench --photo me.jpg -o bench.json
    """
    if output is not None:
        check_outputs([output], [".json"])
    with tempfile.TemporaryDirectory() as folder:
        measurements = [measure(name, words, repeat) for name, words in commands(Path(folder), photo).items()]
    show(measurements)
    if output is not None:
        write_bytes(output, f"{json.dumps(record(measurements), indent=2)}\n".encode())


def commands(folder: Path, photo: Path | None) -> dict[str, list[str]]:
    """The commands to measure by name, in an order in which each finds its input."""
    avatar, mesh, picture = (str(folder / name) for name in ("bench.maquette", "bench.glb", "bench.png"))
    source = ["--photo", str(photo)] if photo else ["--random", "--seed", "1"]
    return {
        "help": ["--help"],
        "make": ["make", *source, "-o", avatar],
        "photo to GLB" if photo else "seed to GLB": ["make", *source, "-o", mesh],
        "render 512": ["render", avatar, "-o", picture],
        "export GLB": ["export", avatar, "-o", mesh],
    }


def measure(name: str, words: Sequence[str], repeat: int) -> Measurement:
    """Run `maquette WORDS` `repeat` times, each in a fresh process."""
    runs = [run_once(words) for _ in range(repeat)]
    peaks = [peak for _, peak in runs if peak is not None]
    return Measurement(name, round(median(seconds for seconds, _ in runs), 3), max(peaks, default=None), repeat)


def run_once(words: Sequence[str]) -> tuple[float, float | None]:
    """Seconds and peak memory in MiB (None on Windows) of one process; MaquetteError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "studio.cli", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    complaint = process.stderr.read().decode(errors="replace").strip()
    peak = None
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = round(usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
    if process.wait() != 0:
        raise MaquetteError(f"`maquette {' '.join(words)}` failed: {complaint.splitlines()[-1:] or 'no message'}.")
    return time.perf_counter() - began, peak


def record(measurements: Sequence[Measurement]) -> dict[str, object]:
    """The figures with what they were measured on."""
    return {
        "version": engine.__version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        "measurements": [asdict(measurement) for measurement in measurements],
    }


def show(measurements: Sequence[Measurement]) -> None:
    table = Table("command", "seconds", "peak MiB", title="Whole processes from a cold start")
    for one in measurements:
        table.add_row(
            one.name, f"{one.seconds:.2f}", "" if one.peak_memory_mib is None else f"{one.peak_memory_mib:.0f}"
        )
    Console().print(table)

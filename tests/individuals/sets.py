"""Small data sets to test on."""

from pathlib import Path

from engine.individuals.dataset import generate


def make(folder: Path, count: int = 40, **options: object) -> None:
    """Makes `count` individuals with one tiny portrait each."""
    generate(folder, count, portraits=1, size=8, **options)  # type: ignore[arg-type]


def shards(folder: Path) -> dict[str, bytes]:
    """Every file of a data set but its index."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "index.json"}

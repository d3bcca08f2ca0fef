"""Small data sets to test on."""

from pathlib import Path

from safetensors import safe_open

from engine.individuals.dataset import generate
from engine.individuals.shards import Description, read_descriptions


def make(folder: Path, count: int = 40, **options: object) -> None:
    """Makes `count` individuals with one tiny portrait each."""
    generate(folder, count, portraits=1, size=8, **options)  # type: ignore[arg-type]


def shards(folder: Path) -> dict[str, bytes]:
    """Every file of a data set but its index."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "index.json"}


def by_seed(folder: Path) -> dict[int, tuple[Description, dict[str, bytes]]]:
    """What is stored of every individual of a data set: its description and the bytes of its arrays."""
    found: dict[int, tuple[Description, dict[str, bytes]]] = {}
    for path in sorted(folder.glob("[0-9]*.json")):
        with safe_open(path.with_suffix(".safetensors"), framework="numpy") as file:
            for described in read_descriptions(path):
                start = f"{described['seed']}/"
                names = [name for name in file.keys() if name.startswith(start)]  # noqa: SIM118 - not a mapping
                arrays = {name: file.get_tensor(name).tobytes() for name in names}
                found[described["seed"]] = (described, arrays)
    return found

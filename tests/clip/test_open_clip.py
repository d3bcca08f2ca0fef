import json
from pathlib import Path

import pytest
import torch
from open_clip.model import CLIP
from safetensors.torch import save_file
from skimage.data import astronaut

import engine.clip.open_clip_image as open_clip_image
from engine.clip.backbone import load_backbone, to_pictures
from engine.clip.blocks import blocks_of, read_crops
from engine.clip.config import ImageConfig
from engine.clip.crops import crops_of
from engine.clip.image_tower import ImageTower
from engine.clip.open_clip_image import OpenClipImage, import_open_clip, load_open_clip
from engine.clip.parser import load_parser
from engine.clip.train import ClipTraining
from engine.errors import InputError
from engine.photo.front_end import FrontEnd
from engine.training.stages import read_config

TINY = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8},
    "text_cfg": {"context_length": 8, "vocab_size": 20, "width": 16, "heads": 2, "layers": 1},
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Path, CLIP]:
    """A tiny random model of open_clip: its JSON file, its weights and itself; what is imported stays in `tmp_path`."""
    monkeypatch.setattr(open_clip_image, "weights_path", lambda name: tmp_path / "assets" / f"{name}.safetensors")
    (tmp_path / "assets").mkdir()
    torch.manual_seed(0)
    model = CLIP(**TINY).eval()
    (tmp_path / "tiny.json").write_text(json.dumps(TINY))
    save_file(model.state_dict(), tmp_path / "tiny.safetensors")
    return str(tmp_path / "tiny.json"), tmp_path / "tiny.safetensors", model


@torch.no_grad()
def test_its_copy_reads_pictures_as_open_clip_does(files: tuple[str, Path, CLIP]) -> None:
    name, weights, model = files
    import_open_clip(name, weights)
    picture = to_pictures(astronaut()[None, :32, 200:232])
    normalised = (picture / 255 - load_open_clip().mean) / load_open_clip().deviation
    assert torch.allclose(load_open_clip()(picture), model.encode_image(normalised), atol=0.02)
    assert not any(p.requires_grad for p in load_open_clip().parameters())


def test_the_image_tower_reads_its_embeddings_of_a_portrait(files: tuple[str, Path, CLIP]) -> None:
    other = import_open_clip(*files[:2])
    crops = crops_of([FrontEnd().align(astronaut())])
    blocks = read_crops(load_backbone(), load_parser(), crops, other).blocks
    assert blocks.shape == (1, sum(blocks_of(24).values()))
    assert torch.allclose(blocks[:, 48:72], other(to_pictures(crops.close)), atol=1e-4)
    tower = ImageTower(ImageConfig(open_clip_width=24)).eval()
    assert float(tower(blocks).detach().norm()) == pytest.approx(1, abs=1e-4)


def test_a_training_config_names_it(tmp_path: Path) -> None:
    (tmp_path / "vit.json").write_text('{"open_clip": "ViT-B-32", "open_clip_weights": "vit.safetensors"}')
    config = read_config(ClipTraining, tmp_path / "vit.json")
    assert (config.open_clip, config.open_clip_weights) == ("ViT-B-32", "vit.safetensors")


def test_any_model_of_open_clip_can_be_named() -> None:
    with torch.device("meta"):
        assert OpenClipImage(open_clip_image._config_of("ViT-B-32")).width == 512


@pytest.mark.parametrize("name", ["ViT-Z-99", "missing.json"])
def test_unknown_models_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="model"):
        import_open_clip(name, tmp_path / "weights.safetensors")


def test_nothing_is_fetched(files: tuple[str, Path, CLIP], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no weights"):
        import_open_clip("ViT-B-32", tmp_path / "missing.safetensors")
    save_file({"visual.proj": torch.zeros(3)}, tmp_path / "other.safetensors")
    with pytest.raises(InputError, match="does not hold"):
        import_open_clip(files[0], tmp_path / "other.safetensors")

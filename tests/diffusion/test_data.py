from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from engine.attributes import Part
from engine.diffusion.data import OUTSIDE_MARGIN, Maps, blank_outside, importance, mirrored, statistics_of
from engine.field.fill import fill_outside
from engine.field.layout import LAYERED, WHOLE
from engine.field.rollout import MapStatistics, from_map, to_map
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane


def statistics_for(channels: int) -> MapStatistics:
    return MapStatistics(np.linspace(-0.2, 0.4, channels, dtype=np.float32), np.full(channels, 0.5, np.float32))


STATISTICS = statistics_for(WHOLE.channels)


def lopsided(size: int = 16) -> ReliefTriplane:
    """Planes in which every texel differs and +x is nearer than -x."""
    rng = np.random.default_rng(0)
    colour = rng.random((6, size, size, 3)).astype(np.float32)
    depth = rng.uniform(-0.9, 0.9, (6, size, size)).astype(np.float32)
    silhouette = rng.uniform(-SILHOUETTE_LIMIT, SILHOUETTE_LIMIT, (6, size, size)).astype(np.float32)
    part = rng.integers(1, 8, (6, size, size)).astype(np.uint8)
    return ReliefTriplane(colour, depth, silhouette, part)


def as_tensor(planes: ReliefTriplane) -> torch.Tensor:
    return torch.from_numpy(to_map(planes, STATISTICS))[None]


def test_mirror_swaps_left_and_right_and_turns_depth_round() -> None:
    planes = lopsided()
    turned = from_map(mirrored(as_tensor(planes), STATISTICS)[0].numpy(), STATISTICS)
    assert np.allclose(turned.colour[0], planes.colour[0][:, ::-1], atol=1e-5)
    assert np.allclose(turned.colour[2], planes.colour[3], atol=1e-5)
    assert np.allclose(turned.depth[2], -planes.depth[3], atol=1e-5)
    assert np.allclose(turned.depth[0], planes.depth[0][:, ::-1], atol=1e-5)
    assert np.allclose(turned.colour[4], planes.colour[4][:, ::-1], atol=1e-5)
    assert (turned.part[5] == planes.part[5][:, ::-1]).all()


def test_mirror_turns_every_layer() -> None:
    rng = np.random.default_rng(1)
    body, hair, glasses = (lopsided() for _ in range(3))
    worn = replace(hair, cover=rng.random(hair.depth.shape).astype(np.float32), sliced=True)
    planes = replace(body, sliced=True, hair=worn, glasses=replace(glasses, depth=-glasses.depth))
    statistics = statistics_for(LAYERED.channels)
    maps = torch.from_numpy(to_map(planes, statistics))[None]
    turned = from_map(mirrored(maps, statistics)[0].numpy(), statistics)
    assert turned.hair is not None and turned.hair.cover is not None and turned.glasses is not None
    assert np.allclose(turned.hair.cover[2], worn.cover[3], atol=1e-5)
    assert np.allclose(turned.hair.depth[2], -worn.depth[3], atol=1e-5)
    assert np.allclose(turned.glasses.depth[2], glasses.depth[3], atol=1e-5)
    assert np.allclose(turned.glasses.colour[0], glasses.colour[0][:, ::-1], atol=1e-5)


def test_blank_outside_keeps_what_lies_inside() -> None:
    planes = lopsided()
    maps = as_tensor(planes)
    blank = from_map(blank_outside(maps, STATISTICS)[0].numpy(), STATISTICS)
    inside = planes.silhouette < OUTSIDE_MARGIN - 1e-3
    assert np.allclose(blank.colour[inside], planes.colour[inside], atol=1e-5)
    assert np.allclose(blank.silhouette, planes.silhouette, atol=1e-5)
    beyond = planes.silhouette > OUTSIDE_MARGIN + 1e-3
    assert len(np.unique(blank.depth[0][beyond[0]].round(4))) == 1


def test_fill_outside_repeats_the_nearest_texel_inside() -> None:
    planes = lopsided()
    silhouette = np.full_like(planes.silhouette, SILHOUETTE_LIMIT)
    silhouette[:, 4, 5] = -SILHOUETTE_LIMIT
    silhouette[5] = SILHOUETTE_LIMIT  # a view that sees nothing
    filled = fill_outside(ReliefTriplane(planes.colour, planes.depth, silhouette, planes.part))
    assert (filled.colour[0] == planes.colour[0, 4, 5]).all() and (filled.part[1] == planes.part[1, 4, 5]).all()
    assert (filled.depth[5] == planes.depth[5]).all()


def test_filler_and_part_channels_weigh_less() -> None:
    planes = lopsided()
    weight = importance(as_tensor(planes), STATISTICS)[0]
    inside = planes.silhouette[0] < 0
    assert (weight[0, :, :16][torch.from_numpy(inside)] >= 1).all()
    assert (weight[0, :, :16] < 1).any() and float(weight[5, :, 16:].max()) < 1
    assert float(weight[0, :, :16].max()) > 2  # the middle of the face, from the front
    assert Part.SKIN == 1  # part channels follow the silhouette in the order of Part


def test_maps_are_read_from_their_shards(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    raw = {str(seed): rng.random((WHOLE.channels, 8, 24)).astype(np.float16) for seed in range(5)}
    save_file({seed: raw[seed] for seed in ("0", "1", "2")}, tmp_path / "00000.safetensors")
    save_file({seed: raw[seed] for seed in ("3", "4")}, tmp_path / "00001.safetensors")
    statistics = statistics_of(tmp_path)
    maps = Maps(tmp_path, [4, 1], statistics)
    wanted = torch.stack([torch.from_numpy(raw[seed].astype(np.float32)) for seed in ("1", "4")])
    mean, deviation = (torch.from_numpy(v)[:, None, None] for v in (statistics.mean, statistics.deviation))
    assert len(maps) == 2
    assert torch.allclose(maps[torch.tensor([1, 0])], blank_outside((wanted - mean) / deviation, statistics), atol=1e-5)

from dataclasses import replace

import numpy as np
import torch

from engine.field.layer import FieldLayer
from engine.field.triplane import GLASSES_FRAME, SILHOUETTE_LIMIT, VIEW_SIGN, ReliefTriplane, texel_centres
from engine.field.worn import made_whole

SIZE = 64


def sampled(noise: float) -> ReliefTriplane:
    """A face at z = 0.2 and a lens before it, whose views disagree about where."""
    rng = np.random.default_rng(0)
    shape = (6, SIZE, SIZE)
    face = np.full(shape, 0.2, np.float32) * np.array(VIEW_SIGN, np.float32)[:, None, None]
    colour, part = np.full((*shape, 3), 0.5, np.float32), np.ones(shape, np.uint8)
    depth = np.zeros(shape, np.float32)
    depth[0], depth[1] = 0.42, 0.40
    depth[2:] = 0.3 * np.array(VIEW_SIGN[2:], np.float32)[:, None, None]
    depth += rng.normal(0, noise, shape).astype(np.float32)
    silhouette = np.full(shape, SILHOUETTE_LIMIT, np.float32)
    silhouette[:2, 28:36, 20:44] = -0.02
    silhouette[2:4, 28:36, 44:46] = -0.02
    silhouette[4:, 44:46, 20:44] = -0.02
    glasses = ReliefTriplane(colour, depth, silhouette, part)
    body = ReliefTriplane(colour, face, np.full(shape, -SILHOUETTE_LIMIT, np.float32), part)
    return replace(body, glasses=glasses)


def seen(planes: ReliefTriplane) -> float:
    """Share of the texels of the front's outline behind which there is something of the glasses."""
    glasses = planes.glasses
    assert glasses is not None
    rows, columns = np.nonzero(glasses.silhouette[0] < -0.01)
    z = np.linspace(-1, 1, 512, dtype=np.float32)
    centres = texel_centres(SIZE)
    local = np.stack(np.broadcast_arrays(centres[columns][:, None], -centres[rows][:, None], z), axis=-1)
    points = local.reshape(-1, 3) * GLASSES_FRAME.half + np.array(GLASSES_FRAME.centre, np.float32)
    distance = FieldLayer(glasses, GLASSES_FRAME).distance(torch.from_numpy(points.astype(np.float32)))
    return float((distance.reshape(len(rows), -1) < 0).any(dim=1).float().mean())


def test_views_that_disagree_no_longer_cut_glasses_to_pieces() -> None:
    planes = sampled(0.05)
    assert seen(planes) < 0.6
    assert seen(made_whole(planes)) > 0.97


def test_glasses_lie_before_the_face() -> None:
    planes = sampled(0.0)
    assert planes.glasses is not None
    behind = replace(planes, glasses=replace(planes.glasses, depth=planes.glasses.depth - 0.15))
    glasses = made_whole(behind).glasses
    assert glasses is not None
    inside = glasses.silhouette[0] < 0
    before = glasses.depth[0][inside] * GLASSES_FRAME.half + GLASSES_FRAME.centre[2]
    assert before.min() > 0.21


def test_who_wears_none_is_left_alone() -> None:
    bare = replace(sampled(0), glasses=None)
    assert made_whole(bare) is bare

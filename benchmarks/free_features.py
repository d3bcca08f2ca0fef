"""Relief planes against the paper's free features on the same individuals: PSNR, seconds, and what 64 x 64 keeps.

    python benchmarks/free_features.py [--shared 3] [--shared-steps 800] [--judged 2] [--steps 2000] [--views 1]

fits the decoder jointly on `shared` training individuals, freezes it, and fits `judged` held-out ones with it; steps
are those of each individual. What is known so far is written after every individual. Both are drawn twice as large and
averaged, as the truth is.
"""

import argparse
import json
import sys
import time
from functools import partial

import numpy as np
import torch
from torch import Tensor

from engine.attributes import Part
from engine.camera import Camera
from engine.field import free
from engine.field.compare import Comparison, compare, summary
from engine.field.decoder_weights import load
from engine.field.disturb import through_base
from engine.field.encode import encode
from engine.field.evaluate import picture_of, truth_of
from engine.field.evidence import random_camera
from engine.field.layers import blocks
from engine.individuals.individual import Individual
from engine.individuals.reader import split_of
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw, draw_samples
from engine.individuals.view import View
from engine.offscreen.raymarcher import Raymarcher

VIEWS, PICTURE = 14, 256


def posed(individual: Individual, seed: int) -> list[tuple[Camera, View]]:
    """What an individual is fitted to: the six sides and random cameras."""
    rng = np.random.default_rng([seed, 9])
    sides = [Camera(a, e, projection_kind="orthographic") for a, e in ((0, 0), (180, 0), (90, 0), (270, 0), (0, 80))]
    cameras = [*sides, *(random_camera(rng) for _ in range(VIEWS - len(sides)))]
    return [(camera, draw(individual, camera, PICTURE)) for camera in cameras]


def free_picture(decoder: free.FreeDecoder, planes: Tensor, camera: Camera) -> tuple[np.ndarray, np.ndarray]:
    """As `picture_of` draws reliefs: twice as large, then the mean colour and the commonest part of each pixel."""
    colour, labels = free.picture(decoder, planes, camera, 2 * PICTURE)
    votes = np.stack([blocks(labels == part, PICTURE).sum(axis=0) for part in Part])
    return blocks(colour, PICTURE).mean(axis=0), votes.argmax(axis=0).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("shared", 3), ("shared-steps", 800), ("judged", 2), ("steps", 2000), ("views", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    train = [s for s in range(3_000_000, 3_001_000) if split_of(s) == "train"][: chosen.shared]
    decoder = free.FreeDecoder()
    rays = [free.rays_of(posed(Individual(sample_recipe(s)), s)) for s in train]
    free.fit(rays, [free.FreePlanes() for _ in train], decoder, chosen.shared_steps * chosen.shared, train_decoder=True)
    decoder.requires_grad_(False)
    found: dict[str, list[Comparison]] = {name: [] for name in ("free", "free 64", "relief", "relief 64")}
    seconds: dict[str, list[float]] = {"free": [], "relief": []}
    for seed in [s for s in range(2_000_000, 2_001_000) if split_of(s) == "test"][: chosen.judged]:
        individual, rng = Individual(sample_recipe(seed)), np.random.default_rng(seed)
        cameras = [random_camera(rng) for _ in range(chosen.views)]
        truths = [truth_of(individual, camera) for camera in cameras]
        started = time.process_time()
        planes = free.FreePlanes()
        free.fit([free.rays_of(posed(individual, seed))], [planes], decoder, chosen.steps, train_decoder=False)
        seconds["free"].append(time.process_time() - started)
        fitted = planes().detach()
        for name, features in (("free", fitted), ("free 64", free.through_base_size(fitted))):
            for camera, truth in zip(cameras, truths, strict=True):
                found[name].append(compare(*free_picture(decoder, features, camera), truth))
        started = time.process_time()
        relief = encode(partial(draw_samples, individual))
        seconds["relief"].append(time.process_time() - started)
        with Raymarcher() as raymarcher:
            for name, shown in (("relief", relief), ("relief 64", through_base(relief))):
                raymarcher.upload(shown, load())
                found[name] += [compare(*picture_of(raymarcher, c), t) for c, t in zip(cameras, truths, strict=True)]
        scores = {name: summary(entries) for name, entries in found.items()}
        times = {name: round(float(np.mean(values)), 2) for name, values in seconds.items()}
        sys.stdout.write(json.dumps({**scores, "cpu_seconds": times}, indent=1) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

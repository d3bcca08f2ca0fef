"""Does the upsampler's detail look like that of real individuals? Kernel Inception Distance of renders.

    python benchmarks/detail.py --data DIR [--count 40] [--split test]

Renders of held-out individuals' true planes are compared with renders of as many others whose planes were brought to
64 x 64, disturbed, brought up and smoothed as the base's are, without and with sampled detail, and, as the floor, with
the true planes of those others. Features are the shipped backbone's (EfficientNet-Lite0, ImageNet), pooled, the kernel
is the cubic one of Binkowski et al. 2018; lower is closer.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from engine.camera import Camera
from engine.clip.backbone import load_backbone, to_pictures
from engine.clip.encoder import TextEncoder
from engine.diffusion.latents import text_latents
from engine.diffusion.pieces import as_sampled
from engine.diffusion.upsampler import load_upsampler, with_detail
from engine.field.decoder_weights import load as load_decoder_weights
from engine.field.triplane import ReliefTriplane, dequantise
from engine.individuals.reader import Dataset, Record
from engine.offscreen.raymarcher import render_offscreen

AZIMUTHS = (20.0, 150.0)
SIZE = 256


def variants(records: list[Record]) -> Iterator[dict[str, ReliefTriplane]]:
    """The true planes of every individual, and what base and upsampler would leave of them."""
    network, encoder = load_upsampler(), TextEncoder()
    for record in records:
        true = dequantise(record.planes())
        smooth = as_sampled(true, np.random.default_rng(record.seed))
        latent = text_latents(record, encoder)[:1].float()
        yield {"true": true, "smooth": smooth, "detailed": with_detail(network, smooth, latent, record.seed)}


def features(planes: ReliefTriplane) -> Tensor:
    """(views, 1280)"""
    weights, backbone = load_decoder_weights(), load_backbone()
    pictures = [render_offscreen(planes, weights, Camera(azimuth=a, elevation=0.0), SIZE) for a in AZIMUTHS]
    with torch.no_grad():
        return backbone(to_pictures(np.stack(pictures)[..., :3]))[1]


def kernel_distance(first: Tensor, second: Tensor) -> float:
    """The unbiased squared maximum mean discrepancy under the kernel (x y / d + 1)^3."""

    def kernel(x: Tensor, y: Tensor) -> Tensor:
        return (x @ y.T / x.shape[1] + 1) ** 3

    def within(x: Tensor) -> Tensor:
        values = kernel(x, x)
        return (values.sum() - values.trace()) / (len(x) * (len(x) - 1))

    return float(within(first) + within(second) - 2 * kernel(first, second).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--split", choices=("val", "test"), default="test")
    chosen = parser.parse_args()
    records = list(Dataset(chosen.data, chosen.split))[: 2 * chosen.count]
    half = len(records) // 2
    reference = torch.cat([features(dequantise(record.planes())) for record in records[:half]])
    made: dict[str, list[Tensor]] = {}
    for planes in variants(records[half:]):
        for name, one in planes.items():
            made.setdefault(name, []).append(features(one))
    found = {name: round(kernel_distance(reference, torch.cat(some)), 4) for name, some in made.items()}
    sys.stdout.write(json.dumps({"individuals": half} | found, indent=1) + "\n")


if __name__ == "__main__":
    main()

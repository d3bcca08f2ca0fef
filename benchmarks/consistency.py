"""Do the views of one sample agree? The base diffusion's planes against those of real individuals.

    python benchmarks/consistency.py --data DIR [--count 16] [--steps 16]

prints the disagreement (engine/field/consistency.py) of sampled planes at 64 x 64, of the same at full size smoothed in
space, and of as many individuals of the data set's test split brought down to 64.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from engine.diffusion.base import load_denoiser, noise_of, sample_base
from engine.field.consistency import disagreement
from engine.field.disturb import with_noise
from engine.field.resample import downsample, upsample
from engine.field.smooth import smoothed
from engine.field.triplane import ReliefTriplane, dequantise
from engine.individuals.reader import Dataset
from engine.space import BASE_SIZE, PLANE_SIZE


def samples(count: int, steps: int) -> Iterator[ReliefTriplane]:
    """Planes of nobody in particular, each from its own noise."""
    network = load_denoiser()
    for seed in range(count):
        yield sample_base(network, None, noise_of(seed), 1.0, steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--steps", type=int, default=16)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    held_out = Dataset(chosen.data, "test")
    real = [downsample(dequantise(held_out[i].planes()), BASE_SIZE) for i in range(min(chosen.count, len(held_out)))]
    rng = np.random.default_rng(0)
    found = {
        "real": disagreement(real),
        "real with noise": disagreement(with_noise(planes, rng) for planes in real),
        "sampled": disagreement(sampled := list(samples(chosen.count, chosen.steps))),
        "sampled and smoothed": disagreement(smoothed(upsample(planes, PLANE_SIZE)) for planes in sampled),
    }
    sys.stdout.write(json.dumps({name: asdict(value) for name, value in found.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()

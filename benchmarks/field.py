"""What the field costs: encoding, baking, drawing with both renderers, against what this machine can do.

    python benchmarks/field.py [--seed 2000012] [--size 512]

CPU seconds (all threads; other programs do not count) and the most memory held. The machine's own rates come first:
one core's matrix product and memory copy, then the share of them that each stage could not do without.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import torch

from engine.camera import Camera
from engine.field.decoder_weights import HIDDEN, INPUTS, OUTPUTS, load
from engine.field.encode import encode
from engine.field.field import Field
from engine.field.render import render
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw_samples
from engine.memory import peak_memory_mib
from engine.offscreen.field_program import DrawMode, Shading
from engine.offscreen.field_textures import prepare
from engine.offscreen.raymarcher import Raymarcher

Figures = dict[str, float]


def cpu_seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """The median CPU time of `work`, after one call that warms up."""
    work()
    found = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return round(float(np.median(found)), 4)


def machine() -> Figures:
    """Billions of operations a second of one core's float32 matrix product, and gigabytes a second of its copies."""
    a, big = torch.rand(512, 512), np.ones(32_000_000, np.float32)
    return {
        "matrix_gflops": round(2 * 512**3 / cpu_seconds(lambda: a @ a, 9) / 1e9, 1),
        "copy_gb_per_second": round(2 * big.nbytes / cpu_seconds(big.copy) / 1e9, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2_000_012)
    parser.add_argument("--size", type=int, default=512)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    individual, weights, camera = Individual(sample_recipe(chosen.seed)), load(), Camera(20, 5)
    planes = encode(partial(draw_samples, individual))
    figures = machine()
    figures["encode"] = cpu_seconds(lambda: encode(partial(draw_samples, individual)))
    figures["bake"] = cpu_seconds(lambda: prepare(planes, for_motion=True))
    with Raymarcher() as raymarcher:
        raymarcher.upload(planes, weights)
        for mode in DrawMode:
            shown = partial(raymarcher.draw, camera, chosen.size, chosen.size, mode, Shading.LIT)
            figures[f"glsl_{mode.value}"] = cpu_seconds(shown)
    field = Field(planes, weights)
    covered = float(np.isfinite(render(field, camera, 128, 128, at_surface=True).depth).mean()) * chosen.size**2
    figures["torch_surface"] = cpu_seconds(lambda: render(field, camera, chosen.size, chosen.size, at_surface=True), 1)
    figures["torch_volume"] = cpu_seconds(lambda: render(field, camera, chosen.size, chosen.size), 1)
    decoder = 2 * (INPUTS * HIDDEN + HIDDEN * HIDDEN + HIDDEN * OUTPUTS) * covered
    figures["decoder_at_matrix_rate"] = round(decoder / figures["matrix_gflops"] / 1e9, 4)
    figures["peak_mib"] = peak_memory_mib()
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()

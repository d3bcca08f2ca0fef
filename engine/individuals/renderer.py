"""Views of individuals: unlit from any camera, and lit portraits as a photographer would take them."""

import threading
from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.camera import Camera
from engine.individuals.body import CUT_Y, FLOOR_Y
from engine.individuals.individual import Individual, load_assets
from engine.individuals.occlusion import with_occlusion
from engine.individuals.portrait import portrait_camera, portrait_lighting
from engine.individuals.view import View
from engine.offscreen.mesh_renderer import Lighting, MeshRenderer, RenderMesh, Samples

_SAME_LAYER = 0.03
"""Samples of a pixel within this depth (cube units) of the nearest one belong to its layer."""
_local = threading.local()


def draw(
    individual: Individual, camera: Camera, size: int, supersample: int = 2, parts: Set[Part] | None = None
) -> View:
    """Albedo with soft ambient occlusion, unlit. Depth, part and normal come from a pixel's nearest sample,
    colour is the mean over the samples of that layer, alpha their coverage. Other than `parts` (None: all) is
    left out; its shade stays."""
    renderer = _renderer()
    mesh = _prepared(individual, renderer)
    materials = None if parts is None else _materials_of(mesh, parts)
    samples = renderer.draw(mesh, camera, size * supersample, CUT_Y, materials=materials)
    return resolve(samples, supersample, nearest_layer=True)


def _materials_of(mesh: RenderMesh, parts: Set[Part]) -> list[int]:
    return [index for index, material in enumerate(mesh.materials) if Part(int(material[1, 2])) in parts]


def draw_portrait(individual: Individual, rng: np.random.Generator, size: int = 384) -> View:
    """A lit portrait from a random camera near the front, under random light; the background stays free."""
    renderer = _renderer()
    camera, lighting = portrait_camera(rng), portrait_lighting(rng, sum(individual.recipe.skin_rgb) / 3)
    return _lit(individual, renderer, camera, lighting, size)


def _lit(individual: Individual, renderer: MeshRenderer, camera: Camera, lighting: Lighting, size: int) -> View:
    samples = renderer.draw(_prepared(individual, renderer), camera, 2 * size, FLOOR_Y, lighting)
    return resolve(samples, 2, nearest_layer=False)


def resolve(samples: Samples, factor: int, nearest_layer: bool) -> View:
    """Average `factor` x `factor` samples a pixel: over the nearest layer, or over all that were covered."""
    if factor == 1:
        covered = np.isfinite(samples.depth)
        return View(
            samples.colour[..., :3].copy(),
            (covered * np.uint8(255)),
            samples.depth.copy(),
            samples.part.copy(),
            _normals(samples.normal, covered),
        )
    depth = _blocks(samples.depth, factor)
    nearest = depth.argmin(0)[None]
    front = np.take_along_axis(depth, nearest, 0)[0]
    covered = np.isfinite(depth)
    used = covered & (depth <= front + _SAME_LAYER) if nearest_layer else covered
    weight = used.astype(np.float32)
    weight /= np.maximum(weight.sum(0), 1)
    colour = np.stack([(_blocks(samples.colour[..., i], factor) * weight).sum(0) for i in range(3)], -1)
    picked = [np.take_along_axis(_blocks(image, factor), nearest, 0)[0] for image in _labels(samples)]
    alpha = (covered.sum(0, dtype=np.float32) * (255 / factor**2) + 0.5).astype(np.uint8)
    normal = _normals(np.stack(picked[1:], -1), alpha > 0)
    return View((colour + 0.5).astype(np.uint8), alpha, front, picked[0], normal)


def _labels(samples: Samples) -> list[NDArray[np.uint8]]:
    return [samples.part, *(samples.normal[..., i] for i in range(3))]


def _blocks(image: NDArray, factor: int) -> NDArray:
    """The samples of each pixel along the first axis: (factor^2, H, W)."""
    return np.stack([image[i::factor, j::factor] for i in range(factor) for j in range(factor)])


def _normals(coded: NDArray[np.uint8], covered: NDArray[np.bool_]) -> NDArray[np.float32]:
    return (coded.astype(np.float32) / 127.5 - 1) * covered[..., None]


def _renderer() -> MeshRenderer:
    if not hasattr(_local, "renderer"):
        _local.renderer = MeshRenderer(load_assets().stack.pixels)
    return _local.renderer


def _prepared(individual: Individual, renderer: MeshRenderer) -> RenderMesh:
    if not individual.occluded:
        individual.mesh = with_occlusion(renderer, individual.mesh, CUT_Y)
        individual.occluded = True
    return individual.mesh

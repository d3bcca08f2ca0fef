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
from engine.offscreen.mesh_renderer import Lighting, MeshRenderer, RenderMesh
from engine.offscreen.resolve import Pixels

SAME_LAYER = 0.02
"""Samples of a pixel within this depth (cube units) of the nearest one belong to its layer."""
ANY_LAYER = 100.0
"""All samples of a pixel are mixed, as a camera would."""
PORTRAIT_SAMPLES = 1.5
"""Samples across a pixel of a portrait: 2 cost half as much again, and after a camera nobody could tell."""
_local = threading.local()


def draw(
    individual: Individual,
    camera: Camera,
    size: int,
    supersample: float = 2,
    parts: Set[Part] | None = None,
    thickness: float = SAME_LAYER,
) -> View:
    """Albedo with soft ambient occlusion, unlit. Of a pixel's samples alpha is the covered share; colour, depth and
    normal are the mean and part the commonest within `thickness` of the nearest. Other than `parts` (None: all) is
    left out; its shade stays."""
    renderer = _renderer()
    mesh = _prepared(individual, renderer)
    return _view(renderer.draw(mesh, camera, size, CUT_Y, None, supersample, thickness, parts))


def draw_samples(individual: Individual, camera: Camera, size: int, parts: Set[Part]) -> View:
    """Some parts, one sample a pixel, for `engine.field.encode`."""
    return draw(individual, camera, size, 1, parts)


def draw_portrait(individual: Individual, rng: np.random.Generator, size: int = 384) -> View:
    """A lit portrait from a random camera near the front, under random light; the background stays free."""
    return draw_lit(individual, *portrait_setting(individual, rng), size)


def portrait_setting(individual: Individual, rng: np.random.Generator) -> tuple[Camera, Lighting]:
    """A random camera near the front, and random light that suits the skin."""
    return portrait_camera(rng), portrait_lighting(rng, sum(individual.recipe.skin_rgb) / 3)


def draw_lit(individual: Individual, camera: Camera, lighting: Lighting, size: int) -> View:
    """A lit picture down to the floor of portraits; a pixel is the mean of all its covered samples."""
    renderer = _renderer()
    mesh = _prepared(individual, renderer)
    return _view(renderer.draw(mesh, camera, size, FLOOR_Y, lighting, PORTRAIT_SAMPLES, ANY_LAYER))


def baked_colours(mesh: RenderMesh, places: NDArray[np.float32], size: int) -> NDArray[np.uint8]:
    """Unlit colours of `mesh` painted to `places` of its corners: see MeshRenderer.bake."""
    return _renderer().bake(mesh, places, size)


def _view(pixels: Pixels) -> View:
    return View(pixels.colour, pixels.alpha, pixels.depth, pixels.part, pixels.normal)


def _renderer() -> MeshRenderer:
    if not hasattr(_local, "renderer"):
        _local.renderer = MeshRenderer(load_assets().stack.pixels)
    return _local.renderer


def _prepared(individual: Individual, renderer: MeshRenderer) -> RenderMesh:
    if not individual.occluded:
        individual.mesh = with_occlusion(renderer, individual.mesh, CUT_Y)
        individual.occluded = True
    return individual.mesh

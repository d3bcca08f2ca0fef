"""Contact sheets of individuals, for looking."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.individuals.individual import Individual
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw, draw_portrait
from engine.individuals.view import View

_GREY = 150


def contact_sheet(pictures: Sequence[NDArray[np.uint8]], columns: int) -> NDArray[np.uint8]:
    """Pictures (H, W, 3) of one size, row by row."""
    blank = np.full_like(pictures[0], _GREY)
    rows = -(-len(pictures) // columns)
    cells = [*pictures, *[blank] * (rows * columns - len(pictures))]
    return np.concatenate([np.concatenate(cells[r * columns : (r + 1) * columns], 1) for r in range(rows)])


def on_grey(view: View) -> NDArray[np.uint8]:
    """The picture over a plain background."""
    alpha = view.alpha[..., None] / 255
    return (view.colour * alpha + _GREY * (1 - alpha)).astype(np.uint8)


def front(individual: Individual, size: int = 256) -> NDArray[np.uint8]:
    """Unlit, orthographic, from the front."""
    return on_grey(draw(individual, Camera(distance=4, projection_kind="orthographic"), size))


def turnaround(individual: Individual, size: int = 256) -> NDArray[np.uint8]:
    """Front, left, back, right, top and bottom side by side."""
    angles = [(0, 0), (90, 0), (180, 0), (270, 0), (0, 90), (0, -90)]
    cameras = [Camera(azimuth=a, elevation=e, distance=4, projection_kind="orthographic") for a, e in angles]
    return np.concatenate([on_grey(draw(individual, camera, size)) for camera in cameras], 1)


def portrait(individual: Individual, size: int = 256) -> NDArray[np.uint8]:
    """One random portrait."""
    return on_grey(draw_portrait(individual, np.random.default_rng(individual.recipe.seed), size))


def sheet(seeds: Sequence[int], picture: Callable[[Individual], NDArray[np.uint8]], columns: int) -> NDArray[np.uint8]:
    """`picture` of the individual of every seed."""
    return contact_sheet([picture(Individual(sample_recipe(seed))) for seed in seeds], columns)

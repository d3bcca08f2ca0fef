"""The faces of synthetic individuals laid one on another: the same texel shows the same place of every face."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates
from scipy.spatial import Delaunay, cKDTree

from engine.edit.oklab import to_oklab
from engine.field.triplane import ReliefTriplane, texel_centres
from engine.individuals import body
from engine.individuals.geometry import vertex_normals
from engine.individuals.library import Library
from engine.individuals.recipe import Recipe
from engine.morphable.model import TOLD, Drawn
from engine.photo.template import face_template
from engine.space import PLANE_SIZE

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

BODY: Final = 13380
"""Vertices of the base mesh that are its skin; helpers follow."""
_FRONT: Final = 0
_APART: Final = 0.011
"""Least distance of two points in cube units: eyelids are nearer, but fold over one another."""
_FACING: Final = 0.1
_BEYOND: Final = 1.08
"""How much wider than the photos' landmarks the face is taken."""
_BEHIND, _BESIDE = 0.03, 0.012
"""A vertex is hidden by one so much nearer to the viewer, so near beside it."""


def skin_of(recipe: Recipe, library: Library) -> Floats:
    """Where the skin's vertices (13380, 3) of an individual's head lie in the cube."""
    neutral = body.shape(recipe, library)
    return body.frame(neutral).apply(body.express(recipe, library, neutral))[:BODY]


def points_of_face(mean: Floats, library: Library) -> Places:
    """The vertices that outline a face, of the `mean` (13380, 3) of many: seen from the front and apart."""
    corners = library.base.corners[library.base.triangles]
    facing = vertex_normals(mean, corners[(corners < BODY).all(axis=1)])[:, 2] > _FACING
    outline = face_template()[:, :2]
    middle = outline.mean(axis=0)
    within = Delaunay(outline).find_simplex(middle + (mean[:, :2] - middle) / _BEYOND) >= 0
    candidates = np.nonzero(facing & within & (mean[:, 2] > 0))[0]
    candidates = np.setdiff1d(candidates, body.mouth_cavity(library)[0])
    return _spaced(mean, candidates[~_hidden(mean[candidates])])


def _hidden(points: Floats) -> NDArray[np.bool_]:
    beside = cKDTree(points[:, :2]).query_ball_point(points[:, :2], _BESIDE)
    return np.array([(points[near, 2] > own[2] + _BEHIND).any() for near, own in zip(beside, points, strict=True)])


def _spaced(mean: Floats, candidates: Places) -> Places:
    tree, free, kept = cKDTree(mean[candidates, :2]), np.ones(len(candidates), bool), []
    for index in np.random.default_rng(0).permutation(len(candidates)):
        if free[index]:
            kept.append(index)
            free[tree.query_ball_point(mean[candidates[index], :2], _APART)] = False
    return candidates[np.sort(kept)]


@dataclass(frozen=True, eq=False)
class FaceSurface:
    """The mean face by its `points` (P, 2) in cube units, and the texels of the front plane that it covers."""

    points: Floats

    @property
    def texels(self) -> Places:
        """Rows and columns (T, 2)."""
        return np.argwhere(self._triangle_of >= 0)

    def drawn(self, points: Floats, planes: ReliefTriplane) -> Drawn:
        """The face of `planes` (256) whose points lie at `points` (P, 2), in the frame of the mean face."""
        triangles, weights = self._corners
        x, y = (points[triangles] * weights[..., None]).sum(axis=1).T
        places = [(PLANE_SIZE * (1 - y) - 1) / 2, (PLANE_SIZE * (1 + x) - 1) / 2]
        channels = np.moveaxis(planes.colour[_FRONT], -1, 0)
        colour = np.stack([map_coordinates(one, places, order=1) for one in channels], axis=-1)
        row, column = np.round(places).astype(int).clip(0, PLANE_SIZE - 1)
        part = planes.part[_FRONT][row, column]
        told = np.stack([part == label for label in TOLD], axis=-1).astype(np.float32)
        depth = map_coordinates(planes.depth[_FRONT], places, order=1)
        return Drawn(points.astype(np.float32), to_oklab(colour), depth, told)

    @cached_property
    def _mesh(self) -> Delaunay:
        return Delaunay(self.points)

    @cached_property
    def _triangle_of(self) -> Places:
        centres = texel_centres(PLANE_SIZE)
        return np.asarray(self._mesh.find_simplex(np.stack(np.meshgrid(centres, -centres), axis=-1)))

    @cached_property
    def _corners(self) -> tuple[Places, Floats]:
        """The points (T, 3) between which every texel of the mean face lies, and their shares (T, 3)."""
        centres, texels = texel_centres(PLANE_SIZE), self.texels
        triangle = self._triangle_of[tuple(texels.T)]
        at = np.column_stack([centres[texels[:, 1]], -centres[texels[:, 0]]])
        affine = self._mesh.transform[triangle]
        shares = np.einsum("nij,nj->ni", affine[:, :2], at - affine[:, 2])
        return self._mesh.simplices[triangle], np.column_stack([shares, 1 - shares.sum(axis=1)]).astype(np.float32)

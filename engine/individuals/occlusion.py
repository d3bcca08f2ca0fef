"""Soft ambient occlusion per vertex from depth renders of many directions."""

from dataclasses import replace

import numpy as np

from engine.attributes import Part
from engine.individuals.library import Floats
from engine.offscreen.mesh_renderer import FLAT, MeshRenderer, RenderMesh

_DIRECTIONS = 16
_SIZE = 160
_REACH = 1.75
_BIAS = 0.02
_DARKEST = 0.4
_OF_CAPS = 0.75
"""The cut is flat: what its few vertices see would draw rays on it."""
_TRANSPARENT = (Part.EYES,)
"""Eyes, lashes and teeth shade nothing that is seen, and are a third of the triangles."""


def with_occlusion(renderer: MeshRenderer, mesh: RenderMesh, cut: float) -> RenderMesh:
    """`mesh` with its occlusion column filled: 1 in the open, about 0.4 in deep folds."""
    directions = _sphere(_DIRECTIONS)
    matrices = np.stack([_looking_from(direction) for direction in directions])
    share = renderer.openness(mesh, directions, matrices, _SIZE, cut, _BIAS / (2 * _REACH), _TRANSPARENT)
    vertices = mesh.vertices.copy()
    vertices[:, 8] = _DARKEST + (1 - _DARKEST) * np.clip(share * 1.25, 0, 1)
    caps = mesh.materials[vertices[:, -1].astype(int), 0, 3] == FLAT
    vertices[caps, 8] = _OF_CAPS
    return replace(mesh, vertices=vertices)


def _sphere(count: int) -> Floats:
    index = np.arange(count) + 0.5
    y = 1 - 2 * index / count
    angle = np.pi * (1 + 5**0.5) * index
    radius = np.sqrt(1 - y * y)
    return np.stack([radius * np.cos(angle), y, radius * np.sin(angle)], 1).astype(np.float32)


def _looking_from(direction: Floats) -> Floats:
    right = np.cross([0.0, 1.0, 0.001], direction)
    right /= np.linalg.norm(right)
    up = np.cross(direction, right)
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = np.stack([right, up, -direction]) / _REACH
    return matrix

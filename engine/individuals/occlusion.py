"""Soft ambient occlusion per vertex from depth renders of many directions."""

from dataclasses import replace

import numpy as np

from engine.individuals.library import Floats
from engine.offscreen.mesh_renderer import FLAT, MeshRenderer, RenderMesh

_DIRECTIONS = 24
_SIZE = 160
_REACH = 1.75
_BIAS = 0.02
_DARKEST = 0.4
_OF_CAPS = 0.75
"""The cut is flat: what its few vertices see would draw rays on it."""


def with_occlusion(renderer: MeshRenderer, mesh: RenderMesh, cut: float) -> RenderMesh:
    """`mesh` with its occlusion column filled: 1 in the open, about 0.4 in deep folds."""
    position, normal = mesh.vertices[:, :3], mesh.vertices[:, 3:6]
    seen = np.zeros(len(position), np.float32)
    total = np.zeros(len(position), np.float32)
    origin = position + 0.012 * normal
    for direction in _sphere(_DIRECTIONS):
        matrix = _looking_from(direction)
        depth = renderer.depth(mesh, matrix, _SIZE, cut)
        facing = normal @ direction
        # hair cards have no reliable side, so every direction counts a little
        weight = np.maximum(np.abs(facing) * 0.3, facing) * (0.65 + 0.35 * direction[1])
        seen += weight * _visible(origin, matrix, depth)
        total += weight
    share = seen / np.maximum(total, 1e-6)
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


def _visible(points: Floats, matrix: Floats, depth: Floats) -> Floats:
    clip = points @ matrix[:3, :3].T
    at = np.clip(((clip[:, :2] * 0.5 + 0.5) * _SIZE).astype(np.int32), 0, _SIZE - 1)
    front = depth[at[:, 1], at[:, 0]]
    return (clip[:, 2] * 0.5 + 0.5 - _BIAS / (2 * _REACH) < front).astype(np.float32)

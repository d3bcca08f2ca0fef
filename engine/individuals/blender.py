"""Individuals drawn by Blender (Cycles), as the paper drew them: for hero pictures, and as a check on our renderer.

Needs the optional package `bpy` (`pip install .[blender]`, Python 3.11).
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.attributes import Part
from engine.camera import Camera
from engine.errors import GraphicsError
from engine.individuals.atlas import ATLAS_SIZE, Painted, cut_below, laid_out
from engine.individuals.body import CUT_Y
from engine.individuals.individual import Individual
from engine.individuals.library import Floats
from engine.individuals.renderer import baked_colours

_SUBSURFACE = 0.12
_SCATTER = (0.05, 0.02, 0.012)
"""How far light travels in skin, in cube units: red the farthest."""
_LIGHTS = (
    # direction towards it, watts, size, colour: key, fill, rim
    ((-0.6, 0.7, 0.9), 180.0, 1.6, (1.0, 0.95, 0.88)),
    ((1.0, 0.1, 0.7), 50.0, 2.5, (0.85, 0.92, 1.0)),
    ((0.5, 0.7, -1.0), 130.0, 1.2, (1.0, 1.0, 1.0)),
)
_LIGHT_DISTANCE = 3.5


class BlenderScene:
    """One individual in Blender; any number of pictures of it. Only one scene exists at a time."""

    def __init__(self, individual: Individual) -> None:
        """Raises GraphicsError without Blender."""
        self._bpy = _blender()
        painted, picture = _painted(individual)
        self._bpy.ops.wm.read_factory_settings(use_empty=True)
        self._scene = self._bpy.context.scene
        image = self._image(picture)
        for part in np.unique(painted.part):
            self._add(painted, painted.part == part, image, Part(int(part)))
        self._light()
        self._prepare()

    def draw(self, camera: Camera, size: int, samples: int = 64) -> NDArray[np.uint8]:
        """A lit picture (size, size, 4), sRGB with straight alpha; `samples` rays a pixel, noise removed from 8 on."""
        self._aim(camera)
        scene = self._scene
        scene.render.resolution_x = scene.render.resolution_y = size
        scene.cycles.samples = samples
        scene.cycles.use_denoising = samples >= 8
        with tempfile.TemporaryDirectory() as folder, _quiet():
            scene.render.filepath = str(Path(folder) / "picture.png")
            self._bpy.ops.render.render(write_still=True)
            return np.array(Image.open(scene.render.filepath).convert("RGBA"))

    def _image(self, picture: NDArray[np.uint8]) -> Any:
        image = self._bpy.data.images.new("colours", ATLAS_SIZE, ATLAS_SIZE, alpha=True)
        image.alpha_mode = "CHANNEL_PACKED"
        image.pixels.foreach_set(picture.astype(np.float32).ravel() / np.float32(255))
        image.pack()
        return image

    def _add(self, painted: Painted, chosen: NDArray[np.bool_], image: Any, part: Part) -> None:
        corners, places = painted.corners[chosen], painted.places[chosen]
        count = len(corners)
        mesh = self._bpy.data.meshes.new(part.name)
        mesh.vertices.add(3 * count)
        mesh.vertices.foreach_set("co", np.ascontiguousarray(corners[..., :3]).ravel())
        mesh.loops.add(3 * count)
        mesh.loops.foreach_set("vertex_index", np.arange(3 * count, dtype=np.int32))
        mesh.polygons.add(count)
        mesh.polygons.foreach_set("loop_start", np.arange(0, 3 * count, 3, dtype=np.int32))
        mesh.polygons.foreach_set("material_index", np.zeros(count, np.int32))
        mesh.uv_layers.new().data.foreach_set("uv", np.ascontiguousarray(places).ravel())
        mesh.update(calc_edges=True)
        mesh.normals_split_custom_set(corners[..., 3:6].reshape(-1, 3).tolist())
        mesh.materials.append(self._material(image, part, float(np.median(painted.gloss[chosen]))))
        self._scene.collection.objects.link(self._bpy.data.objects.new(part.name, mesh))

    def _material(self, image: Any, part: Part, gloss: float) -> Any:
        material = self._bpy.data.materials.new(part.name)
        material.use_nodes = True
        nodes, links = material.node_tree.nodes, material.node_tree.links
        surface = nodes["Principled BSDF"]
        colour, opaque = nodes.new("ShaderNodeTexImage"), nodes.new("ShaderNodeMath")
        colour.image = image
        opaque.operation = "GREATER_THAN"
        opaque.inputs[1].default_value = 0.5
        links.new(colour.outputs["Color"], surface.inputs["Base Color"])
        links.new(colour.outputs["Alpha"], opaque.inputs[0])
        links.new(opaque.outputs[0], surface.inputs["Alpha"])
        hairy = part in (Part.HAIR, Part.FACIAL_HAIR)  # cards, not strands: their highlights would be sheets
        surface.inputs["Roughness"].default_value = 0.8 if hairy else float(np.clip(0.75 - 1.5 * gloss, 0.15, 0.85))
        surface.inputs["Specular IOR Level"].default_value = 0.35 if gloss > 0.03 and not hairy else 0.12
        if part is Part.SKIN:
            surface.inputs["Subsurface Weight"].default_value = _SUBSURFACE
            surface.inputs["Subsurface Radius"].default_value = _SCATTER
            surface.inputs["Subsurface Scale"].default_value = 1.0
        return material

    def _light(self) -> None:
        for number, (towards, power, size, colour) in enumerate(_LIGHTS):
            lamp = self._bpy.data.lights.new(f"light {number}", "AREA")
            lamp.energy, lamp.size, lamp.color = power, size, colour
            place = np.array(towards) / np.linalg.norm(towards)
            placed = self._bpy.data.objects.new(lamp.name, lamp)
            placed.matrix_world = _matrix(_facing(place), place * _LIGHT_DISTANCE)
            self._scene.collection.objects.link(placed)
        world = self._bpy.data.worlds.new("world")
        world.use_nodes = True
        world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.35
        world.node_tree.nodes["Background"].inputs["Color"].default_value = (0.8, 0.85, 0.9, 1)
        self._scene.world = world

    def _prepare(self) -> None:
        scene = self._scene
        scene.render.engine = "CYCLES"
        scene.cycles.device = "CPU"
        scene.cycles.transparent_max_bounces = 64  # hair is many layers of cards
        scene.render.film_transparent = True
        scene.render.image_settings.file_format = "PNG"
        scene.render.image_settings.color_mode = "RGBA"
        scene.view_settings.view_transform = "Standard"

    def _aim(self, camera: Camera) -> None:
        data = self._bpy.data.cameras.new("camera")
        if camera.projection_kind == "orthographic":
            data.type, data.ortho_scale = "ORTHO", 2 * camera.half_height
        else:
            data.angle = float(np.deg2rad(camera.fov))  # the picture is square: both angles are the vertical one
        data.clip_start, data.clip_end = camera.near, camera.far
        placed = self._bpy.data.objects.new("camera", data)
        placed.matrix_world = _matrix(camera.axes(), camera.position())
        self._scene.collection.objects.link(placed)
        self._scene.camera = placed


def silhouette_overlap(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """Intersection over union of two coverages (H, W), thresholded at one half."""
    a, b = first >= 128, second >= 128
    return float((a & b).sum() / max((a | b).sum(), 1))


def _painted(individual: Individual) -> tuple[Painted, NDArray[np.uint8]]:
    painted, larger, places = laid_out(cut_below(individual.mesh, CUT_Y))
    return painted, baked_colours(larger, places, ATLAS_SIZE)


def _matrix(axes: Floats, position: Floats) -> list[list[float]]:
    """Object to world of something that looks along its -z: rows of `axes` are right, up, backward."""
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = axes.T, position
    return matrix.T.tolist()  # Blender keeps columns together


def _facing(towards: Floats) -> Floats:
    right = np.cross([0.0, 1.0, 0.0], towards)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(towards, right), towards])


def _blender() -> Any:
    try:
        import bpy
    except ImportError as error:
        raise GraphicsError("Blender is not installed.", "On Python 3.11: pip install .[blender]") from error
    return bpy


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Blender reports every sample on the process's own stdout."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a file number is needed
        kept = os.dup(1)
        try:
            os.dup2(nowhere.fileno(), 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)

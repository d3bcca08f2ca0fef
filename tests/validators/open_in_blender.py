"""Open exported files in Blender: python open_in_blender.py FILE... [--picture OUT.png]

Needs the `bpy` package (4.5, Python 3.11) in an environment of its own. Prints one JSON list with
what Blender found: meshes with triangles, materials, packed pictures and the bounds in metres
(Blender's z is up, its -y is the avatar's forward). With --picture it renders the last file from
the front, the back and both sides, lit evenly.
"""

import argparse
import json
import math
import sys
from pathlib import Path

import bpy
from mathutils import Vector

IMPORTERS = {
    ".glb": lambda path: bpy.ops.import_scene.gltf(filepath=path, disable_bone_shape=True),
    ".gltf": lambda path: bpy.ops.import_scene.gltf(filepath=path, disable_bone_shape=True),
    ".obj": lambda path: bpy.ops.wm.obj_import(filepath=path),
    ".ply": lambda path: bpy.ops.wm.ply_import(filepath=path),
}


def open_file(path: Path) -> dict:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    IMPORTERS[path.suffix.lower()](str(path))
    meshes = [thing for thing in bpy.data.objects if thing.type == "MESH"]
    return {
        "file": path.name,
        "meshes": {mesh.name: describe(mesh) for mesh in meshes},
        "pictures": {image.name: list(image.size) for image in bpy.data.images if image.size[0]},
        "bounds": bounds(meshes),
    }


def describe(mesh: bpy.types.Object) -> dict:
    mesh.data.calc_loop_triangles()
    return {
        "triangles": len(mesh.data.loop_triangles),
        "vertices": len(mesh.data.vertices),
        "materials": [slot.name for slot in mesh.material_slots],
        "uv_maps": len(mesh.data.uv_layers),
        "colours": len(mesh.data.color_attributes),
    }


def bounds(meshes: list[bpy.types.Object]) -> list[list[float]]:
    corners = [mesh.matrix_world @ Vector(corner) for mesh in meshes for corner in mesh.bound_box]
    return [[round(choose(c[axis] for c in corners), 4) for axis in range(3)] for choose in (min, max)]


def render(out: Path) -> None:
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.samples = "CYCLES", 16
    scene.render.resolution_x = scene.render.resolution_y = 384
    scene.view_settings.view_transform = "Standard"
    world = bpy.data.worlds.new("even")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (1, 1, 1, 1)
    scene.world = world
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    scene.collection.objects.link(camera)
    scene.camera = camera
    for name, turn in (("front", 0), ("left", 90), ("back", 180), ("right", 270)):
        angle = math.radians(turn)
        camera.location = (1.3 * math.sin(angle), -1.3 * math.cos(angle), 0.27)
        camera.rotation_euler = (math.pi / 2, 0, angle)
        scene.render.filepath = str(out.with_stem(f"{out.stem}_{name}"))
        bpy.ops.render.render(write_still=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    reports = [open_file(path) for path in arguments.files]
    if arguments.picture:
        render(arguments.picture)
    sys.stdout.write(json.dumps(reports, indent=1) + "\n")


if __name__ == "__main__":
    main()

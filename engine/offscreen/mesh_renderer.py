"""Draws the textured meshes of individuals: colours, depth, normals and parts in one pass a view."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.errors import GraphicsError
from engine.offscreen.context import create_context
from engine.offscreen.resolve import Pixels, Resolver
from engine.offscreen.shader_source import load_shader

Floats = NDArray[np.float32]
Defines = dict[str, int | float | bool]

MATERIAL_ROWS = 7
PLAIN, TINTED, SKIN, FLAT, CLOTH, HAIR = range(6)
"""Modes of a material."""
_FORMAT = "3f 3f 2f 1f 4f 1f"
_CLIP_DISTANCE = 0x3000  # GL_CLIP_DISTANCE0
_HAIRY = (2, 3)  # hair, facial hair and brows
_NAMES = ("in_position", "in_normal", "in_uv", "in_occlusion", "in_paint", "in_material")


@dataclass(frozen=True)
class RenderMesh:
    """Everything one view needs.

    `vertices` (V, 14) float32: position, normal, uv, occlusion (1 = open), paint, material;
    `triangles` (T, 3) int32, in the order of their materials; `materials` (M, 7, 4) float32, rows
    (tint rgb, mode 0 plain 1 tinted 2 skin 3 flat 4 cloth 5 hair), (texture layer, alpha threshold, part, gloss), then
    of skin (contrast above and below its tone, seed, redness of lips), (beard rgb, shadow),
    (lipstick rgb, strength), (blush, eyeliner, freckles, age spots), (scalp rgb, how much hair covers it), of cloth
    (decimetres a uv unit, material, pattern, seed), (second rgb, print), of hair (root rgb, contrast),
    (tip rgb, unused).
    Paint: on skin the weights of beard, scalp, blush and eyelid rims; on hair the way from root (0) to tip (1) and
    decimetres inside its cut, negative where cut off; on eyes the shadow of the lids.
    """

    vertices: Floats
    triangles: NDArray[np.int32]
    materials: Floats


@dataclass(frozen=True)
class Lighting:
    """Two directional lights and a hemisphere; directions are unit vectors towards the light, colours linear."""

    key: tuple[Floats, Floats]
    fill: tuple[Floats, Floats]
    sky: Floats
    ground: Floats
    exposure: float


@dataclass(frozen=True)
class _Batch:
    """The triangles of one material, `count` of them from the `first`, and the defines its shader wants."""

    first: int
    count: int
    material: Floats
    shaded: Defines
    lit: Defines

    @property
    def part(self) -> int:
        return round(float(self.material[1, 2]))


@dataclass
class _Loaded:
    mesh: RenderMesh
    vertices: moderngl.Buffer
    indices: moderngl.Buffer
    batches: list[_Batch]
    arrays: dict[int, moderngl.VertexArray]

    def release(self) -> None:
        for array in self.arrays.values():
            array.release()
        self.vertices.release()
        self.indices.release()


class MeshRenderer:
    """Owns a context and the texture array; keeps the last mesh loaded. Not for use from two threads."""

    def __init__(self, textures: NDArray[np.uint8]) -> None:
        """`textures` (L, H, W, 4) uint8, row 0 at v = 0. Raises GraphicsError without OpenGL 3.3."""
        self._context = create_context()
        layers, height, width, _ = textures.shape
        self._textures = self._context.texture_array((width, height, layers), 4, textures)
        self._textures.build_mipmaps()
        self._textures.filter = (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR)
        self._programs: dict[Any, moderngl.Program] = {}
        self._resolver = Resolver(self._context)
        self._depth_targets: dict[tuple[int, int], tuple[moderngl.Framebuffer, moderngl.Texture]] = {}
        self._loaded: _Loaded | None = None

    def draw(
        self,
        mesh: RenderMesh,
        camera: Camera,
        size: int,
        cut: float,
        lighting: Lighting | None = None,
        supersample: float = 1,
        thickness: float = 0.03,
        parts: Collection[int] | None = None,
    ) -> Pixels:
        """A square view of `size` pixels; geometry below y = `cut` is not drawn, of `parts` if given only those.

        Each pixel is the mean of those of its `supersample`^2 samples (halves allowed, `size` must then be even) that
        lie within `thickness` of the nearest.
        """
        # another renderer on this thread may have made its own context current
        with self._context:
            loaded, target = self._load(mesh), self._resolver.target(round(size * supersample))
            target.framebuffer.use()
            target.framebuffer.clear(0.0, 0.0, 0.0, 0.0)
            shared = _view_uniforms(camera, cut) | _light_uniforms(lighting)
            shown = [batch for batch in loaded.batches if parts is None or batch.part in parts]
            self._draw_batches(loaded, "mesh.frag", shown, shared, lighting is not None)
            return self._resolver.resolve(target, supersample, camera, thickness)

    def openness(
        self,
        mesh: RenderMesh,
        directions: Floats,
        matrices: Floats,
        size: int,
        cut: float,
        bias: float,
        transparent: Collection[int] = (),
    ) -> Floats:
        """How much of the surroundings each vertex sees, (V,) in [0, 1]: the weighted share of `directions` (D, 3)
        from which it is seen in their `size`-pixel depth pictures under the orthographic `matrices` (D, 4, 4);
        `bias` of depth in [0, 1]; parts that are `transparent` hide nothing."""
        with self._context:
            loaded = self._load(mesh)
            columns = int(np.ceil(np.sqrt(len(directions))))
            framebuffer, depth = self._depth_target(size * columns, size * -(-len(directions) // columns))
            framebuffer.use()
            framebuffer.clear()
            hiding = [batch for batch in loaded.batches if batch.part not in transparent]
            for index, matrix in enumerate(matrices):
                framebuffer.viewport = (index % columns * size, index // columns * size, size, size)
                self._draw_batches(loaded, "depth.frag", hiding, _matrix_uniforms(matrix, cut), False)
            depth.use(0)
            defines: Defines = {"DIRECTIONS": len(directions), "COLUMNS": columns, "SIZE": size}
            program = self._program("occlusion.vert", None, defines)
            uniforms = {
                "u_depth": 0,
                "u_direction": directions,
                "u_matrix": matrices.transpose(0, 2, 1),
                "u_bias": bias,
            }
            _set(program, uniforms)
            return self._transformed(loaded, program)

    def bake(self, mesh: RenderMesh, places: Floats, size: int) -> NDArray[np.uint8]:
        """Unlit colours painted to `places` (T, 3, 2), [0, 1] from the lower left, of the corners of every triangle
        in a picture (size, size, 4), row 0 at the bottom; alpha 255 where something was painted."""
        with self._context:
            loaded, target = self._load(mesh), self._resolver.target(size)
            target.framebuffer.use()
            target.framebuffer.clear(0.0, 0.0, 0.0, 0.0)
            self._context.enable_only(moderngl.NOTHING)
            self._textures.use(0)
            spots = self._context.buffer(np.ascontiguousarray(places, np.float32))
            for batch in loaded.batches:
                program = self._program("mesh.vert", "mesh.frag", batch.shaded | {"BAKED": True})
                _set(program, {"u_textures": 0, "u_material": batch.material})
                content = [(loaded.vertices, _FORMAT, *_NAMES), (spots, "2f", "in_place")]
                array = self._context.vertex_array(program, content, skip_errors=True)
                array.render(vertices=3 * batch.count, first=3 * batch.first)
                array.release()
            spots.release()
            return np.frombuffer(target.samples[0].read(), np.uint8).reshape(size, size, 4)

    def release(self) -> None:
        """Free the context and everything on it."""
        self._context.release()

    def _draw_batches(
        self, loaded: _Loaded, fragment: str, batches: list[_Batch], shared: dict[str, Any], lit: bool
    ) -> None:
        self._context.enable_only(moderngl.DEPTH_TEST)
        self._context.enable_direct(_CLIP_DISTANCE)
        self._textures.use(0)
        ready = set()
        for batch in batches:
            program = self._program("mesh.vert", fragment, batch.lit if lit else batch.shaded)
            if program.glo not in ready:
                _set(program, shared | {"u_textures": 0})
                ready.add(program.glo)
            _set(program, {"u_material": batch.material})
            self._array(loaded, program).render(vertices=3 * batch.count, first=3 * batch.first)
        self._context.disable_direct(_CLIP_DISTANCE)

    def _transformed(self, loaded: _Loaded, program: moderngl.Program) -> Floats:
        count = len(loaded.mesh.vertices)
        result = self._context.buffer(reserve=4 * count)
        array = self._context.vertex_array(program, [(loaded.vertices, _FORMAT, *_NAMES)], skip_errors=True)
        array.transform(result, moderngl.POINTS, vertices=count)
        found = np.frombuffer(result.read(), np.float32).copy()
        array.release()
        result.release()
        return found

    def _program(self, vertex: str, fragment: str | None, defines: Defines) -> moderngl.Program:
        key = (vertex, fragment, tuple(defines.items()))
        if key not in self._programs:
            try:
                self._programs[key] = self._compiled(vertex, fragment, defines)
            except moderngl.Error as error:
                raise GraphicsError(f"A mesh shader failed: {error}.", "Update the graphics driver.") from error
        return self._programs[key]

    def _compiled(self, vertex: str, fragment: str | None, defines: Defines) -> moderngl.Program:
        if fragment is None:
            return self._context.program(load_shader(f"mesh/{vertex}", defines), varyings=("v_open",))
        return self._context.program(load_shader(f"mesh/{vertex}", defines), load_shader(f"mesh/{fragment}", defines))

    def _load(self, mesh: RenderMesh) -> _Loaded:
        if self._loaded and self._loaded.mesh is mesh:
            return self._loaded
        if self._loaded:
            self._loaded.release()
        vertices = self._context.buffer(np.ascontiguousarray(mesh.vertices, np.float32))
        indices = self._context.buffer(np.ascontiguousarray(mesh.triangles, np.int32))
        self._loaded = _Loaded(mesh, vertices, indices, _batches(mesh), {})
        return self._loaded

    def _array(self, loaded: _Loaded, program: moderngl.Program) -> moderngl.VertexArray:
        if program.glo not in loaded.arrays:
            content = [(loaded.vertices, _FORMAT, *_NAMES)]
            loaded.arrays[program.glo] = self._context.vertex_array(program, content, loaded.indices, skip_errors=True)
        return loaded.arrays[program.glo]

    def _depth_target(self, width: int, height: int) -> tuple[moderngl.Framebuffer, moderngl.Texture]:
        if (width, height) not in self._depth_targets:
            depth = self._context.depth_texture((width, height))
            depth.compare_func = ""
            self._depth_targets[width, height] = (self._context.framebuffer([], depth), depth)
        return self._depth_targets[width, height]


def _batches(mesh: RenderMesh) -> list[_Batch]:
    """What is drawn with one material each; alpha-tested ones last, behind what already stands there."""
    owner = mesh.vertices[mesh.triangles[:, 0], -1]
    starts = np.flatnonzero(np.diff(owner, prepend=-1.0))
    ends = np.append(starts[1:], len(owner))
    batches = []
    for first, end in zip(starts, ends, strict=True):
        material = mesh.materials[round(float(owner[first]))]
        shaded = _defines(material)
        lit = shaded | {"LIT": True, "STRANDS": round(float(material[1, 2])) in _HAIRY}
        batches.append(_Batch(int(first), int(end - first), material, shaded, lit))
    return sorted(batches, key=lambda batch: bool(batch.shaded["TESTED"]))


def _defines(material: Floats) -> Defines:
    """What the shader of a material has to do."""
    mode = round(float(material[0, 3]))
    found: Defines = {"MODE": mode, "TESTED": bool(material[1, 1] > 0 and mode != FLAT)}
    if mode == SKIN:
        return found | {"FRECKLED": bool(material[5, 2] > 0.02), "SPOTTED": bool(material[5, 3] > 0)}
    if mode == CLOTH:
        return found | {"WEAVE": round(float(material[2, 1])), "PATTERN": round(float(material[2, 2]))}
    return found


def _set(program: moderngl.Program, values: dict[str, Any]) -> None:
    """Set uniforms; what the compiler found unused is passed over, as is the unused end of an array."""
    for name, value in values.items():
        member = program.get(name, None)
        if not isinstance(member, moderngl.Uniform):
            continue
        if isinstance(value, np.ndarray):
            rows = value[: member.array_length] if member.array_length > 1 else value
            member.write(np.ascontiguousarray(rows, np.float32).tobytes())
        else:
            member.value = value


def _matrix_uniforms(matrix: Floats, cut: float) -> dict[str, Any]:
    return {"u_view_projection": matrix.T, "u_cut": cut}


def _view_uniforms(camera: Camera, cut: float) -> dict[str, Any]:
    return _matrix_uniforms(camera.projection_matrix() @ camera.view_matrix(), cut) | {
        "u_eye": tuple(map(float, camera.position())),
        "u_view": tuple(map(float, camera.axes()[2])),
        "u_orthographic": float(camera.projection_kind == "orthographic"),
    }


def _light_uniforms(lighting: Lighting | None) -> dict[str, Any]:
    if lighting is None:
        return {}
    rows = np.stack([*lighting.key, *lighting.fill, lighting.sky, lighting.ground])
    return {"u_light": rows, "u_exposure": lighting.exposure}

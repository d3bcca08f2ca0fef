"""Draws the textured meshes of individuals: colours, depth, normals and parts in one pass a view."""

from collections.abc import Collection
from dataclasses import dataclass, field

import moderngl
import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.errors import GraphicsError
from engine.offscreen.context import create_context
from engine.paths import shaders_dir

Floats = NDArray[np.float32]

VERTEX_FLOATS = 14
MAX_MATERIALS = 16
MATERIAL_ROWS = 7
PLAIN, TINTED, SKIN, FLAT, CLOTH, HAIR = range(6)
"""Modes of a material."""
_FORMAT = "3f 3f 2f 1f 4f 1f"
_NAMES = ("in_position", "in_normal", "in_uv", "in_occlusion", "in_paint", "in_material")


@dataclass(frozen=True)
class RenderMesh:
    """Everything one view needs.

    `vertices` (V, 14) float32: position, normal, uv, occlusion (1 = open), paint, material;
    `triangles` (T, 3) int32, in the order of their materials; `materials` (M <= 16, 7, 4) float32, rows
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
class Samples:
    """One sample a pixel: colour u8 (H, W, 4), alpha 255 where drawn; depth along the view axis (inf outside);
    normal u8 (H, W, 3) around 127.5; part u8 (H, W)."""

    colour: NDArray[np.uint8]
    depth: Floats
    normal: NDArray[np.uint8]
    part: NDArray[np.uint8]


@dataclass
class _Target:
    framebuffer: moderngl.Framebuffer
    colour: moderngl.Texture
    normal_part: moderngl.Texture
    depth: moderngl.Texture


@dataclass
class _Loaded:
    mesh: RenderMesh
    arrays: list[moderngl.VertexArray] = field(default_factory=list)
    buffers: list[moderngl.Buffer] = field(default_factory=list)


class MeshRenderer:
    """Owns a context and the texture array; keeps the last mesh loaded. Not for use from two threads."""

    def __init__(self, textures: NDArray[np.uint8]) -> None:
        """`textures` (L, H, W, 4) uint8, row 0 at v = 0. Raises GraphicsError without OpenGL 3.3."""
        self._context = create_context()
        folder = shaders_dir() / "mesh"
        vertex = (folder / "mesh.vert").read_text()
        self._programs = [self._program(vertex, (folder / name).read_text()) for name in ("mesh.frag", "depth.frag")]
        layers, height, width, _ = textures.shape
        self._textures = self._context.texture_array((width, height, layers), 4, textures)
        self._textures.build_mipmaps()
        self._textures.filter = (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR)
        self._targets: dict[int, _Target] = {}
        self._depth_targets: dict[int, tuple[moderngl.Framebuffer, moderngl.Texture]] = {}
        self._loaded: _Loaded | None = None

    def draw(
        self,
        mesh: RenderMesh,
        camera: Camera,
        size: int,
        cut: float,
        lighting: Lighting | None = None,
        materials: Collection[int] | None = None,
    ) -> Samples:
        """One sample a pixel of a square view; geometry below y = `cut` is not drawn, nor what is made of other than
        `materials` (None: all)."""
        # another renderer on this thread may have made its own context current
        with self._context:
            self._load(mesh)
            program, target = self._programs[0], self._target(size)
            self._set_view(program, mesh, camera.projection_matrix() @ camera.view_matrix(), cut)
            _uniform(program, "u_eye").value = tuple(map(float, camera.position()))
            _uniform(program, "u_view").value = tuple(map(float, camera.axes()[2]))
            _uniform(program, "u_orthographic").value = float(camera.projection_kind == "orthographic")
            _set_lighting(program, lighting)
            self._render(target.framebuffer, 0, materials)
            return _read(target, size, camera)

    def depth(self, mesh: RenderMesh, matrix: Floats, size: int, cut: float) -> Floats:
        """Depth buffer (size, size) in [0, 1], row 0 at the bottom, under the orthographic `matrix`."""
        with self._context:
            self._load(mesh)
            framebuffer, texture = self._depth_target(size)
            self._set_view(self._programs[1], mesh, matrix, cut)
            self._render(framebuffer, 1)
            return np.frombuffer(texture.read(), np.float32).reshape(size, size)

    def release(self) -> None:
        """Free the context and everything on it."""
        self._context.release()

    def _program(self, vertex: str, fragment: str) -> moderngl.Program:
        try:
            return self._context.program(vertex_shader=vertex, fragment_shader=fragment)
        except moderngl.Error as error:
            raise GraphicsError(f"A mesh shader did not compile: {error}.", "Update the graphics driver.") from error

    def _load(self, mesh: RenderMesh) -> None:
        if self._loaded and self._loaded.mesh is mesh:
            return
        if self._loaded:
            for array in self._loaded.arrays:
                array.release()
            for buffer in self._loaded.buffers:
                buffer.release()
        vertices = self._context.buffer(np.ascontiguousarray(mesh.vertices, np.float32))
        indices = self._context.buffer(np.ascontiguousarray(mesh.triangles, np.int32))
        arrays = [self._array(program, vertices, indices) for program in self._programs]
        self._loaded = _Loaded(mesh, arrays, [vertices, indices])

    def _array(
        self, program: moderngl.Program, vertices: moderngl.Buffer, indices: moderngl.Buffer
    ) -> moderngl.VertexArray:
        return self._context.vertex_array(program, [(vertices, _FORMAT, *_NAMES)], indices, skip_errors=True)

    def _set_view(self, program: moderngl.Program, mesh: RenderMesh, matrix: Floats, cut: float) -> None:
        materials = np.zeros((MAX_MATERIALS * MATERIAL_ROWS, 4), np.float32)
        materials[: MATERIAL_ROWS * len(mesh.materials)] = mesh.materials.reshape(-1, 4)
        _uniform(program, "u_materials").write(materials.tobytes())
        _uniform(program, "u_view_projection").write(np.ascontiguousarray(matrix.T, np.float32).tobytes())
        _uniform(program, "u_cut").value = cut
        _uniform(program, "u_textures").value = 0
        self._textures.use(0)

    def _render(
        self, framebuffer: moderngl.Framebuffer, program: int, materials: Collection[int] | None = None
    ) -> None:
        framebuffer.use()
        self._context.enable_only(moderngl.DEPTH_TEST)
        framebuffer.clear(0.0, 0.0, 0.0, 0.0)
        assert self._loaded is not None
        array = self._loaded.arrays[program]
        if materials is None:
            array.render()
            return
        for first, count in (_material_range(self._loaded.mesh, material) for material in sorted(materials)):
            if count:
                array.render(vertices=3 * count, first=3 * first)

    def _target(self, size: int) -> _Target:
        if size not in self._targets:
            colour, normal_part = (self._context.texture((size, size), 4) for _ in range(2))
            depth = self._context.depth_texture((size, size))
            framebuffer = self._context.framebuffer([colour, normal_part], depth)
            self._targets[size] = _Target(framebuffer, colour, normal_part, depth)
        return self._targets[size]

    def _depth_target(self, size: int) -> tuple[moderngl.Framebuffer, moderngl.Texture]:
        if size not in self._depth_targets:
            depth = self._context.depth_texture((size, size))
            self._depth_targets[size] = (self._context.framebuffer([], depth), depth)
        return self._depth_targets[size]


def _material_range(mesh: RenderMesh, material: int) -> tuple[int, int]:
    """First triangle and number of triangles of a material."""
    of_triangles = mesh.vertices[mesh.triangles[:, 0], -1]
    first, end = np.searchsorted(of_triangles, [material - 0.5, material + 0.5])
    return int(first), int(end - first)


def _uniform(program: moderngl.Program, name: str) -> moderngl.Uniform:
    member = program[name]
    assert isinstance(member, moderngl.Uniform)
    return member


def _set_lighting(program: moderngl.Program, lighting: Lighting | None) -> None:
    _uniform(program, "u_lit").value = int(lighting is not None)
    if lighting is None:
        return
    rows = np.stack([*lighting.key, *lighting.fill, lighting.sky, lighting.ground]).astype(np.float32)
    _uniform(program, "u_light").write(rows.tobytes())
    _uniform(program, "u_exposure").value = lighting.exposure


def _read(target: _Target, size: int, camera: Camera) -> Samples:
    colour = np.frombuffer(target.colour.read(), np.uint8).reshape(size, size, 4)[::-1]
    normal_part = np.frombuffer(target.normal_part.read(), np.uint8).reshape(size, size, 4)[::-1]
    buffer = np.frombuffer(target.depth.read(), np.float32).reshape(size, size)[::-1]
    return Samples(colour, _view_depth(buffer, camera), normal_part[..., :3], normal_part[..., 3])


def _view_depth(buffer: Floats, camera: Camera) -> Floats:
    near, far = camera.near, camera.far
    if camera.projection_kind == "orthographic":
        depth = near + buffer * (far - near)
    else:
        depth = near * far / (far - buffer * (far - near))
    return np.where(buffer >= 1.0, np.float32(np.inf), depth).astype(np.float32)

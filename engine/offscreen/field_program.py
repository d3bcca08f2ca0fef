"""The GLSL raymarcher: draws a relief triplane into whatever framebuffer is bound, with any moderngl context."""

from enum import StrEnum
from typing import Final

import moderngl
import numpy as np
from numpy.typing import NDArray

from engine.attributes import PART_COUNT, Part
from engine.camera import Camera
from engine.errors import GraphicsError
from engine.field import fusion
from engine.field.decoder_weights import HIDDEN, INPUTS, OUTPUTS, DecoderWeights
from engine.field.triplane import BOTTOM_Y, MAX_LAYERS, SILHOUETTE_LIMIT, SLICE_Y, VIEW_COUNT, ReliefTriplane
from engine.field.volume import SKIP_LIMIT
from engine.offscreen.field_textures import (
    BAKED_LIMIT,
    BAKED_SIZE,
    Array,
    FieldTextures,
    baked_volume,
    prepare,
)
from engine.offscreen.shader_source import load_shader


class DrawMode(StrEnum):
    """EXACT: small steps and the decoder at the surface. COARSE: for motion, fusion without the decoder."""

    EXACT = "exact"
    COARSE = "coarse"


class Shading(StrEnum):
    """What the picture shows."""

    UNLIT = "unlit"
    LIT = "lit"
    PARTS = "parts"
    NORMALS = "normals"


_SHADING_NUMBER: Final = {Shading.UNLIT: 0, Shading.LIT: 1, Shading.PARTS: 2, Shading.NORMALS: 3}
_MARCH: Final[dict[DrawMode, dict[str, int | float]]] = {
    DrawMode.EXACT: {
        name: getattr(fusion, name) for name in ("MAX_STEPS", "BISECTIONS", "STEP_SHARE", "LEAST_STEP", "LARGEST_STEP")
    },
    DrawMode.COARSE: {"MAX_STEPS": 64, "STEP_SHARE": 0.8, "LEAST_STEP": 0.01, "LARGEST_STEP": 0.05},
}
_UNITS: Final = {"relief": 0, "colour_planes": 1, "normal_planes": 2, "part_planes": 3, "empty": 4, "baked": 5}
_DECODER_BINDING: Final = 0
_Variant = tuple[DrawMode, bool]
"""A compiled program: how it marches, and whether it tells parts."""


def shader_constants(mode: DrawMode, with_parts: bool) -> dict[str, int | float | bool]:
    """The constants that the shader shares with the torch renderer, and the march of `mode`."""
    shared: dict[str, int | float | bool] = {
        name: getattr(fusion, name)
        for name in (
            "FUSION_DEPTH",
            "OUTSIDE_PENALTY",
            "FACING_FLOOR",
            "FACING_POWER",
            "NORMAL_DEPTH",
            "NORMAL_POWER",
            "DEPTH_NEAR",
            "DEPTH_FAR",
            "HULL_NEAR",
            "HULL_FAR",
            "LOGIT_SCALE",
            "COLOUR_RANGE",
            "PART_FLOOR",
            "EYES_GAIN",
            "BEARD_GAIN",
        )
    }
    sizes = {"VIEWS": VIEW_COUNT, "PARTS": PART_COUNT, "INPUT4": INPUTS // 4, "HIDDEN4": HIDDEN // 4}
    more = {
        "OUTPUT4": OUTPUTS // 4,
        "PI": np.pi,
        "SILHOUETTE_LIMIT": SILHOUETTE_LIMIT,
        "SKIP_LIMIT": SKIP_LIMIT,
        "MAX_LAYERS": MAX_LAYERS,
        "SLICE_Y": SLICE_Y,
        "BOTTOM_Y": BOTTOM_Y,
        "LEAST_SKIP": fusion.LEAST_SKIP,
        "EDGE_PIXELS": fusion.EDGE_PIXELS,
        "EDGE_SLOPE": fusion.EDGE_SLOPE,
        "LEAST_WEIGHT": 0.002,
        "BAKED_LIMIT": BAKED_LIMIT,
        "BAKED_MARGIN": 2 / BAKED_SIZE,
        "EYES": int(Part.EYES),
        "BEARD": int(Part.FACIAL_HAIR),
        "EXACT": mode is DrawMode.EXACT,
        "WITH_PARTS": with_parts,
    }
    return shared | sizes | more | _MARCH[mode]


class FieldProgram:
    """Draws one uploaded avatar at a time. All calls need the context it was made with to be current."""

    def __init__(self, context: moderngl.Context, sharing: "FieldProgram | None" = None) -> None:
        """`sharing`: another in the same context whose compiled shaders this one uses; release it last."""
        self._context = context
        self._sharing = sharing
        self._programs: dict[_Variant, moderngl.Program] = sharing._programs if sharing else {}
        self._screens: dict[_Variant, moderngl.VertexArray] = sharing._screens if sharing else {}
        self._textures: dict[str, moderngl.Texture3D | moderngl.TextureArray] = {}
        self._decoder = context.buffer(pack_decoder(DecoderWeights.neutral()))
        self._planes: ReliefTriplane | None = None
        self._hidden: frozenset[Part] = frozenset()
        self._shown: FieldTextures | None = None

    def upload(self, planes: ReliefTriplane, weights: DecoderWeights, dilation: float = fusion.HULL_OFFSET) -> None:
        """Show these planes from now on. `dilation`: how far outside the hull the surface lies, cube units."""
        self.upload_prepared(prepare(planes, dilation), weights)

    def upload_prepared(self, textures: FieldTextures, weights: DecoderWeights) -> None:
        """Show what another thread has prepared: takes milliseconds."""
        self._planes, self._hidden = textures.planes, frozenset()
        self._decoder.write(pack_decoder(weights))
        self._show(textures)

    def clear(self) -> None:
        """Free what was uploaded; the compiled shaders stay."""
        for texture in self._textures.values():
            texture.release()
        self._textures, self._planes, self._shown = {}, None, None

    def draw(
        self,
        camera: Camera,
        width: int,
        height: int,
        mode: DrawMode = DrawMode.EXACT,
        shading: Shading = Shading.LIT,
        background: tuple[float, float, float] | None = (1.0, 1.0, 1.0),
        hidden_parts: frozenset[Part] = frozenset(),
        light_turn: float = 0.0,
    ) -> None:
        """Fill the bound framebuffer's lower left `width` x `height` pixels.

        `background`: sRGB in [0, 1]; None leaves it transparent, with straight (not premultiplied) colour.
        `light_turn`: degrees that the lights have gone round the avatar.
        A second colour attachment, if there is one, receives depth along the view axis (0 where nothing
        is), part / 255 (0 in coarse mode unless parts are shown), 0 and coverage. Raises GraphicsError
        before anything was uploaded.
        """
        if self._planes is None or self._shown is None:
            raise GraphicsError("Nothing was uploaded to draw.")
        if hidden_parts != self._hidden:
            self._hidden = hidden_parts
            self._show(prepare(self._planes, self._shown.dilation, hidden_parts))
        # parts cost as much as all else in a coarse picture, so they are left out unless they are shown
        variant = (mode, mode is DrawMode.EXACT or shading is Shading.PARTS)
        program = self._program(variant)
        self._set_camera(program, camera, width, height)
        _set(program, "shading", _SHADING_NUMBER[shading])
        _set(program, "background", (*background, 1.0) if background else (0.0, 0.0, 0.0, 0.0))
        _set(program, "light_turn", float(np.deg2rad(light_turn)))
        _set(program, "dilation", self._shown.dilation)
        self._set_layers(program)
        _set(program, "box_low", tuple(self._shown.box[0]))
        _set(program, "box_high", tuple(self._shown.box[1]))
        if mode is DrawMode.COARSE and "baked" not in self._textures:
            self._replace_volume("baked", baked_volume(self._shown.planes, self._shown.empty))
        for name, texture in self._textures.items():
            texture.use(_UNITS[name])
        self._decoder.bind_to_uniform_block(_DECODER_BINDING)
        self._context.enable_only(moderngl.NOTHING)
        self._context.viewport = (0, 0, width, height)
        self._screens[variant].render(moderngl.TRIANGLES, vertices=3)

    def release(self) -> None:
        """Free every OpenGL object; the program cannot be used afterwards."""
        self.clear()
        self._decoder.release()
        if self._sharing is None:
            for screen in self._screens.values():
                screen.release()
            for program in self._programs.values():
                program.release()
        self._screens, self._programs = {}, {}

    def _program(self, variant: _Variant) -> moderngl.Program:
        if variant not in self._programs:
            try:
                program = self._context.program(
                    vertex_shader=load_shader("field/screen.vert"),
                    fragment_shader=load_shader("field/field.frag", shader_constants(*variant)),
                )
            except moderngl.Error as error:
                raise GraphicsError(f"The field shader does not compile: {error}") from error
            for name, unit in _UNITS.items():
                _set(program, name, unit)
            self._programs[variant] = program
            self._screens[variant] = self._context.vertex_array(program, [])
        return self._programs[variant]

    def _set_camera(self, program: moderngl.Program, camera: Camera, width: int, height: int) -> None:
        perspective = camera.projection_kind == "perspective"
        half = float(np.tan(np.deg2rad(camera.fov) / 2)) if perspective else camera.half_height
        _set(program, "eye", tuple(camera.position()))
        _set(program, "camera_axes", tuple(camera.axes().reshape(-1)))
        _set(program, "reach", (half * width / height, half))
        _set(program, "perspective", perspective)
        _set(program, "picture_height", float(height))

    def _set_layers(self, program: moderngl.Program) -> None:
        assert self._shown is not None
        layers = list(self._shown.planes.layers())
        missing = MAX_LAYERS - len(layers)
        frames = [(*frame.centre, frame.half) for _, frame in layers]
        _set(program, "layers", len(layers))
        _set(program, "frames", frames + [(0.0, 0.0, 0.0, 1.0)] * missing)
        _set(program, "sliced", [int(layer.sliced) for layer, _ in layers] + [0] * missing)
        looks = np.concatenate([*self._shown.bottoms, np.zeros((missing * PART_COUNT, 4), np.float32)])
        _set(program, "bottoms", [tuple(look) for look in looks.tolist()])

    def _show(self, textures: FieldTextures) -> None:
        self._shown = textures
        for name, layers in textures.layers.items():
            self._replace_layers(name, layers)
        for name, volume in textures.volumes.items():
            self._replace_volume(name, volume)
        if "baked" not in textures.volumes and "baked" in self._textures:
            self._textures.pop("baked").release()  # of the avatar before

    def _replace_layers(self, name: str, layers: Array) -> None:
        count, height, width, channels = layers.shape
        old = self._textures.get(name)
        if not isinstance(old, moderngl.TextureArray) or old.size != (width, height, count):
            if old is not None:
                old.release()
            kind = _kind_of(name, layers)
            texture = self._context.texture_array((width, height, count), channels, dtype=kind, alignment=1)
            texture.repeat_x = texture.repeat_y = False
            nearest = kind == "u1"
            texture.filter = (moderngl.NEAREST,) * 2 if nearest else (moderngl.LINEAR,) * 2
            self._textures[name] = texture
        self._textures[name].write(layers)

    def _replace_volume(self, name: str, volume: NDArray[np.uint8]) -> None:
        """`volume`: (z, y, x, channels)."""
        if name not in self._textures:
            depth, height, width, channels = volume.shape
            texture = self._context.texture3d((width, height, depth), channels, alignment=1)
            kind = moderngl.LINEAR if name == "baked" else moderngl.NEAREST
            texture.filter = (kind, kind)
            # a ray that enters at the very edge must not read the far side
            texture.repeat_x = texture.repeat_y = texture.repeat_z = False
            self._textures[name] = texture
        self._textures[name].write(volume)


def _kind_of(name: str, layers: Array) -> str:
    """moderngl's name of the texture's type: labels stay whole numbers, all else becomes 0..1 or stays float."""
    if layers.dtype == np.float32:
        return "f4"
    return "u1" if name == "part_planes" else "f1"


def pack_decoder(weights: DecoderWeights) -> NDArray[np.float32]:
    """The uniform block of decoder.glsl: every layer as 4 x 4 blocks (column-major), then its bias; float32 (N,)."""
    first = (_blocks(weights.first), weights.first_bias)
    second = (_blocks(weights.second), weights.second_bias)
    return np.concatenate([*first, *second, _blocks(weights.last), weights.last_bias]).astype(np.float32)


def _blocks(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = matrix.shape
    return matrix.reshape(rows // 4, 4, columns // 4, 4).transpose(0, 2, 3, 1).reshape(-1)


def _set(program: moderngl.Program, name: str, value: object) -> None:
    # a shader compiler drops uniforms that its variant does not use
    uniform = program.get(name, None)
    if isinstance(uniform, moderngl.Uniform):
        uniform.value = value

"""The OpenGL side of the viewport: coarse pictures for motion, an exact one in tiles at rest. No Qt.

Every method needs the context that the stage was made with to be current.
"""

import itertools
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import moderngl
import numpy as np

from engine.camera import Camera
from engine.field.decoder_weights import DecoderWeights
from engine.offscreen.shader_source import load_shader
from studio.models.view import Colour, Shading

if TYPE_CHECKING:
    from engine.offscreen.field_program import FieldProgram
    from engine.offscreen.field_textures import FieldTextures

Point = tuple[float, float, float]
Box = tuple[int, int, int, int]
"""x, y, width, height in pixels, from the lower left."""

MOTION_SECONDS: Final = 1 / 36
"""A frame in motion may take this long, from drawing to the screen; the coarse picture's resolution follows."""
LEAST_BUDGET: Final = 1 / 120
LEAST_SCALE: Final = 0.3
FIRST_SCALE: Final = 0.5
TILE: Final = 64
PICK_ROWS: Final = 96
"""Height in pixels of the picture that is drawn to find what the mouse points at."""
REFINE_SECONDS: Final = 0.03
"""How long the exact picture may keep the event loop waiting at a time."""


@dataclass(frozen=True)
class Scene:
    """How to draw: the camera, the shading, degrees that the light has turned, and where before ends and after
    begins (a share of the width, None without a comparison)."""

    camera: Camera
    shading: Shading = Shading.LIT
    light_turn: float = 0.0
    split: float | None = None


class Stage:
    """Draws one avatar, or two beside each other, into targets of its own and presents them over the backdrop."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._fields: dict[bool, FieldProgram] = {}
        self.has_before = False
        self._present = context.program(
            vertex_shader=load_shader("field/screen.vert"), fragment_shader=load_shader("studio/present.frag")
        )
        self._screen = context.vertex_array(self._present, [])
        self._coarse: _Target | None = None
        self._exact: _Target | None = None
        self._tiles: Iterator[Box] = iter(())
        self._compiled = False
        self.scale = FIRST_SCALE

    def upload(self, textures: "FieldTextures", weights: DecoderWeights, before: bool = False) -> None:
        """Show this from now on, on the left of a comparison if it was `before`."""
        self._program(before).upload_prepared(textures, weights)
        self.has_before |= before

    def clear(self, before: bool = False) -> None:
        """Free what a side holds."""
        if before in self._fields:
            self._fields[before].clear()
        self.has_before &= not before

    def resize(self, width: int, height: int) -> bool:
        """Keep targets of the viewport's size in real pixels; True when they are new and empty."""
        if self._coarse is not None and self._coarse.size == (width, height):
            return False
        self._release_targets()
        self._coarse = _Target.make(self._context, width, height)
        self._exact = _Target.make(self._context, width, height)
        return True

    def draw_coarse(self, scene: Scene, presenting: float) -> None:
        """Draw for motion, and choose the resolution of the next picture by how long this one took.

        `presenting`: seconds that it takes besides to bring a frame to the screen.
        """
        target = self._require(self._coarse)
        width, height = self._scaled(target.size)
        start = time.perf_counter()
        self._draw(scene, target, (width, height), (0, 0, width, height), exact=False)
        target.share = (width / target.size[0], height / target.size[1])
        if self._compiled:  # the first picture waits for the shader compiler
            self._adapt(time.perf_counter() - start, max(MOTION_SECONDS - presenting, LEAST_BUDGET))
        self._compiled = True

    def begin_exact(self) -> None:
        """Start the exact picture; until a tile is done the coarse one shows in its place."""
        exact, coarse = self._require(self._exact), self._require(self._coarse)
        exact.open()
        self._context.viewport = (0, 0, *exact.size)
        self._fill(coarse, copying=True)
        self._tiles = iter(_tiles_from_centre(*exact.size))

    def refine(self, scene: Scene) -> bool:
        """Draw tiles of the exact picture for a while; True when it is complete."""
        target = self._require(self._exact)
        end = time.perf_counter() + REFINE_SECONDS
        for tile in self._tiles:
            self._draw(scene, target, target.size, tile, exact=True)
            if time.perf_counter() > end:
                return False
        return True

    def present(
        self,
        frame: moderngl.Framebuffer,
        size: tuple[int, int],
        exact: bool,
        occupied: bool,
        backdrop: tuple[Colour, Colour],
        split: float | None,
    ) -> None:
        """Fill `frame` with the backdrop (middle, edge) and, when `occupied`, the exact or the coarse picture."""
        target = self._require(self._exact if exact else self._coarse)
        if not occupied:
            target.open()
            target.frame.clear()
        frame.use()
        self._context.viewport = (0, 0, *size)
        self._set("aspect", size[0] / size[1])
        self._set("middle", backdrop[0])
        self._set("edge", backdrop[1])
        self._set("line", -1.0 if split is None else split * size[0])
        self._fill(target, copying=False)

    def pick(self, scene: Scene, across: float, down: float, aspect: float) -> Point | None:
        """The point of the avatar at shares `across` and `down` of the picture, None beside the avatar."""
        width, height = max(round(PICK_ROWS * aspect), 1), PICK_ROWS
        textures = [self._context.texture((width, height), 4), self._context.texture((width, height), 4, dtype="f4")]
        frame = self._context.framebuffer(textures)
        frame.use()
        before = scene.split is not None and across < scene.split and self.has_before
        self._draw_field(scene, (width, height), exact=False, before=before)
        column, row = min(int(across * width), width - 1), min(int((1 - down) * height), height - 1)
        found = np.frombuffer(frame.read((column, row, 1, 1), 4, attachment=1, dtype="f4"), np.float32)
        frame.release()
        for texture in textures:
            texture.release()
        return _point(scene.camera, across, down, aspect, float(found[0])) if found[3] >= 0.5 else None

    def release(self) -> None:
        """Free every OpenGL object."""
        for before in sorted(self._fields, reverse=True):  # the shared shaders last
            self._fields[before].release()
        self._release_targets()
        self._screen.release()
        self._present.release()

    def _draw(self, scene: Scene, target: "_Target", size: tuple[int, int], box: Box, exact: bool) -> None:
        """Draw what lies in `box` of a picture of `size`, and wait until it is there."""
        # else Mesa's software renderer was seen to keep textures of avatars that are gone, the more the busier it is
        self._context.finish()
        border = round((scene.split or 0.0) * size[0]) if self.has_before else 0
        for before, part in ((True, _cut(box, 0, border)), (False, _cut(box, border, size[0]))):
            if part is not None:
                target.open(part)
                self._draw_field(scene, size, exact, before)
        self._context.finish()

    def _draw_field(self, scene: Scene, size: tuple[int, int], exact: bool, before: bool) -> None:
        from engine.offscreen import field_program

        mode = field_program.DrawMode.EXACT if exact else field_program.DrawMode.COARSE
        shading = field_program.Shading(scene.shading)
        self._program(before).draw(scene.camera, *size, mode, shading, background=None, light_turn=scene.light_turn)

    def _program(self, before: bool) -> "FieldProgram":
        if before not in self._fields:
            from engine.offscreen.field_program import (
                FieldProgram,  # brings scipy, which the first frame must not wait for
            )

            sharing = self._program(False) if before else None
            self._fields[before] = FieldProgram(self._context, sharing)
        return self._fields[before]

    def _fill(self, source: "_Target", copying: bool) -> None:
        """Draw `source` over the whole bound framebuffer; a copy keeps its transparency."""
        self._context.enable_only(moderngl.NOTHING)
        source.texture.use(0)
        self._set("share", source.share)
        self._set("copying", copying)
        self._screen.render(moderngl.TRIANGLES, vertices=3)

    def _set(self, name: str, value: object) -> None:
        uniform = self._present[name]
        if isinstance(uniform, moderngl.Uniform):
            uniform.value = value

    def _scaled(self, size: tuple[int, int]) -> tuple[int, int]:
        return max(int(size[0] * self.scale), 1), max(int(size[1] * self.scale), 1)

    def _adapt(self, seconds: float, budget: float) -> None:
        # work grows with the square of the scale; half the way there keeps the picture from pumping
        wanted = self.scale * math.sqrt(budget / max(seconds, 1e-4))
        self.scale = min(max((self.scale + wanted) / 2, LEAST_SCALE), 1.0)

    def _require(self, target: "_Target | None") -> "_Target":
        if target is None:
            raise RuntimeError("resize() comes before drawing")
        return target

    def _release_targets(self) -> None:
        for target in (self._coarse, self._exact):
            if target is not None:
                target.release()
        self._coarse = self._exact = None


@dataclass
class _Target:
    """A texture to draw into; the picture fills `share` of its width and height."""

    texture: moderngl.Texture
    frame: moderngl.Framebuffer
    share: tuple[float, float] = (1.0, 1.0)

    @classmethod
    def make(cls, context: moderngl.Context, width: int, height: int) -> "_Target":
        texture = context.texture((width, height), 4)
        texture.repeat_x = texture.repeat_y = False
        return cls(texture, context.framebuffer([texture]))

    @property
    def size(self) -> tuple[int, int]:
        width, height = self.texture.size
        return width, height

    def open(self, box: Box | None = None) -> None:
        """Bind for drawing, within `box` only if there is one."""
        self.frame.scissor = box or (0, 0, *self.size)
        self.frame.use()

    def release(self) -> None:
        self.frame.release()
        self.texture.release()


def _cut(box: Box, low: int, high: int) -> Box | None:
    """What of `box` lies between the columns `low` and `high`."""
    left, right = max(box[0], low), min(box[0] + box[2], high)
    return (left, box[1], right - left, box[3]) if right > left else None


def _point(camera: Camera, across: float, down: float, aspect: float, depth: float) -> Point:
    """The point at `depth` along the view axis of a perspective camera."""
    reach = depth * math.tan(math.radians(camera.fov) / 2)
    right, up, back = camera.axes()
    sideways = (2 * across - 1) * aspect * reach * right + (1 - 2 * down) * reach * up
    x, y, z = (camera.position() + sideways - depth * back).tolist()
    return x, y, z


def _tiles_from_centre(width: int, height: int) -> list[Box]:
    """Scissor boxes that cover the picture, the middle first, where the face is."""
    corners = itertools.product(range(0, width, TILE), range(0, height, TILE))
    middle = ((width - TILE) / 2, (height - TILE) / 2)
    return [(x, y, TILE, TILE) for x, y in sorted(corners, key=lambda corner: math.dist(corner, middle))]

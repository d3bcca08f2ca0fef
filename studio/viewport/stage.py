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

from engine.camera import Camera
from engine.field.decoder_weights import DecoderWeights
from engine.field.triplane import ReliefTriplane
from engine.offscreen.shader_source import load_shader

if TYPE_CHECKING:
    from engine.offscreen.field_program import FieldProgram

Colour = tuple[float, float, float]
Box = tuple[int, int, int, int]
"""x, y, width, height in pixels, from the lower left."""

MOTION_SECONDS: Final = 1 / 45
"""A coarse picture may take this long; its resolution follows."""
LEAST_SCALE: Final = 0.3
FIRST_SCALE: Final = 0.5
TILE: Final = 64
REFINE_SECONDS: Final = 0.03
"""How long the exact picture may keep the event loop waiting at a time."""


class Stage:
    """Draws one avatar into targets of its own and presents them over the backdrop."""

    def __init__(self, context: moderngl.Context, middle: Colour, edge: Colour) -> None:
        self._context = context
        self._field: FieldProgram | None = None
        self._present = context.program(
            vertex_shader=load_shader("field/screen.vert"), fragment_shader=load_shader("studio/present.frag")
        )
        self._screen = context.vertex_array(self._present, [])
        self._set("middle", middle)
        self._set("edge", edge)
        self._coarse: _Target | None = None
        self._exact: _Target | None = None
        self._tiles: Iterator[Box] = iter(())
        self._compiled = False
        self.scale = FIRST_SCALE

    def upload(self, planes: ReliefTriplane, weights: DecoderWeights) -> None:
        """Show these planes from now on."""
        self._program().upload(planes, weights)

    def resize(self, width: int, height: int) -> bool:
        """Keep targets of the viewport's size in real pixels; True when they are new and empty."""
        if self._coarse is not None and self._coarse.size == (width, height):
            return False
        self._release_targets()
        self._coarse = _Target.make(self._context, width, height)
        self._exact = _Target.make(self._context, width, height)
        return True

    def draw_coarse(self, camera: Camera) -> None:
        """Draw for motion, and choose the resolution of the next picture by how long this one took."""
        target = self._require(self._coarse)
        width, height = self._scaled(target.size)
        start = time.perf_counter()
        target.open()
        self._draw(camera, width, height, exact=False)
        target.share = (width / target.size[0], height / target.size[1])
        if self._compiled:  # the first picture waits for the shader compiler
            self._adapt(time.perf_counter() - start)
        self._compiled = True

    def begin_exact(self) -> None:
        """Start the exact picture; until a tile is done the coarse one shows in its place."""
        exact, coarse = self._require(self._exact), self._require(self._coarse)
        exact.open()
        self._context.viewport = (0, 0, *exact.size)
        self._fill(coarse, copying=True)
        self._tiles = iter(_tiles_from_centre(*exact.size))

    def refine(self, camera: Camera) -> bool:
        """Draw tiles of the exact picture for a while; True when it is complete."""
        target = self._require(self._exact)
        end = time.perf_counter() + REFINE_SECONDS
        for tile in self._tiles:
            target.open(tile)
            self._draw(camera, *target.size, exact=True)
            if time.perf_counter() > end:
                return False
        return True

    def present(self, frame: moderngl.Framebuffer, size: tuple[int, int], exact: bool, occupied: bool) -> None:
        """Fill `frame` with the backdrop and, when `occupied`, the exact or the coarse picture."""
        target = self._require(self._exact if exact else self._coarse)
        if not occupied:
            target.open()
            target.frame.clear()
        frame.use()
        self._context.viewport = (0, 0, *size)
        self._set("aspect", size[0] / size[1])
        self._fill(target, copying=False)

    def release(self) -> None:
        """Free every OpenGL object."""
        if self._field is not None:
            self._field.release()
        self._release_targets()
        self._screen.release()
        self._present.release()

    def _draw(self, camera: Camera, width: int, height: int, exact: bool) -> None:
        """Draw the avatar into the bound target and wait until it is there."""
        from engine.offscreen.field_program import DrawMode

        mode = DrawMode.EXACT if exact else DrawMode.COARSE
        self._program().draw(camera, width, height, mode, background=None)
        self._context.finish()

    def _program(self) -> "FieldProgram":
        if self._field is None:
            from engine.offscreen.field_program import (
                FieldProgram,  # brings scipy, which the first frame must not wait for
            )

            self._field = FieldProgram(self._context)
        return self._field

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

    def _adapt(self, seconds: float) -> None:
        # work grows with the square of the scale; half the way there keeps the picture from pumping
        wanted = self.scale * math.sqrt(MOTION_SECONDS / max(seconds, 1e-4))
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


def _tiles_from_centre(width: int, height: int) -> list[Box]:
    """Scissor boxes that cover the picture, the middle first, where the face is."""
    corners = itertools.product(range(0, width, TILE), range(0, height, TILE))
    middle = ((width - TILE) / 2, (height - TILE) / 2)
    return [(x, y, TILE, TILE) for x, y in sorted(corners, key=lambda corner: math.dist(corner, middle))]

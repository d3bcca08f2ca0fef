"""Pictures of a relief triplane without a window."""

from dataclasses import dataclass
from types import TracebackType

import moderngl
import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.camera import Camera
from engine.field.decoder_weights import DecoderWeights
from engine.field.fusion import HULL_OFFSET
from engine.field.triplane import ReliefTriplane
from engine.offscreen.context import create_context
from engine.offscreen.field_program import DrawMode, FieldProgram, Shading


@dataclass(frozen=True, eq=False)
class Drawn:
    """picture: uint8 (H, W, 4), straight alpha, row 0 on top. depth: float32 (H, W) along the view axis, inf
    where nothing is. part: uint8 (H, W), 0 where nothing is."""

    picture: NDArray[np.uint8]
    depth: NDArray[np.float32]
    part: NDArray[np.uint8]


class Raymarcher:
    """An offscreen context with a FieldProgram; use it as a context manager when drawing many pictures."""

    def __init__(self) -> None:
        self._context = create_context()
        self._program = FieldProgram(self._context)
        self._frame: moderngl.Framebuffer | None = None

    def __enter__(self) -> "Raymarcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def upload(self, planes: ReliefTriplane, weights: DecoderWeights, dilation: float = HULL_OFFSET) -> None:
        """Show these planes from now on."""
        with self._context:
            self._program.upload(planes, weights, dilation)

    def draw(
        self,
        camera: Camera,
        width: int,
        height: int,
        mode: DrawMode = DrawMode.EXACT,
        shading: Shading = Shading.LIT,
        background: tuple[float, float, float] | None = None,
        hidden_parts: frozenset[Part] = frozenset(),
    ) -> Drawn:
        """One picture; transparent around the avatar unless a `background` (sRGB in [0, 1]) is given."""
        with self._context:
            frame = self._framebuffer(width, height)
            frame.use()
            self._program.draw(camera, width, height, mode, shading, background, hidden_parts)
            picture = np.frombuffer(frame.read(components=4), np.uint8).reshape(height, width, 4)[::-1]
            facts = np.frombuffer(frame.read(components=4, attachment=1, dtype="f4"), np.float32)
        facts = facts.reshape(height, width, 4)[::-1]
        solid = facts[..., 3] >= 0.5
        depth = np.where(solid, facts[..., 0], np.inf).astype(np.float32)
        return Drawn(picture.copy(), depth, np.where(solid, np.rint(facts[..., 1] * 255), 0).astype(np.uint8))

    def release(self) -> None:
        """Free the context and everything in it."""
        with self._context:
            self._program.release()
            self._release_frame()
        self._context.release()

    def _framebuffer(self, width: int, height: int) -> moderngl.Framebuffer:
        if self._frame is None or self._frame.size != (width, height):
            self._release_frame()
            attachments = [
                self._context.texture((width, height), 4),
                self._context.texture((width, height), 4, dtype="f4"),
            ]
            self._frame = self._context.framebuffer(attachments)
        return self._frame

    def _release_frame(self) -> None:
        if self._frame is not None:
            for attachment in self._frame.color_attachments:
                attachment.release()
            self._frame.release()
            self._frame = None


def render_offscreen(
    planes: ReliefTriplane,
    weights: DecoderWeights,
    camera: Camera,
    size: int,
    mode: DrawMode = DrawMode.EXACT,
    shading: Shading = Shading.LIT,
    background: tuple[float, float, float] | None = None,
) -> NDArray[np.uint8]:
    """One square picture, uint8 (size, size, 4) with straight alpha. Raises GraphicsError without OpenGL 3.3."""
    with Raymarcher() as raymarcher:
        raymarcher.upload(planes, weights)
        return raymarcher.draw(camera, size, size, mode, shading, background).picture

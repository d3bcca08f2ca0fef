"""From several samples a pixel to pixels, on the graphics side: what is read back is small and the right way up."""

from dataclasses import dataclass

import moderngl
import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.offscreen.shader_source import load_shader

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pixels:
    """A resolved picture, row 0 on top: colour u8 (H, W, 3), alpha u8 (H, W) coverage; depth along the view axis
    (inf outside); normal u8 (H, W, 3) around 127.5; part u8 (H, W)."""

    colour: NDArray[np.uint8]
    alpha: NDArray[np.uint8]
    depth: Floats
    normal: NDArray[np.uint8]
    part: NDArray[np.uint8]


@dataclass(frozen=True)
class Target:
    """Where samples are drawn: colour, normal with part, depth."""

    framebuffer: moderngl.Framebuffer
    samples: tuple[moderngl.Texture, moderngl.Texture, moderngl.Texture]


class Resolver:
    """Targets by size, and the pass that averages the samples of each pixel."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._targets: dict[int, Target] = {}
        self._outputs: dict[int, moderngl.Framebuffer] = {}
        self._arrays: dict[float, moderngl.VertexArray] = {}

    def target(self, size: int) -> Target:
        """A square target of `size` samples; it is kept and used again."""
        if size not in self._targets:
            colour, normal_part = (self._context.texture((size, size), 4) for _ in range(2))
            depth = self._context.depth_texture((size, size))
            depth.compare_func = ""
            framebuffer = self._context.framebuffer([colour, normal_part], depth)
            self._targets[size] = Target(framebuffer, (colour, normal_part, depth))
        return self._targets[size]

    def resolve(self, target: Target, factor: float, camera: Camera, thickness: float) -> Pixels:
        """Pixels of `factor` x `factor` samples each (a whole number or half of one): the mean of those within
        `thickness` (cube units along the view axis) of the nearest one."""
        if factor == 1:
            return _read_samples(target, camera)
        array = self._array(factor)
        for unit, (name, texture) in enumerate(
            zip(("u_colour", "u_normal_part", "u_depth"), target.samples, strict=True)
        ):
            texture.use(unit)
            array.program[name] = unit
        array.program["u_range"] = camera.near, camera.far
        array.program["u_orthographic"] = float(camera.projection_kind == "orthographic")
        array.program["u_thickness"] = thickness
        output = self._output(round(target.samples[0].width / factor))
        output.use()
        self._context.disable(moderngl.DEPTH_TEST)
        array.render(vertices=3)
        return _read(output)

    def _array(self, factor: float) -> moderngl.VertexArray:
        if factor not in self._arrays:
            fragment = load_shader("mesh/resolve.frag", {"HALVES": round(2 * factor)})
            program = self._context.program(load_shader("mesh/whole.vert"), fragment)
            self._arrays[factor] = self._context.vertex_array(program, [])
        return self._arrays[factor]

    def _output(self, size: int) -> moderngl.Framebuffer:
        if size not in self._outputs:
            labels = [self._context.texture((size, size), 4) for _ in range(2)]
            depth = self._context.texture((size, size), 1, dtype="f4")
            self._outputs[size] = self._context.framebuffer([*labels, depth])
        return self._outputs[size]


def _read(output: moderngl.Framebuffer) -> Pixels:
    size = output.width
    colour, normal_part = (
        np.frombuffer(output.read(components=4, attachment=i), np.uint8).reshape(size, size, 4) for i in range(2)
    )
    depth = np.frombuffer(output.read(components=1, attachment=2, dtype="f4"), np.float32).reshape(size, size).copy()
    depth[depth == 0] = np.inf
    return Pixels(
        colour[..., :3].copy(), colour[..., 3].copy(), depth, normal_part[..., :3], normal_part[..., 3].copy()
    )


def _read_samples(target: Target, camera: Camera) -> Pixels:
    """One sample a pixel needs no averaging, and reading all of them is quicker than a pass over them."""
    size = target.framebuffer.width
    colour, normal_part = (
        np.frombuffer(texture.read(), np.uint8).reshape(size, size, 4)[::-1] for texture in target.samples[:2]
    )
    depth = np.frombuffer(target.samples[2].read(), np.float32).reshape(size, size)[::-1]
    covered = depth < 1
    near, far = np.float32(camera.near), np.float32(camera.far)
    if camera.projection_kind == "orthographic":
        along = near + depth * (far - near)
    else:
        along = near * far / (far - depth * (far - near))
    along[~covered] = np.inf
    return Pixels(colour[..., :3], covered * np.uint8(255), along, normal_part[..., :3], normal_part[..., 3])

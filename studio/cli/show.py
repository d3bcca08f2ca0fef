"""`maquette export` and `maquette render`: an avatar as a mesh, a picture or a turntable."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from engine.mesh.options import MESH_SUFFIXES, Axes, ExportOptions
from engine.progress import Progress
from studio.cli.make import AvatarFile, Outputs
from studio.cli.outputs import PICTURE, announce, check_outputs, write_outputs, write_picture
from studio.cli.progress import progress_shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.document import Avatar
    from engine.pipeline import Engine
    from engine.progress import ProgressCallback

TURNTABLE = ".webp"
TURNTABLE_FRAMES = 48
TURNTABLE_SECONDS = 6.0

Azimuth = Annotated[float, typer.Option(help="Degrees around the avatar: 0 the face, 90 its left side, 180 the back.")]
Elevation = Annotated[float, typer.Option(min=-90, max=90, help="Degrees above the horizon.")]


class Up(StrEnum):
    """Axes that may point up."""

    Y = "y"
    Z = "z"


AXES: Final[dict[Up, Axes]] = {Up.Y: "y_up", Up.Z: "z_up"}


def export(
    avatar: AvatarFile,
    *,
    triangles: Annotated[int, typer.Option(min=500, max=2_000_000, help="Triangles to aim for.")] = 20_000,
    texture: Annotated[int, typer.Option(min=64, max=8192, help="Texels per side of the textures.")] = 1024,
    lods: Annotated[int, typer.Option(min=1, max=5, help="Levels of detail, each half of the one before.")] = 1,
    up: Annotated[Up, typer.Option(help="Axis that points up; glTF always has y.")] = Up.Y,
    scale: Annotated[float, typer.Option(min=1e-4, max=1e4, help="Units in a metre; glTF always has 1.")] = 1.0,
    output: Outputs,
) -> None:
    """Write an avatar as a mesh: .glb, .gltf, .obj or .ply.

    Example: maquette export me.maquette -o me.glb --triangles 5000
    """
    check_outputs(output, MESH_SUFFIXES)

    from engine.document import load_avatar

    loaded = load_avatar(avatar)

    from engine.pipeline import Engine

    options = ExportOptions(triangles, texture, lods=lods, axes=AXES[up], scale=scale)
    with progress_shown() as on_progress:
        written = write_outputs(Engine(), loaded, output, options, 0, on_progress)
    announce(written)


def render(
    avatar: AvatarFile,
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", metavar="OUT.png", help="Picture to write.")
    ] = None,
    turntable: Annotated[
        Path | None, typer.Option(metavar="OUT.webp", help="Animated picture of a full turn to write.")
    ] = None,
    azimuth: Azimuth = 0.0,
    elevation: Elevation = 0.0,
    size: Annotated[int, typer.Option(min=16, max=4096, help="Pixels per side.")] = 512,
) -> None:
    """Draw an avatar from any side, or all around.

    Example: maquette render me.maquette --azimuth 35 -o me.png --turntable me.webp
    """
    pictures = output or []
    if not pictures and turntable is None:
        raise typer.BadParameter("Give -o OUT.png or --turntable OUT.webp.", param_hint="render")
    check_outputs(pictures, [PICTURE])
    check_outputs([turntable] if turntable else [], [TURNTABLE])

    from engine.camera import Camera
    from engine.document import load_avatar

    loaded = load_avatar(avatar)

    from engine.pipeline import Engine

    engine = Engine()
    for path in pictures:
        write_picture(engine.render(loaded, Camera(azimuth=azimuth, elevation=elevation), size), path)
    if turntable:
        with progress_shown() as on_progress:
            write_turntable(turn(engine, loaded, azimuth, elevation, size, on_progress), turntable)
    written = [*pictures, *([turntable] if turntable else [])]
    announce({"path": path, "bytes": path.stat().st_size} for path in written)


def turn(
    engine: "Engine", avatar: "Avatar", azimuth: float, elevation: float, size: int, on_progress: "ProgressCallback"
) -> "list[NDArray[np.uint8]]":
    """Pictures of one full turn that begins at `azimuth`, each (size, size, 4) uint8."""
    from engine.camera import Camera

    frames = []
    for n in range(TURNTABLE_FRAMES):
        camera = Camera(azimuth=azimuth + 360 * n / TURNTABLE_FRAMES, elevation=elevation)
        frames.append(engine.render(avatar, camera, size))
        on_progress(Progress("turntable", n + 1, TURNTABLE_FRAMES))
    return frames


def write_turntable(frames: "Sequence[NDArray[np.uint8]]", path: Path) -> None:
    """Write the frames as an endless animated WebP."""
    from PIL import Image

    from engine.files import replacing

    first, *rest = (Image.fromarray(frame) for frame in frames)
    duration = round(1000 * TURNTABLE_SECONDS / len(frames))
    with replacing(path) as beside:
        first.save(
            beside, format="WEBP", save_all=True, append_images=rest, duration=duration, loop=0, quality=85, method=2
        )

"""What `-o OUT` may name: checked before the work starts, written when it is done."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from engine.errors import OutputError
from engine.mesh.options import MESH_SUFFIXES, ExportOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.document import Avatar
    from engine.pipeline import Engine
    from engine.progress import ProgressCallback

AVATAR, PICTURE = ".maquette", ".png"
ANYTHING = (AVATAR, *MESH_SUFFIXES, PICTURE)


def check_outputs(paths: Sequence[Path], suffixes: Sequence[str]) -> None:
    """Raise OutputError for a path that nothing can be written to, before any work is lost on it."""
    for path, times in Counter(paths).items():
        if times > 1:
            raise OutputError(f"{path} is named twice.", "Give each output its own name.")
        if path.suffix.lower() not in suffixes:
            raise OutputError(f"Cannot tell what to write to {path.name}.", f"It must end in {_listed(suffixes)}.")
        if path.is_dir():
            raise OutputError(f"{path} is a folder.", "Name a file.")
        check_folder(path.parent)


def check_folder(folder: Path) -> None:
    """Raise OutputError when files cannot be made in `folder`, or it cannot be made itself."""
    present = next(ancestor for ancestor in (folder, *folder.absolute().parents) if ancestor.exists())
    if not present.is_dir():
        raise OutputError(f"{present} is not a folder.", "Choose another place.")
    if not os.access(present, os.W_OK | os.X_OK):
        raise OutputError(f"No permission to write in {present}.", "Choose another folder.")


def numbered(path: Path, number: int, count: int) -> Path:
    """`a.glb` -> `a-07.glb` as number 7 of 12; unchanged when there is only one."""
    return path if count == 1 else path.with_stem(f"{path.stem}-{number:0{len(str(count))}}")


def write_outputs(
    engine: "Engine",
    avatar: "Avatar",
    paths: Iterable[Path],
    options: ExportOptions,
    size: int,
    on_progress: "ProgressCallback",
) -> list[dict[str, object]]:
    """Write `avatar` to every path in the form its suffix names; return what was written, for the report."""
    return [_write_output(engine, avatar, path, options, size, on_progress) for path in paths]


def _write_output(
    engine: "Engine",
    avatar: "Avatar",
    path: Path,
    options: ExportOptions,
    size: int,
    on_progress: "ProgressCallback",
) -> dict[str, object]:
    from engine.camera import Camera
    from engine.document import save_avatar

    kind = path.suffix.lower()
    if kind == AVATAR:
        save_avatar(avatar, path)
    elif kind == PICTURE:
        write_picture(engine.render(avatar, Camera(), size), path)
    else:
        summary = engine.export(avatar, path, options, on_progress=on_progress)
        return {"path": path, "bytes": summary.bytes_written, **asdict(summary)}
    return {"path": path, "bytes": path.stat().st_size}


def write_picture(pixels: "NDArray[np.uint8]", path: Path) -> None:
    """Write (H, W, 4) sRGB pixels with alpha as PNG."""
    from PIL import Image

    from engine.files import replacing

    with replacing(path) as beside:
        Image.fromarray(pixels).save(beside, format="PNG")


def announce(written: Iterable[dict[str, object]]) -> None:
    """One line on stdout for each file written."""
    for entry in written:
        typer.echo(f"{entry['path']}  {megabytes(entry['bytes'])}")


def megabytes(size: object) -> str:
    return f"{size / 1e6:.2f} MB" if isinstance(size, int) else ""


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]

"""The .maquette document: an avatar with everything needed to show, edit and export it again.

A zip of three members: `avatar.json` (seed, guidance, steps, source, prompt, edit history, versions),
`planes.safetensors` (quantised relief triplane, latent, and a photo's face) and optionally `thumbnail.png`. A
file may come from anybody, so sizes are limited before anything is unpacked and every value is checked.
"""

import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from safetensors import SafetensorError

from engine.errors import DataError, DocumentError
from engine.face import LAYOUT as FACE_LAYOUT
from engine.face import Face
from engine.field.triplane import ReliefTriplane, dequantise, quantise
from engine.files import replacing
from engine.look import Look, look_from_json
from engine.space import PLANE_SIZE

FORMAT: Final = "maquette"
FORMAT_VERSION: Final = 1
SOURCES: Final = ("photo", "text", "random")
SEED_LIMIT: Final = 2**63

_HEADER, _PLANES, _THUMBNAIL = "avatar.json", "planes.safetensors", "thumbnail.png"
_MEMBER_LIMITS: Final = {_HEADER: 1 << 20, _PLANES: 9 << 20, _THUMBNAIL: 8 << 20}
_FILE_LIMIT: Final = sum(_MEMBER_LIMITS.values())
_LATENT_LIMIT: Final = 65536
_NUMBER_LIMIT: Final = 1e6
_PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_Layout = dict[str, tuple[type, tuple[int, ...]]]
_TEXELS: Final = (6, PLANE_SIZE, PLANE_SIZE)
_WORN: Final[_Layout] = {
    "colour": (np.uint8, (*_TEXELS, 3)),
    "depth": (np.uint16, _TEXELS),
    "silhouette": (np.uint8, _TEXELS),
}
_BODY: Final[_Layout] = _WORN | {"part": (np.uint8, _TEXELS)}
_HAIR: Final[_Layout] = {f"hair_{name}": kind for name, kind in (_BODY | {"cover": (np.uint8, _TEXELS)}).items()}
_GLASSES: Final[_Layout] = {f"glasses_{name}": kind for name, kind in _WORN.items()}
_FACE: Final[_Layout] = {f"face_{name}": kind for name, kind in FACE_LAYOUT.items()}
_SLICED: Final[_Layout] = {"sliced": (np.uint8, (1,))}
_FROM_ELSEWHERE: Final = "Open a file that Maquette has saved."


@dataclass(frozen=True)
class EditStep:
    """One edit by prompt; `strength` 1 is the edit as worded, 0 leaves the avatar as it was."""

    prompt: str
    strength: float


@dataclass(frozen=True, eq=False)
class Avatar:
    """A generated avatar and how it came about.

    `planes` is the relief triplane at 256; `latent` the (D,) float32 vector it was sampled from;
    `source` one of photo, text, random; `versions` names the models that made it; `thumbnail` a PNG;
    `face` what it has of a photo's face, as far as edits have left that; `look` what the artist set by hand, worn
    over the planes wherever the avatar is shown or written.
    """

    planes: ReliefTriplane
    latent: NDArray[np.float32]
    seed: int
    guidance: float
    steps: int
    source: str
    prompt: str = ""
    history: tuple[EditStep, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    thumbnail: bytes | None = None
    face: Face | None = None
    look: Look = field(default_factory=Look)


def save_avatar(avatar: Avatar, path: Path) -> None:
    """Write `avatar` to `path`, beside and then moved; the same avatar gives the same bytes.

    Planes are stored in 8 and 16 bits (see `engine.field.triplane.quantise`). Raises OutputError
    when the file cannot be written, DocumentError when the avatar itself is not valid.
    """
    try:
        members = _members(avatar)
    except (DocumentError, DataError) as error:
        raise DocumentError(f"Cannot save the avatar: {error.what}") from error
    with replacing(path) as beside, zipfile.ZipFile(beside, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)  # a fixed date keeps the bytes the same
            info.compress_type = zipfile.ZIP_STORED if name == _THUMBNAIL else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def load_avatar(path: Path) -> Avatar:
    """Read an avatar from `path`; planes carry quantised values.

    Raises DocumentError, in one line, for anything that is not a sound document of this version or older.
    """
    members = _read_members(path)
    try:
        header = _parse_header(members[_HEADER])
        return _checked(_avatar(header, _parse_tensors(members[_PLANES]), members.get(_THUMBNAIL)))
    except (DocumentError, DataError) as error:
        raise DocumentError(f"Cannot open {path.name}: {error.what}", error.hint or _FROM_ELSEWHERE) from error


# writing


def _members(avatar: Avatar) -> dict[str, bytes]:
    _checked(avatar)
    header = {"format": FORMAT, "format_version": FORMAT_VERSION} | {
        name: getattr(avatar, name) for name in ("seed", "guidance", "steps", "source", "prompt", "versions")
    }
    header["history"] = [asdict(step) for step in avatar.history]
    header["look"] = avatar.look.as_json()
    tensors = {**quantise(avatar.planes), "latent": avatar.latent}
    if avatar.face is not None:
        tensors |= {f"face_{name}": getattr(avatar.face, name) for name in FACE_LAYOUT}
    text = json.dumps(header, indent=1, sort_keys=True)  # ASCII, so that any prompt can be written
    contiguous = {name: np.ascontiguousarray(value) for name, value in tensors.items()}
    members = {_HEADER: text.encode(), _PLANES: safetensors.numpy.save(contiguous)}
    if avatar.thumbnail is not None:
        members[_THUMBNAIL] = avatar.thumbnail
    return members


# reading


def _read_members(path: Path) -> dict[str, bytes]:
    try:
        if path.stat().st_size > _FILE_LIMIT:
            raise DocumentError(f"{path.name} is too large to be an avatar.", _FROM_ELSEWHERE)
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive, path.name)
            return {name: archive.read(name) for name in archive.namelist()}
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror or error}.") from error
    # RuntimeError: encrypted; NotImplementedError and ValueError: methods and fields zipfile does not know
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise DocumentError(f"{path.name} is not a whole .maquette file.", _FROM_ELSEWHERE) from error


def _check_directory(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    missing = {_HEADER, _PLANES} - set(names)
    if missing:
        raise DocumentError(f"{name} is not an avatar: {min(missing)} is missing in it.", _FROM_ELSEWHERE)
    if len(names) != len(set(names)) or not set(names) <= set(_MEMBER_LIMITS):
        raise DocumentError(f"{name} is not an avatar: it holds files that do not belong there.", _FROM_ELSEWHERE)
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentError(f"{name} is not an avatar: it is packed in an unknown way.", _FROM_ELSEWHERE)
        # zipfile never unpacks more than the declared size, so this bounds memory
        if entry.file_size > _MEMBER_LIMITS[entry.filename]:
            raise DocumentError(f"{name} is refused: its {entry.filename} unpacks to too many bytes.", _FROM_ELSEWHERE)


def _parse_header(data: bytes) -> dict[str, Any]:
    try:
        header = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DocumentError("its description is not JSON.") from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise DocumentError("its description is not one of an avatar.")
    version = header.get("format_version")
    if type(version) is not int or version < 1:
        raise DocumentError("it does not say its format version.")
    if version > FORMAT_VERSION:
        what = f"it was saved by a newer Maquette (format {version}, this one reads up to {FORMAT_VERSION})."
        raise DocumentError(what, "Update Maquette to open it.")
    return header


@dataclass(frozen=True, eq=False)
class _Tensors:
    planes: ReliefTriplane
    latent: NDArray[np.float32]
    face: Face | None


def _parse_tensors(data: bytes) -> _Tensors:
    try:
        tensors = safetensors.numpy.load(data)
    except (SafetensorError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentError("its planes cannot be read.") from error
    layers = [layout for layout in (_HAIR, _GLASSES, _SLICED) if not tensors.keys().isdisjoint(layout)]
    expected: _Layout = {name: kind for layout in (_BODY, *layers) for name, kind in layout.items()}
    for name, (dtype, shape) in expected.items():
        found = tensors.get(name)
        if found is None or found.dtype != dtype or found.shape != shape:
            raise DocumentError(f"its {name} plane is missing or has the wrong shape.")
    latent = tensors.get("latent")
    if latent is None or latent.dtype != np.float32:
        raise DocumentError("its latent is missing or has the wrong type.")
    return _Tensors(dequantise({name: tensors[name] for name in expected}), latent, _face(tensors))


def _face(tensors: Mapping[str, NDArray[Any]]) -> Face | None:
    if tensors.keys().isdisjoint(_FACE):
        return None
    try:
        return Face(**{name: tensors[f"face_{name}"] for name in FACE_LAYOUT})
    except (KeyError, ValueError) as error:
        raise DocumentError("its face is incomplete or has the wrong shape.") from error


def _avatar(header: Mapping[str, Any], tensors: _Tensors, thumbnail: bytes | None) -> Avatar:
    try:
        history = tuple(EditStep(step["prompt"], step["strength"]) for step in header["history"])
        plain = {name: header[name] for name in ("seed", "guidance", "steps", "source", "prompt", "versions")}
    except (KeyError, TypeError) as error:
        raise DocumentError("its description lacks an entry or has one of the wrong kind.") from error
    look = look_from_json(header["look"]) if "look" in header else Look()  # older files have none
    return Avatar(
        planes=tensors.planes, latent=tensors.latent, face=tensors.face, history=history, thumbnail=thumbnail,
        look=look, **plain,
    )  # fmt: skip


# checks shared by both


def _checked(avatar: Avatar) -> Avatar:
    latent = avatar.latent
    _require(latent.dtype == np.float32 and latent.ndim == 1 and 0 < latent.size <= _LATENT_LIMIT, "latent's shape")
    _require(bool(np.isfinite(latent).all()), "latent")
    _require(type(avatar.seed) is int and 0 <= avatar.seed < SEED_LIMIT, "seed")
    _require(_is_number(avatar.guidance), "guidance")
    _require(type(avatar.steps) is int and 0 < avatar.steps <= 10000, "number of steps")
    _require(avatar.source in SOURCES, "source")
    _require(isinstance(avatar.prompt, str), "prompt")
    _require(all(isinstance(s.prompt, str) and _is_number(s.strength) for s in avatar.history), "edit history")
    _require(_is_text_map(avatar.versions), "list of versions")
    _require(avatar.thumbnail is None or avatar.thumbnail.startswith(_PNG_SIGNATURE), "thumbnail")
    _require(avatar.planes.size == PLANE_SIZE, "planes' size")
    avatar.planes.validate()
    return avatar


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise DocumentError(f"its {what} is not valid.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _NUMBER_LIMIT


def _is_text_map(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())

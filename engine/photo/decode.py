"""Decode picture files of every common kind into plain sRGB, refusing what is unsafe or unusable."""

import io
import warnings
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, features

from engine.errors import InputError

MAX_PIXELS = 80_000_000
"""Pictures with more pixels are refused before they are decoded."""
MIN_SIDE = 64
"""Shorter sides cannot hold a face that the landmark model reads."""

_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", *(("AVIF",) if features.check("avif") else ()))
_FORMATS_HINT = "Use a JPEG, PNG, WebP, TIFF, BMP or GIF picture."
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_FULL_SCALES = (1, 255, 4095, 65535)
_PROFILED_MODES = {"RGB", "CMYK", "L"}


def read_picture(source: Path | str | bytes) -> NDArray[np.uint8]:
    """Decode a picture to sRGB, shape (height, width, 3), upright as its EXIF orientation says.

    Handles CMYK, palettes, 16-bit and float greyscale, embedded colour profiles and alpha (laid
    over white); of an animation the first frame is taken. Raises InputError with one clear line.
    """
    if isinstance(source, bytes):
        return _decode(io.BytesIO(source), "The picture")
    path = Path(source)
    try:
        if not path.is_file():
            raise _no_file(path)
        with path.open("rb") as stream:
            return _decode(stream, path.name)
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or error}.", "Check the file's permissions.") from error


def _no_file(path: Path) -> InputError:
    if path.is_dir():
        return InputError(f"{path} is a folder, not a picture.", "Choose a picture file in it.")
    if path.exists():
        return InputError(f"{path} is not a regular file.", _FORMATS_HINT)
    return InputError(f"There is no file {path}.", "Check the name and the folder.")


def _decode(stream: BinaryIO, name: str) -> NDArray[np.uint8]:
    image = _open(stream, name)
    with image:
        _check_size(image, name)
        try:
            image.load()
            upright = _to_rgb(image)
            ImageOps.exif_transpose(upright, in_place=True)
        except MemoryError as error:
            raise InputError(f"{name} does not fit into memory.", "Scale the picture down.") from error
        except Exception as error:  # damaged files make the codecs raise nearly anything
            hint = "Open it in a picture editor and save it again."
            raise InputError(f"{name} is damaged or cut off.", hint) from error
        return np.array(upright, dtype=np.uint8)


def _open(stream: BinaryIO, name: str) -> Image.Image:
    head = stream.read(16)
    stream.seek(0)
    if not head:
        raise InputError(f"{name} is empty.", _FORMATS_HINT)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        raise InputError(f"{name} is a HEIC picture, which is not supported.", "Save it as JPEG or PNG first.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            return Image.open(stream, formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except Exception as error:  # see _decode
        raise InputError(f"{name} is not a picture that can be read.", _FORMATS_HINT) from error


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_large(name)
    if min(width, height) < MIN_SIDE:
        hint = f"Use a picture of at least {MIN_SIDE * 4} pixels a side."
        raise InputError(f"{name} is too small ({width} x {height} pixels).", hint)


def _too_large(name: str) -> InputError:
    return InputError(f"{name} has more than {MAX_PIXELS // 1_000_000} megapixels.", "Scale the picture down.")


def _to_rgb(image: Image.Image) -> Image.Image:
    """Any mode to RGB in sRGB; the EXIF data stay attached."""
    if image.mode == "F" or image.mode.startswith("I"):
        return _keep_exif(Image.fromarray(_to_bytes(np.asarray(image))).convert("RGB"), image)
    if image.has_transparency_data:
        image = _over_white(image)
    image = _to_srgb(image)
    return image if image.mode == "RGB" else _keep_exif(image.convert("RGB"), image)


def _keep_exif(converted: Image.Image, image: Image.Image) -> Image.Image:
    converted.info["exif"] = image.getexif().tobytes()
    return converted


def _to_bytes(grey: NDArray[np.generic]) -> NDArray[np.uint8]:
    # Scanners put 8, 12 or 16 bits into wide pixels: the smallest range that holds the values is theirs.
    values = np.nan_to_num(np.asarray(grey, dtype=np.float32), posinf=0.0, neginf=0.0).clip(0.0)
    peak = float(values.max())
    full = next((scale for scale in _FULL_SCALES if peak <= scale), peak)
    return np.round(values * (255.0 / full)).astype(np.uint8)


def _over_white(image: Image.Image) -> Image.Image:
    with_alpha = image.convert("RGBA")
    flat = Image.new("RGBA", image.size, "white")
    flat.alpha_composite(with_alpha)
    flat = flat.convert("RGB")
    flat.info.update(image.info)
    flat.info.pop("transparency", None)
    return _keep_exif(flat, image)


def _to_srgb(image: Image.Image) -> Image.Image:
    """Apply the embedded colour profile, if there is a usable one that is not sRGB itself."""
    profile_bytes = image.info.get("icc_profile")
    if not profile_bytes or image.mode not in _PROFILED_MODES:
        return image
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(profile_bytes))
        if "sRGB" in ImageCms.getProfileDescription(profile):
            return image
        converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile is no reason to refuse the picture
    return _keep_exif(converted, image) if converted else image

"""Every kind of picture file becomes the same plain sRGB, and every unusable one gets one clear line."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.errors import InputError
from engine.photo.decode import MAX_PIXELS, read_picture


@pytest.fixture(scope="module")
def ramp() -> np.ndarray:
    """Smooth colours, 96 x 128."""
    y, x = np.mgrid[0:96, 0:128]
    return np.stack([x * 2, y * 2, 255 - x], axis=-1).clip(0, 255).astype(np.uint8)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TIFF"])
def test_common_formats(ramp: np.ndarray, kind: str) -> None:
    read = read_picture(encoded(Image.fromarray(ramp), kind))
    assert read.dtype == np.uint8 and read.shape == ramp.shape
    assert np.abs(read.astype(int) - ramp).mean() < 4


def test_path_and_bytes_agree(ramp: np.ndarray, tmp_path: Path) -> None:
    data = encoded(Image.fromarray(ramp), "PNG")
    path = tmp_path / "einsame Straße.png"
    path.write_bytes(data)
    np.testing.assert_array_equal(read_picture(path), read_picture(data))


def test_suffix_does_not_matter(ramp: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "really_a_png.jpg"
    path.write_bytes(encoded(Image.fromarray(ramp), "PNG"))
    np.testing.assert_array_equal(read_picture(path), ramp)


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [(1, lambda a: a), (2, np.fliplr), (3, lambda a: np.rot90(a, 2)), (6, lambda a: np.rot90(a, -1)), (8, np.rot90)],
)
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_exif_orientation(ramp: np.ndarray, orientation: int, turn, mode: str) -> None:
    image = Image.fromarray(ramp).convert(mode)
    exif = Image.Exif()
    exif[0x0112] = orientation
    read = read_picture(encoded(image, "PNG", exif=exif))
    np.testing.assert_array_equal(read, turn(np.asarray(image.convert("RGB"))))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_keeps_its_tones(kind: str) -> None:
    grey = np.tile(np.linspace(0, 65535, 128), (96, 1)).astype(np.uint16)
    read = read_picture(encoded(Image.fromarray(grey), kind))
    assert np.abs(read[..., 0].astype(float) - grey / 257).max() <= 1


def test_twelve_bits_in_sixteen_are_not_black() -> None:
    grey = np.tile(np.linspace(0, 4095, 128), (96, 1)).astype(np.uint16)
    assert read_picture(encoded(Image.fromarray(grey), "TIFF")).max() == 255


def test_float_tiff() -> None:
    grey = np.tile(np.linspace(0, 1, 128, dtype=np.float32), (96, 1))
    read = read_picture(encoded(Image.fromarray(grey), "TIFF"))
    assert (read.min(), read.max()) == (0, 255)


def test_cmyk_jpeg(ramp: np.ndarray) -> None:
    read = read_picture(encoded(Image.fromarray(ramp).convert("CMYK"), "JPEG", quality=95))
    assert np.abs(read.astype(int) - ramp).mean() < 6


def test_palette_with_transparency_lies_on_white() -> None:
    image = Image.new("P", (80, 80), 0)
    image.putpalette([10, 20, 30, 200, 0, 0])
    image.paste(1, (0, 0, 40, 80))
    read = read_picture(encoded(image, "PNG", transparency=0))
    assert tuple(read[40, 10]) == (200, 0, 0) and tuple(read[40, 70]) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha_lies_on_white(mode: str) -> None:
    image = Image.new("RGBA", (80, 80), (0, 0, 0, 128)).convert(mode)
    assert abs(int(read_picture(encoded(image, "PNG"))[0, 0, 0]) - 127) <= 1


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_few_colours(ramp: np.ndarray, mode: str) -> None:
    image = Image.fromarray(ramp).convert(mode)
    np.testing.assert_array_equal(read_picture(encoded(image, "PNG")), np.asarray(image.convert("RGB")))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_animation_gives_its_first_frame(kind: str) -> None:
    frames = [Image.new("RGB", (80, 80), colour) for colour in ("red", "blue")]
    options = {} if kind == "GIF" else {"lossless": True}
    read = read_picture(encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options))
    assert tuple(read[40, 40]) == (255, 0, 0)


def swapped_profile() -> bytes:
    """The sRGB profile under another name with red and green exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be"))
    return profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_embedded_profile_is_applied(mode: str) -> None:
    image = Image.new(mode, (80, 80), "red")
    read = read_picture(encoded(image, "PNG", icc_profile=swapped_profile()))
    assert np.abs(read[0, 0].astype(int) - (0, 255, 0)).max() <= 2


def test_unusable_profile_is_ignored(ramp: np.ndarray) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (b"not a profile", lab):
        np.testing.assert_array_equal(read_picture(encoded(Image.fromarray(ramp), "PNG", icc_profile=profile)), ramp)


def test_sixteen_bit_colour() -> None:
    row = b"\0" + np.tile(np.array([65535, 32896, 0], dtype=">u2"), 80).tobytes()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 80, 80, 16, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(row * 80)) + chunk(b"IEND", b"")
    assert tuple(read_picture(data)[40, 40]) == (255, 128, 0)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_bomb_is_refused_before_decoding(side: int) -> None:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    assert side**2 > MAX_PIXELS
    with pytest.raises(InputError, match="megapixels"):
        read_picture(bomb)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_truncated(kind: str, kept: float) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (128, 128, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    with pytest.raises(InputError, match=r"damaged or cut off|not a picture"):
        read_picture(data[: int(len(data) * kept)])


def test_text_named_jpg(tmp_path: Path) -> None:
    path = tmp_path / "letter.jpg"
    path.write_text("Dear artist,\n" * 50)
    with pytest.raises(InputError, match=r"^letter\.jpg is not a picture that can be read\. Use a JPEG"):
        read_picture(path)


def test_empty_folder_missing_and_device(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    for path, words in (
        (tmp_path / "empty.png", "is empty"),
        (tmp_path, "is a folder"),
        (tmp_path / "absent.png", "There is no file"),
    ):
        with pytest.raises(InputError, match=words):
            read_picture(path)


def test_heic_is_named() -> None:
    with pytest.raises(InputError, match="HEIC"):
        read_picture(b"\0\0\0\x18ftypheic" + b"\0" * 100)


def test_too_small() -> None:
    with pytest.raises(InputError, match="too small"):
        read_picture(encoded(Image.new("RGB", (40, 400)), "PNG"))


def test_scripted_formats_are_not_opened() -> None:
    with pytest.raises(InputError, match="not a picture"):
        read_picture(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n")


def test_errors_are_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"garbage" * 10)
    with pytest.raises(InputError) as caught:
        read_picture(path)
    assert "\n" not in str(caught.value) and caught.value.hint

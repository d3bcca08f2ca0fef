"""Documents come back as they were saved, and nothing else is taken for one."""

import contextlib
import dataclasses
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from numpy.typing import NDArray

from engine.attributes import Part
from engine.document import FORMAT_VERSION, Avatar, EditStep, load_avatar, save_avatar
from engine.errors import DocumentError, OutputError
from engine.face import LAYOUT as FACE_LAYOUT
from engine.face import Face
from engine.field.triplane import ReliefTriplane, quantise

PNG = b"\x89PNG\r\n\x1a\n" + b"thumbnail"


def make_planes(size: int = 256) -> ReliefTriplane:
    rng = np.random.default_rng(5)
    tile = rng.random((6, 16, 16, 6), dtype=np.float32)  # repeated, so that packing is quick
    values = np.tile(tile, (1, size // 16, size // 16, 1))
    return ReliefTriplane(
        colour=values[..., :3],
        depth=values[..., 3] * 2 - 1,
        silhouette=values[..., 4] * 0.12 - 0.06,
        part=(values[..., 5] * 7 + 1).astype(np.uint8),
    )


def make_face() -> Face:
    rng = np.random.default_rng(6)
    bytes_ = {n: rng.integers(0, 8, shape, np.uint8) for n, (_, shape) in FACE_LAYOUT.items() if n != "depth"}
    return Face(depth=rng.random((256, 256)).astype(np.float16), **bytes_)


@pytest.fixture(scope="module")
def avatar() -> Avatar:
    return Avatar(
        planes=make_planes(),
        latent=np.linspace(-1, 1, 512, dtype=np.float32),
        seed=2**40,
        guidance=2.5,
        steps=12,
        source="text",
        prompt="a woman with 红色 hair \udcff",
        history=(EditStep("red sweater", 1.0), EditStep("glasses", 0.5)),
        versions={"base": "abc123"},
        thumbnail=PNG,
        face=make_face(),
    )


@pytest.fixture(scope="module")
def document(avatar: Avatar, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("document") / "a.maquette"
    save_avatar(avatar, path)
    return path.read_bytes()


def test_round_trip(avatar: Avatar, document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.maquette"
    path.write_bytes(document)
    loaded = load_avatar(path)
    for name in ("seed", "guidance", "steps", "source", "prompt", "history", "versions", "thumbnail"):
        assert getattr(loaded, name) == getattr(avatar, name)
    np.testing.assert_array_equal(loaded.latent, avatar.latent)
    for name in FACE_LAYOUT:
        np.testing.assert_array_equal(getattr(loaded.face, name), getattr(avatar.face, name))
    for name, stored in quantise(avatar.planes).items():
        np.testing.assert_array_equal(quantise(loaded.planes)[name], stored)
    assert np.abs(loaded.planes.depth - avatar.planes.depth).max() < 2e-5
    assert np.abs(loaded.planes.colour - avatar.planes.colour).max() < 0.5 / 255 + 1e-6


def layered() -> ReliefTriplane:
    body = dataclasses.replace(make_planes(), sliced=True)
    hair = dataclasses.replace(body, cover=np.array(body.colour[..., 0]))
    glasses = dataclasses.replace(make_planes(), part=np.full_like(body.part, Part.GLASSES))
    return dataclasses.replace(body, hair=hair, glasses=glasses)


@pytest.mark.parametrize("without", [(), ("hair",), ("glasses",)])
def test_layers_come_back(avatar: Avatar, tmp_path: Path, without: tuple[str, ...]) -> None:
    planes = dataclasses.replace(layered(), **dict.fromkeys(without))
    save_avatar(dataclasses.replace(avatar, planes=planes), tmp_path / "a.maquette")
    loaded, saved = quantise(load_avatar(tmp_path / "a.maquette").planes), quantise(planes)
    assert loaded.keys() == saved.keys()
    for name, stored in saved.items():
        np.testing.assert_array_equal(loaded[name], stored)


@pytest.mark.parametrize("name", ["hair_colour", "hair_cover", "glasses_depth"])
@pytest.mark.parametrize("broken", [None, np.zeros((6, 8, 8), np.uint8)])
def test_broken_layers_are_refused(
    avatar: Avatar, tmp_path: Path, name: str, broken: NDArray[np.generic] | None
) -> None:
    save_avatar(dataclasses.replace(avatar, planes=layered()), tmp_path / "a.maquette")
    members = members_of((tmp_path / "a.maquette").read_bytes())
    tensors = safetensors.numpy.load(members["planes.safetensors"])
    tensors.pop(name)
    if broken is not None:
        tensors[name] = broken
    members["planes.safetensors"] = safetensors.numpy.save(tensors)
    assert name in refused(members, tmp_path)


@pytest.mark.parametrize("broken", [None, np.zeros((8, 8), np.uint8), np.full((256, 256), np.nan, np.float16)])
def test_a_broken_face_is_refused(document: bytes, tmp_path: Path, broken: NDArray[np.generic] | None) -> None:
    members = members_of(document)
    tensors = safetensors.numpy.load(members["planes.safetensors"])
    tensors.pop("face_depth")
    if broken is not None:
        tensors["face_depth"] = broken
    assert "face" in refused(members | {"planes.safetensors": safetensors.numpy.save(tensors)}, tmp_path)


def test_a_face_of_unknown_parts_is_refused(document: bytes, tmp_path: Path) -> None:
    members = members_of(document)
    tensors = safetensors.numpy.load(members["planes.safetensors"])
    tensors["face_part"] = np.full((256, 256), 8, np.uint8)
    assert "face" in refused(members | {"planes.safetensors": safetensors.numpy.save(tensors)}, tmp_path)


def test_a_face_is_optional(avatar: Avatar, tmp_path: Path) -> None:
    save_avatar(dataclasses.replace(avatar, face=None), tmp_path / "a.maquette")
    assert load_avatar(tmp_path / "a.maquette").face is None


def test_saving_again_gives_the_same_bytes(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.maquette"
    path.write_bytes(document)
    save_avatar(load_avatar(path), tmp_path / "b.maquette")
    assert (tmp_path / "b.maquette").read_bytes() == document


def test_thumbnail_is_optional(avatar: Avatar, tmp_path: Path) -> None:
    save_avatar(dataclasses.replace(avatar, thumbnail=None), tmp_path / "a.maquette")
    assert load_avatar(tmp_path / "a.maquette").thumbnail is None


def members_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(members: dict[str, bytes], folder: Path) -> str:
    path = folder / "bad.maquette"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return refused_file(path)


def refused_file(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        load_avatar(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


def with_header(document: bytes, **changes: object) -> dict[str, bytes]:
    members = members_of(document)
    header = json.loads(members["avatar.json"]) | changes
    return members | {"avatar.json": json.dumps(header).encode()}


def with_tensor(document: bytes, name: str, change: Callable[[np.ndarray], np.ndarray]) -> dict[str, bytes]:
    members = members_of(document)
    tensors = safetensors.numpy.load(members["planes.safetensors"])
    tensors[name] = np.ascontiguousarray(change(tensors[name]))
    return members | {"planes.safetensors": safetensors.numpy.save(tensors)}


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + bytes(100), PNG])
def test_other_files_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.maquette"
    path.write_bytes(content)
    refused_file(path)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert "No such file" in refused_file(tmp_path / "nowhere.maquette")
    (tmp_path / "folder.maquette").mkdir()
    refused_file(tmp_path / "folder.maquette")


def test_truncated_file_is_refused(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.maquette"
    path.write_bytes(document[: len(document) // 2])
    assert "not a whole" in refused_file(path)


@pytest.mark.parametrize("name", ["avatar.json", "planes.safetensors"])
def test_missing_member_is_named(document: bytes, name: str, tmp_path: Path) -> None:
    members = members_of(document)
    del members[name]
    assert name in refused(members, tmp_path)


def test_foreign_member_is_refused(document: bytes, tmp_path: Path) -> None:
    assert "do not belong" in refused(members_of(document) | {"../evil": b"x"}, tmp_path)


@pytest.mark.parametrize("name", ["avatar.json", "planes.safetensors", "thumbnail.png"])
def test_bomb_is_refused_before_it_is_unpacked(document: bytes, name: str, tmp_path: Path) -> None:
    assert "too many bytes" in refused(members_of(document) | {name: bytes(64 << 20)}, tmp_path)


def test_newer_version_says_to_update(document: bytes, tmp_path: Path) -> None:
    message = refused(with_header(document, format_version=FORMAT_VERSION + 1), tmp_path)
    assert "newer" in message
    assert "Update" in message


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"}, {"format_version": "1"}, {"seed": -1}, {"seed": 1.5}, {"seed": True}, {"steps": 0},
        {"guidance": float("nan")}, {"guidance": 10**400}, {"guidance": "2"}, {"source": "magic"}, {"source": ["text"]},
        {"prompt": 3}, {"history": 3}, {"history": ["red"]}, {"history": [{"prompt": "red"}]},
        {"history": [{"prompt": "red", "strength": float("inf")}]}, {"versions": []}, {"versions": {"a": 1}},
    ],
)  # fmt: skip
def test_wrong_values_in_the_description_are_refused(document: bytes, change: dict, tmp_path: Path) -> None:
    refused(with_header(document, **change), tmp_path)


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_description_that_is_no_description_is_refused(document: bytes, text: bytes, tmp_path: Path) -> None:
    refused(members_of(document) | {"avatar.json": text}, tmp_path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("colour", lambda a: a[:, :128]),
        ("colour", lambda a: a.astype(np.float32)),
        ("depth", lambda a: a.astype(np.int16)),
        ("part", lambda a: a | 8),
        ("latent", lambda a: a * np.float32("nan")),
        ("latent", lambda a: a.astype(np.float64)),
        ("latent", lambda a: a[None]),
        ("latent", lambda a: a[:0]),
    ],
)
def test_wrong_planes_are_refused(
    document: bytes, name: str, change: Callable[[np.ndarray], np.ndarray], tmp_path: Path
) -> None:
    refused(with_tensor(document, name, change), tmp_path)


def test_no_damage_raises_anything_but_a_document_error(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.maquette"
    draw = random.Random(3)
    members = members_of(document)
    for _ in range(60):
        damaged = bytearray(document)
        for _ in range(draw.randint(1, 6)):
            damaged[draw.randrange(-600, 200)] = draw.randrange(256)  # zip headers and directory
        path.write_bytes(damaged)
        load_or_refuse(path)
    for _ in range(60):
        planes = bytearray(members["planes.safetensors"])
        planes[draw.randrange(400)] = draw.randrange(256)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("avatar.json", members["avatar.json"])
            archive.writestr("planes.safetensors", bytes(planes))
        load_or_refuse(path)


def load_or_refuse(path: Path) -> None:
    with contextlib.suppress(DocumentError):  # the only error allowed
        load_avatar(path)


def test_invalid_avatar_is_not_saved(avatar: Avatar, tmp_path: Path) -> None:
    wrong = dataclasses.replace(avatar, latent=np.full(4, np.nan, np.float32))
    with pytest.raises(DocumentError, match="Cannot save"):
        save_avatar(wrong, tmp_path / "a.maquette")
    with pytest.raises(DocumentError):
        save_avatar(dataclasses.replace(avatar, planes=make_planes(64)), tmp_path / "a.maquette")
    assert list(tmp_path.iterdir()) == []


def test_failed_write_leaves_the_old_file(avatar: Avatar, tmp_path: Path) -> None:
    (tmp_path / "a.maquette").mkdir()
    with pytest.raises(OutputError):
        save_avatar(avatar, tmp_path / "a.maquette")
    assert [path.name for path in tmp_path.iterdir()] == ["a.maquette"]

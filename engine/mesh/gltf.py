"""glTF 2.0, binary (.glb) and as text with everything embedded (.gltf)."""

import base64
import io
from typing import Final

import numpy as np
import pygltflib as gl
from numpy.typing import NDArray
from PIL import Image

from engine import __version__
from engine.mesh.model import MATERIALS, METRES, AvatarMesh, PartMesh

_JPEG_QUALITY: Final = 93


def glb_bytes(mesh: AvatarMesh, name: str) -> bytes:
    """A binary glTF file: a root node `name` with a mesh, a node and a material for each part."""
    document, data = _document(mesh, name)
    document.set_binary_blob(data)
    return b"".join(document.save_to_bytes())


def gltf_bytes(mesh: AvatarMesh, name: str) -> bytes:
    """The same as JSON in one file, buffers embedded as base64."""
    document, data = _document(mesh, name)
    document.buffers[0].uri = "data:application/octet-stream;base64," + base64.b64encode(data).decode()
    return document.to_json(indent=1).encode()


class _Buffer:
    """Binary data with its buffer views and accessors; every view starts at a multiple of four bytes."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[gl.BufferView] = []
        self.accessors: list[gl.Accessor] = []

    def add_bytes(self, data: bytes, target: int | None = None) -> int:
        self.views.append(gl.BufferView(buffer=0, byteOffset=len(self.data), byteLength=len(data), target=target))
        self.data += data + bytes(-len(data) % 4)
        return len(self.views) - 1

    def add_vectors(self, values: NDArray[np.float32], bounded: bool = False) -> int:
        view = self.add_bytes(np.ascontiguousarray(values, dtype="<f4").tobytes(), gl.ARRAY_BUFFER)
        accessor = gl.Accessor(bufferView=view, componentType=gl.FLOAT, count=len(values), type=f"VEC{values.shape[1]}")
        if bounded:
            accessor.min, accessor.max = values.min(axis=0).tolist(), values.max(axis=0).tolist()
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def add_indices(self, faces: NDArray[np.int32]) -> int:
        short = faces.max() < 65535
        view = self.add_bytes(faces.astype("<u2" if short else "<u4").tobytes(), gl.ELEMENT_ARRAY_BUFFER)
        kind = gl.UNSIGNED_SHORT if short else gl.UNSIGNED_INT
        self.accessors.append(gl.Accessor(bufferView=view, componentType=kind, count=faces.size, type="SCALAR"))
        return len(self.accessors) - 1


def _document(mesh: AvatarMesh, name: str) -> tuple[gl.GLTF2, bytes]:
    document, buffer = gl.GLTF2(), _Buffer()
    document.asset = gl.Asset(version="2.0", generator=f"Maquette {__version__}")
    root = gl.Node(name=name, children=list(range(1, len(mesh.parts) + 1)))
    document.scene, document.scenes, document.nodes = 0, [gl.Scene(nodes=[0], name=name)], [root]
    for index, part in enumerate(mesh.parts):
        document.nodes.append(gl.Node(name=part.name, mesh=index, extras={"part": part.name}))
        document.meshes.append(_mesh(part, index, buffer))
        document.materials.append(_material(part, mesh.albedo is not None))
    if mesh.albedo is not None:
        _add_texture(document, buffer, mesh.albedo)
    document.accessors, document.bufferViews = buffer.accessors, buffer.views
    document.buffers = [gl.Buffer(byteLength=len(buffer.data))]
    return document, bytes(buffer.data)


def _mesh(part: PartMesh, material: int, buffer: _Buffer) -> gl.Mesh:
    attributes = gl.Attributes(
        POSITION=buffer.add_vectors(METRES.points(part.positions), bounded=True),
        NORMAL=buffer.add_vectors(part.normals),
        TEXCOORD_0=buffer.add_vectors(part.uv),
    )
    primitive = gl.Primitive(attributes=attributes, indices=buffer.add_indices(part.faces), material=material)
    return gl.Mesh(name=part.name, primitives=[primitive], extras={"part": part.name})


def _material(part: PartMesh, textured: bool) -> gl.Material:
    factors = MATERIALS[part.part]
    surface = gl.PbrMetallicRoughness(metallicFactor=factors.metallic, roughnessFactor=factors.roughness)
    if textured:
        surface.baseColorTexture = gl.TextureInfo(index=0)
    return gl.Material(name=part.name, pbrMetallicRoughness=surface, extras={"part": part.name}, alphaCutoff=None)


def _add_texture(document: gl.GLTF2, buffer: _Buffer, albedo: NDArray[np.uint8]) -> None:
    stream = io.BytesIO()
    # full colour resolution: charts of different colours lie close together
    Image.fromarray(albedo).save(stream, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    view = buffer.add_bytes(stream.getvalue())
    document.images = [gl.Image(name="albedo", bufferView=view, mimeType="image/jpeg")]
    filters = {"magFilter": gl.LINEAR, "minFilter": gl.LINEAR_MIPMAP_LINEAR}
    document.samplers = [gl.Sampler(wrapS=gl.CLAMP_TO_EDGE, wrapT=gl.CLAMP_TO_EDGE, **filters)]
    document.textures = [gl.Texture(sampler=0, source=0)]

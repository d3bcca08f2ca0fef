"""What the studio asks of the engine: frozen requests, and the engine as the studio sees it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.camera import Camera
from engine.document import Avatar
from engine.field.decoder_weights import DecoderWeights
from engine.mesh.model import AvatarMesh
from engine.mesh.options import ExportOptions, ExportSummary
from engine.pipeline import EditRequest, MakeRequest, Result, VaryRequest
from engine.progress import CancelToken, ProgressCallback
from engine.reports import PreviewCallback

MESH_SUFFIXES = (".glb", ".gltf", ".obj", ".ply")
PICTURE_SUFFIXES = (".png",)


@dataclass(frozen=True)
class ExportRequest:
    """Write `avatar` as a mesh; the suffix of `path` picks the format."""

    avatar: Avatar
    path: Path
    options: ExportOptions = field(default_factory=ExportOptions)


@dataclass(frozen=True)
class MeshRequest:
    """Make the mesh that an export with these options would write, to be looked at."""

    avatar: Avatar
    options: ExportOptions


@dataclass(frozen=True)
class PictureRequest:
    """Write a picture of `avatar` as `camera` sees it, `size` pixels wide and high."""

    avatar: Avatar
    path: Path
    camera: Camera
    size: int = 1024


GenerateRequest: TypeAlias = MakeRequest | EditRequest | VaryRequest
"""What brings one new avatar."""


@dataclass(frozen=True)
class VariationsRequest:
    """Several avatars, one after another, to choose from."""

    members: tuple[GenerateRequest, ...]


@dataclass(frozen=True)
class WarmUpRequest:
    """Load the models while nobody waits for them."""


QuietRequest: TypeAlias = WarmUpRequest | MeshRequest
"""What is done beside the artist's work: it shows no progress of its own in the window."""
Request: TypeAlias = GenerateRequest | VariationsRequest | ExportRequest | PictureRequest | QuietRequest


class Engine(Protocol):
    """The part of `engine.pipeline.Engine` that the studio uses; tests hand in a scripted one."""

    @property
    def decoder_weights(self) -> DecoderWeights: ...

    def make(
        self,
        request: MakeRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result: ...

    def edit(
        self,
        request: EditRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result: ...

    def vary(
        self,
        request: VaryRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result: ...

    def warm_up(self, cancel: CancelToken | None = None) -> None: ...

    def render(self, avatar: Avatar, camera: Camera, size: int = 512) -> NDArray[np.uint8]: ...

    def mesh(
        self,
        avatar: Avatar,
        options: ExportOptions,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> tuple[AvatarMesh, ...]: ...

    def export(
        self,
        avatar: Avatar,
        path: Path,
        options: ExportOptions | None = None,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ExportSummary: ...


def generates(request: Request) -> bool:
    """Whether the request brings a new avatar, and so replaces an earlier such request."""
    return isinstance(request, MakeRequest | EditRequest | VaryRequest | VariationsRequest)

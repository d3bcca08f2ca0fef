"""The engine's front door: frozen requests in, avatars and reports out.

The command line and the studio use nothing else of the models. torch is imported at first use, so that
importing this module is cheap.
"""

import dataclasses
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import Part
from engine.camera import Camera
from engine.document import Avatar, EditStep
from engine.edit.eyewear import glasses_as_edited, glasses_as_told
from engine.edit.told import as_edited, as_told
from engine.errors import InputError
from engine.face import Face
from engine.field.decoder_weights import DecoderWeights
from engine.field.decoder_weights import load as load_decoder_weights
from engine.field.triplane import ReliefTriplane
from engine.look import Look
from engine.measured import CORRECTED_PARTS, as_measured, findings
from engine.memory import peak_memory_mib
from engine.mesh.options import ExportOptions, ExportSummary
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.reports import LatentReading, PreviewCallback, Watch
from engine.sculpting import Sculptor
from engine.stopwatch import Stopwatch
from engine.torch_libraries import preload_torch

if TYPE_CHECKING:
    from engine.clip.encoder import LatentReader, PhotoEncoder, PhotoReading, TextEncoder
    from engine.field.field import Field
    from engine.mesh.model import AvatarMesh
    from engine.photo.front_end import AlignedPortrait, FrontEnd

Latent = NDArray[np.float32]

DEFAULT_GUIDANCE: Final = 3.0
DEFAULT_STEPS: Final = 12
MAX_STEPS: Final = 200
MAX_GUIDANCE: Final = 20.0


@dataclass(frozen=True)
class MakeRequest:
    """What to make an avatar from: a photo, a sentence, or (neither) nothing but the seed."""

    photo: Path | None = None
    text: str | None = None
    seed: int = 0
    guidance: float = DEFAULT_GUIDANCE
    steps: int = DEFAULT_STEPS

    def validate(self) -> None:
        """Raise InputError when the request contradicts itself or a number is out of range."""
        if self.photo is not None and self.text is not None:
            raise InputError("A photo and a sentence were both given.", "Make from one, then edit with words.")
        if self.text is not None and not self.text.strip():
            raise InputError("The sentence is empty.", "Describe the person in a few words.")
        _check_sampling(self.guidance, self.steps, self.seed)


@dataclass(frozen=True)
class EditRequest:
    """How to change an avatar; `guidance`, `seed` and `steps` None keep the avatar's own."""

    avatar: Avatar
    prompt: str
    strength: float = 1.0
    guidance: float | None = None
    seed: int | None = None
    steps: int | None = None

    def validate(self) -> None:
        """Raise InputError when there is nothing to do or a number is out of range."""
        if not self.prompt.strip():
            raise InputError("The prompt is empty.", "Say what to change, such as: red sweater.")
        if not 0 <= self.strength <= 5:
            raise InputError(f"The strength {self.strength} is not between 0 and 5.")


@dataclass(frozen=True)
class VaryRequest:
    """The same latent once more, from the noise of another `seed`."""

    avatar: Avatar
    seed: int

    def validate(self) -> None:
        """Raise InputError when the seed is out of range."""
        _check_sampling(self.avatar.guidance, self.avatar.steps, self.seed)


@dataclass(frozen=True)
class Result:
    """The avatar, a report that can be written as JSON, and what the attribute heads read off its latent."""

    avatar: Avatar
    report: dict[str, object]
    reading: LatentReading = dataclasses.field(default_factory=LatentReading)


class Engine:
    """Makes, edits, renders and exports avatars. Use one instance from one thread at a time.

    Constructing is cheap: every model is loaded at its first use, and WeightsError is raised then when
    shipped weights are missing or do not fit.
    """

    def __init__(self) -> None:
        self._sculptor = Sculptor()

    def make(
        self,
        request: MakeRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        """Make an avatar. Raises InputError or NoFaceError for what cannot be used, Cancelled."""
        request.validate()
        _ = self.decoder_weights  # without them nothing could be shown: fail before the work, not after
        clock = Stopwatch()
        source = self._source_of(request, clock, on_progress)
        z, photo = source.z, source.photo
        reading = self._read(None, z)
        watch = Watch(reading, on_progress, on_preview, cancel)
        planes = self._sculptor.sculpt(z, request.seed, request.guidance, request.steps, clock, watch)
        if photo is not None:
            planes = as_measured(planes, photo, bool(source.found["monochrome"]))
        else:
            planes = glasses_as_told(as_told(planes, reading, (request.text or "",)), reading)
        avatar = Avatar(
            planes=_with(source.face, planes, clock), latent=_stored(z), seed=request.seed, guidance=request.guidance,
            steps=request.steps, source=source.kind, prompt=request.text or "", versions=self._versions(source.kind),
            face=source.face,
        )  # fmt: skip
        return Result(avatar, _report(clock, avatar, source.found), reading)

    def edit(
        self,
        request: EditRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        """Move the avatar's z along the prompt and sample again from the same noise. Raises Cancelled."""
        from engine.edit.direction import edit_latent
        from engine.edit.face import kept_face
        from engine.edit.facial_hair import carry_facial_hair, wears_beard

        request.validate()
        clock, old = Stopwatch(), request.avatar
        guidance = old.guidance if request.guidance is None else request.guidance
        seed = old.seed if request.seed is None else request.seed
        steps = old.steps if request.steps is None else request.steps
        _check_sampling(guidance, steps, seed)
        with clock.stage("encode"):
            z = edit_latent(old.latent, request.prompt, request.strength, self._text_encoder)
        reading = self._read(_known(old.latent), z)
        before = None
        if "facial_hair" not in reading.changed() and wears_beard(old.planes):
            recalling = Watch(reading, on_progress, None, cancel, stage="recalling")
            before = self._sculptor.sculpt(_known(old.latent), seed, guidance, steps, clock, recalling)
        planes = self._sculptor.sculpt(z, seed, guidance, steps, clock, Watch(reading, on_progress, on_preview, cancel))
        planes = glasses_as_edited(old.planes, planes, reading)
        planes, meant = as_edited(old.planes, planes, reading, request.prompt, request.strength)
        if before is not None:
            planes = carry_facial_hair(old.planes, before, planes)
        face = None if old.face is None else kept_face(old.face, reading)
        # a colour set by hand gives way to words that recolour its part
        colours = {part: colour for part, colour in old.look.colours.items() if part not in meant}
        step = EditStep(request.prompt, request.strength)
        avatar = replace(
            old, planes=_with(face, planes, clock), latent=z, seed=seed, guidance=guidance, steps=steps,
            history=(*old.history, step), versions=self._versions("text"), thumbnail=None,
            look=Look(colours, old.look.hidden), face=face,
        )  # fmt: skip
        return Result(avatar, _report(clock, avatar, {}), reading)

    def vary(
        self,
        request: VaryRequest,
        on_progress: ProgressCallback | None = None,
        on_preview: PreviewCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        """Sample the avatar's latent from other noise; what a photo showed of colours stays. Raises Cancelled."""
        from engine.edit.recolour import part_colour, recolour

        request.validate()
        clock, old = Stopwatch(), request.avatar
        z = _known(old.latent)
        watch = Watch(self._read(None, z), on_progress, on_preview, cancel)
        planes = self._sculptor.sculpt(z, request.seed, old.guidance, old.steps, clock, watch)
        if old.source == "photo":
            measured = {part: part_colour(old.planes, part) for part in CORRECTED_PARTS}
            planes = recolour(planes, {part: colour for part, colour in measured.items() if colour})
        else:
            planes = as_told(planes, watch.reading, (old.prompt, *(step.prompt for step in old.history)))
        planes = glasses_as_edited(old.planes, planes, replace(watch.reading, before=watch.reading.after))
        avatar = replace(old, planes=_with(old.face, planes, clock), seed=request.seed, thumbnail=None)
        return Result(avatar, _report(clock, avatar, {}), watch.reading)

    def warm_up(self, cancel: CancelToken | None = None) -> None:
        """Load what the first request will need, a piece at a time. Raises WeightsError, Cancelled."""
        preload_torch()
        pieces = (
            (self, "decoder_weights"), (self._sculptor, "denoiser"), (self._sculptor, "upsampler"),
            (self._sculptor, "face_model"), (self, "_text_encoder"), (self, "_latent_reader"),
        )  # fmt: skip
        for owner, piece in pieces:
            if cancel:
                cancel.check()
            getattr(owner, piece)

    def render(self, avatar: Avatar, camera: Camera, size: int = 512) -> NDArray[np.uint8]:
        """A lit picture of the avatar, uint8 (size, size, 4) with straight alpha."""
        from engine.edit.wear import wear
        from engine.offscreen.raymarcher import render_offscreen

        return render_offscreen(wear(avatar.planes, avatar.look), self.decoder_weights, camera, size)

    def export(
        self,
        avatar: Avatar,
        path: Path,
        options: ExportOptions | None = None,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ExportSummary:
        """Write the avatar's mesh; the suffix of `path` says the format. Raises OutputError, Cancelled."""
        from engine.mesh.export import export_mesh

        return export_mesh(self._field_for(avatar, options), path, options, on_progress, cancel)

    def mesh(
        self,
        avatar: Avatar,
        options: ExportOptions,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> "tuple[AvatarMesh, ...]":
        """The textured meshes that `export` writes, one for each level of detail. Raises Cancelled."""
        from engine.mesh.export import build_mesh

        return build_mesh(self._field_for(avatar, options), options, True, on_progress, cancel)

    @cached_property
    def decoder_weights(self) -> DecoderWeights:
        """The shared decoder, for viewports; numpy arrays, cheap to load."""
        return load_decoder_weights()

    def _field_for(self, avatar: Avatar, options: ExportOptions | None) -> "Field":
        """The avatar's field; glasses that an export leaves out give way to the face behind them."""
        from engine.edit.wear import wear
        from engine.field.field import Field
        from engine.field.hide import hide_parts

        # the meshes of other parts are simply left out: what lies behind them is not known well enough to show
        hidden = options.hidden & {Part.GLASSES} if options else frozenset()
        return Field(hide_parts(wear(avatar.planes, avatar.look), hidden), self.decoder_weights)

    @cached_property
    def _front_end(self) -> "FrontEnd":
        from engine.photo.front_end import FrontEnd

        return FrontEnd()

    @cached_property
    def _photo_encoder(self) -> "PhotoEncoder":
        from engine.clip.encoder import PhotoEncoder

        return PhotoEncoder()

    @cached_property
    def _text_encoder(self) -> "TextEncoder":
        from engine.clip.encoder import TextEncoder

        return TextEncoder()

    @cached_property
    def _latent_reader(self) -> "LatentReader":
        from engine.clip.encoder import LatentReader

        return LatentReader()

    def read_photo(self, photo: Path) -> tuple["AlignedPortrait", "PhotoReading"]:
        """Align and read a portrait. Raises InputError or NoFaceError."""
        from engine.photo.decode import read_picture

        portrait = self._front_end.align(read_picture(photo))
        return portrait, self._photo_encoder.read(portrait)

    def _source_of(self, request: MakeRequest, clock: Stopwatch, on_progress: ProgressCallback | None) -> "_Source":
        if on_progress:
            on_progress(Progress("reading", 0, 1))
        with clock.stage("encode"):
            if request.photo is not None:
                from engine.photo.face_map import face_map

                portrait, reading = self.read_photo(request.photo)
                face, found = face_map(portrait, reading.parts), findings(portrait, reading)
                return _Source("photo", reading.z, reading, face, found)
            if request.text is not None:
                return _Source("text", self._text_encoder.encode(request.text))
        return _Source("random")

    def _read(self, before: Latent | None, after: Latent | None) -> LatentReading:
        read = self._latent_reader.probabilities
        return LatentReading(None if before is None else read(before), None if after is None else read(after))

    def _versions(self, source: str) -> dict[str, str]:
        from engine import __version__
        from engine.diffusion.base import base_version
        from engine.diffusion.upsampler import upsampler_version
        from engine.morphable.model import face_version

        versions = {
            "maquette": __version__, "base": base_version(), "upsampler": upsampler_version(), "face": face_version()
        }  # fmt: skip
        if source == "photo":
            versions["image_tower"] = self._photo_encoder.version
        if source == "text":
            versions["text_tower"] = self._text_encoder.version
        return versions


@dataclass(frozen=True)
class _Source:
    """What an avatar is made from: its latent, and of a photo what was read, its face and what is reported."""

    kind: str
    z: Latent | None = None
    photo: "PhotoReading | None" = None
    face: Face | None = None
    found: dict[str, object] = dataclasses.field(default_factory=dict)


def _with(face: Face | None, planes: ReliefTriplane, clock: Stopwatch) -> ReliefTriplane:
    """Planes that wear the face of a photo where there is one."""
    from engine.edit.face import with_face

    if face is None:
        return planes
    with clock.stage("face"):
        return with_face(planes, face)


def _report(clock: Stopwatch, avatar: Avatar, found: dict[str, object]) -> dict[str, object]:
    return {
        "seconds": clock.seconds(), "peak_memory_mib": peak_memory_mib(), "versions": avatar.versions,
        "seed": avatar.seed, "guidance": avatar.guidance, "steps": avatar.steps, "source": avatar.source,
        "photo": found,
    }  # fmt: skip


def _check_sampling(guidance: float, steps: int, seed: int) -> None:
    if not 0 <= guidance <= MAX_GUIDANCE:
        raise InputError(f"The guidance {guidance} is not between 0 and {MAX_GUIDANCE:g}.")
    if not 2 <= steps <= MAX_STEPS:
        raise InputError(f"{steps} steps are not between 2 and {MAX_STEPS}.")
    if not 0 <= seed < 2**63:
        raise InputError(f"The seed {seed} is not between 0 and 2^63 - 1.")


def _stored(z: Latent | None) -> Latent:
    from engine.clip.config import LATENT_DIM

    # no latent at all is stored as zeros: an edit then starts from nobody in particular
    return np.zeros(LATENT_DIM, np.float32) if z is None else z


def _known(latent: Latent) -> Latent | None:
    return latent if latent.any() else None

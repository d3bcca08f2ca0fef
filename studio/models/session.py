"""The session: what the artist can do, in verbs, and the models that show what came of it."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from engine.camera import Camera
from engine.document import Avatar
from engine.errors import InputError, MaquetteError, OutputError
from engine.files import write_bytes
from engine.look import Look
from engine.mesh.options import ExportOptions
from engine.pipeline import EditRequest, MakeRequest, Result, VaryRequest
from engine.progress import Progress
from engine.reports import StepEstimate
from studio.engine_thread import EngineThread, Job
from studio.language import tr, tr_engine
from studio.models.activity import Activity
from studio.models.comparison import Comparison
from studio.models.document import Document
from studio.models.history import Entry
from studio.models.log import Log
from studio.models.parts import Parts
from studio.models.photo import Photo
from studio.models.problem import Problem, Problems, from_error
from studio.models.samples import Sample
from studio.models.sampling import Sampling
from studio.models.settings import MAX_SEED, Settings
from studio.models.variations import Source, Variations, members_of
from studio.models.view import View
from studio.models.wording import done_sentence, kind_of, label_of, title_of
from studio.pictures import png_bytes
from studio.requests import (
    MESH_SUFFIXES,
    PICTURE_SUFFIXES,
    Engine,
    ExportRequest,
    GenerateRequest,
    PictureRequest,
    QuietRequest,
    Request,
    VariationsRequest,
    WarmUpRequest,
)


class Session(QObject):
    """Owns the models and the engine thread; widgets call its verbs and watch its models."""

    planes_changed = Signal(object, bool)  # ReliefTriplane or None; whether it is a preview
    announced = Signal(str)  # one line for the status bar

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.settings = Settings()
        self.document = Document()
        self.photo = Photo()
        self.activity = Activity()
        self.problems = Problems()
        self.log = Log()
        self.thread_of_engine = EngineThread(engine)
        self.sampling = Sampling(self.thread_of_engine)
        self.variations = Variations(self.thread_of_engine, self.document.history)
        self.parts = Parts(self.document)
        self.comparison = Comparison(self.document)
        self.view = View()
        self._last_make: MakeRequest | None = None
        self._pasted = tempfile.TemporaryDirectory(prefix="maquette-")
        self._job: Job | None = None
        self._connect()

    def choose_photo(self, path: Path) -> bool:
        """Put a picture into the photo well; False (and a problem on show) when it cannot be read."""
        try:
            self.photo.load(path)
        except MaquetteError as error:
            self.problems.show(from_error(error))
            return False
        self.problems.clear()
        return True

    def make_from_photo(self) -> None:
        """Make an avatar of the photo in the well."""
        if self.photo.path is not None:
            self._make(MakeRequest(photo=self.photo.path))

    def make_from_picture(self, image: QImage) -> None:
        """Make an avatar of a picture that has no file, such as a pasted one."""
        path = Path(self._pasted.name) / f"pasted-{image.cacheKey()}.png"
        write_bytes(path, png_bytes(image))
        if self.choose_photo(path):
            self.make_from_photo()

    def make_from_text(self, text: str) -> None:
        """Make an avatar of a sentence."""
        if text.strip():
            self._make(MakeRequest(text=text.strip()))

    def make_sample(self, sample: Sample) -> None:
        """Make one of the samples, just as its picture shows it."""
        request = sample.request
        self.settings.seed.set(request.seed)
        self.settings.guidance.set(request.guidance)
        self.settings.steps.set(request.steps)
        self._last_make = request
        self._submit(request)

    def make_random(self) -> None:
        """Make somebody nobody asked for, from a new seed."""
        self.settings.roll_seed()
        self._make(MakeRequest())

    def make_another(self) -> None:
        """The last Make again, from a new seed."""
        if self._last_make is not None:
            self.settings.roll_seed()
            self._make(self._last_make)

    @property
    def can_make_another(self) -> bool:
        return self._last_make is not None

    @property
    def writing(self) -> Path | None:
        """The file that is being written or will be next."""
        writes = [one for one in self.thread_of_engine.requests if isinstance(one, ExportRequest | PictureRequest)]
        return writes[0].path if writes else None

    def edit(self, prompt: str) -> None:
        """Change the avatar on show as a sentence says."""
        request = self._edit_request(prompt)
        if request is not None:
            self._submit(request)

    def vary(self, prompt: str = "") -> None:
        """Several at once, of what `variations.source` says; of the prompt or photo while there is no avatar."""
        request = self._request_to_vary(prompt)
        settings = self.settings
        if not settings.seed_locked:
            settings.roll_seed()
        first = int(settings.seed.value) + settings.seed_locked  # what a locked seed itself makes is known already
        members = members_of(request, self.variations.count, first)
        self.variations.begin(self._submit(VariationsRequest(members)))

    def warm_up(self) -> None:
        """Load the models while nobody waits."""
        self.thread_of_engine.submit(WarmUpRequest())

    def look(self, preview: bool) -> Look:
        """How planes that `planes_changed` brings are to be worn; an estimate shows the colours it has itself."""
        look = self.parts.shown
        return replace(look, colours={}) if preview else look

    def show_again(self) -> None:
        """Tell new widgets what is on show."""
        self._show_avatar()

    def cancel(self) -> None:
        """Stop what the engine is doing."""
        self.thread_of_engine.cancel()

    def new(self) -> None:
        """Begin afresh with an empty well and nobody on show."""
        self.cancel()
        self.problems.clear()
        self.photo.clear()
        self.document.new()

    def restore(self, avatar: Avatar, path: Path | None) -> None:
        """Go on with what a crash left unsaved."""
        self.document.restore(avatar, path)
        self._take_settings(avatar)
        self.announced.emit(tr("Restored {name}", name=self.document.name))

    def open(self, path: Path) -> bool:
        """Open a .maquette file; False (and a problem on show) when it cannot be read."""
        try:
            self.document.open(path)
        except MaquetteError as error:
            self.problems.show(from_error(error))
            return False
        self.cancel()
        self.problems.clear()
        self._take_settings(self.document.avatar)
        self.announced.emit(tr("Opened {name}", name=path.name))
        return True

    def save(self, path: Path) -> bool:
        """Save the avatar on show; False (and a problem on show) when it cannot be written."""
        try:
            self.document.save(path)
        except MaquetteError as error:
            self.problems.show(from_error(error))
            return False
        self.announced.emit(tr("Saved {name}", name=path.name))
        return True

    def export(self, path: Path, options: ExportOptions | None = None) -> None:
        """Write the avatar on show as a mesh; the suffix of `path` picks the format."""
        self._write(path, MESH_SUFFIXES, lambda avatar: ExportRequest(avatar, path, options or ExportOptions()))

    def save_picture(self, path: Path, camera: Camera) -> None:
        """Write the avatar on show as `camera` sees it."""
        self._write(path, PICTURE_SUFFIXES, lambda avatar: PictureRequest(avatar, path, camera))

    def _write(self, path: Path, known: tuple[str, ...], request: Callable[[Avatar], Request]) -> None:
        avatar, suffix = self.document.avatar, path.suffix.lower()
        if avatar is None:
            return
        if suffix in known:
            self._submit(request(avatar))
        else:
            hint = f"Use one of {', '.join(known)}."
            self.problems.show(from_error(OutputError(f"Maquette cannot write “{suffix}” files.", hint)))

    def drop(self, path: Path) -> None:
        """Take a file dropped on the window or given at the start: a document or a photo."""
        if path.is_dir():
            hint = "Drop a picture or a .maquette file out of it."
            self.problems.show(from_error(InputError(f"{path.name} is a folder.", hint)))
        elif not path.is_file():
            hint = "Drop a picture or a .maquette file."
            self.problems.show(from_error(InputError(f"There is no file {path.name}.", hint)))
        elif path.suffix.lower() == ".maquette":
            self.open(path)
        elif self.choose_photo(path):
            self.make_from_photo()

    def shut_down(self) -> None:
        """Stop the engine thread and remove pasted pictures. Nothing works afterwards."""
        self.thread_of_engine.shut_down()
        self._pasted.cleanup()

    def _make(self, request: MakeRequest) -> None:
        if not self.settings.seed_locked:
            self.settings.roll_seed()
        self._last_make = self._with_settings(request)
        self._submit(self._last_make)

    def _with_settings(self, request: MakeRequest) -> MakeRequest:
        settings = self.settings
        seed, steps = int(settings.seed.value), int(settings.steps.value)
        return replace(request, guidance=settings.guidance.value, seed=seed, steps=steps)

    def _edit_request(self, prompt: str) -> EditRequest | None:
        avatar, settings = self.document.avatar, self.settings
        if avatar is None or not prompt.strip():
            return None
        strength, guidance, steps = settings.strength.value, settings.guidance.value, int(settings.steps.value)
        return EditRequest(avatar, prompt.strip(), strength=strength, guidance=guidance, steps=steps)

    def _request_to_vary(self, prompt: str) -> GenerateRequest:
        avatar, source = self.document.avatar, self.variations.source
        edit = self._edit_request(prompt) if source is Source.EDIT else None
        if edit is not None:
            return edit
        if avatar is not None and source is not Source.SENTENCE:
            return VaryRequest(avatar, min(avatar.seed, MAX_SEED))
        if prompt.strip():
            return self._with_settings(MakeRequest(text=prompt.strip()))
        return self._with_settings(MakeRequest(photo=self.photo.path))

    def _submit(self, request: Request) -> Job:
        self.problems.clear()
        job = self.thread_of_engine.submit(request)
        if self._job is None:  # it waits for cancelled work to let go: busy for the artist all the same
            self._on_started(job)
        return job

    def _connect(self) -> None:
        thread = self.thread_of_engine
        thread.started.connect(self._on_started)
        thread.progressed.connect(self._on_progress)
        thread.previewed.connect(self._on_preview)
        thread.finished.connect(self._on_finished)
        thread.failed.connect(self._on_failed)
        thread.cancelled.connect(self._on_cancelled)
        self.document.history.changed.connect(self._show_avatar)
        self.parts.dragged.connect(self._show_avatar)
        self.announced.connect(self.log.add)
        self.problems.changed.connect(self._log_problem)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if isinstance(job.request, QuietRequest):
            return
        self._job = job
        self.activity.begin(kind_of(job.request), title_of(job.request))

    @Slot(object, object)
    def _on_progress(self, job: Job, progress: Progress) -> None:
        if job is not self._job:
            return
        self.activity.report(progress)

    @Slot(object, object)
    def _on_preview(self, job: Job, estimate: StepEstimate) -> None:
        self.planes_changed.emit(estimate.planes, True)

    @Slot(object, object)
    def _on_finished(self, job: Job, outcome: object) -> None:
        if isinstance(job.request, QuietRequest):
            return
        seconds = self.activity.seconds
        self._end(job, completed=True)
        if isinstance(outcome, Result):
            self.document.history.push(Entry(outcome.avatar, label_of(job.request)))
        elif isinstance(job.request, VariationsRequest):
            self._show_avatar()
        self.announced.emit(done_sentence(job.request, outcome, seconds))

    @Slot(object, object)
    def _on_failed(self, job: Job, problem: Problem) -> None:
        if isinstance(job.request, QuietRequest):  # whoever asked for it says so
            return
        self._end(job, completed=False)
        self._show_avatar()
        self.problems.show(problem)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:
            self._end(job, completed=False)
            self._show_avatar()
            self.announced.emit(tr("Cancelled"))

    @Slot()
    def _log_problem(self) -> None:
        problem = self.problems.current
        if problem is not None:
            words = f"{tr_engine(problem.what)} {tr_engine(problem.hint)}"
            self.log.add(words.rstrip(), bad=True, details=problem.details)

    def _end(self, job: Job, completed: bool) -> None:
        self._job = None
        self.activity.end(completed)

    def _show_avatar(self) -> None:
        avatar = self.document.avatar
        self.planes_changed.emit(avatar.planes if avatar else None, False)

    def _take_settings(self, avatar: Avatar | None) -> None:
        if avatar is not None:
            self.settings.seed.set(avatar.seed)
            self.settings.guidance.set(avatar.guidance)
            self.settings.steps.set(avatar.steps)

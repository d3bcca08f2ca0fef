"""Fitting of the morphable face model, in closed form, to the faces of synthetic individuals.

Beards are left out, as they are not spread like a Gaussian: half a beard is nobody's. The base diffusion draws them.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from torch import from_numpy

from engine.clip.encoder import TextEncoder
from engine.diffusion.latents import text_latents
from engine.errors import DataError
from engine.field.triplane import dequantise
from engine.individuals.library import Library, load_library
from engine.individuals.reader import Dataset, Record, split_of
from engine.morphable.model import NAME, MorphableFace
from engine.morphable.surface import FaceSurface, points_of_face, skin_of
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.weights import save_weights, weights_path

Floats = NDArray[np.float32]
Latents = list[Floats]

_RIDGE: Final = 0.5
"""Latents have 256 entries of about unit deviation, of which captions move only some."""
_SMALL: Final = 1e-6


@dataclass(frozen=True)
class FaceTraining:
    """How the face model is fitted. `images`: how often a portrait counts for once that a caption does."""

    rank: int = 128
    people: int = 10_000
    images: float = 3.0


@dataclass(frozen=True, eq=False)
class Faces:
    """Faces as vectors (N, D) on one surface, and for each the latents (any, 256) of captions and of portraits."""

    surface: FaceSurface
    vectors: Floats
    texts: Latents
    images: Latents

    def some(self, rows: NDArray[np.bool_]) -> "Faces":
        chosen = np.nonzero(rows)[0]
        texts, images = ([table[row] for row in chosen] for table in (self.texts, self.images))
        return Faces(self.surface, self.vectors[rows], texts, images)


def train_face(
    dataset: Dataset,
    images: dict[int, Floats],
    config: FaceTraining,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, float]:
    """Fit the model to the training split, measure it on the others, ship it, and return the measures.

    `images`: latents (any, 256) of portraits by seed. Raises DataError when there are too few faces, Cancelled.
    """
    start = time.monotonic()
    records = [record for record in dataset if record.attributes["facial_hair"] == "none"][: config.people]
    known = np.array([split_of(record.seed) == "train" for record in records])
    if known.sum() <= config.rank or known.all():
        raise DataError("There are too few faces to fit the model to, or none to measure it on.",
                        "Make more with: maquette individuals.")  # fmt: skip
    faces = gather_faces(records, images, on_progress, cancel)
    model = fit(faces.some(known), config)
    scores = measure(model, faces.some(~known))
    _ship(model, config, int(known.sum()), scores, time.monotonic() - start)
    return scores


def gather_faces(
    records: Sequence[Record],
    images: dict[int, Floats],
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Faces:
    """The faces of individuals laid one on another, with their latents."""
    library, encoder = load_library(), TextEncoder()
    skins = [skin_of(record.recipe, library) for record in records]
    surface, chosen = _surface(skins, library)
    vectors, texts = [], []
    for done, (record, skin) in enumerate(zip(records, skins, strict=True)):
        if cancel:
            cancel.check()
        if on_progress:
            on_progress(Progress("laying faces one on another", done, len(records)))
        vectors.append(surface.drawn(skin[chosen, :2], dequantise(record.planes())).vector())
        texts.append(text_latents(record, encoder).float().numpy())
    none = np.zeros((0, texts[0].shape[1]), np.float32)
    return Faces(surface, np.stack(vectors), texts, [images.get(record.seed, none) for record in records])


def _surface(skins: list[Floats], library: Library) -> tuple[FaceSurface, NDArray[np.intp]]:
    mean = np.stack(skins).mean(axis=0)
    chosen = points_of_face(mean, library)
    return FaceSurface(mean[chosen, :2]), chosen


def fit(faces: Faces, config: FaceTraining) -> MorphableFace:
    """Principal components of the faces, what z expects of them, and what it leaves open."""
    mean = faces.vectors.mean(axis=0)
    centred = faces.vectors - mean
    values, vectors = np.linalg.eigh((centred @ centred.T).astype(np.float64))
    top, vectors = values[::-1][: config.rank], vectors[:, ::-1][:, : config.rank]
    deviation = np.sqrt(top / len(centred))
    components = ((vectors / np.sqrt(top)).T @ centred).astype(np.float32)
    coefficients = vectors * np.sqrt(len(centred))
    texts, wanted = _rows(faces.texts, coefficients)
    images, of_images = _rows(faces.images, coefficients)
    weight = np.append(np.ones(len(texts)), np.full(len(images), config.images))
    seen, wanted = np.concatenate([texts, images]), np.concatenate([wanted, of_images])
    gram = (seen.T * weight) @ seen + _RIDGE * weight.sum() * np.eye(seen.shape[1])
    from_latent = np.linalg.solve(gram, (seen.T * weight) @ wanted)
    left = np.cov((wanted - seen @ from_latent).T, aweights=weight)
    spread = np.linalg.cholesky(left + _SMALL * np.eye(config.rank))
    components *= deviation[:, None].astype(np.float32)
    return MorphableFace(
        mean, components, from_latent.astype(np.float32), spread.astype(np.float32), faces.surface.texels
    )


def _rows(latents: Latents, coefficients: NDArray[np.floating]) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Every latent with a one (M, 257), and the coefficients (M, K) of whom it describes."""
    seen = np.concatenate(latents) * np.sqrt(latents[0].shape[1])
    owner = np.repeat(np.arange(len(latents)), [len(of_one) for of_one in latents])
    return np.column_stack([seen, np.ones(len(seen))]), coefficients[owner]


def measure(model: MorphableFace, faces: Faces) -> dict[str, float]:
    """Shares of the faces' variance that are left: by the components, and given a caption or a portrait."""
    centred = faces.vectors - model.mean
    squares = (model.components**2).sum(axis=1)
    coefficients = centred @ model.components.T / squares
    total = float((centred**2).sum())
    left = float(((centred - coefficients @ model.components) ** 2).sum())
    scores = {"left_by_components": left / total}
    for name, latents in (("caption", faces.texts), ("portrait", faces.images)):
        if any(len(of_one) for of_one in latents):
            seen, wanted = _rows(latents, coefficients)
            missed = ((wanted - seen @ model.from_latent) ** 2 * squares).sum()
            scores[f"left_given_{name}"] = float(missed / (wanted**2 * squares).sum())
    return {name: round(value, 4) for name, value in scores.items()} | {"people": len(centred)}


def _ship(model: MorphableFace, config: FaceTraining, people: int, scores: dict[str, float], seconds: float) -> None:
    shape = {"rank": len(model.components), "points": model.points, "texels": len(model.texels)}
    card = {
        "version": "face-1", "shape": shape, "config": asdict(config), "seconds": round(seconds),
        "trained_on": f"the front planes, portraits and captions of {people} beardless synthetic individuals",
        "held_out": scores,
    }  # fmt: skip
    names = ("mean", "components", "from_latent", "spread", "texels")
    save_weights(weights_path(NAME), {name: from_numpy(getattr(model, name)) for name in names}, card)

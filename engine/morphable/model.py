"""The shipped morphable face model: from a latent and a noise seed to a `Face`.

A 3D morphable model (Blanz and Vetter, SIGGRAPH 1999) on the front plane: where the points of a face lie, and its
colour, relief and parts in the frame of the mean face, as principal components. The components are Gaussian around a
mean that is linear in z. A face of the base diffusion is eighteen texels wide, too few for eyes; faces vary little once
their points lie one on another, so that a linear model draws them sharply.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import LinearNDInterpolator
from scipy.ndimage import distance_transform_edt, map_coordinates
from scipy.spatial import Delaunay

from engine.attributes import Part
from engine.clip.config import LATENT_DIM
from engine.edit.oklab import from_oklab
from engine.face import Face
from engine.field.texels import border_fade
from engine.field.triplane import texel_centres
from engine.space import PLANE_SIZE
from engine.training.weights import load_tensors, read_card, version, weights_path

Floats = NDArray[np.float32]

NAME: Final = "face"
TEMPERATURE: Final = 0.5
"""Share of the deviation that z leaves open in which faces vary with the seed."""
GUIDANCE: Final = 1.5
"""How far faces go towards what z says of them: what is expected is a mean of many, and shows too little of it. On 36
captions of unseen people the judge reads 64% of the expressions at 1.5 (and a temperature of .5), 53% at 1 (and .6)."""
MOST: Final = 2.0
"""Deviations of a component beyond which nobody is: the palest skin would be white."""
POINT_UNIT, COLOUR_UNIT, DEPTH_UNIT, PART_UNIT = 1 / 192, 1 / 60, 1 / 90, 1 / 4
"""What one unit of the components is: cube units across, OKLab, cube units of depth, probability of a part."""
TOLD: Final = (Part.EYES, Part.FACIAL_HAIR)
"""The parts whose probabilities the model holds; facial hair are brows."""
_CHANNELS: Final = 4 + len(TOLD)
_NOISE_STREAM: Final = 1999
"""Keeps the face's noise apart from whatever else a seed may start."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A face in numbers: `points` (P, 2) x and y in cube units; of every texel of the mean face `colour` (T, 3) OKLab,
    `depth` (T,) z in cube units, `parts` (T, 2) probabilities of `TOLD`."""

    points: Floats
    colour: Floats
    depth: Floats
    parts: Floats

    def vector(self) -> Floats:
        """All of it in the units of the components, (2 P + 6 T,)."""
        pieces = (self.points / POINT_UNIT, self.colour / COLOUR_UNIT, self.depth / DEPTH_UNIT, self.parts / PART_UNIT)
        return np.concatenate([piece.ravel() for piece in pieces]).astype(np.float32)


def drawn_of(vector: Floats, points: int) -> Drawn:
    """The inverse of `Drawn.vector`, of a face with so many points."""
    texels = (len(vector) - 2 * points) // _CHANNELS
    ends = np.cumsum([2 * points, 3 * texels, texels])
    place, colour, depth, parts = np.split(vector, ends)
    return Drawn(
        place.reshape(-1, 2) * POINT_UNIT, colour.reshape(-1, 3) * COLOUR_UNIT, depth * DEPTH_UNIT,
        parts.reshape(-1, len(TOLD)) * PART_UNIT,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class MorphableFace:
    """`mean` (D,) and `components` (K, D) as `Drawn.vector` counts, each component of unit deviation; `from_latent`
    (257, K) expects them from z and a one, `spread` (K, K) times unit noise is what z leaves open; `texels` (T, 2) rows
    and columns of the front plane that the mean face covers."""

    mean: Floats
    components: Floats
    from_latent: Floats
    spread: Floats
    texels: NDArray[np.intp]

    @property
    def points(self) -> int:
        return (len(self.mean) - _CHANNELS * len(self.texels)) // 2

    def coefficients(self, z: Floats | None, seed: int) -> Floats:
        """The components (K,) of a unit latent `z` (256,), or of nobody in particular, and of a seed."""
        noise = np.random.default_rng([_NOISE_STREAM, seed]).standard_normal(len(self.components))
        if z is None:
            return (TEMPERATURE * noise).astype(np.float32)
        told = GUIDANCE * np.append(z * np.sqrt(LATENT_DIM), 1) @ self.from_latent
        return np.asarray((told + TEMPERATURE * self.spread @ noise).clip(-MOST, MOST), np.float32)

    def face(self, coefficients: Floats) -> Face:
        """The face with these components, on the front plane."""
        drawn = drawn_of(self.mean + coefficients @ self.components, self.points)
        places, inside = self._places(drawn.points)
        colour, depth, parts = (self._at(places, values) for values in (drawn.colour, drawn.depth, drawn.parts))
        part = np.full(inside.shape, Part.SKIN, np.uint8)
        for label, share in zip(TOLD, np.moveaxis(parts, -1, 0), strict=True):
            part[share > 0.5] = label
        picture = from_oklab(colour)
        return Face(
            (picture * 255).round().astype(np.uint8), depth.astype(np.float16), part,
            (border_fade(inside) * 255).round().astype(np.uint8),
        )  # fmt: skip

    def _places(self, points: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Row and column (2, 256, 256) of the mean face that every texel shows, and which texels show it."""
        centres = texel_centres(PLANE_SIZE)
        mean = drawn_of(self.mean, self.points).points
        found = LinearNDInterpolator(Delaunay(points), mean)(*np.meshgrid(centres, -centres))
        inside = np.isfinite(found[..., 0])
        x, y = np.moveaxis(np.where(inside[..., None], found, 0), -1, 0)
        return np.stack([(PLANE_SIZE * (1 - y) - 1) / 2, (PLANE_SIZE * (1 + x) - 1) / 2]).astype(np.float32), inside

    def _at(self, places: Floats, values: Floats) -> Floats:
        """`values` (T,) or (T, C) of the mean face at `places`, (256, 256) or (256, 256, C)."""
        flat = values.reshape(len(values), -1)[self._nearest]
        seen = [map_coordinates(one, places, order=1, mode="nearest") for one in np.moveaxis(flat, -1, 0)]
        return np.stack(seen, axis=-1).reshape(PLANE_SIZE, PLANE_SIZE, *values.shape[1:])

    @cached_property
    def _nearest(self) -> NDArray[np.intp]:
        """(256, 256): for every texel of the plane the nearest one of the mean face."""
        number = np.full((PLANE_SIZE, PLANE_SIZE), -1)
        number[tuple(self.texels.T)] = np.arange(len(self.texels))
        rows, columns = distance_transform_edt(number < 0, return_distances=False, return_indices=True)
        return np.asarray(number[rows, columns], np.intp)


def load_face_model() -> MorphableFace:
    """The shipped model. Raises WeightsError when its weights are missing or do not fit."""
    path = weights_path(NAME)
    shape = read_card(path)["shape"]
    rank, points, texels = shape["rank"], shape["points"], shape["texels"]
    size = 2 * points + _CHANNELS * texels
    state = load_tensors(path, {
        "mean": (size,), "components": (rank, size), "from_latent": (LATENT_DIM + 1, rank), "spread": (rank, rank),
        "texels": (texels, 2),
    })  # fmt: skip
    arrays = {name: value.numpy() for name, value in state.items()}
    return MorphableFace(**arrays | {"texels": arrays["texels"].astype(np.intp)})


def face_version() -> str:
    return version(weights_path(NAME))

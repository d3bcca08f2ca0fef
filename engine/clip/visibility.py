"""What a portrait can show at all: an attribute that is out of sight has no label, in training and evaluation alike."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.attributes import ATTRIBUTES, Part
from engine.clip.heads import UNKNOWN

Labels = NDArray[np.int64]
Areas = NDArray[np.float64]
_COLUMN: Final = {name: index for index, name in enumerate(ATTRIBUTES)}
_LEAST_HAIR: Final = 0.004
"""Share of the bust crop below which a hat or a bald head leaves no hair to judge; short hair has 0.007."""
_LEAST_STYLE: Final = 0.02
"""The same under a hat for the hair's style."""
_LEAST_COLOUR: Final = 0.01
"""Share of the bust crop below which a garment's colour cannot be told ..."""
_LEAST_GARMENT: Final = 0.03
"""... and below which neither its kind nor its material can: a rim at the neck."""
_LEAST_EYES: Final = 3
"""Labels of eyes, of some eight in an open pair, below which their colour cannot be told."""
_EYE_ROWS: Final = slice(14, 30)
"""Rows of the face crop's labels (56, 56) between brows and nose; teeth carry the eyes' label too."""


def shown(arrays: Mapping[str, NDArray[np.generic]]) -> Labels:
    """The labels (N, attributes) of aligned portraits without those of what each picture does not show.

    `arrays` holds `label` (N, attributes), and the true `part` (N, 64, 64) and `face_part` (N, 56, 56).
    """
    labels = np.array(arrays["label"], np.int64)
    hair, garment = (np.mean(arrays["part"] == part, axis=(1, 2)) for part in (Part.HAIR, Part.GARMENT))
    eyes = np.sum(arrays["face_part"][:, _EYE_ROWS] == Part.EYES, axis=(1, 2))
    hatted = labels[:, _COLUMN["headwear"]] != ATTRIBUTES["headwear"].index("none")
    dark = labels[:, _COLUMN["glasses"]] == ATTRIBUTES["glasses"].index("sunglasses")
    hidden = {
        "hair_length": hatted & (hair < _LEAST_HAIR),
        "hair_style": (hair < _LEAST_HAIR) | (hatted & (hair < _LEAST_STYLE)),
        "hair_colour": hair < _LEAST_HAIR,
        "garment": garment < _LEAST_GARMENT,
        "garment_material": garment < _LEAST_GARMENT,
        "garment_colour": garment < _LEAST_COLOUR,
        "eye_colour": dark | (eyes < _LEAST_EYES),
    }
    for name, rows in hidden.items():
        labels[rows, _COLUMN[name]] = UNKNOWN
    return labels

"""What a photo shows, for the report and on the avatar."""

from typing import TYPE_CHECKING, Final

from engine.attributes import Part
from engine.field.triplane import ReliefTriplane

if TYPE_CHECKING:
    from engine.clip.encoder import PhotoReading
    from engine.photo.front_end import AlignedPortrait

CORRECTED_PARTS: Final = (Part.SKIN, Part.HAIR, Part.FACIAL_HAIR, Part.GARMENT, Part.HAT)
"""Parts that take the colour measured in the photo; eyes and glasses are too small to measure."""


def findings(portrait: "AlignedPortrait", reading: "PhotoReading") -> dict[str, object]:
    """What the photo stage found, as JSON."""
    from engine.photo.cues import measure

    return {
        "faces_found": portrait.faces_found, "eye_distance": round(portrait.eye_distance, 1),
        "yaw": round(portrait.yaw, 1), "pitch": round(portrait.pitch, 1), "roll": round(portrait.roll, 1),
        "monochrome": measure(portrait).monochrome,
        "attributes": {name: {"class": value, "probability": p} for name, (value, p) in reading.attributes.items()},
        "colours": {part.name.lower(): [round(v, 3) for v in colour] for part, colour in reading.colours.items()},
    }  # fmt: skip


def as_measured(planes: ReliefTriplane, reading: "PhotoReading", monochrome: bool) -> ReliefTriplane:
    """Planes with the colours and the beard that the photo shows; of skin a black-and-white photo shows no colour."""
    from engine.edit.facial_hair import beard_of, paint_facial_hair
    from engine.edit.recolour import recolour

    parts = [part for part in CORRECTED_PARTS if part in reading.colours]
    planes = recolour(planes, {part: reading.colours[part] for part in parts if part != Part.SKIN or not monochrome})
    beard = beard_of(reading.parts)
    if beard is not None and Part.FACIAL_HAIR in reading.colours:
        planes = paint_facial_hair(planes, beard, reading.colours[Part.FACIAL_HAIR])
    return planes

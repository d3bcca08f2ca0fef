import numpy as np

from engine.attributes import GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.edit.colours import delta_e, nearest_name
from engine.evaluation.traits import traits_of
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane


def bust(size: int = 64, **painted: tuple[Part, slice, slice, tuple[float, float, float]]) -> ReliefTriplane:
    """A front view of skin above and a navy garment below, with some parts painted on every view."""
    colour = np.full((6, size, size, 3), (0.8, 0.6, 0.5), np.float32)
    part = np.full((6, size, size), Part.SKIN, np.uint8)
    part[:, 40:], colour[:, 40:] = Part.GARMENT, GARMENT_COLOURS["navy"]
    for which, rows, columns, rgb in painted.values():
        part[:, rows, columns], colour[:, rows, columns] = which, rgb
    shape = (6, size, size)
    return ReliefTriplane(colour, np.zeros(shape, np.float32), np.full(shape, -SILHOUETTE_LIMIT, np.float32), part)


def test_a_bare_head_has_nothing_on() -> None:
    traits = traits_of(bust())
    assert not (traits.hair or traits.beard or traits.glasses or traits.hat)
    assert traits.garment_colour == "navy" and traits.hair_colour is None


def test_painted_parts_are_seen() -> None:
    traits = traits_of(
        bust(
            hair=(Part.HAIR, slice(5, 12), slice(20, 44), HAIR_COLOURS["red"]),
            glasses=(Part.GLASSES, slice(19, 21), slice(26, 38), (0.1, 0.1, 0.1)),
            beard=(Part.FACIAL_HAIR, slice(28, 33), slice(27, 37), (0.2, 0.1, 0.1)),
        )
    )
    assert traits.hair and traits.hair_colour == "red" and traits.glasses and traits.beard and not traits.hat


def test_brows_are_no_beard() -> None:
    assert not traits_of(bust(brows=(Part.FACIAL_HAIR, slice(16, 18), slice(24, 40), (0.1, 0.1, 0.1)))).beard


def test_colours_are_named_as_they_look() -> None:
    assert nearest_name((0.75, 0.12, 0.1), GARMENT_COLOURS) == "red"
    assert delta_e((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)) == 0 and delta_e((0, 0, 0), (1, 1, 1)) > 90

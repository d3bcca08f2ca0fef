from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.edit.colours import delta_e
from engine.edit.recolour import part_colour, recolour
from engine.edit.told import as_edited, as_told
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane
from engine.reports import LatentReading


def grey_person() -> ReliefTriplane:
    shape = (6, 16, 16)
    part = np.full(shape, Part.HAIR, np.uint8)
    part[:, 8:] = Part.GARMENT
    colour = np.full((*shape, 3), 0.5, np.float32)
    return ReliefTriplane(colour, np.zeros(shape, np.float32), np.full(shape, -SILHOUETTE_LIMIT, np.float32), part)


def said(attribute: str, value: str, probability: float) -> dict[str, tuple[float, ...]]:
    """Probabilities that say nothing but of one class."""
    even = {name: tuple(1 / len(classes) for _ in classes) for name, classes in ATTRIBUTES.items()}
    rest = (1 - probability) / (len(ATTRIBUTES[attribute]) - 1)
    told = tuple(probability if name == value else rest for name in ATTRIBUTES[attribute])
    return even | {attribute: told}


def test_a_colour_that_is_plainly_said_is_given() -> None:
    planes = as_told(grey_person(), LatentReading(None, said("garment_colour", "red", 0.9)))
    assert part_colour(planes, Part.GARMENT) == pytest.approx(GARMENT_COLOURS["red"], abs=0.01)
    assert part_colour(planes, Part.HAIR) == pytest.approx((0.5, 0.5, 0.5))


@pytest.mark.parametrize(
    "reading",
    [
        LatentReading(),
        LatentReading(None, said("garment_colour", "red", 0.5)),
        LatentReading(None, said("garment_colour", "grey", 0.9)),  # it is grey already
        LatentReading(said("garment_colour", "red", 0.9), said("garment_colour", "red", 0.95)),  # no edit of it
    ],
)
def test_what_is_not_said_or_shown_already_or_not_edited_stays(reading: LatentReading) -> None:
    planes = grey_person()
    assert np.array_equal(as_told(planes, reading).colour, planes.colour)


def test_who_wears_nothing_of_it_is_left_alone() -> None:
    planes = grey_person()
    bare = replace(planes, part=np.full_like(planes.part, Part.SKIN))
    assert np.array_equal(as_told(bare, LatentReading(None, said("hair_colour", "red", 0.9))).colour, bare.colour)


def test_words_are_given_their_colours_whatever_is_read() -> None:
    swapped = LatentReading(None, said("hair_colour", "black", 0.99))
    planes = as_told(grey_person(), swapped, ("pink hair, black jacket",))
    assert delta_e(part_colour(planes, Part.HAIR), HAIR_COLOURS["pink"]) < 6
    assert delta_e(part_colour(planes, Part.GARMENT), GARMENT_COLOURS["black"]) < 6


def test_of_several_sentences_the_last_counts() -> None:
    planes = as_told(grey_person(), LatentReading(), ("a red sweater and blue hair", "绿毛衣"))
    assert delta_e(part_colour(planes, Part.GARMENT), GARMENT_COLOURS["green"]) < 6
    assert delta_e(part_colour(planes, Part.HAIR), HAIR_COLOURS["blue"]) < 6


def test_a_garments_colour_does_not_run_into_hair() -> None:
    teal = recolour(grey_person(), {Part.HAIR: (0.05, 0.3, 0.3)})
    reading = LatentReading(None, said("hair_colour", "brown", 0.5))
    red, green, blue = part_colour(as_told(teal, reading, ("a man in a green coat",)), Part.HAIR)
    assert red > green > blue
    dyed = LatentReading(None, said("hair_colour", "green", 0.9))
    red, green, blue = part_colour(as_told(teal, dyed, ("leaves as hair",)), Part.HAIR)
    assert green > red


def test_an_edit_gives_what_it_names_and_keeps_the_rest() -> None:
    old = recolour(grey_person(), {Part.HAIR: (0.5, 0.4, 0.2), Part.GARMENT: (0.8, 0.3, 0.1)})
    planes, meant = as_edited(old, grey_person(), LatentReading(), "green sweater", 1.0)
    assert meant == {Part.GARMENT}
    assert delta_e(part_colour(planes, Part.GARMENT), GARMENT_COLOURS["green"]) < 6
    assert part_colour(planes, Part.HAIR) == pytest.approx((0.5, 0.4, 0.2), abs=0.01)
    half, _ = as_edited(old, grey_person(), LatentReading(), "green sweater", 0.5)
    assert 0.15 < part_colour(half, Part.GARMENT)[0] < 0.8
    none, meant = as_edited(old, grey_person(), LatentReading(), "green sweater", 0.0)
    assert not meant and part_colour(none, Part.GARMENT) == pytest.approx((0.8, 0.3, 0.1), abs=0.01)


def test_an_edit_without_colours_changes_what_is_read_otherwise_and_nothing_else() -> None:
    old = recolour(grey_person(), {Part.HAIR: (0.27, 0.17, 0.10), Part.GARMENT: (0.8, 0.3, 0.1)})
    aged = LatentReading(said("hair_colour", "brown", 0.9), said("hair_colour", "white", 0.9))
    planes, meant = as_edited(old, grey_person(), aged, "an old woman", 1.0)
    assert meant == {Part.HAIR}
    assert part_colour(planes, Part.HAIR) == pytest.approx(HAIR_COLOURS["white"], abs=0.02)
    assert part_colour(planes, Part.GARMENT) == pytest.approx((0.8, 0.3, 0.1), abs=0.01)

import numpy as np

from engine.attributes import Part
from engine.edit.facial_hair import beard_of, carry_facial_hair, paint_facial_hair
from engine.field.triplane import SILHOUETTE_LIMIT, ReliefTriplane


def head(size: int = 64) -> ReliefTriplane:
    """A box of skin whose front lies at z = 0.3 and whose back at z = -0.3."""
    shape = (6, size, size)
    depth = np.full(shape, 0.3, np.float32)
    depth[1::2] *= -1
    colour = np.full((*shape, 3), 0.8, np.float32)
    part = np.full(shape, Part.SKIN, np.uint8)
    return ReliefTriplane(colour, depth, np.full(shape, -SILHOUETTE_LIMIT, np.float32), part)


def parse_with_beard() -> np.ndarray:
    parts = np.full((64, 64), Part.SKIN, np.uint8)
    parts[28:34, 26:38] = Part.FACIAL_HAIR
    return parts


def test_brows_alone_are_no_beard() -> None:
    parts = np.full((64, 64), Part.SKIN, np.uint8)
    parts[14:17, 24:40] = Part.FACIAL_HAIR
    assert beard_of(parts) is None


def test_a_beard_is_painted_in_front_and_not_behind() -> None:
    beard = beard_of(parse_with_beard())
    assert beard is not None
    painted = paint_facial_hair(head(), beard, (0.2, 0.1, 0.1))
    assert (painted.part[0, 28:34, 26:38] == Part.FACIAL_HAIR).all()
    assert painted.colour[0, 30, 32].mean() < 0.4
    assert (painted.part[1] == Part.SKIN).all(), "the back of the head keeps its skin"
    sides = np.nonzero(painted.part[2] == Part.FACIAL_HAIR)
    assert len(sides[0]) == 0, "the sides at x = 0.3 lie beyond the beard"


def test_only_skin_is_covered() -> None:
    planes = head()
    part = np.array(planes.part)
    part[0, 30:] = Part.GARMENT
    dressed = ReliefTriplane(planes.colour, planes.depth, planes.silhouette, part)
    beard = beard_of(parse_with_beard())
    assert beard is not None
    assert (paint_facial_hair(dressed, beard, (0.2, 0.1, 0.1)).part[0, 30:] == Part.GARMENT).all()


def test_a_painted_beard_outlives_an_edit_and_a_sampled_one_is_left_to_it() -> None:
    beard = beard_of(parse_with_beard())
    assert beard is not None
    bare, bearded = head(), paint_facial_hair(head(), beard, (0.2, 0.1, 0.1))
    carried = carry_facial_hair(bearded, bare, bare)
    assert (carried.part[0, 28:34, 26:38] == Part.FACIAL_HAIR).all()
    assert carry_facial_hair(bearded, bearded, bare) is bare
    assert carry_facial_hair(bare, bare, bare) is bare

"""Grooms, hats and frames as they are shaped on the unmorphed body; all need the artist-made assets."""

import numpy as np
import pytest

from engine.individuals import wardrobe
from engine.individuals.assets import Sources
from engine.individuals.eyewear import GLASSES_SHAPES, Frames
from engine.individuals.grooms import Groom, Grooms
from engine.individuals.hair_styles import BEARD_STYLES, HAIR_STYLES, HairStyle, beard_style, hair_style
from engine.individuals.hats import Hats
from engine.individuals.headwear import HEADWEAR
from engine.individuals.library import Floats, Library, Proxy, load_library
from engine.individuals.patterns import hat_pattern

CHIN, EYES, CROWN = 6.2, 7.3, 8.5
"""Heights on the unmorphed base mesh, decimetres."""


@pytest.fixture(scope="module")
def library(needs_assets: Sources) -> Library:
    return load_library()


@pytest.fixture(scope="module")
def grooms(library: Library) -> Grooms:
    return Grooms(library)


def points_of(proxy: Proxy, library: Library) -> Floats:
    return wardrobe.fit(proxy, library.base.vertices, library.base.vertices, on_head=True)


def drawn(groom: Groom, library: Library) -> Floats:
    """Vertices that are not cut off."""
    return points_of(groom.proxy, library)[groom.paint[:, 1] > 0]


@pytest.mark.parametrize("style", [style for style in HAIR_STYLES if style.asset], ids=lambda style: style.name)
def test_hair_ends_where_its_style_says(grooms: Grooms, library: Library, style: HairStyle) -> None:
    groom = grooms.hair(style)
    points = drawn(groom, library)
    assert len(points) > 100 and points[:, 1].min() >= style.cut - 1e-3
    before_face = (np.abs(points[:, 0]) < 0.5) & (points[:, 2] > 1.15)
    assert points[before_face, 1].min(initial=CROWN) >= style.fringe - 0.15
    assert groom.paint[:, 0].min() >= 0 and groom.paint[:, 0].max() <= 1
    assert np.allclose(groom.proxy.weights.sum(1), 1, atol=1e-2)


def test_a_mirrored_style_is_the_mirror_image(grooms: Grooms, library: Library) -> None:
    one, other = (points_of(grooms.hair(hair_style(name)).proxy, library) for name in ("braid", "braid_right"))
    assert np.allclose(one * [-1, 1, 1], other, atol=1e-4)


def test_a_large_afro_stands_further_out(grooms: Grooms, library: Library) -> None:
    tops = [
        points_of(grooms.hair(hair_style(n)).proxy, library)[:, 1].max() for n in ("afro_short", "afro", "afro_large")
    ]
    assert tops[0] < tops[1] - 0.05 and tops[1] < tops[2] - 0.05


def test_beards_are_as_long_and_as_wide_as_their_style(grooms: Grooms, library: Library) -> None:
    lowest, widest = {}, {}
    for style in BEARD_STYLES:
        for asset in style.assets[:1]:
            points = drawn(grooms.beard(style, asset), library)
            lowest[style.name], widest[style.name] = points[:, 1].min(), np.abs(points[:, 0]).max()
    assert lowest["full_long"] < lowest["full_medium"] - 0.3 < lowest["full_beard"] - 0.5
    assert lowest["full_long"] < CHIN - 0.8
    assert widest["goatee"] < beard_style("goatee").half_width + 0.01 < widest["full_beard"] - 0.2


@pytest.mark.parametrize("name", [entry.name for entry in HEADWEAR])
def test_hats_sit_on_the_skull(library: Library, name: str) -> None:
    hat = Hats(library).of(name)
    points = points_of(hat.proxy, library)
    rim = points[hat.ring]
    assert points[:, 1].max() > CROWN and EYES < rim[:, 1].mean() < CROWN - 0.4
    assert 0.5 < np.abs(rim[:, 0]).max() < 1.1 and abs(rim[:, 0].mean()) < 0.1
    assert hat.proxy.triangles.max() < len(hat.proxy.corners) == len(hat.proxy.uv)


@pytest.mark.parametrize("shape", list(GLASSES_SHAPES))
def test_frames_keep_their_temples_and_stay_symmetric(library: Library, shape: str) -> None:
    frames = Frames(library)
    drawn, shaped = (points_of(frames.of(name), library) for name in ("oval", shape))
    behind = drawn[:, 2] < 0.9
    assert np.allclose(shaped[behind], drawn[behind], atol=1e-4)
    assert abs(shaped[:, 0].max() + shaped[:, 0].min()) < 0.03
    assert np.abs(shaped - drawn).max() < 0.25


@pytest.mark.parametrize("pattern", sorted({entry.pattern for entry in HEADWEAR}))
def test_patterns_keep_the_tint(pattern: str) -> None:
    coded = hat_pattern(pattern, 256)
    plain = coded[coded[..., 1] == 0]
    assert np.median(plain[:, 0]) == pytest.approx(122, abs=18)
    assert (coded[..., 3] == 255).all()
    assert (coded[..., 1] > 0).any() == (pattern == "trucker")

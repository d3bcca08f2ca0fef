"""Garment and skin textures coded for recolouring, and random outfits."""

import numpy as np
import pytest

from engine.attributes import GARMENT_COLOURS
from engine.edit.colours import nearest_name
from engine.individuals.assets import Sources
from engine.individuals.cloth_textures import SECOND, code_garment, island_mask
from engine.individuals.garments import GARMENTS, PATTERNS, Garment
from engine.individuals.library import Proxy, load_library
from engine.individuals.outfit import cloth_colour, outfit
from engine.individuals.refinement import Refinement
from engine.individuals.skin_textures import CODE_SCALE, code_skin
from engine.individuals.wardrobe import fit

SIZE = 128


def square() -> Proxy:
    """Two triangles that cover the middle half of their texture."""
    uv = np.array([[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]], np.float32)
    corners = np.arange(4, dtype=np.int32)
    triangles = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    bound = np.zeros((4, 3), np.int32), np.ones((4, 3), np.float32) / 3, np.zeros((4, 3), np.float32)
    return Proxy("square", *bound, corners, uv, triangles, np.zeros(19158, bool))


def coded(pixels: np.ndarray, printed: str) -> np.ndarray:
    proxy = square()
    used = island_mask(proxy, SIZE)
    return code_garment(pixels, proxy, used, Garment("square", "top", ("cotton",), printed=printed))


def blue_cloth() -> np.ndarray:
    pixels = np.full((SIZE, SIZE, 4), 255, np.uint8)
    pixels[..., :3] = 40, 80, 160
    return pixels


def test_a_logo_leaves_the_cloth_and_becomes_a_print() -> None:
    pixels = blue_cloth()
    pixels[60:68, 60:68, :3] = 240, 140, 40
    code = coded(pixels, "logo")
    assert code[64, 64, 1] > 200 and code[40, 40, 1] == 0
    assert abs(int(code[64, 64, 0]) - int(code[40, 40, 0])) < 6


def test_flowers_lie_on_an_even_ground() -> None:
    pixels = np.full((SIZE, SIZE, 4), 255, np.uint8)
    pixels[..., :3] = 220, 205, 170
    pixels[40:60, 40:60, :3] = 120, 40, 40
    code = coded(pixels, "flowers")
    assert code[50, 50, 1] > 200 and code[80, 80, 1] == 0
    assert np.ptp(code[island_mask(square(), SIZE), 0]) == 0


def test_seams_run_along_the_borders_of_the_islands() -> None:
    seam = coded(blue_cloth(), "none")[..., 3]
    assert seam[64, 64] == 255 > seam[64, 40] > seam[64, 33] > seam[64, 10] == 0


def test_the_shirt_of_a_suit_keeps_its_white_and_the_tie_takes_the_second_colour() -> None:
    pixels = np.full((SIZE, SIZE, 4), 255, np.uint8)
    pixels[..., :3] = 45
    pixels[50:80, 70:90, :3] = 235
    pixels[50:80, 40:60, :3] = 90, 90, 120
    code = coded(pixels, "shirt") / 255
    assert code[65, 80, 1] > 0.9 and code[65, 80, 2] > 0.85
    assert code[65, 50, 1] > 0.9 and code[65, 50, 2] < 0.55
    assert code[40, 64, 1] < 0.1


def test_plain_cloth_prints_nothing() -> None:
    code = coded(blue_cloth(), "none")
    assert code[..., 1].max() == 0 and (code[..., 2] == round(SECOND * 255 + 0.1)).all()
    assert np.median(code[island_mask(square(), SIZE), 0]) == pytest.approx(127.5, abs=2)


def test_no_texture_can_grey_or_burn_a_skin() -> None:
    rng = np.random.default_rng(0)
    pixels = np.full((SIZE, SIZE, 4), 255, np.uint8)
    pixels[..., :3] = rng.normal((120, 80, 60), 4, (SIZE, SIZE, 3)).astype(np.uint8)
    pixels[90:110, 90:110, :3] = 250  # a highlight that was photographed with the skin
    face = np.array([[0.3, 0.9], [0.4, 0.95], [0.5, 0.8]], np.float32)
    code = code_skin(pixels, face, np.zeros((SIZE, SIZE), np.float32)) / 255
    log = (code[100, 100, :3] - 0.5) / CODE_SCALE
    assert log.max() < 0.65  # its own log ratio is 1.4
    assert np.abs((code[85, 40, :3] - 0.5) / CODE_SCALE).max() < 0.25


def test_cloth_is_less_saturated_than_its_class_but_still_of_it() -> None:
    rng = np.random.default_rng(3)
    for name in GARMENT_COLOURS:
        right = [nearest_name(cloth_colour(rng, name), GARMENT_COLOURS) == name for _ in range(25)]
        assert np.mean(right) > 0.8, name


def test_patterns_are_those_the_asset_and_material_can_show() -> None:
    entries = {entry.asset: entry for entry in GARMENTS}
    made = [outfit(np.random.default_rng(seed), "female") for seed in range(600)]
    assert {found["garment_pattern"] for found in made} == set(PATTERNS)
    printed = {found["garment"] for found in made if found["garment_pattern"] == "print"}
    assert all(entries[asset].printed not in ("none", "erased") for asset in printed)
    assert {f["garment_pattern"] for f in made if f["garment_material"] in ("leather", "denim")} == {"plain"}


def test_refined_garments_are_rounder_and_keep_their_vertices(needs_assets: Sources) -> None:
    library = load_library()
    proxy = library.proxy("clothes", "male_casualsuit04")
    fitted = fit(proxy, library.base.vertices, library.base.vertices, on_head=False)
    cut = Refinement(proxy, library)
    points = cut.apply(fitted)
    assert np.array_equal(points[: len(fitted)], fitted)
    assert len(cut.triangles) > 1.8 * len(proxy.triangles)
    moved = np.linalg.norm(points[len(fitted) :] - fitted[cut._ends].mean(1), axis=1)
    assert 0.005 < np.quantile(moved, 0.9) < 0.05 and moved.max() < 0.2
    assert np.isfinite(points).all() and cut.uv.min() >= proxy.uv.min() and cut.uv.max() <= proxy.uv.max()


@pytest.mark.parametrize("asset", ["male_elegantsuit01", "male_casualsuit05"])
def test_dense_and_layered_garments_are_left_as_they_are(needs_assets: Sources, asset: str) -> None:
    library = load_library()
    proxy = library.proxy("clothes", asset)
    assert len(Refinement(proxy, library).triangles) == len(proxy.triangles)

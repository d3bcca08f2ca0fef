"""Portraits of synthetic individuals pass through the front end like photos."""

import numpy as np
import pytest

from engine.errors import AssetsError, NoFaceError
from engine.individuals.assets import ensure_sources
from engine.individuals.individual import Individual
from engine.individuals.portrait import portrait_camera
from engine.individuals.recipe import sample_recipe
from engine.individuals.renderer import draw_portrait
from engine.photo.front_end import AlignedPortrait, FrontEnd
from engine.photo.template import face_template
from engine.photo.warp import warp

pytestmark = pytest.mark.slow
COUNT = 12


@pytest.fixture(scope="module")
def portraits(front_end: FrontEnd) -> list[tuple[AlignedPortrait | None, np.ndarray, float]]:
    """Aligned portrait, true coverage in it, and the camera's azimuth, for each individual."""
    try:
        ensure_sources(download=False)
    except AssetsError as error:
        pytest.skip(str(error))
    return [portrait_of(seed, front_end) for seed in range(9_100_000, 9_100_000 + COUNT)]


def portrait_of(seed: int, front_end: FrontEnd) -> tuple[AlignedPortrait | None, np.ndarray, float]:
    azimuth = portrait_camera(np.random.default_rng(seed)).azimuth  # the first thing draw_portrait draws
    view = draw_portrait(Individual(sample_recipe(seed)), np.random.default_rng(seed))
    cover = view.alpha[..., None] / 255.0
    picture = (view.colour * cover + 150 * (1 - cover)).astype(np.uint8)
    try:
        found = front_end.align(picture)
    except NoFaceError:
        return None, cover[..., 0], azimuth
    return found, warp(cover[..., 0].astype(np.float32), found.bust_to_source, 256, 256), azimuth


def test_nearly_all_are_found(portraits) -> None:
    # a bob that hides one eye may be missed
    assert sum(found is not None for found, _, _ in portraits) >= COUNT - 1


def test_masks_match_the_true_coverage(portraits) -> None:
    for found, cover, _ in portraits:
        if found is not None:
            true = cover * found.bust_known
            overlap = np.minimum(true, found.bust_mask).sum() / np.maximum(true, found.bust_mask).sum()
            assert overlap > 0.93


def test_pose_follows_the_camera(portraits) -> None:
    errors = [found.yaw + azimuth for found, _, azimuth in portraits if found is not None]
    assert np.abs(errors).mean() < 4


def test_faces_lie_on_the_template(portraits) -> None:
    eyes = [found.landmarks[[33, 133, 263, 362], 1].mean() for found, _, _ in portraits if found is not None]
    expected = (1 - face_template()[[33, 133, 263, 362], 1].mean()) * 128
    assert np.abs(np.array(eyes) - expected).mean() < 4

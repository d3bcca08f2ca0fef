from collections.abc import Iterator

import pytest

from engine.errors import GraphicsError
from engine.field.decoder_weights import DecoderWeights
from engine.field.encode import encode
from engine.field.triplane import ReliefTriplane
from engine.offscreen.raymarcher import Raymarcher
from tests.field.shapes import draw_bust


@pytest.fixture(scope="session")
def planes() -> ReliefTriplane:
    """The analytic bust, encoded."""
    return encode(draw_bust)


@pytest.fixture(scope="session")
def raymarcher(planes: ReliefTriplane) -> Iterator[Raymarcher]:
    """The analytic bust, uploaded, without decoder corrections."""
    try:
        made = Raymarcher()
    except GraphicsError as error:
        pytest.skip(str(error))
    made.upload(planes, DecoderWeights.neutral())
    yield made
    made.release()

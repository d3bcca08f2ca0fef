import pytest

from engine.field.compose import whole
from engine.field.encode import encode
from engine.field.triplane import ReliefTriplane
from tests.field.shapes import draw_bust


@pytest.fixture(scope="session")
def layered() -> ReliefTriplane:
    """The analytic bust, encoded: body and hair."""
    return encode(draw_bust)


@pytest.fixture(scope="session")
def planes(layered: ReliefTriplane) -> ReliefTriplane:
    """The analytic bust as one layer."""
    return whole(layered)

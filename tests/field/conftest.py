import pytest

from engine.field.encode import encode
from engine.field.triplane import ReliefTriplane
from tests.field.shapes import draw_finely


@pytest.fixture(scope="session")
def planes() -> ReliefTriplane:
    """The analytic bust, encoded."""
    return encode(draw_finely)

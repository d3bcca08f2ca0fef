import numpy as np
import pytest
from skimage import data

from engine.photo.front_end import FrontEnd


@pytest.fixture(scope="session")
def front_end() -> FrontEnd:
    return FrontEnd()


@pytest.fixture(scope="session")
def astronaut() -> np.ndarray:
    """A real portrait, 512 x 512, in the public domain (NASA), shipped with scikit-image."""
    return data.astronaut()

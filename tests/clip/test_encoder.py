import numpy as np
import pytest
from skimage.data import astronaut

from engine.attributes import ATTRIBUTES, Part
from engine.clip.encoder import PhotoEncoder, PhotoReading, TextEncoder
from engine.errors import InputError
from engine.photo.front_end import FrontEnd


@pytest.fixture(scope="module")
def reading() -> PhotoReading:
    return PhotoEncoder().read(FrontEnd().align(astronaut()))


@pytest.fixture(scope="module")
def words() -> TextEncoder:
    return TextEncoder()


def test_a_real_photo_is_read(reading: PhotoReading) -> None:
    assert reading.z.shape == (256,) and np.linalg.norm(reading.z) == pytest.approx(1, abs=1e-4)
    assert set(reading.attributes) == set(ATTRIBUTES)
    assert reading.attributes["glasses"][0] == "none"
    red, green, blue = reading.colours[Part.GARMENT]
    assert red > green > blue and red > 0.5, "her suit is orange"
    assert Part.HAIR in reading.colours and Part.GLASSES not in reading.colours


def test_parts_lie_where_they_are(reading: PhotoReading) -> None:
    rows = {part: np.nonzero(reading.parts == part)[0].mean() for part in (Part.HAIR, Part.SKIN, Part.GARMENT)}
    assert rows[Part.HAIR] < rows[Part.SKIN] < rows[Part.GARMENT]


def test_words_of_one_meaning_lie_together_in_both_languages(words: TextEncoder) -> None:
    glasses, spectacles, chinese, beard = words.encode_all(
        ["wearing glasses", "wearing spectacles", "戴眼镜", "a man with a full beard"]
    )
    assert glasses @ spectacles > glasses @ beard
    assert glasses @ chinese > glasses @ beard


def test_empty_words_are_refused(words: TextEncoder) -> None:
    with pytest.raises(InputError):
        words.encode("   ")


def test_very_long_words_are_cut(words: TextEncoder) -> None:
    assert np.isfinite(words.encode("a person with glasses " * 200)).all()

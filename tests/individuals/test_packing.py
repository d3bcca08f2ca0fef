import numpy as np
import pytest

from engine.errors import DataError
from engine.individuals.packing import pack, pack_picture, unpack

RNG = np.random.default_rng(0)
ARRAYS = {
    "picture": RNG.integers(0, 256, (5, 7, 3), dtype=np.uint8),
    "depths": RNG.integers(0, 65536, (2, 9, 11), dtype=np.uint16),
    "floats": RNG.normal(size=(3, 4)).astype(np.float32),
    "one row": np.arange(9, dtype=np.uint16),
    "turned": RNG.integers(0, 65536, (6, 5), dtype=np.uint16).T,
}


@pytest.mark.parametrize("name", ARRAYS)
def test_what_is_packed_comes_back(name: str) -> None:
    array = ARRAYS[name]
    found = unpack(pack(array))
    assert found.dtype == array.dtype and np.array_equal(found, array)


def smooth(height: int, width: int) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width] / max(height, width)
    return (np.stack([rows, columns, 1 - rows], -1) * 200 + 30).astype(np.uint8)


@pytest.mark.parametrize("shape", [(64, 64), (50, 38)])
def test_the_background_does_not_ring_into_pictures(shape: tuple[int, int]) -> None:
    picture = smooth(*shape)
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    alpha = ((rows - 25) ** 2 + (columns - 20) ** 2 < 300) * np.uint8(255)
    picture[alpha == 0] = 0
    found = unpack(pack_picture(picture, alpha))
    assert found.shape == picture.shape
    assert np.abs(found.astype(int) - picture)[alpha > 0].max() <= 8


@pytest.mark.parametrize("at", [0, 3, 5, 9, 20, -1])
@pytest.mark.parametrize(
    "blob", [pack(ARRAYS["depths"]), pack_picture(smooth(16, 16), np.full((16, 16), 255, np.uint8))]
)
def test_damage_is_an_error(blob: np.ndarray, at: int) -> None:
    damaged = blob.copy()
    damaged[at] ^= 0x3C
    with pytest.raises(DataError):
        unpack(damaged)
    with pytest.raises(DataError):
        unpack(blob[: len(blob) // 2])

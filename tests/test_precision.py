"""What the models compute with."""

from collections.abc import Iterator

import pytest
import torch

from engine.precision import working_precision, working_type


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    working_type.cache_clear()
    yield
    working_type.cache_clear()


@pytest.mark.parametrize(
    ("able", "wanted"),
    [({"avx2": True}, torch.float32), ({"avx512_bf16": True}, torch.bfloat16), ({"amx_bf16": True}, torch.bfloat16)],
)
def test_short_numbers_only_where_the_processor_multiplies_them(
    monkeypatch: pytest.MonkeyPatch, able: dict[str, bool], wanted: torch.dtype
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    with working_precision():
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == wanted

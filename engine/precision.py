"""How finely the models compute: in half as long numbers where the processor has instructions for them.

Elsewhere torch emulates them: a convolution took 58 times as long on an AVX2 processor as in float32.
"""

from functools import cache

import torch


@cache
def working_type() -> torch.dtype:
    """bfloat16 on processors that multiply it (AVX-512 BF16, AMX), float32 on all others."""
    can = torch.cpu.get_capabilities()
    return torch.bfloat16 if can.get("avx512_bf16") or can.get("amx_bf16") else torch.float32


def working_precision() -> torch.autocast:
    """A context in which the models compute in the `working_type`."""
    return torch.autocast("cpu", torch.bfloat16, enabled=working_type() == torch.bfloat16)

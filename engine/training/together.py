"""Several processes training one network (local SGD, Stich 2019).

Each takes its own steps on one thread, and every few steps all take the mean of their weights. Measured on two busy
cores, the base diffusion learned from 18 samples a second this way, and from 10 with two threads in one process.
"""

from pathlib import Path
from typing import Final

import torch
import torch.distributed as dist
from torch import nn

EVERY: Final = 12
"""Steps between two means."""


def join(meeting: Path, rank: int, count: int) -> None:
    """Meet the other processes at a file that no run has used before, as number `rank` of `count`."""
    dist.init_process_group("gloo", init_method=meeting.absolute().as_uri(), rank=rank, world_size=count)


def count() -> int:
    """How many processes train together."""
    return dist.get_world_size() if dist.is_initialized() else 1


def is_first() -> bool:
    """Whether this process is the one that writes; a process by itself is."""
    return not dist.is_initialized() or dist.get_rank() == 0


@torch.no_grad()
def average(network: nn.Module, step: int) -> None:
    """Every EVERY steps: give `network` the mean of all processes' weights. Does nothing in a process by itself."""
    if not dist.is_initialized() or step % EVERY:
        return
    parameters = list(network.parameters())
    together = torch.cat([parameter.flatten() for parameter in parameters])
    dist.all_reduce(together)
    together /= count()
    for parameter, mean in zip(parameters, together.split([p.numel() for p in parameters]), strict=True):
        parameter.copy_(mean.view_as(parameter))

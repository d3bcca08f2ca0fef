"""Processes that train one network."""

import json
import multiprocessing
from pathlib import Path

import torch

from engine.training.together import EVERY, average, count, is_first, join


def _train(meeting: Path, rank: int, out: Path) -> None:
    join(meeting, rank, 2)
    network = torch.nn.Linear(2, 2)
    torch.nn.init.constant_(network.weight, float(rank))
    average(network, EVERY + 1)  # not yet
    before = float(network.weight.mean())
    average(network, EVERY)
    (out / f"{rank}.json").write_text(json.dumps([before, float(network.weight.mean()), count(), is_first()]))


def test_every_few_steps_all_have_the_mean_of_their_weights(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_train, args=(tmp_path / "meeting", rank, tmp_path)) for rank in (0, 1)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    found = [json.loads((tmp_path / f"{rank}.json").read_text()) for rank in (0, 1)]
    assert found == [[0.0, 0.5, 2, True], [1.0, 0.5, 2, False]]


def test_a_process_by_itself_keeps_its_weights() -> None:
    network = torch.nn.Linear(2, 2)
    kept = network.weight.detach().clone()
    average(network, EVERY)
    assert torch.equal(network.weight, kept) and count() == 1 and is_first()

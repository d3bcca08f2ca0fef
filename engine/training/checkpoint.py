"""Checkpoints without pickle: one safetensors file that a killed run resumes from."""

from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from engine.errors import DataError
from engine.files import replacing


class Run:
    """A network in training with its optimiser, its moving average and how far it has come."""

    def __init__(self, network: nn.Module, learning_rate: float, decay: float = 0.9995) -> None:
        self.network = network
        self.decay = decay
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=learning_rate, weight_decay=0.01)
        self.average = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self.step = 0
        self.samples = 0
        self.seconds = 0.0

    def update(self, loss: Tensor, clip: float = 1.0) -> None:
        """One optimiser step on `loss`, and one of the moving average."""
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), clip)
        self.optimiser.step()
        self.step += 1
        self._average()

    def _average(self) -> None:
        # a young average must not remember the random start
        keep = min(self.decay, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, 1 - keep)

    def save(self, path: Path) -> None:
        """Write everything needed to go on."""
        tensors = {f"network.{k}": v for k, v in self.network.state_dict().items()}
        tensors |= {f"average.{k}": v for k, v in self.average.items()}
        for name, parameter in self.network.named_parameters():
            for key, value in self.optimiser.state.get(parameter, {}).items():
                tensors[f"optimiser.{key}.{name}"] = value
        facts = {"step": str(self.step), "samples": str(self.samples), "seconds": str(self.seconds)}
        with replacing(path) as beside:
            save_file({k: v.detach().contiguous().clone() for k, v in tensors.items()}, beside, facts)

    def load(self, path: Path) -> None:
        """Take up a run from its checkpoint; DataError when it is damaged or of another network."""
        try:
            with safe_open(path, "pt") as file:
                tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a dict
                facts = file.metadata()
            self.network.load_state_dict(_under(tensors, "network."))
            self.average = _under(tensors, "average.")
            self._load_optimiser(tensors)
        except (SafetensorError, RuntimeError, OSError) as error:
            raise DataError(f"The checkpoint {path.name} cannot be used.", "Start again without --resume.") from error
        self.step, self.samples = int(facts["step"]), int(facts["samples"])
        self.seconds = float(facts["seconds"])

    def _load_optimiser(self, tensors: dict[str, Tensor]) -> None:
        for name, parameter in self.network.named_parameters():
            state = {
                key: tensors[full]
                for key in ("step", "exp_avg", "exp_avg_sq")
                if (full := f"optimiser.{key}.{name}") in tensors
            }
            if state:
                self.optimiser.state[parameter] = state


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)}

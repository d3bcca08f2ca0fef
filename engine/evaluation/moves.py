"""Whether words move z along the attribute that they name, and not along others."""

from functools import cache
from types import SimpleNamespace
from typing import Final

import torch
from torch import Tensor

from engine.attributes import ATTRIBUTES
from engine.clip.encoder import TextEncoder
from engine.clip.heads import AttributeHeads
from engine.edit.direction import edit_latent
from engine.individuals.captions import Language, attribute_phrases

_LATENTS: Final = 60
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


@torch.no_grad()
def evaluate_moves(heads: AttributeHeads, encoder: TextEncoder, z: Tensor) -> dict[str, object]:
    """Latents (N, 256) moved by one phrase for every class: by language the share whose attribute is then read as
    that class (`named`), and the share of the other attributes that is read as before (`kept`)."""
    z = z[:_LATENTS]
    before = _read(heads, z)
    scores: dict[str, object] = {"samples": len(z)}
    remembered = SimpleNamespace(encode=cache(encoder.encode))
    for language in _LANGUAGES:
        named: dict[str, list[Tensor]] = {name: [] for name in ATTRIBUTES}
        kept: list[Tensor] = []
        for index, (name, classes) in enumerate(ATTRIBUTES.items()):
            for place, value in enumerate(classes):
                prompt = attribute_phrases(name, value, language)[0]
                moved = torch.stack([torch.from_numpy(edit_latent(row.numpy(), prompt, 1.0, remembered)) for row in z])
                after = _read(heads, moved)
                named[name].append((after[:, index] == place).float().mean())
                others = [other for other in range(len(ATTRIBUTES)) if other != index]
                kept.append((after[:, others] == before[:, others]).float().mean())
        by_name = {name: round(float(torch.stack(shares).mean()), 4) for name, shares in named.items()}
        mean = round(sum(by_name.values()) / len(by_name), 4)
        scores[language] = {"named": mean, "kept": round(float(torch.stack(kept).mean()), 4), "attributes": by_name}
    return scores


def _read(heads: AttributeHeads, z: Tensor) -> Tensor:
    return torch.stack([logits.argmax(1) for logits in heads(z).values()], dim=1)

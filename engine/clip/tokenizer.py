"""Byte-pair tokens for English and Chinese, on open_clip's own tokenizer with our own merges."""

import gzip
import heapq
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.clip.config import CONTEXT_LENGTH
from engine.errors import WeightsError
from engine.files import write_bytes

if TYPE_CHECKING:
    from open_clip.tokenizer import SimpleTokenizer

_CHINESE: Final = re.compile(r"([\u3400-\u9fff\uf900-\ufaff])")
_WORD: Final = re.compile(r"[^\W\d_]+|\d|[^\s\w]+")


def spaced(text: str) -> str:
    """`text` in lower case with every Chinese character a word of its own.

    Chinese is written without spaces; as one word a sentence would be one unknown token chain.
    """
    return _CHINESE.sub(r" \1 ", text.lower())


def load_tokenizer(path: Path) -> "SimpleTokenizer":
    """open_clip's tokenizer with the merges at `path`. Raises WeightsError when they are missing."""
    from open_clip.tokenizer import SimpleTokenizer

    if not path.is_file():
        raise WeightsError("The tokenizer's merges are missing.", "Reinstall Maquette.")
    return SimpleTokenizer(bpe_path=str(path), context_length=CONTEXT_LENGTH)


def learn_merges(texts: Iterable[str], count: int) -> list[tuple[str, str]]:
    """The `count` most useful byte-pair merges of `texts` (Sennrich et al. 2016, algorithm 1)."""
    from open_clip.tokenizer import bytes_to_unicode

    letters = bytes_to_unicode()
    words = Counter(word for text in texts for word in _WORD.findall(spaced(text)))
    split = {word: _as_symbols(word, letters) for word in words}
    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[str]] = {}
    for word in words:
        _count_pairs(word, split[word], words[word], pairs, where)
    queue = [(-times, pair) for pair, times in pairs.items()]
    heapq.heapify(queue)
    merges: list[tuple[str, str]] = []
    while len(merges) < count and queue:
        times, best = heapq.heappop(queue)
        if pairs[best] != -times:
            continue  # counted anew since it was put in
        if pairs[best] < 2:
            break
        merges.append(best)
        changed: set[tuple[str, str]] = set()
        for word in list(where[best]):
            changed |= _count_pairs(word, split[word], -words[word], pairs, where)
            split[word] = _merged(split[word], best)
            changed |= _count_pairs(word, split[word], words[word], pairs, where)
        for pair in changed - {best}:
            heapq.heappush(queue, (-pairs[pair], pair))
    return merges


def _count_pairs(
    word: str, symbols: list[str], times: int, pairs: Counter[tuple[str, str]], where: dict[tuple[str, str], set[str]]
) -> set[tuple[str, str]]:
    """Add `times` (less than 0: take away) to the counts of the pairs in `word`, keep where pairs occur; the pairs."""
    found = set(pairwise(symbols))
    for pair in pairwise(symbols):
        pairs[pair] += times
    for pair in found if times > 0 else ():
        where.setdefault(pair, set()).add(word)
    return found


def save_merges(path: Path, merges: list[tuple[str, str]]) -> None:
    """Write merges in the format that open_clip reads: a heading, then a pair a line, gzipped."""
    text = "\n".join(["#version: 0.2", *(" ".join(pair) for pair in merges)])
    write_bytes(path, gzip.compress(text.encode(), mtime=0))


def _as_symbols(word: str, letters: dict[int, str]) -> list[str]:
    symbols = [letters[byte] for byte in word.encode()]
    symbols[-1] += "</w>"
    return symbols


def _merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    out: list[str] = []
    for symbol in symbols:
        if out and (out[-1], symbol) == pair:
            out[-1] += symbol
        else:
            out.append(symbol)
    return out

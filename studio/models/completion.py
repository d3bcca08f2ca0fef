"""Words that the prompt line offers, in English and Chinese."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Final

from studio.language import ENGLISH
from studio.resources import prompt_words_path

MOST: Final = 8
LONGEST_FRAGMENT: Final = 24
_SHORTEST_LATIN: Final = 2
"""One letter begins too many words."""


@dataclass(frozen=True)
class Completion:
    """Replace the text from `start` to the cursor by `word`."""

    start: int
    word: str

    def applied(self, text: str, cursor: int) -> tuple[str, int]:
        """The line afterwards, and where the cursor goes."""
        return text[: self.start] + self.word + text[cursor:], self.start + len(self.word)


def completions(text: str, cursor: int) -> list[Completion]:
    """What the end of `text` up to `cursor` may be the beginning of, the longest match first."""
    found: dict[str, Completion] = {}
    for start in range(max(cursor - LONGEST_FRAGMENT, 0), cursor):
        fragment = text[start:cursor].casefold()
        if _begins_a_word(text, start) and _long_enough(fragment):
            for word in words():
                if word.casefold().startswith(fragment) and word.casefold() != fragment:
                    found.setdefault(word, Completion(start, word))
    return list(found.values())[:MOST]


def examples(language: str, editing: bool) -> list[str]:
    """Whole sentences to start from, or changes to ask for, in the language of the interface."""
    known = _vocabulary()
    return known.get(language, known[ENGLISH])["edit" if editing else "make"]


@cache
def words() -> list[str]:
    """Every word of every language; an artist may mix them."""
    return [word for language in _vocabulary().values() for word in language["words"]]


@cache
def _vocabulary() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(prompt_words_path().read_text(encoding="utf-8"))
    return found


def _begins_a_word(text: str, start: int) -> bool:
    """Chinese words begin anywhere; others after something that is no letter."""
    return not text[start].isspace() and (start == 0 or not _latin(text[start - 1]) or not _latin(text[start]))


def _long_enough(fragment: str) -> bool:
    return not _latin(fragment[0]) or len(fragment) >= _SHORTEST_LATIN


def _latin(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter == "-")

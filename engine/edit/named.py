"""Which part of a person words give which colour, in English and Chinese: "pink hair, black jacket", "绿毛衣".

A colour belongs to the noun after it in its clause, else to what is worn ("in red", "穿红色"), else to the noun before
it ("hair dyed blue"). What has no colour of its own on the avatar (eyes, skin, a tie) takes its colour with it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from engine.attributes import GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.clip.lexicon import COLOUR_NAMES
from engine.edit.colour_words import DARKER, EXTRA, EXTRA_HAIR, LIGHTER, NOUNS_EN, NOUNS_ZH, OF_HAIR, OUTER, SINGLE
from engine.individuals import words_en, words_zh

RGB = tuple[float, float, float]
_HAIRY: Final = (Part.HAIR, Part.FACIAL_HAIR)
_GAMMAS: Final = {"": 1.0} | dict.fromkeys(LIGHTER, 0.6) | dict.fromkeys(DARKER, 1.6)
"""What "light" and "dark" do to a colour."""
_BREAK: Final = re.compile(
    r"[,;.:!?，。；、：！？]|(?<![a-z])(?:and|with|but|plus|while|in|wearing|under|over)(?![a-z])|[和与及并跟穿戴留扎配]"
)
_ADJECTIVES: Final = re.compile(r"[的长短中卷直厚薄大小皮棉丝绸缎布羊毛针织牛仔格子条纹高圆领连帽无袖紧身宽松\s]*")
_WORN: Final = re.compile(r"(?:(?<![a-z])(?:in|wear|wears|wearing|dressed in)|[穿着身]|一身|全身)\s*$")
_COMES_IN: Final = ("in", "dyed in", "is in", "染着")
_CHANGED: Final = re.compile(r"(?:(?<![a-z])(?:to|into|be|is|in|dyed)|[成为是染变改])\s*$")
_NOT: Final = re.compile(r"(?:(?<![a-z])(?:not|no|non|without|never|from)|不是|没有|不要|别|从)\s*$")


@dataclass(frozen=True)
class _Word:
    """A colour (`part` None, `noun` False), or a noun that stands for `part`; `start` and `end` in the text."""

    text: str
    start: int
    end: int
    noun: bool
    part: Part | None = None


def named_colours(text: str) -> dict[Part, RGB]:
    """The colour (sRGB in [0, 1]) of every part to which `text` gives one."""
    text = re.sub(r"[\s\-_]+", " ", text.lower())
    words = list(_words(text))
    found: dict[Part, tuple[int, RGB]] = {}
    for index, word in enumerate(words):
        if word.noun or _NOT.search(text[: word.start]):
            continue
        noun = _owner(text, words, index)
        part = noun.part if noun else None
        colour = _rgb(word.text, part) if part else None
        if noun is None or part is None or colour is None:
            continue
        weight = (noun.text in OUTER) + 2 * bool(_CHANGED.search(text[: word.start]))
        if part not in found or weight > found[part][0]:
            found[part] = weight, colour
    return {part: colour for part, (_, colour) in found.items()}


def _owner(text: str, words: list[_Word], index: int) -> _Word | None:
    """The noun to which the colour `words[index]` belongs."""
    word = words[index]
    after = _following(text, words, index)
    if word.text in OF_HAIR:
        return after if after and after.part in _HAIRY else _Word("hair", word.start, word.end, True, Part.HAIR)
    worn = _WORN.search(text[: word.start])
    if after and not (worn and after.part is None):
        return after
    before = next((one for one in reversed(words[:index]) if one.noun), None)
    if worn and before and before.part and text[before.end : word.start].strip() in _COMES_IN:
        return before
    if worn:
        return _Word("clothes", word.start, word.end, True, Part.GARMENT)
    if before and not _BREAK.search(text[before.end : word.start]):
        return before
    joined = words[index + 1] if index + 1 < len(words) and not words[index + 1].noun else None
    return _following(text, words, index + 1) if joined and text[word.end : joined.start] == " and " else None


def _following(text: str, words: list[_Word], index: int) -> _Word | None:
    """The noun after a colour in its clause: of several in a row ("jeans jacket", "发女孩") the last with a part."""
    run: list[_Word] = []
    for word in words[index + 1 :]:
        between = text[run[-1].end if run else words[index].end : word.start]
        if not word.noun or (between.strip() if run else _BREAK.search(between)):
            break
        run.append(word)
    return next((word for word in reversed(run) if word.part), run[0] if run else None)


def _words(text: str) -> Iterator[_Word]:
    nouns, single = _nouns(), re.compile("|".join(SINGLE))
    for found in _pattern().finditer(text):
        name = found.group().strip()
        noun = name if name in nouns else name.removesuffix("s")
        if noun in nouns:
            yield _Word(noun, found.start(), found.end(), True, nouns[noun])
        elif not single.fullmatch(name) or _before_a_noun(text, found.end()) or _follows_a_verb(text, found.start()):
            yield _Word(name, found.start(), found.end(), False)


def _before_a_noun(text: str, start: int) -> bool:
    gap = _ADJECTIVES.match(text, start)
    ends = range(start, gap.end() + 1) if gap else ()
    return any((found := _pattern().match(text, end)) is not None and found.group() in _nouns() for end in ends)


def _follows_a_verb(text: str, start: int) -> bool:
    return bool(_CHANGED.search(text[:start]) or _WORN.search(text[:start]))


def _rgb(name: str, part: Part) -> RGB | None:
    """The colour that `name` means on `part`, None when it means none there."""
    tables = [(_hair_names(), HAIR_COLOURS)] * (part in _HAIRY) + [(_names(), GARMENT_COLOURS)]
    for names, palette in tables:
        for shade, gamma in _GAMMAS.items():
            bare = name.removeprefix(shade).strip()
            known = names.get(SINGLE.get(bare, bare)) if name.startswith(shade) else None
            if known:
                red, green, blue = (v**gamma for v in palette[known])
                return red, green, blue
    return None


@cache
def _nouns() -> dict[str, Part | None]:
    tables = [*NOUNS_EN.items(), *NOUNS_ZH.items(), (Part.GARMENT, "t_shirt")]
    return {noun.replace("_", " "): part for part, nouns in tables for noun in nouns.split()}


@cache
def _names() -> dict[str, str]:
    return _by_name(words_en.COLOURS, COLOUR_NAMES, words_zh.COLOURS) | EXTRA


@cache
def _hair_names() -> dict[str, str]:
    return _by_name(words_en.HAIR_COLOURS, words_zh.HAIR_COLOURS) | OF_HAIR | EXTRA_HAIR


def _by_name(*tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Name -> class of colour; Chinese names of two characters and more with and without 色."""
    pairs = [(name.replace("-", " "), value) for table in tables for value, names in table.items() for name in names]
    short = [(name[:-1], value) for name, value in pairs if name.endswith("色") and len(name) > 2]
    return dict(short) | dict(pairs)


@cache
def _pattern() -> re.Pattern[str]:
    shades, colours = "|".join((*LIGHTER, *DARKER)), {*_names(), *_hair_names(), *SINGLE}
    latin, chinese = (
        f"(?:(?:{shades}) ?)?(?:{_any_of(one for one in colours if one.isascii() == ascii)})"
        f"|(?:{_any_of(one for one in _nouns() if one.isascii() == ascii)}){plural}"
        for ascii, plural in ((True, "s?"), (False, ""))
    )
    return re.compile(f"(?<![a-z])(?:{latin})(?![a-z])|{chinese}")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

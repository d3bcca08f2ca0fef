"""English captions, from one word to a sentence, of any few of an individual's facts."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from engine.individuals import phrases_en as phrases
from engine.individuals.details_en import EXTRAS
from engine.individuals.telling import WORN, Fact, in_telling_order, tells, worth_saying
from engine.individuals.words import Found, Random, pick, sometimes
from engine.individuals.words_en import PERSONS, PRONOUNS, SAYINGS, YOUNG_ONLY, article

_OPENINGS: Final = (
    "", "", "", "a portrait of ", "a photo of ", "portrait of ", "a bust of ", "an avatar of ", "a picture of ",
    "a 3D avatar of ", "a headshot of ",
)  # fmt: skip
_MOODS: Final = ("stylish ", "casual ", "elegant ", "cool ", "modern ", "simple ", "", "", "")


def facts(found: Found, rng: Random) -> list[Fact]:
    """Everything worth saying, in a random order in which the striking mostly comes first."""
    told = [
        Fact("hair", phrases.hair(found, rng), phrases.hair_adjective(found, rng)),
        Fact("garment", phrases.garment(found, rng)),
    ]
    nouns = {"glasses": phrases.glasses, "headwear": phrases.headwear, "facial_hair": phrases.facial_hair}
    for name, classes in SAYINGS.items():
        if name == "garment_material" or not worth_saying(name, found, rng):
            continue
        said = classes[found[name]]
        noun = nouns[name](found, rng) if name in nouns else sometimes(rng, 1, said.nouns)
        told.append(Fact(name, noun, sometimes(rng, 1, said.adjectives), sometimes(rng, 1, said.alone)))
    told += [Fact(name, pick(rng, EXTRAS[found[name]])) for name in ("freckles", "make_up") if name in found]
    return in_telling_order(told, rng)


def caption(found: Found, rng: Random) -> str:
    """One caption of an individual with these attributes and details."""
    told = facts(found, rng)
    chosen = told[: int(rng.integers(1, min(6, len(told)) + 1))]
    style = _STYLES[int(rng.choice(len(_STYLES), p=_SHARES))]
    text = style(found, chosen, rng)
    return text[0].upper() + text[1:] + "." if rng.random() < 0.2 else text


def _single(found: Found, chosen: list[Fact], rng: Random) -> str:
    if rng.random() < 0.12:
        return _person(found, rng)
    return _bare(pick(rng, chosen[0].any), rng)


def _listed(found: Found, chosen: list[Fact], rng: Random) -> str:
    parts = [_bare(pick(rng, fact.any), rng) for fact in chosen]
    if rng.random() < 0.5:
        parts.insert(0, _person(found, rng, chosen))
    return ", ".join(parts)


def _look(found: Found, chosen: list[Fact], rng: Random) -> str:
    """ "a stylish brown-haired look", "casual style with braids" """
    adjectives = [fact.adjective for fact in chosen if fact.about in ("hair", "facial_hair") and fact.adjective][:1]
    nouns = [fact.noun for fact in chosen if fact.noun and fact.adjective not in adjectives][:2]
    kind = pick(rng, ("look", "look", "style", "appearance"))
    mood = pick(rng, [mood for mood in _MOODS if mood[:4] != kind[:4]])  # no stylish style
    head = f"{mood}{''.join(f'{a} ' for a in adjectives)}{kind}"
    tail = f" with {_joined(nouns)}" if nouns and (not adjectives or rng.random() < 0.5) else ""
    return article(head) + tail if rng.random() < 0.8 else head + tail


def _pair(found: Found, chosen: list[Fact], rng: Random) -> str:
    """ "smile with glasses" """
    told = sorted(chosen, key=lambda fact: fact.about in WORN)  # no shirt has grey eyes
    nouns = [_bare(fact.noun, rng) for fact in told if fact.noun]
    return f"{nouns[0]} with {_joined(nouns[1:3])}" if len(nouns) > 1 else _single(found, chosen, rng)


def _clauses(found: Found, chosen: list[Fact], rng: Random) -> str:
    """ "The man has a full beard and wears a black leather jacket" """
    has = [fact.noun for fact in chosen if fact.noun and (fact.about not in WORN or _absent(fact, found))]
    worn = [fact.noun for fact in chosen if fact.about in WORN and not _absent(fact, found)]
    subject = pick(rng, ("the {}", "this {}", "{}")).format(_noun(found, rng))
    subject = PRONOUNS[found["sex"]][0] if " " not in subject else subject
    dressed = ("is dressed in", "is in") if [fact.about for fact in chosen if fact.about in WORN] == ["garment"] else ()
    wears = pick(rng, ("wears", "wears", "is wearing", *dressed))
    verbs = [f"{verb} {_joined(parts)}" for verb, parts in (("has", has), (wears, worn)) if parts]
    return f"{subject} {' and '.join(verbs)}" if verbs else _described(found, chosen, rng)


def _wish(found: Found, chosen: list[Fact], rng: Random) -> str:
    """ "give him a beard", "wear a red sweater" """
    fact = next((fact for fact in chosen if fact.noun and not _absent(fact, found)), None)
    if fact is None:
        return _single(found, chosen, rng)
    verbs = (
        ("wear {}", "add {}", "put on {}", "with {}") if fact.about in WORN else ("give {her} {}", "with {}", "add {}")
    )
    return pick(rng, verbs).format(fact.noun, her=pick(rng, ("her",) if found["sex"] == "female" else ("him",)))


def _described(found: Found, chosen: list[Fact], rng: Random) -> str:
    """ "a portrait of a bearded man with blue eyes, wearing a hat and a red sweater" """
    before = [fact for fact in chosen if fact.adjective and (not fact.noun or rng.random() < 0.3)][:2]
    rest = [fact for fact in chosen if fact not in before and fact.noun]
    worn = [fact for fact in rest if fact.about in WORN and not _absent(fact, found)]
    held = [fact.noun for fact in rest if fact not in worn]
    person = article(_person(found, rng, chosen, before))
    if worn and rng.random() < 0.15:
        person = person.split(" ", 1)[1]  # "person with red sweater and glasses"
        return f"{person} with {_joined([_bare(noun, rng, 0.7) for noun in held + [fact.noun for fact in worn]])}"
    text = pick(rng, _OPENINGS) + person + (f" with {_joined(held)}" if held else "")
    if worn:
        alone = [fact.about for fact in worn] == ["garment"]
        verb = pick(rng, ("in", "wearing", "dressed in")) if alone else "wearing"
        text += ("," if held and verb != "in" else "") + f" {verb} {_joined([fact.noun for fact in worn])}"
    return text


def _person(found: Found, rng: Random, told: Sequence[Fact] = (), before: Sequence[Fact] = ()) -> str:
    """ "elderly bearded man", without an article: the adjectives of `before`, and an age unless it is among `told`"""
    words = [fact.adjective for fact in sorted(before, key=lambda fact: fact.about != "age")]
    if not tells(told, "age") and rng.random() < 0.25:
        words.insert(0, pick(rng, SAYINGS["age"][found["age"]].adjectives))
    return " ".join([*words, _noun(found, rng)])


def _noun(found: Found, rng: Random) -> str:
    nouns = PERSONS[found["sex"] if rng.random() < 0.8 else "any"]
    return pick(rng, [noun for noun in nouns if noun not in YOUNG_ONLY or found["age"] == "young"])


def _absent(fact: Fact, found: Found) -> bool:
    return found.get(fact.about) == "none"


def _bare(phrase: str, rng: Random, share: float = 0.4) -> str:
    """`phrase`, in `share` of all cases without its article, as people type."""
    return re.sub(r"^an? ", "", phrase) if rng.random() < share else phrase


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


_Style = Callable[[Found, list[Fact], Random], str]
_STYLES: Final[tuple[_Style, ...]] = (_single, _listed, _look, _pair, _clauses, _wish, _described)
_SHARES: Final = (0.15, 0.17, 0.07, 0.05, 0.12, 0.06, 0.38)

"""Chinese captions, from one word to a sentence, of any few of an individual's facts."""

from collections.abc import Callable, Sequence
from typing import Final

from engine.individuals import phrases_zh as phrases
from engine.individuals.details_zh import EXTRAS
from engine.individuals.telling import Fact, in_telling_order, tells, worth_saying
from engine.individuals.words import Found, Random, pick, sometimes
from engine.individuals.words_zh import BALD, MEASURE_WORDS, PERSONS, PRONOUNS, SAYINGS, VERBS, YOUNG_ONLY

_OPENINGS: Final = ("", "", "", "一张肖像：", "照片里是", "一张照片，", "画的是")
_ENDINGS: Final = ("的肖像", "的照片", "的头像")
_MOODS: Final = ("时尚的", "休闲的", "优雅的", "简约的", "", "", "")


def facts(found: Found, rng: Random) -> list[Fact]:
    """Everything worth saying, in a random order in which the striking mostly comes first; nouns with a verb."""
    told = [_hair(found, rng), Fact("garment", f"{pick(rng, VERBS['garment'])}{phrases.garment(found, rng)}")]
    nouns = {"glasses": phrases.glasses, "headwear": phrases.headwear, "facial_hair": phrases.facial_hair}
    for name, classes in SAYINGS.items():
        if name == "garment_material" or not worth_saying(name, found, rng):
            continue
        said = classes[found[name]]
        noun = nouns[name](found, rng) if name in nouns and said.nouns else sometimes(rng, 1, said.nouns)
        verb = pick(rng, VERBS.get(name, ("有", "有着")))
        adjective, alone = (sometimes(rng, 1, words) for words in (said.adjectives, said.alone))
        told.append(Fact(name, f"{verb}{noun}" if noun else "", adjective, alone))
    told += [Fact(name, pick(rng, EXTRAS[found[name]])) for name in ("freckles", "make_up") if name in found]
    return in_telling_order(told, rng)


def _hair(found: Found, rng: Random) -> Fact:
    if found["hair_length"] == "bald":
        return Fact("hair", pick(rng, ("剃着光头", "留着光头", "顶着光头")), "光头", pick(rng, BALD.all))
    return Fact("hair", phrases.hair_worn(found, rng), "", phrases.hair(found, rng))


def caption(found: Found, rng: Random) -> str:
    """One caption of an individual with these attributes and details."""
    told = facts(found, rng)
    chosen = told[: int(rng.integers(1, min(6, len(told)) + 1))]
    style = _STYLES[int(rng.choice(len(_STYLES), p=_SHARES))]
    return style(found, chosen, rng) + ("。" if rng.random() < 0.2 else "")


def _single(found: Found, chosen: list[Fact], rng: Random) -> str:
    if rng.random() < 0.12:
        return _person(found, rng)
    return _bare(chosen[0], rng)


def _listed(found: Found, chosen: list[Fact], rng: Random) -> str:
    parts = [_bare(fact, rng) for fact in chosen]
    if rng.random() < 0.4:
        parts.insert(0, _person(found, rng, chosen))
    return pick(rng, ("，", "，", "、", " ")).join(parts)


def _look(found: Found, chosen: list[Fact], rng: Random) -> str:
    """扎着辫子的造型"""
    fact = next((fact for fact in chosen if fact.about in _WISHES), None)
    if fact is None:
        return _single(found, chosen, rng)
    return f"{pick(rng, _MOODS)}{fact.noun or fact.alone}的{pick(rng, ('造型', '造型', '形象', '样子', '打扮'))}"


def _modified(found: Found, chosen: list[Fact], rng: Random) -> str:
    """一个戴眼镜、穿红色毛衣的男人"""
    told = _told(chosen)[:3]
    if not told:
        return _person(found, rng)
    noun = _noun(found, rng)
    age = sometimes(rng, 0.3, SAYINGS["age"][found["age"]].adjectives)
    ending = sometimes(rng, 0.2, _ENDINGS)
    return f"{pick(rng, (_one(noun), _one(noun), ''))}{'、'.join(told)}的{age}{noun}{ending}"


def _sentence(found: Found, chosen: list[Fact], rng: Random) -> str:
    """一位年轻女士，留着长发，穿着白衬衫"""
    before = [fact for fact in chosen if fact.about in ("expression", "skin_tone") and fact.adjective.endswith("的")][
        :1
    ]
    if rng.random() < 0.7:
        before = []
    told = _told([fact for fact in chosen if fact not in before])
    person, opening = _person(found, rng), pick(rng, _OPENINGS)
    counted = opening.endswith("是") or person == "人" or rng.random() < 0.7
    who = f"{_one(person) if counted else ''}{''.join(fact.adjective for fact in before)}{person}"
    return opening + "，".join([who, *told])


def _clauses(found: Found, chosen: list[Fact], rng: Random) -> str:
    """他留着络腮胡，穿着黑色皮夹克"""
    told = _told(chosen)
    if not told:
        return _person(found, rng)
    noun = _noun(found, rng)
    return f"{pick(rng, (PRONOUNS[found['sex']], f'这{_one(noun)[1:]}{noun}'))}{'，'.join(told)}"


def _wish(found: Found, chosen: list[Fact], rng: Random) -> str:
    """换上红色毛衣, 加上眼镜"""
    fact = next((fact for fact in chosen if fact.about in _WISHES and found.get(fact.about) != "none"), None)
    if fact is None:
        return _single(found, chosen, rng)
    noun = {
        "garment": phrases.garment, "glasses": phrases.glasses, "headwear": phrases.headwear,
        "facial_hair": phrases.facial_hair, "hair": phrases.hair,
    }[fact.about](found, rng)  # fmt: skip
    return f"{pick(rng, _WISHES[fact.about])}{noun}"


def _told(chosen: list[Fact]) -> list[str]:
    """Everything but the age, which stands before the person."""
    return [fact.noun or fact.alone for fact in chosen if fact.about != "age"]


def _person(found: Found, rng: Random, told: Sequence[Fact] = ()) -> str:
    """中年男士, without a measure word; without an age where that is among `told`"""
    share = 0.0 if tells(told, "age") else 0.35
    return f"{sometimes(rng, share, SAYINGS['age'][found['age']].adjectives)}{_noun(found, rng)}"


def _noun(found: Found, rng: Random) -> str:
    nouns = PERSONS[found["sex"] if rng.random() < 0.8 else "any"]
    return pick(rng, [noun for noun in nouns if noun not in YOUNG_ONLY or found["age"] == "young"])


def _one(person: str) -> str:
    return "一" + next((word for noun, word in MEASURE_WORDS.items() if person.endswith(noun)), "个")


def _bare(fact: Fact, rng: Random) -> str:
    """A fact as it stands alone; clothes and hair often without their verb, as people type."""
    text = pick(rng, fact.any).removesuffix("的")
    if fact.about in ("garment", "hair") and rng.random() < 0.5:
        return _without_verb(text)
    return text


def _without_verb(text: str) -> str:
    for verb in ("有一头", "穿着", "身穿", "留着", "有着", "扎着", "编着", "梳着", "戴着", "穿"):
        if text.startswith(verb):
            return text.removeprefix(verb)
    return text


_WISHES: Final = {
    "garment": ("换上", "穿上", "换成"), "glasses": ("戴上", "加上"), "headwear": ("戴上", "加上"),
    "facial_hair": ("加上", "长出"), "hair": ("换成", "改成"),
}  # fmt: skip
_Style = Callable[[Found, list[Fact], Random], str]
_STYLES: Final[tuple[_Style, ...]] = (_single, _listed, _look, _modified, _clauses, _wish, _sentence)
_SHARES: Final = (0.15, 0.19, 0.08, 0.2, 0.1, 0.05, 0.23)

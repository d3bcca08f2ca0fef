import re
from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import ATTRIBUTES
from engine.errors import InputError
from engine.individuals import phrases_en, phrases_zh, words_en, words_zh
from engine.individuals.captions import Language, attribute_phrases, captions
from engine.individuals.headwear import HEADWEAR
from engine.individuals.held_out import HELD_OUT, HELD_OUT_SET
from engine.individuals.recipe import Recipe
from tests.individuals.recipes import plain

LANGUAGES: tuple[Language, ...] = ("en", "zh")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORN = {
    "glasses": re.compile(r"\bglasses|spectacles|sunglasses|eyeglasses|shades"),
    "headwear": re.compile(r"\bhat\b|\bcap\b|fedora|beanie"),
    "facial_hair": re.compile(r"beard|moustache|mustache|goatee|stubble"),
}


def described(recipe: Recipe, language: Language, count: int = 40, seed: int = 0) -> list[str]:
    return captions(recipe, np.random.default_rng([recipe.seed, seed]), language, count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_different_captions_as_asked_for(recipes: list[Recipe], language: Language) -> None:
    for recipe in recipes[:20]:
        found = described(recipe, language, 12)
        assert len(found) == len(set(found)) == 12
        assert all(caption == caption.strip() and caption for caption in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_generator_gives_the_same_captions(recipes: list[Recipe], language: Language) -> None:
    assert described(recipes[3], language) == described(recipes[3], language)
    assert described(recipes[3], language) != described(recipes[3], language, seed=1)


def test_each_language_keeps_to_its_script(recipes: list[Recipe]) -> None:
    for recipe in recipes[:30]:
        assert not any(CHINESE.search(caption) for caption in described(recipe, "en"))
        assert all(CHINESE.search(caption) for caption in described(recipe, "zh"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_phrases_are_never_given(recipes: list[Recipe], language: Language) -> None:
    for recipe in recipes[:60]:
        assert not [text for text in described(recipe, language) if any(p in text.lower() for p in HELD_OUT_SET)]


def test_held_out_phrases_are_neither_in_the_vocabulary_nor_parts_of_it() -> None:
    for table in (words_en.TABLE, words_zh.TABLE):
        for phrase in (phrase for classes in table.values() for phrases in classes.values() for phrase in phrases):
            assert not [held for held in HELD_OUT_SET if held in phrase.lower()], phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_held_out_phrases_of_its_own(language: Language) -> None:
    table = HELD_OUT[language]
    assert {name: set(classes) for name, classes in table.items()} == {n: set(c) for n, c in ATTRIBUTES.items()}
    for classes in table.values():
        phrases = [phrase for row in classes.values() for phrase in row]
        assert all(len(row) >= 2 for row in classes.values()) and len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_has_phrases(language: Language) -> None:
    for attribute, values in ATTRIBUTES.items():
        for value in values:
            phrases = attribute_phrases(attribute, value, language)
            assert phrases and len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("attribute", "value"), [("shoes", "red"), ("hair_colour", "plaid")])
def test_unknown_classes_are_refused(attribute: str, value: str, language: Language) -> None:
    with pytest.raises(InputError):
        attribute_phrases(attribute, value, language)


@pytest.mark.parametrize("attribute", WORN)
def test_nothing_is_worn_that_is_not_there(recipes: list[Recipe], attribute: str) -> None:
    bare = [recipe for recipe in recipes[:120] if recipe.attributes()[attribute] == "none"]
    wrong = [
        caption
        for recipe in bare
        for caption in described(recipe, "en", 12)
        if WORN[attribute].search(re.sub(r"\b(no|without a|without|facial) \w+|beardless|shaven", "", caption.lower()))
    ]
    assert wrong == []


def test_what_is_worn_is_named(recipes: list[Recipe]) -> None:
    recipe = replace(plain(), sex="male", glasses="sunglasses", headwear="hat", facial_hair="full_beard")
    text = " ".join(described(recipe, "en"))
    assert re.search("sunglasses|shades", text)
    assert re.search("hat|fedora", text)
    assert "beard" in text


PEAKED = re.compile("peak|baseball|trucker|鸭舌帽|棒球帽|卡车帽")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hats_are_called_what_they_are(language: Language) -> None:
    said = {}
    for entry in HEADWEAR:
        recipe = replace(plain(), headwear=entry.kind, hat=entry.name)
        said[entry.name] = sum(bool(PEAKED.search(text)) for text in described(recipe, language, 60))
    assert {name for name, count in said.items() if count} == {"baseball_cap", "trucker_cap"}


@pytest.mark.parametrize(
    ("hair", "verbs"),
    [
        ("长发", {"留着", "有着", "有一头"}),
        ("辫子", {"扎着", "编着", "梳着"}),
        ("爆炸头", {"留着", "顶着"}),
        ("刘海", {"留着", "有着"}),
    ],
)
def test_chinese_hair_is_worn_as_one_says(hair: str, verbs: set[str]) -> None:
    assert set(words_zh.hair_verbs(hair)) == verbs


@pytest.mark.parametrize("language", LANGUAGES)
def test_age_skin_and_expression_are_told_once(recipes: list[Recipe], language: Language) -> None:
    for recipe in (recipe for recipe in recipes[:100] if recipe.attributes()["age"] == "young"):
        for text in described(recipe, language, 12):
            for about in ("young|youthful|twenties|年轻|二十", "skin|皮肤|肤色", "smil|笑"):
                assert len(re.findall(about, text.lower())) <= 1, text


def test_men_and_women_are_not_confused(recipes: list[Recipe]) -> None:
    words_of = {"female": r"\b(woman|lady|female|girl|she|her)\b", "male": r"\b(man|guy|gentleman|male|boy|he|him)\b"}
    for recipe in recipes[:60]:
        other = words_of["male" if recipe.sex == "female" else "female"]
        assert not any(re.search(other, caption.lower()) for caption in described(recipe, "en", 12))


@pytest.mark.parametrize("colour", words_en.COLOURS)
def test_garments_are_named_in_their_own_colour(colour: str) -> None:
    class_of = {synonym: name for name, synonyms in words_en.COLOURS.items() for synonym in synonyms}
    longest_first = sorted(class_of, key=len, reverse=True)
    any_colour = re.compile(rf"\b({'|'.join(longest_first)})\b")
    found = replace(plain(), garment_colour=colour).attributes()
    rng = np.random.default_rng(0)
    named = [any_colour.search(phrases_en.garment(found, rng)) for _ in range(40)]
    assert {class_of[match[1]] for match in named if match} == {colour}


def test_english_articles_fit(recipes: list[Recipe]) -> None:
    for recipe in recipes[:120]:
        for caption in described(recipe, "en", 12):
            assert not re.search(r"\b[Aa] [aeio]|\b[Aa]n [^aeio]", caption), caption


def test_phrases_of_hair_are_whole(recipes: list[Recipe]) -> None:
    for recipe in recipes[:200]:
        found, rng = recipe.attributes(), np.random.default_rng(recipe.seed)
        assert not re.search(r"\bin (ponytail|bun)\b|^bald$", phrases_en.hair(found, rng))
        assert phrases_zh.hair(found, rng) != "头发"


def test_women_are_not_called_beardless(recipes: list[Recipe]) -> None:
    for recipe in (recipe for recipe in recipes[:60] if recipe.sex == "female"):
        assert not any(re.search("beard|shaven|facial hair", text) for text in described(recipe, "en"))
        assert not any(re.search("胡|刮", text) for text in described(recipe, "zh"))


def test_chinese_measure_words_fit_their_noun(recipes: list[Recipe]) -> None:
    for recipe in recipes[:60]:
        for text in described(recipe, "zh"):
            assert not re.search("一位[^，。]*(人|角色)(，|。|$)|一个[^，。]*士(，|。|$)", text), text


def test_only_young_women_are_girls(recipes: list[Recipe]) -> None:
    texts = {r.seed: described(r, "en") for r in recipes[:150] if r.sex == "female"}
    girls = {seed for seed, found in texts.items() if any(re.search(r"\bgirl\b", text) for text in found)}
    assert girls and {recipes[seed].attributes()["age"] for seed in girls} == {"young"}


FOUNDING: dict[str, dict[str, object]] = {
    "person red sweater glasses": {"garment": "male_casualsuit02", "garment_colour": "red", "glasses": "clear"},
    "扎着 辫子 造型": {"hair": "braid"},
    "stylish brown-haired look": {"hair_colour": "brown", "hair_shade": "brown"},
    "man curly hair full beard black leather jacket": {
        "sex": "male", "hair": "short01", "facial_hair": "full_beard", "garment": "male_casualsuit05",
        "garment_colour": "black", "garment_material": "leather",
    },
    "woman afro red clothes": {"hair": "afro", "garment_colour": "red"},
    "white suit": {"garment": "male_elegantsuit01", "garment_colour": "white"},
    "smile with glasses": {"expression": "smile", "glasses": "clear"},
    "red hair": {"hair_colour": "red", "hair_shade": "red"},
}  # fmt: skip


@pytest.mark.parametrize("example", FOUNDING)
def test_founding_examples_are_in_reach(example: str) -> None:
    recipe = replace(plain(), **FOUNDING[example])  # type: ignore[arg-type]
    language: Language = "zh" if CHINESE.search(example) else "en"
    texts = described(recipe, language, 2500)
    assert any(all(word in text for word in example.split()) for text in texts)

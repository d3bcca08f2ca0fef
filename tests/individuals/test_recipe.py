import json
from collections import Counter
from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from engine.attributes import ATTRIBUTES, unknown
from engine.errors import DataError
from engine.individuals.correlation import correlations, cramers_v
from engine.individuals.faces import ANCESTRIES
from engine.individuals.founding import founding_recipes
from engine.individuals.garments import GARMENTS, garment
from engine.individuals.hair_colours import HAIR_SHADES
from engine.individuals.hair_styles import BEARD_STYLES, HAIR_STYLES, beard_style, hair_style
from engine.individuals.headwear import HEADWEAR, headwear
from engine.individuals.recipe import Recipe, sample_recipe

FREE = (
    "sex", "age", "skin_tone", "hair_length", "hair_colour", "glasses", "headwear", "garment_colour", "expression",
    "eye_colour",
)  # fmt: skip


def table(recipes: list[Recipe], first: str, second: str) -> np.ndarray:
    """How often the classes of two attributes meet, over the recipes that have both."""
    counts: Counter[tuple[str, str]] = Counter()
    for found in (recipe.attributes() for recipe in recipes):
        if first in found and second in found:
            counts[found[first], found[second]] += 1
    rows, columns = ({pair[i] for pair in counts} for i in (0, 1))
    return np.array([[counts[a, b] for b in sorted(columns)] for a in sorted(rows)])


def test_a_seed_makes_one_recipe() -> None:
    assert sample_recipe(7) == sample_recipe(7)
    made = {sample_recipe(seed).to_json() for seed in range(40)}
    assert len(made) == 40


def test_large_seeds_are_seeds_too() -> None:
    assert sample_recipe(2**40) == sample_recipe(2**40)
    assert sample_recipe(2**40).face != sample_recipe(0).face


def test_json_brings_everything_back(recipes: list[Recipe]) -> None:
    for recipe in recipes[:60]:
        assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize("change", [{"shoes": "red"}, {"hair": None}], ids=["unknown key", "missing key"])
def test_a_recipe_of_another_version_is_refused(change: dict[str, str | None]) -> None:
    data = json.loads(sample_recipe(0).to_json()) | change
    with pytest.raises(DataError):
        Recipe.from_json(json.dumps({key: value for key, value in data.items() if value is not None}))


def test_every_class_is_one_of_the_attributes(recipes: list[Recipe]) -> None:
    wrong = {pair for recipe in recipes for pair in recipe.attributes().items() if unknown(*pair)}
    assert wrong == set()


def test_only_bald_heads_lack_attributes(recipes: list[Recipe]) -> None:
    for recipe in recipes:
        missing = set(ATTRIBUTES) - set(recipe.attributes())
        assert missing == ({"hair_style", "hair_colour"} if hair_style(recipe.hair).length == "bald" else set())


def test_every_class_occurs(recipes: list[Recipe]) -> None:
    found = {pair for recipe in recipes for pair in recipe.attributes().items()}
    wanted = {(attribute, value) for attribute, values in ATTRIBUTES.items() for value in values}
    assert wanted == found


def test_numbers_stay_in_their_ranges(recipes: list[Recipe]) -> None:
    for recipe in recipes:
        assert 18 <= recipe.age <= 85
        assert 0 <= recipe.skin_tone <= 9
        assert set(recipe.ancestry) == set(ANCESTRIES)
        assert sum(recipe.ancestry.values()) == pytest.approx(1, abs=1e-3)
        assert min(recipe.muscle, recipe.weight) > 0 and max(recipe.muscle, recipe.weight) < 1
        assert all(0 <= weight <= 0.85 for weight in recipe.face.values())
        colours = (recipe.skin_rgb, recipe.hair_rgb, recipe.facial_hair_rgb, recipe.hat_rgb, recipe.garment_rgb)
        assert all(0 < channel < 1 for colour in colours for channel in colour)


@pytest.mark.parametrize(("first", "second"), list(combinations(FREE, 2)))
def test_attributes_are_drawn_independently(recipes: list[Recipe], first: str, second: str) -> None:
    assert chi2_contingency(table(recipes, first, second)).pvalue > 1e-4


def test_the_test_of_independence_sees_dependence(recipes: list[Recipe]) -> None:
    # style follows from length, facial hair and dresses from sex
    for first, second in [("hair_length", "hair_style"), ("sex", "facial_hair"), ("sex", "garment")]:
        assert chi2_contingency(table(recipes, first, second)).pvalue < 1e-6


@pytest.mark.parametrize("attribute", ["skin_tone", "hair_length", "hair_colour", "age", "glasses"])
def test_beards_of_men_are_independent_of_the_rest(recipes: list[Recipe], attribute: str) -> None:
    men = [recipe for recipe in recipes if recipe.sex == "male"]
    assert chi2_contingency(table(men, "facial_hair", attribute)).pvalue > 1e-4


def test_what_people_would_find_absurd_is_not_made(recipes: list[Recipe]) -> None:
    sexes = {entry.asset: entry.sexes for entry in GARMENTS}
    assert all(recipe.sex in sexes[recipe.garment] for recipe in recipes)
    assert {recipe.facial_hair for recipe in recipes if recipe.sex == "female"} == {"none"}


def test_every_style_shade_and_hat_occurs(recipes: list[Recipe]) -> None:
    assert {recipe.hair for recipe in recipes} == {style.name for style in HAIR_STYLES}
    assert {recipe.facial_hair for recipe in recipes} == {style.name for style in BEARD_STYLES}
    assert {recipe.hair_shade for recipe in recipes} == set(HAIR_SHADES)
    assert {recipe.hat for recipe in recipes if recipe.headwear != "none"} == {entry.name for entry in HEADWEAR}


def test_finer_choices_belong_to_their_class(recipes: list[Recipe]) -> None:
    for recipe in recipes:
        assert HAIR_SHADES[recipe.hair_shade].colour == recipe.hair_colour
        assert recipe.headwear in ("none", headwear(recipe.hat).kind)
        assert recipe.attributes()["facial_hair"] == beard_style(recipe.facial_hair).kind


def test_brows_are_natural_and_no_lighter_than_the_skin(recipes: list[Recipe]) -> None:
    for recipe in recipes:
        red, green, blue = recipe.brows_rgb
        assert red >= green - 0.03 and green >= blue - 0.03
        assert sum(recipe.brows_rgb) < sum(recipe.skin_rgb)


def test_materials_suit_their_garment(recipes: list[Recipe]) -> None:
    materials = {entry.asset: entry.materials for entry in GARMENTS}
    assert all(recipe.garment_material in materials[recipe.garment] for recipe in recipes)


def test_skin_grows_darker_with_its_tone(recipes: list[Recipe]) -> None:
    brightness = [np.mean([sum(r.skin_rgb) for r in recipes if r.skin_tone == tone]) for tone in range(10)]
    assert all(lighter > darker for lighter, darker in pairwise(brightness))


def test_the_catalogue_speaks_of_known_classes() -> None:
    pairs = [("hair_length", style.length) for style in HAIR_STYLES]
    pairs += [("hair_style", style.style) for style in HAIR_STYLES]
    pairs += [("facial_hair", style.kind) for style in BEARD_STYLES]
    pairs += [("hair_colour", shade.colour) for shade in HAIR_SHADES.values()]
    pairs += [("headwear", entry.kind) for entry in HEADWEAR]
    pairs += [("garment", entry.kind) for entry in GARMENTS]
    pairs += [("garment_material", material) for entry in GARMENTS for material in entry.materials]
    assert [pair for pair in pairs if unknown(*pair)] == []


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "not a recipe"])
def test_other_text_is_no_recipe(text: str) -> None:
    with pytest.raises(DataError):
        Recipe.from_json(text)


def test_correlations_are_nought_but_for_the_wanted_ones(recipes: list[Recipe]) -> None:
    found = correlations(recipes)
    wanted = {
        ("skin_tone", "ancestry"), ("hair_length", "hair_style"), ("sex", "facial_hair"), ("sex", "garment"),
        ("garment", "garment_material"), ("facial_hair", "garment"), ("sex", "garment_material"),
    }  # fmt: skip
    assert {pair for pair, value in found.items() if value > 0.1} <= wanted
    assert min(found[pair] for pair in (("skin_tone", "ancestry"), ("hair_length", "hair_style"))) > 0.3


def test_cramers_v_is_one_for_copies_and_nought_for_chance() -> None:
    assert cramers_v(np.diag([300, 400, 500])) == pytest.approx(1, abs=0.01)
    assert cramers_v(np.full((3, 4), 250)) == 0


def test_the_founding_people_are_within_reach_of_the_sampler() -> None:
    for name, recipe in founding_recipes().items():
        assert not [pair for pair in recipe.attributes().items() if unknown(*pair)], name
        assert recipe.garment_material in garment(recipe.garment).materials, name
        assert recipe.sex in garment(recipe.garment).sexes, name

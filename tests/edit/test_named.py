import pytest

from engine.attributes import GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.edit.named import named_colours

GARMENT, HAIR, BEARD, GLASSES, HAT = Part.GARMENT, Part.HAIR, Part.FACIAL_HAIR, Part.GLASSES, Part.HAT


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("red sweater", {GARMENT: "red"}),
        ("blue jeans jacket", {GARMENT: "blue"}),
        ("a man with grey beard and black leather jacket", {BEARD: "grey", GARMENT: "black"}),
        ("Pink hair, black jacket", {HAIR: "pink", GARMENT: "black"}),
        ("a blonde in burgundy", {HAIR: "blond", GARMENT: "red"}),
        ("her hair is green and the T-shirt white", {HAIR: "green", GARMENT: "white"}),
        ("change the red sweater to green", {GARMENT: "green"}),
        ("white shirt under a black suit", {GARMENT: "black"}),
        ("a red-haired man wearing a navy-blue hat", {HAIR: "red", HAT: "navy"}),
        ("red and white striped sweater", {GARMENT: "red"}),
        ("绿毛衣", {GARMENT: "green"}),
        ("穿红毛衣的金发女人", {GARMENT: "red", HAIR: "blond"}),
        ("白胡子老人穿着深蓝色大衣", {BEARD: "white", GARMENT: "navy"}),
        ("把红毛衣换成绿色", {GARMENT: "green"}),
        ("头发染成蓝色，白色T恤", {HAIR: "blue", GARMENT: "white"}),
        ("穿一身黑的女人戴黑框眼镜", {GARMENT: "black", GLASSES: "black"}),
    ],
)
def test_a_colour_goes_to_the_noun_it_stands_with(text: str, named: dict[Part, str]) -> None:
    palettes = {part: HAIR_COLOURS if part in (HAIR, BEARD) else GARMENT_COLOURS for part in named}
    assert named_colours(text) == {part: palettes[part][name] for part, name in named.items()}


@pytest.mark.parametrize(
    "text",
    [
        "red", "old man", "sunglasses", "a black woman with green eyes", "dark skin", "a red tie", "no red hair",
        "a rose in her hair", "青年男子", "黑人女孩", "蓝眼睛", "白皮肤的女人", "戴墨镜", "银行家",
    ],
)  # fmt: skip
def test_what_has_no_colour_of_its_own_keeps_it(text: str) -> None:
    assert named_colours(text) == {}


def test_light_and_dark_are_shades() -> None:
    light, plain, dark = (sum(named_colours(f"{shade} green hoodie")[GARMENT]) for shade in ("light", "", "dark"))
    assert light > plain > dark

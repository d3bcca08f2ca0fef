"""Chinese vocabulary of captions: synonyms per attribute and class, and how hair and garments are put together."""

from typing import Final

from engine.individuals.words import Phrases, Random, Table, pick

PERSONS: Final[Phrases] = {
    "female": ("女人", "女士", "女性", "女子"),
    "male": ("男人", "男士", "男性", "男子"),
    "any": ("人", "人物", "角色"),
}
AGE_ADJECTIVES: Final = {"young": ("年轻", "年轻的"), "middle": ("中年",), "old": ("老年", "年长的")}
MEASURE_WORDS: Final = {"女士": "位", "男士": "位", "女性": "位", "男性": "位", "女子": "名", "男子": "名"}
"""Measure words of persons, where it is not 个."""
COLOURS: Final = {
    "red": ("红色", "大红色", "深红色", "鲜红"),
    "orange": ("橙色", "橘色", "橘红色"),
    "yellow": ("黄色", "金黄色", "柠檬黄"),
    "green": ("绿色", "墨绿色", "翠绿色"),
    "teal": ("青色", "蓝绿色", "青绿色"),
    "blue": ("蓝色", "宝蓝色", "天蓝色"),
    "navy": ("藏青色", "深蓝色", "海军蓝"),
    "purple": ("紫色", "深紫色", "紫罗兰色"),
    "pink": ("粉色", "粉红色", "玫瑰粉"),
    "brown": ("棕色", "咖啡色", "褐色"),
    "beige": ("米色", "米黄色", "驼色"),
    "white": ("白色", "雪白", "米白色"),
    "grey": ("灰色", "深灰色", "浅灰色"),
    "black": ("黑色", "纯黑色", "深黑色"),
}
HAIR_COLOURS: Final = {
    "black": ("黑色", "乌黑", "黑"),
    "brown": ("棕色", "褐色", "栗色"),
    "blond": ("金色", "金黄色", "金"),
    "red": ("红色", "姜红色", "红褐色"),
    "grey": ("灰色", "灰白", "银灰色"),
    "white": ("白色", "雪白", "银白色"),
    "blue": ("蓝色", "湛蓝色"),
    "green": ("绿色", "翠绿色"),
    "pink": ("粉色", "粉红色"),
    "purple": ("紫色", "紫罗兰色"),
}
HAIR_LENGTHS: Final = {"short": ("短", "短短的"), "long": ("长", "长长的"), "medium": ("中等长度的", "齐肩的")}
HAIR_NOUNS: Final[Phrases] = {
    "straight": ("头发", "直发"),
    "wavy": ("波浪发", "大波浪卷发"),
    "curly": ("卷发", "鬈发"),
    "afro": ("爆炸头", "非洲式卷发"),
    "braid": ("辫子", "麻花辫"),
    "ponytail": ("马尾辫", "马尾"),
    "bun": ("发髻", "丸子头"),
}
GARMENTS: Final = {
    "t_shirt": ("T恤", "短袖", "T恤衫"),
    "shirt": ("衬衫", "衬衣"),
    "sweater": ("毛衣", "套头衫", "针织衫"),
    "suit": ("西装", "西服"),
    "jacket": ("夹克", "外套"),
    "coat": ("大衣", "长外套"),
    "dress": ("连衣裙", "裙子"),
    "top": ("背心", "无袖上衣"),
}
MATERIALS: Final = {
    "cotton": ("棉质",),
    "knit": ("针织", "羊毛"),
    "leather": ("皮",),
    "denim": ("牛仔",),
    "satin": ("缎面", "丝绸"),
}

_PLAIN: Table = {
    "sex": PERSONS,
    "age": {"young": ("年轻人", "二十多岁"), "middle": ("中年人", "四十多岁"), "old": ("老人", "七十多岁")},
    "skin_tone": {
        "light": ("皮肤白皙", "浅色皮肤", "白皮肤"),
        "medium": ("小麦色皮肤", "中等肤色", "黄皮肤"),
        "dark": ("深色皮肤", "黑皮肤", "皮肤黝黑"),
    },
    "hair_length": {
        "bald": ("光头", "没有头发", "秃头"),
        "short": ("短发", "头发很短"),
        "medium": ("中长发", "齐肩发", "波波头"),
        "long": ("长发", "头发很长"),
    },
    "hair_style": HAIR_NOUNS | {"straight": ("直发", "头发顺直")},
    "facial_hair": {
        "none": ("没有胡子", "脸刮得干净"),
        "stubble": ("有胡茬", "有胡渣"),
        "moustache": ("小胡子", "八字胡", "上唇留着胡须"),
        "goatee": ("山羊胡", "下巴留着胡子"),
        "full_beard": ("络腮胡", "大胡子", "留着胡须"),
    },
    "glasses": {
        "none": ("没戴眼镜", "不戴眼镜"),
        "clear": ("戴眼镜", "戴着眼镜", "戴近视眼镜"),
        "sunglasses": ("戴墨镜", "戴太阳镜", "戴着太阳眼镜"),
    },
    "headwear": {
        "none": ("没戴帽子", "不戴帽子"),
        "hat": ("戴帽子", "戴着礼帽", "戴着一顶帽子"),
        "cap": ("戴棒球帽", "戴鸭舌帽"),
    },
    "expression": {
        "neutral": ("面无表情", "表情平静"),
        "smile": ("微笑", "面带微笑", "面带笑容"),
        "laugh": ("大笑", "哈哈大笑", "开怀大笑"),
        "frown": ("皱眉", "生气的表情", "愁眉苦脸"),
        "surprise": ("惊讶的表情", "吃惊的样子", "一脸惊讶"),
    },
    "eye_colour": {
        "brown": ("棕色眼睛", "褐色的眼睛"),
        "hazel": ("淡褐色眼睛", "榛色眼睛"),
        "green": ("绿色眼睛", "碧绿的眼睛"),
        "blue": ("蓝色眼睛", "蓝眼睛"),
        "grey": ("灰色眼睛",),
        "black": ("黑色眼睛", "黑眼睛"),
    },
    "garment_material": {
        "cotton": ("棉质衣服",),
        "knit": ("针织衣服",),
        "leather": ("皮衣",),
        "denim": ("牛仔布衣服",),
        "satin": ("缎面衣服", "丝绸衣服"),
    },
}


def _coloured() -> Table:
    hair = {name: tuple(f"{word}头发" for word in synonyms) for name, synonyms in HAIR_COLOURS.items()}
    clothes = {
        name: tuple(p for w in synonyms for p in (f"{w}衣服", f"穿{w}上衣")) for name, synonyms in COLOURS.items()
    }
    garments = {name: tuple(p for w in synonyms for p in (w, f"穿{w}")) for name, synonyms in GARMENTS.items()}
    return {"hair_colour": hair, "garment_colour": clothes, "garment": garments}


TABLE: Final[Table] = _PLAIN | _coloured()
"""Attribute -> class -> every phrase for it alone."""


def hair(found: dict[str, str], rng: Random) -> str:
    """The hair in one Chinese phrase."""
    if found["hair_length"] == "bald":
        return pick(rng, TABLE["hair_length"]["bald"])
    noun = pick(rng, HAIR_NOUNS[found["hair_style"]] if rng.random() < 0.7 else ("头发",))
    length = pick(rng, HAIR_LENGTHS[found["hair_length"]]) if rng.random() < 0.4 else ""
    named = rng.random() < 0.85 or (noun == "头发" and not length)
    colour = pick(rng, HAIR_COLOURS[found["hair_colour"]]) if named else ""
    if len(colour) == 1 and noun != "头发":
        colour += "色"
    if length.endswith("的"):
        return f"{length}{colour}{noun}"
    return f"{colour}{length}{'发' if length and noun == '头发' else noun}"


def garment(found: dict[str, str], rng: Random) -> str:
    """The garment in one Chinese phrase."""
    noun = pick(rng, GARMENTS[found["garment"]])
    colour = pick(rng, COLOURS[found["garment_colour"]]) if rng.random() < 0.9 else ""
    material = pick(rng, MATERIALS[found["garment_material"]]) if rng.random() < 0.2 else ""
    if noun.startswith(material):  # not 针织针织衫
        material = ""
    return f"{pick(rng, ('穿', '穿着', ''))}{colour}{material}{noun}"

"""The vocabulary of captions: synonyms per attribute and class, and how hair and garments are put together."""

from collections.abc import Sequence
from typing import Final

import numpy as np

Phrases = dict[str, tuple[str, ...]]
"""Class -> its phrases."""
Table = dict[str, Phrases]
"""Attribute -> class -> its phrases."""
Random = np.random.Generator

PERSON_EN: Final[Phrases] = {
    "female": ("woman", "lady", "female", "girl"),
    "male": ("man", "guy", "gentleman", "male"),
    "any": ("person", "character", "human"),
}
PERSON_ZH: Final[Phrases] = {
    "female": ("女人", "女士", "女性", "女子"),
    "male": ("男人", "男士", "男性", "男子"),
    "any": ("人", "人物", "角色"),
}
AGE_ADJECTIVES_EN: Final = {
    "young": ("young", "youthful"),
    "middle": ("middle-aged", "mature"),
    "old": ("old", "elderly", "aged"),
}
AGE_ADJECTIVES_ZH: Final = {"young": ("年轻", "年轻的"), "middle": ("中年",), "old": ("老年", "年长的")}
MEASURES_ZH: Final = {"女士": "位", "男士": "位", "女性": "位", "男性": "位", "女子": "名", "男子": "名"}
"""Measure words of persons, where it is not 个."""

COLOURS_EN: Final = {
    "red": ("red", "crimson", "scarlet", "bright red", "ruby red"),
    "orange": ("orange", "tangerine", "amber orange", "pumpkin-coloured"),
    "yellow": ("yellow", "lemon yellow", "golden yellow", "mustard"),
    "green": ("green", "emerald", "forest green", "grass green"),
    "teal": ("teal", "turquoise", "blue-green", "petrol"),
    "blue": ("blue", "cobalt", "royal blue", "azure"),
    "navy": ("navy", "navy blue", "dark blue", "midnight blue"),
    "purple": ("purple", "violet", "plum", "aubergine"),
    "pink": ("pink", "rose", "pale pink", "bubblegum pink"),
    "brown": ("brown", "chocolate brown", "chestnut brown", "coffee-coloured"),
    "beige": ("beige", "cream", "sand-coloured", "tan"),
    "white": ("white", "snow white", "off-white"),
    "grey": ("grey", "gray", "ash grey", "charcoal grey"),
    "black": ("black", "jet black", "pitch black"),
}
COLOURS_ZH: Final = {
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
HAIR_COLOURS_EN: Final = {
    "black": ("black", "jet-black", "raven", "dark"),
    "brown": ("brown", "chestnut", "brunette", "chocolate"),
    "blond": ("blond", "blonde", "golden", "fair", "flaxen"),
    "red": ("red", "ginger", "auburn", "copper"),
    "grey": ("grey", "gray", "silver-grey", "greying"),
    "white": ("white", "snow-white", "platinum white"),
    "blue": ("blue", "dyed blue", "electric blue"),
    "green": ("green", "dyed green", "emerald green"),
    "pink": ("pink", "dyed pink", "candy pink"),
    "purple": ("purple", "violet", "dyed purple"),
}
HAIR_COLOURS_ZH: Final = {
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
HAIR_LENGTHS_EN: Final = {
    "short": ("short", "cropped", "very short"),
    "long": ("long", "very long", "flowing long"),
    "medium": ("medium-length", "chin-length", "mid-length"),
}
HAIR_LENGTHS_ZH: Final = {"short": ("短", "短短的"), "long": ("长", "长长的"), "medium": ("中等长度的", "齐肩的")}
HAIR_NOUNS_EN: Final[Phrases] = {
    "straight": ("hair", "straight hair"),
    "wavy": ("wavy hair", "waves"),
    "curly": ("curly hair", "curls"),
    "afro": ("afro hair", "an afro", "frizzy hair"),
    "braid": ("braided hair", "a braid", "a plait"),
    "ponytail": ("hair in a ponytail", "a ponytail"),
    "bun": ("hair in a bun", "a bun", "a hair bun"),
}
HAIR_NOUNS_ZH: Final[Phrases] = {
    "straight": ("头发", "直发"),
    "wavy": ("波浪发", "大波浪卷发"),
    "curly": ("卷发", "鬈发"),
    "afro": ("爆炸头", "非洲式卷发"),
    "braid": ("辫子", "麻花辫"),
    "ponytail": ("马尾辫", "马尾"),
    "bun": ("发髻", "丸子头"),
}
GARMENTS_EN: Final = {
    "t_shirt": ("T-shirt", "tee", "t-shirt"),
    "shirt": ("shirt", "button-up shirt", "collared shirt"),
    "sweater": ("sweater", "jumper", "pullover"),
    "suit": ("suit", "suit and tie", "business suit"),
    "jacket": ("jacket",),
    "coat": ("coat", "overcoat"),
    "dress": ("dress", "frock", "gown"),
    "top": ("top", "sleeveless top", "tank top"),
}
GARMENTS_ZH: Final = {
    "t_shirt": ("T恤", "短袖", "T恤衫"),
    "shirt": ("衬衫", "衬衣"),
    "sweater": ("毛衣", "套头衫", "针织衫"),
    "suit": ("西装", "西服"),
    "jacket": ("夹克", "外套"),
    "coat": ("大衣", "长外套"),
    "dress": ("连衣裙", "裙子"),
    "top": ("背心", "无袖上衣"),
}
MATERIALS_EN: Final = {
    "cotton": ("cotton",),
    "knit": ("knitted", "woollen", "knit"),
    "leather": ("leather",),
    "denim": ("denim",),
    "satin": ("satin", "silk"),
}
MATERIALS_ZH: Final = {
    "cotton": ("棉质",),
    "knit": ("针织", "羊毛"),
    "leather": ("皮",),
    "denim": ("牛仔",),
    "satin": ("缎面", "丝绸"),
}

_PLAIN_EN: Table = {
    "sex": PERSON_EN,
    "age": {
        "young": ("a young person", "young", "in their twenties"),
        "middle": ("middle-aged", "in their forties", "a middle-aged person"),
        "old": ("an old person", "elderly", "a senior", "in their seventies"),
    },
    "skin_tone": {
        "light": ("light skin", "fair skin", "pale skin"),
        "medium": ("medium skin", "tan skin", "olive skin"),
        "dark": ("dark skin", "deep brown skin", "black skin"),
    },
    "hair_length": {
        "bald": ("a bald head", "no hair", "bald", "a shaved head"),
        "short": ("short hair", "cropped hair"),
        "medium": ("medium-length hair", "a bob", "mid-length hair"),
        "long": ("long hair", "very long hair"),
    },
    "hair_style": HAIR_NOUNS_EN | {"straight": ("straight hair", "smooth hair")},
    "facial_hair": {
        "none": ("no beard", "a clean-shaven face", "no facial hair"),
        "stubble": ("stubble", "a five o'clock shadow", "a stubbly chin", "designer stubble"),
        "moustache": ("a moustache", "a mustache", "a thick moustache"),
        "goatee": ("a goatee", "a chin beard", "a circle beard"),
        "full_beard": ("a full beard", "a beard", "a big bushy beard", "a bearded face"),
    },
    "glasses": {
        "none": ("no glasses", "no eyewear"),
        "clear": ("glasses", "spectacles", "eyeglasses", "reading glasses", "clear glasses"),
        "sunglasses": ("sunglasses", "dark glasses", "shades", "tinted glasses"),
    },
    "headwear": {
        "none": ("no hat", "no headwear"),
        "hat": ("a hat", "a brimmed hat", "a fedora"),
        "cap": ("a cap", "a baseball cap", "a peaked cap"),
    },
    "expression": {
        "neutral": ("a neutral expression", "a calm face", "a serious look"),
        "smile": ("a smile", "a friendly smile", "a smiling face"),
        "laugh": ("a laugh", "an open-mouthed laugh", "a big grin", "a laughing face"),
        "frown": ("a frown", "an angry look", "a scowl"),
        "surprise": ("a surprised look", "raised eyebrows", "an astonished face"),
    },
    "eye_colour": {colour: (f"{colour} eyes",) for colour in ("brown", "hazel", "green", "blue", "grey", "black")},
    "garment_material": {
        "cotton": ("a cotton garment",),
        "knit": ("a knitted garment", "knitwear"),
        "leather": ("a leather garment",),
        "denim": ("a denim garment",),
        "satin": ("a satin garment", "a silky garment"),
    },
}
_PLAIN_ZH: Table = {
    "sex": PERSON_ZH,
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
    "hair_style": HAIR_NOUNS_ZH | {"straight": ("直发", "头发顺直")},
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


def _article(phrase: str) -> str:
    return ("an " if phrase[0] in "aeiouAEIOU" else "a ") + phrase


def _coloured_en() -> Table:
    hair = {name: tuple(f"{word} hair" for word in synonyms) for name, synonyms in HAIR_COLOURS_EN.items()}
    clothes = {
        name: tuple(p for word in synonyms for p in (f"{word} clothes", _article(f"{word} garment")))
        for name, synonyms in COLOURS_EN.items()
    }
    garments = {name: tuple(_article(word) for word in synonyms) for name, synonyms in GARMENTS_EN.items()}
    return {"hair_colour": hair, "garment_colour": clothes, "garment": garments}


def _coloured_zh() -> Table:
    hair = {name: tuple(f"{word}头发" for word in synonyms) for name, synonyms in HAIR_COLOURS_ZH.items()}
    clothes = {
        name: tuple(p for w in synonyms for p in (f"{w}衣服", f"穿{w}上衣")) for name, synonyms in COLOURS_ZH.items()
    }
    garments = {name: tuple(p for w in synonyms for p in (w, f"穿{w}")) for name, synonyms in GARMENTS_ZH.items()}
    return {"hair_colour": hair, "garment_colour": clothes, "garment": garments}


ENGLISH: Final[Table] = _PLAIN_EN | _coloured_en()
CHINESE: Final[Table] = _PLAIN_ZH | _coloured_zh()

HELD_OUT: Final[Table] = {
    "en": {
        "hair_colour=red": ("a redhead", "carrot-topped"),
        "hair_colour=blond": ("a head of yellow hair",),
        "hair_colour=black": ("hair as dark as coal",),
        "hair_colour=white": ("hair white as milk",),
        "hair_length=bald": ("hairless", "not a hair on the head"),
        "hair_length=long": ("hair down to the chest",),
        "facial_hair=full_beard": ("whiskers all over the jaw",),
        "facial_hair=moustache": ("hair on the upper lip",),
        "glasses=clear": ("wearing specs", "bespectacled"),
        "glasses=sunglasses": ("sun specs",),
        "headwear=hat": ("a trilby",),
        "garment_colour=red": ("dressed in blood red",),
        "garment_colour=blue": ("clothes the colour of the sea",),
        "garment_colour=yellow": ("sunflower-coloured clothes",),
        "garment=suit": ("dressed for a business meeting",),
        "garment=sweater": ("something woolly and warm",),
        "expression=smile": ("looking happy",),
        "expression=surprise": ("looking startled",),
        "age=old": ("a pensioner",),
        "age=young": ("a youngster",),
    },
    "zh": {
        "hair_colour=red": ("一头红发",),
        "hair_colour=blond": ("金发",),
        "hair_length=bald": ("头上没毛",),
        "facial_hair=full_beard": ("满脸胡须",),
        "glasses=clear": ("架着一副眼镜",),
        "glasses=sunglasses": ("戴着黑超",),
        "headwear=hat": ("头顶礼帽",),
        "garment_colour=red": ("一身红衣",),
        "garment=suit": ("西装革履",),
        "expression=smile": ("笑眯眯",),
        "age=old": ("老年人",),
    },
}
"""Paraphrases that captions never use, to measure what the text tower understands beyond its vocabulary."""
HELD_OUT_SET: Final = frozenset(p.lower() for table in HELD_OUT.values() for ps in table.values() for p in ps)


def hair_en(found: dict[str, str], rng: Random) -> str:
    """The hair in one phrase, naming some of length, style and colour, in that order."""
    if found["hair_length"] == "bald":
        return _pick(rng, [phrase for phrase in ENGLISH["hair_length"]["bald"] if phrase != "bald"])
    noun = _pick(rng, HAIR_NOUNS_EN[found["hair_style"]] if rng.random() < 0.7 else ("hair",))
    bare = noun.removeprefix("an ").removeprefix("a ")
    style = bare.removesuffix(" hair") if bare.endswith(" hair") and bare != "afro hair" else ""
    length = colour = ""
    if rng.random() < 0.5 and found["hair_style"] not in ("bun", "afro"):
        length = _pick(rng, HAIR_LENGTHS_EN[found["hair_length"]])
    if rng.random() < 0.85 or not length:
        colour = _pick(rng, HAIR_COLOURS_EN[found["hair_colour"]])
    phrase = " ".join(filter(None, (length, style, colour, "hair" if style else bare)))
    return _article(phrase) if bare != noun else phrase


def garment_en(found: dict[str, str], rng: Random) -> str:
    """The garment in one phrase, naming some of colour, material and kind."""
    noun = _pick(rng, GARMENTS_EN[found["garment"]])
    adjectives = []
    if rng.random() < 0.9:
        adjectives.append(_pick(rng, COLOURS_EN[found["garment_colour"]]))
    if rng.random() < 0.2:
        adjectives.append(_pick(rng, MATERIALS_EN[found["garment_material"]]))
    if adjectives and rng.random() < 0.12:
        return f"{' '.join(adjectives)} clothes"
    return _article(" ".join([*adjectives, noun]))


def hair_zh(found: dict[str, str], rng: Random) -> str:
    """The hair in one Chinese phrase."""
    if found["hair_length"] == "bald":
        return _pick(rng, CHINESE["hair_length"]["bald"])
    noun = _pick(rng, HAIR_NOUNS_ZH[found["hair_style"]] if rng.random() < 0.7 else ("头发",))
    length = _pick(rng, HAIR_LENGTHS_ZH[found["hair_length"]]) if rng.random() < 0.4 else ""
    named = rng.random() < 0.85 or (noun == "头发" and not length)
    colour = _pick(rng, HAIR_COLOURS_ZH[found["hair_colour"]]) if named else ""
    if len(colour) == 1 and noun != "头发":
        colour += "色"
    if length.endswith("的"):
        return f"{length}{colour}{noun}"
    return f"{colour}{length}{'发' if length and noun == '头发' else noun}"


def garment_zh(found: dict[str, str], rng: Random) -> str:
    """The garment in one Chinese phrase."""
    noun = _pick(rng, GARMENTS_ZH[found["garment"]])
    colour = _pick(rng, COLOURS_ZH[found["garment_colour"]]) if rng.random() < 0.9 else ""
    material = _pick(rng, MATERIALS_ZH[found["garment_material"]]) if rng.random() < 0.2 else ""
    if noun.startswith(material):  # not 针织针织衫
        material = ""
    return f"{_pick(rng, ('穿', '穿着', ''))}{colour}{material}{noun}"


def _pick(rng: Random, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]

"""Chinese vocabulary of captions: synonyms per attribute and class."""

from typing import Final

from engine.individuals.words import Phrases, Said, Sayings, Table, table_of

PERSONS: Final[Phrases] = {
    "female": ("女人", "女士", "女性", "女子", "女生"),
    "male": ("男人", "男士", "男性", "男子", "男生"),
    "any": ("人", "人物", "角色"),
}
YOUNG_ONLY: Final = ("女生", "男生")
PRONOUNS: Final = {"female": "她", "male": "他"}
MEASURE_WORDS: Final = {"女士": "位", "男士": "位", "女性": "位", "男性": "位", "女子": "名", "男子": "名"}
"""Measure words of persons, where it is not 个."""
COLOURS: Final[Phrases] = {
    "red": ("红色", "大红色", "深红色", "鲜红色", "正红色", "朱红色"),
    "orange": ("橙色", "橘色", "橘红色", "亮橙色", "橙黄色"),
    "yellow": ("黄色", "金黄色", "柠檬黄色", "鹅黄色", "明黄色"),
    "green": ("绿色", "墨绿色", "翠绿色", "深绿色", "军绿色"),
    "teal": ("青色", "蓝绿色", "青绿色", "湖蓝色", "青蓝色"),
    "blue": ("蓝色", "宝蓝色", "天蓝色", "湛蓝色", "亮蓝色"),
    "navy": ("藏青色", "深蓝色", "海军蓝色", "藏蓝色", "暗蓝色"),
    "purple": ("紫色", "深紫色", "紫罗兰色", "淡紫色", "紫红色"),
    "pink": ("粉色", "粉红色", "玫瑰粉色", "浅粉色", "桃红色"),
    "brown": ("棕色", "咖啡色", "褐色", "深棕色", "巧克力色"),
    "beige": ("米色", "米黄色", "驼色", "卡其色", "沙色"),
    "white": ("白色", "雪白色", "米白色", "纯白色", "乳白色"),
    "grey": ("灰色", "深灰色", "浅灰色", "炭灰色", "银灰色"),
    "black": ("黑色", "纯黑色", "深黑色", "乌黑色"),
}
HAIR_COLOURS: Final[Phrases] = {
    "black": ("黑色", "乌黑色", "黑"),
    "brown": ("棕色", "褐色", "栗色", "棕褐色", "栗棕色"),
    "blond": ("金色", "金黄色", "淡金色", "亚麻色"),
    "red": ("红色", "姜红色", "红褐色", "火红色", "铜红色"),
    "grey": ("灰色", "灰白色", "银灰色"),
    "white": ("白色", "雪白色", "银白色"),
    "blue": ("蓝色", "湛蓝色", "染成蓝色的"),
    "green": ("绿色", "翠绿色", "染成绿色的"),
    "pink": ("粉色", "粉红色", "染成粉色的"),
    "purple": ("紫色", "紫罗兰色", "染成紫色的"),
}
HAIR_LENGTHS: Final[Phrases] = {
    "short": ("短", "短短的", "很短的"),
    "long": ("长", "长长的", "很长的"),
    "medium": ("中等长度的", "齐肩的", "中长"),
}
HAIR_NOUNS: Final[Phrases] = {
    "straight": ("头发", "直发"),
    "wavy": ("波浪发", "大波浪卷发", "波浪卷"),
    "curly": ("卷发", "鬈发"),
    "afro": ("爆炸头", "非洲式卷发", "蓬蓬头"),
    "braid": ("辫子", "麻花辫", "长辫子"),
    "ponytail": ("马尾辫", "马尾"),
    "bun": ("发髻", "丸子头"),
}
HAIR_VERBS: Final = {
    "辫": ("扎着", "编着", "梳着"), "马尾": ("扎着", "梳着"), "髻": ("梳着",), "丸子头": ("梳着", "扎着"),
    "头": ("留着", "顶着"), "发带": ("戴着",), "发": ("留着", "有着", "有一头"),
}  # fmt: skip
"""What stands before hair, by how its phrase ends; 留着 or 有着 before everything else."""
GARMENTS: Final[Phrases] = {
    "t_shirt": ("T恤", "短袖", "T恤衫", "短袖T恤"),
    "shirt": ("衬衫", "衬衣"),
    "sweater": ("毛衣", "套头衫", "针织衫", "卫衣"),
    "suit": ("西装", "西服", "西装外套"),
    "jacket": ("夹克", "外套", "短外套"),
    "coat": ("大衣", "长外套", "风衣", "长大衣"),
    "dress": ("连衣裙", "裙子", "裙装"),
    "top": ("背心", "无袖上衣", "无袖衫"),
}
CLOTHES: Final = ("衣服", "上衣", "服装")
MATERIALS: Final[Phrases] = {
    "cotton": ("棉质", "纯棉"),
    "knit": ("针织", "羊毛", "粗针织"),
    "leather": ("皮", "皮质"),
    "denim": ("牛仔", "牛仔布"),
    "satin": ("缎面", "丝绸", "真丝"),
}

SAYINGS: Final[Sayings] = {
    "age": {
        "young": Said(("一张年轻的脸",), ("年轻的", "年轻"), ("年轻人", "二十多岁")),
        "middle": Said((), ("中年",), ("中年人", "四十多岁", "五十岁上下")),
        "old": Said(("皱纹",), ("年长的", "年老的", "年迈的"), ("老人", "七十多岁", "年纪大")),
    },
    "skin_tone": {
        "light": Said(("白皙的皮肤", "浅色皮肤", "白皮肤"), ("白皮肤的", "皮肤白皙的"), ("皮肤白皙", "皮肤很白")),
        "medium": Said(("小麦色皮肤", "中等肤色", "黄皮肤"), ("小麦色皮肤的",), ("小麦肤色", "皮肤偏黄")),
        "dark": Said(("深色皮肤", "黑皮肤", "黝黑的皮肤"), ("黑皮肤的", "深色皮肤的"), ("皮肤黝黑", "肤色很深")),
    },
    "facial_hair": {
        "none": Said((), ("没有胡子的",), ("没有胡子", "脸刮得干净", "没留胡须")),
        "stubble": Said(("胡茬", "胡渣", "短胡茬"), ("有胡茬的",), ("有胡茬", "有胡渣")),
        "moustache": Said(("小胡子", "八字胡", "上唇胡"), ("留八字胡的",), ("上唇留着胡须",)),
        "goatee": Said(("山羊胡", "下巴胡"), ("留山羊胡的",), ("下巴留着胡子",)),
        "full_beard": Said(("络腮胡", "大胡子", "浓密的胡子", "胡子"), ("大胡子", "络腮胡"), ("留着胡须", "留胡子")),
    },
    "glasses": {
        "none": Said((), ("不戴眼镜的",), ("没戴眼镜", "不戴眼镜")),
        "clear": Said(("眼镜", "近视眼镜", "一副眼镜", "透明眼镜"), ("戴眼镜的",), ("戴眼镜", "戴着眼镜")),
        "sunglasses": Said(("墨镜", "太阳镜", "太阳眼镜", "一副墨镜"), ("戴墨镜的",), ("戴墨镜", "戴太阳镜")),
    },
    "headwear": {
        "none": Said((), ("不戴帽子的",), ("没戴帽子", "不戴帽子")),
        "hat": Said(("帽子", "礼帽", "一顶帽子", "宽檐帽"), ("戴帽子的",), ("戴帽子", "头上戴着帽子")),
        "cap": Said(("便帽", "鸭舌帽", "一顶便帽"), ("戴便帽的",), ("戴便帽", "头上戴着便帽")),
    },
    "expression": {
        "neutral": Said(("平静的表情", "严肃的神情"), ("面无表情的", "严肃的"), ("面无表情", "表情平静", "没有笑")),
        "smile": Said(("微笑", "笑容"), ("微笑的", "面带微笑的"), ("微笑", "面带微笑", "面带笑容")),
        "laugh": Said(("灿烂的笑容", "开怀的笑"), ("大笑的",), ("大笑", "哈哈大笑", "开怀大笑", "咧嘴笑")),
        "frown": Said(("愤怒的表情", "愁容"), ("皱着眉的", "生气的"), ("皱眉", "生气的表情", "愁眉苦脸")),
        "surprise": Said(("惊讶的表情", "吃惊的神情"), ("惊讶的", "吃惊的"), ("一脸惊讶", "吃惊的样子")),
    },
    "eye_colour": {
        colour: Said(nouns, (f"{nouns[0].removesuffix('眼睛')}眼睛的",))
        for colour, nouns in {
            "brown": ("棕色眼睛", "褐色的眼睛"),
            "hazel": ("淡褐色眼睛", "榛色眼睛"),
            "green": ("绿色眼睛", "碧绿的眼睛", "绿眼睛"),
            "blue": ("蓝色眼睛", "蓝眼睛"),
            "grey": ("灰色眼睛", "灰眼睛"),
            "black": ("黑色眼睛", "黑眼睛"),
        }.items()
    },
    "garment_material": {
        "cotton": Said(("棉质衣服", "纯棉衣服")),
        "knit": Said(("针织衣服", "羊毛衣服")),
        "leather": Said(("皮衣", "皮质衣服")),
        "denim": Said(("牛仔布衣服", "牛仔服")),
        "satin": Said(("缎面衣服", "丝绸衣服", "真丝衣服")),
    },
}
"""How everything is said that is not put together from several attributes; nouns follow a verb."""
VERBS: Final = {
    "facial_hair": ("留着", "有", "蓄着"), "glasses": ("戴着", "戴", "佩戴"), "headwear": ("戴着", "戴"),
    "garment": ("穿着", "穿", "身穿"), "expression": ("带着",), "age": ("有",),
}  # fmt: skip
"""What stands before the noun of a fact; 有 or 有着 for all others."""
BALD: Final = Said(("光头", "光秃秃的头"), ("光头", "秃头"), ("没有头发", "秃头", "剃光了头"))


def hair_verbs(hair: str) -> tuple[str, ...]:
    """What may stand before the phrase `hair`: 扎着 before 辫子, 留着 before 长发."""
    return next((verbs for end, verbs in HAIR_VERBS.items() if hair.removesuffix("子").endswith(end)), ("留着", "有着"))


def _composed() -> Table:
    hair = {name: (*(f"{word}头发" for word in words), f"{words[0]}的头发") for name, words in HAIR_COLOURS.items()}
    clothes = {
        name: (
            *(p for w in words for p in (f"{w}衣服", f"穿{w}上衣")), f"{words[0]}的衣服", f"穿着{words[0]}",
        )
        for name, words in COLOURS.items()
    }  # fmt: skip
    garments = {name: tuple(p for w in words for p in (w, f"穿{w}")) for name, words in GARMENTS.items()}
    lengths = {
        "bald": tuple(dict.fromkeys(BALD.all)),
        "short": ("短发", "头发很短", "短头发"),
        "medium": ("中长发", "齐肩发", "波波头"),
        "long": ("长发", "头发很长", "长头发"),
    }
    styles = {
        name: tuple(p for w in words if w != "头发" for p in (w, f"{hair_verbs(w)[0]}{w}"))
        for name, words in HAIR_NOUNS.items()
    } | {"straight": ("直发", "头发顺直", "顺直的头发")}
    persons = {sex: words for sex, words in PERSONS.items() if sex != "any"}
    return {
        "sex": persons, "hair_length": lengths, "hair_style": styles, "hair_colour": hair, "garment": garments,
        "garment_colour": clothes,
    }  # fmt: skip


TABLE: Final[Table] = table_of(SAYINGS) | _composed()
"""Attribute -> class -> every phrase for it alone."""

"""The words that `engine.edit.named` knows: colours beside those of captions and lexicon, and what has a colour."""

from typing import Final

from engine.attributes import Part

NOUNS_EN: Final[dict[Part | None, str]] = {
    Part.HAIR: "hair haired curls waves bun ponytail braid plait afro bangs fringe locks dreadlocks mohawk bob "
    "ringlets",
    Part.FACIAL_HAIR: "beard bearded moustache mustache goatee stubble whiskers",
    Part.GARMENT: "garment clothes clothing outfit sweater jumper pullover sweatshirt hoodie cardigan shirt tshirt tee "
    "blouse polo jersey top singlet vest tunic turtleneck dress frock gown robe kimono uniform suit "
    "spacesuit tracksuit blazer tuxedo jacket coat overcoat raincoat parka anorak cloak waistcoat "
    "knitwear",
    Part.GLASSES: "glasses sunglasses spectacles eyeglasses goggles shades frames",
    Part.HAT: "hat cap beanie beret fedora headwear helmet",
    None: "eye eyed skin skinned complexion face lip lipstick tooth teeth brow eyebrow tie scarf trousers pants "
    "jeans skirt shoe earring necklace headband background man woman girl boy guy lady gentleman person "
    "people male female child adult character teenager",
}  # fmt: skip
"""Part -> what stands for it in English; None has colours that are left to the latent."""
NOUNS_ZH: Final[dict[Part | None, str]] = {
    Part.HAIR: "头发 发 长发 短发 卷发 直发 鬈发 马尾 马尾辫 辫子 麻花辫 发髻 丸子头 爆炸头 波波头 波浪卷 刘海 寸头 "
    "平头",
    Part.FACIAL_HAIR: "胡子 大胡子 胡须 胡茬 胡渣 山羊胡 络腮胡 八字胡 小胡子 胡",
    Part.GARMENT: "衣服 上衣 服装 毛衣 毛线衣 针织衫 羊毛衫 套头衫 卫衣 开衫 衬衫 衬衣 t恤 t恤衫 短袖 背心 马甲 连衣裙 "
    "裙子 长裙 裙 旗袍 礼服 西装 西服 正装 制服 夹克 皮衣 皮夹克 外套 大衣 风衣 雨衣 长袍 衫 衣 装",
    Part.GLASSES: "眼镜 墨镜 太阳镜 太阳眼镜 镜框 框眼镜",
    Part.HAT: "帽子 帽 礼帽 棒球帽 鸭舌帽 毛线帽 草帽 便帽 贝雷帽",
    None: "眼睛 眼 眼珠 瞳 皮肤 肤 肤色 脸 牙 嘴唇 唇 口红 眉毛 眉 领带 围巾 裤子 裤 鞋 耳环 项链 发带 发箍 "
    "背景 人 女人 男人 女士 男士 女性 男性 女子 男子 女生 男生 女孩 男孩 老人 年轻人 姑娘 老头",
}  # fmt: skip
OUTER: Final = (
    "suit", "blazer", "tuxedo", "jacket", "coat", "overcoat", "raincoat", "parka", "anorak", "cloak", "cardigan",
    "西装", "西服", "夹克", "皮衣", "皮夹克", "外套", "大衣", "风衣", "雨衣",
)  # fmt: skip
"""Garments worn over others: their colour is the garment's."""
EXTRA: Final = {
    "gold": "yellow", "golden": "yellow", "金色": "yellow", "silver": "grey", "银色": "grey", "酒红": "red",
    "枣红": "red",
}  # fmt: skip
"""Colours of anything beside those of captions and lexicon."""
EXTRA_HAIR: Final = {
    "花白": "grey", "灰白": "grey", "银色": "grey", "platinum blond": "blond", "platinum blonde": "blond",
    "yellow": "blond", "黄色": "blond",
}  # fmt: skip
OF_HAIR: Final = {"blond": "blond", "blonde": "blond", "brunette": "brown", "redhead": "red", "redheaded": "red",
                  "ginger": "red", "auburn": "red"}  # fmt: skip
"""Words that mean hair without saying so."""
SINGLE: Final = {
    "红": "红色", "橙": "橙色", "橘": "橘色", "黄": "黄色", "绿": "绿色", "青": "青色", "蓝": "蓝色", "紫": "紫色",
    "粉": "粉色", "棕": "棕色", "褐": "褐色", "白": "白色", "灰": "灰色", "黑": "黑色", "金": "金色", "银": "银色",
}  # fmt: skip
"""One character is a colour only right before what has it, or after a verb: 青 is one in 青衣, not in 青年."""
LIGHTER: Final = ("light", "pale", "bright", "pastel", "浅", "淡", "亮")
DARKER: Final = ("dark", "deep", "深", "暗")

"""Chinese words for details: finer hair shades, cuts, patterns, frames and hats."""

from typing import Final

from engine.individuals.words import Phrases

HAIR_SHADES: Final[Phrases] = {
    "black": ("黑色", "乌黑色", "黑"),
    "soft_black": ("黑色", "自然黑色"),
    "dark_brown": ("棕色", "深棕色", "深褐色"),
    "brown": ("棕色", "褐色", "棕褐色"),
    "chestnut": ("棕色", "栗色", "栗棕色"),
    "light_brown": ("棕色", "浅棕色", "浅褐色"),
    "dark_blond": ("金色", "深金色", "暗金色"),
    "blond": ("金色", "金黄色", "亚麻色"),
    "platinum": ("金色", "白金色", "浅金色", "铂金色"),
    "ginger": ("红色", "姜红色", "橘红色"),
    "red": ("红色", "火红色", "铜红色"),
    "auburn": ("红色", "红褐色", "深红色", "酒红色"),
    "grey": ("灰色", "银灰色"),
    "salt_and_pepper": ("灰色", "灰白色", "黑白相间的"),
    "white": ("白色", "雪白色", "银白色"),
    "blue": ("蓝色", "湛蓝色", "染成蓝色的"),
    "pastel_blue": ("蓝色", "浅蓝色", "淡蓝色"),
    "green": ("绿色", "翠绿色", "染成绿色的"),
    "pink": ("粉色", "粉红色", "染成粉色的"),
    "magenta": ("粉色", "玫红色", "洋红色"),
    "purple": ("紫色", "紫罗兰色", "染成紫色的"),
    "lavender": ("紫色", "淡紫色", "薰衣草色"),
}
HAIR_CUTS: Final[Phrases] = {
    "mohawk": ("莫霍克发型", "鸡冠头"),
    "shaved": ("剃光的头", "贴头皮的极短发"),
    "headband": ("发带", "束发带的头发"),
    "fringe": ("刘海", "齐刘海"),
}
BEARD_CUTS: Final[Phrases] = {
    "full_long": ("长胡子", "长长的大胡子", "长须"),
    "full_medium": ("较长的络腮胡", "又大又密的胡子"),
    "full_chin_curtain": ("下颌一圈的胡子",),
    "walrus": ("浓密的八字胡", "海象胡"),
    "van_dyke": ("尖尖的山羊胡", "山羊胡和小胡子"),
    "stubble_light": ("淡淡的胡茬",),
}
GARMENT_CUTS: Final[Phrases] = {"turtleneck": ("高领毛衣", "高领衫", "高领针织衫")}
PATTERNS: Final[Phrases] = {"stripes": ("条纹", "横条纹"), "check": ("格子", "格纹"), "print": ("印花", "带图案的")}
EXTRAS: Final[Phrases] = {"freckles": ("有雀斑", "脸上有雀斑"), "lipstick": ("化了妆", "涂着口红")}
"""With their verbs."""
GLASSES_COLOURS: Final[Phrases] = {
    "black": ("黑色", "黑框"),
    "tortoise": ("玳瑁色", "棕色"),
    "silver": ("银色", "银框"),
    "gold": ("金色", "金框"),
    "red": ("红色", "红框"),
    "blue": ("蓝色", "蓝框"),
    "white": ("白色", "白框"),
}
GLASSES_SHAPES: Final[Phrases] = {
    "round": ("圆形", "圆框"),
    "square": ("方形", "方框"),
    "rectangular": ("长方形",),
    "oval": ("椭圆形",),
    "cat_eye": ("猫眼形",),
    "aviator": ("飞行员",),
    "small": ("小",),
    "large": ("大框",),
}
HATS: Final[Phrases] = {
    "fedora": ("礼帽", "毡帽", "宽檐帽"),
    "fedora_cocked": ("礼帽", "毡帽"),
    "pith_helmet": ("遮阳盔", "探险帽"),
    "bucket_hat": ("渔夫帽", "圆边布帽"),
    "sun_hat": ("草帽", "遮阳帽", "宽檐帽"),
    "baseball_cap": ("棒球帽", "鸭舌帽"),
    "trucker_cap": ("卡车帽", "棒球帽", "鸭舌帽"),
    "beanie": ("毛线帽", "针织帽"),
    "beanie_tall": ("毛线帽", "高顶毛线帽"),
}

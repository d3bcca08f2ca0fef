"""Phrases beyond the captions' vocabulary, from which the text tower learns; none of them is a held-out paraphrase."""

from typing import Final

from engine.attributes import ATTRIBUTES
from engine.clip.further_colours import FURTHER_COLOURS
from engine.clip.things import EYE_THINGS, HAIR_THINGS, MORE, THINGS
from engine.individuals.captions import Language, attribute_phrases, is_held_out
from engine.individuals.words import Phrases, Table

# fmt: off
COLOUR_NAMES: Final[Phrases] = {
    "red": ("burgundy", "maroon", "brick red", "wine red", "rose red", "tomato red", "cardinal", "ruby"),
    "orange": ("apricot", "terracotta", "rust", "copper", "coral", "pumpkin", "mango"),
    "yellow": ("canary yellow", "gold", "honey", "saffron", "butter yellow", "corn yellow", "ochre"),
    "green": ("olive", "lime green", "mint", "jade", "sage", "khaki green", "pea green", "fern", "bottle-green"),
    "teal": ("aqua", "turquoise blue", "peacock", "lagoon", "sea green"),
    "blue": ("baby blue", "ultramarine", "cerulean", "sky blue", "electric blue", "cornflower", "light blue"),
    "navy": ("dark navy", "marine blue", "ink blue", "very dark blue", "night blue"),
    "purple": ("lilac", "magenta purple", "orchid", "deep purple", "heather", "plum-coloured"),
    "pink": ("magenta", "salmon", "blush", "candy pink", "baby pink", "pastel pink", "flamingo"),
    "brown": ("caramel", "cinnamon", "walnut", "tobacco", "cocoa brown", "umber", "sepia", "bronze", "russet"),
    "beige": ("sand", "champagne", "khaki", "linen", "wheat", "biscuit", "taupe", "nude", "buff"),
    "white": ("pearl", "chalk white", "milk white", "eggshell", "alabaster", "spotless white"),
    "grey": ("silver", "ash", "graphite", "stone grey", "pewter", "lead grey", "anthracite"),
    "black": ("ink black", "raven black", "onyx", "coal-black", "midnight black", "sable"),
}
_CLOTHES: Final = ("clothes", "outfit", "clothing", "garment")

_EN: Final[Table] = {
    "sex": {
        "female": ("a mother", "a queen", "a businesswoman", "a feminine face", "a sister", "a princess", "madam",
                   "she",
                   "womanly", "a female person", "a schoolgirl", "ladylike", "an actress"),
        "male": ("a father", "a king", "a businessman", "a masculine face", "a brother", "a prince", "sir", "he",
                 "a dude",
                 "a chap", "manly", "a male person", "a schoolboy", "an actor"),
    },
    "age": {
        "young": ("a teenager", "a student", "twenty years old", "25 years old", "youth", "juvenile", "in her twenties",
                  "in his twenties", "a college kid", "an adolescent", "fresh-faced", "a young one", "not yet thirty"),
        "middle": ("45 years old", "aged fifty", "middle age", "a person of middle years", "forty-something",
                   "halfway through life", "neither young nor old", "in his fifties", "in her forties",
                   "a mid-life person"),
        "old": ("a grandmother", "a grandfather", "70 years old", "aged eighty", "retired", "an old-timer", "very old",
                "in old age", "a veteran", "getting on in years", "a senior citizen", "ancient", "a granny",
                "a grandpa"),
    },
    "skin_tone": {
        "light": ("creamy skin", "milky skin", "a light complexion", "a pale complexion", "rosy white skin",
                  "alabaster skin", "pasty"),
        "medium": ("a tan complexion", "golden skin", "bronze skin", "honey-coloured skin", "an olive complexion",
                   "sun-kissed skin", "toffee skin", "beige-brown skin"),
        "dark": ("a black complexion", "chocolate skin", "mahogany skin", "very dark skin", "coal-dark skin",
                 "deep skin", "dark chocolate skin", "a deep complexion"),
    },
    "hair_length": {
        "bald": ("no hair at all", "without hair", "a head without hair", "baldness", "lost all hair", "a naked head",
                 "a hair-free head", "smooth-headed"),
        "short": ("a buzz cut", "a short haircut", "hair cut short", "a pixie cut", "trimmed hair", "a crop",
                  "close-cropped hair", "shorn hair", "a boyish cut"),
        "medium": ("hair to the chin", "hair to the shoulders", "hair reaching the neck", "a lob", "hair to the neck",
                   "neither short nor long hair", "a page boy cut", "hair around the jawline"),
        "long": ("hair to the waist", "hair down the back", "long locks", "hair falling over the shoulders",
                 "hair below the shoulders", "a long mane", "Rapunzel hair", "hair to the breast"),
    },
    "hair_style": {
        "straight": ("sleek hair", "flat hair", "ironed hair", "hair without waves", "dead straight hair",
                     "uncurled hair"),
        "wavy": ("beach waves", "wavy locks", "softly waving hair", "hair in waves", "rippled hair"),
        "curly": ("ringlets", "spiral curls", "a curly mop", "curly locks"),
        "afro": ("a big afro", "natural afro hair", "a ball of frizzy hair", "huge fluffy hair", "a cloud of hair",
                 "big round hair"),
        "braid": ("a pigtail", "a French braid", "interwoven hair", "a long plait", "plaits", "woven hair",
                  "hair twisted into strands", "a tress"),
        "ponytail": ("hair tied back", "a pony tail", "hair drawn back", "hair tied behind the head",
                     "hair like a pony's tail",
                     "hair gathered at the back"),
        "bun": ("a topknot", "a hair knot", "an updo", "hair tied in a knot", "hair put up", "a top bun"),
    },
    "hair_colour": {
        "black": ("pitch-black hair", "ink-black hair", "midnight hair", "onyx hair", "the blackest hair"),
        "brown": ("caramel hair", "coffee-brown hair", "walnut hair", "mousy hair", "bronze hair", "a brunette"),
        "blond": ("honey hair", "sandy hair", "platinum hair", "wheat hair", "a blonde", "yellow hair",
                  "bleached hair"),
        "red": ("a ginger", "rust-coloured hair", "orange hair", "strawberry hair", "copper-headed", "rusty hair",
                "foxy hair", "fiery hair", "ginger-headed"),
        "grey": ("silver hair", "ash hair", "graphite hair", "hair turned grey", "lead-coloured hair",
                 "iron-grey hair"),
        "white": ("pearl hair", "chalk-white hair", "hair turned white", "cotton-white hair", "hair without colour"),
        "blue": ("cobalt hair", "hair dyed blue", "ultramarine hair", "turquoise hair"),
        "green": ("mint hair", "emerald hair", "hair dyed green", "jade hair"),
        "pink": ("bubblegum hair", "magenta hair", "rose hair", "hair dyed pink", "salmon hair", "pastel pink hair"),
        "purple": ("plum hair", "violet hair", "hair dyed purple", "aubergine hair", "orchid hair", "mauve hair"),
    },
    "facial_hair": {
        "none": ("freshly shaved", "a hairless chin", "no moustache", "no stubble", "a bare chin", "well shaved",
                 "no whiskers", "a smooth-cheeked face"),
        "stubble": ("not shaved today", "scruffy", "bristles", "a shadow of a beard", "a day's growth",
                    "a bristly chin", "did not shave", "needs a shave"),
        "moustache": ("hair above the mouth", "a handlebar moustache", "a tache",
                      "hair below the nose", "a pencil moustache", "a hairy upper lip"),
        "goatee": ("chin whiskers", "a beard only on the chin", "a small pointed beard",
                   "a chin puff", "hair on the chin only"),
        "full_beard": ("whiskers", "a hairy face", "a beard covering the face", "a lumberjack beard",
                       "a face full of hair",
                       "hair on cheeks and jaw", "a wizard's beard", "whiskered"),
    },
    "glasses": {
        "none": ("bare eyes", "no spectacles", "no lenses", "eyes not covered", "nothing before the eyes",
                 "without eyewear"),
        "clear": ("nerd glasses", "prescription glasses", "rimless glasses", "lenses before the eyes", "four eyes",
                  "eyewear", "glasses on the nose", "reading spectacles", "short-sighted"),
        "sunglasses": ("aviators", "Ray-Bans", "dark lenses", "black lenses", "mirror shades", "sunnies", "sun glasses",
                       "eyes hidden behind dark glasses", "sun spectacles", "shaded eyes"),
    },
    "headwear": {
        "none": ("an uncovered head", "no cap", "hat off", "nothing worn on the head", "a bare head",
                 "without headgear"),
        "hat": ("a fedora", "a bowler", "a panama", "a top hat", "a cowboy hat", "a sun hat", "a homburg",
                "a hat with a brim", "a straw hat", "a stetson", "a brim around the head"),
        "cap": ("a baseball cap", "a beanie", "a visor", "a flat cap", "a woolly cap", "a knitted cap", "a trucker cap",
                "a sports cap", "peaked headgear", "a beret"),
    },
    "garment": {
        "t_shirt": ("a crew-neck T-shirt", "a casual T-shirt", "a round-necked T-shirt", "short sleeves", "a plain tee",
                    "a band tee", "a cotton tee"),
        "shirt": ("a blouse", "an Oxford shirt", "a formal shirt", "a shirt with buttons", "a shirt with a collar",
                  "a flannel shirt", "a buttoned shirt", "a collar with buttons"),
        "sweater": ("a cardigan", "a hoodie", "knitwear", "a fleece", "a woolly jumper", "an Aran jumper", "a jersey",
                    "a warm knitted top", "something knitted"),
        "suit": ("a three-piece suit", "formal wear", "a dinner jacket", "business attire", "office clothes",
                 "jacket and tie", "a lounge suit", "dressed for the office", "a tailored suit", "black tie"),
        "jacket": ("a biker jacket", "an anorak", "a sports jacket", "a blouson", "a windcheater", "a light jacket",
                   "a motorcycle jacket"),
        "coat": ("a winter coat", "a raincoat", "a mac", "a duffle coat", "a greatcoat", "outerwear for the cold",
                 "a thick coat", ),
        "dress": ("an evening gown", "a party dress", "a summer dress", "a ball gown", "a robe", "a girl's dress",
                  "a one-piece dress", "a pinafore"),
        "top": ("a crop top", "a vest", "a halter top", "a sleeveless shirt", "bare arms", "a strappy top",
                "an undershirt", "a tunic", "no sleeves"),
    },
    "garment_material": {
        "cotton": ("plain cloth", "cotton fabric", "made of cotton", "jersey", "plain woven cloth", "ordinary fabric"),
        "knit": ("made of wool", "cable knit", "woolly clothes", "knitted by hand", "a knitted fabric"),
        "leather": ("made of leather", "animal skin", "suede", "leather fabric", "biker leather"),
        "denim": ("made of denim", "jeans fabric", "jean material", "jeans clothes", "denim cloth"),
        "satin": ("made of silk", "silky fabric", "shiny fabric", "lustrous silk",
                  "smooth shiny clothes"),
    },
    "expression": {
        "neutral": ("expressionless", "a straight face", "no smile", "emotionless", "deadpan", "stone-faced",
                    "impassive",
                    "no feelings shown", "indifferent"),
        "smile": ("a happy face", "glad", "joyful", "pleased", "looking friendly", "delighted", "in a good mood",
                  "looking cheerful", "radiant", "corners of the mouth up"),
        "laugh": ("laughter", "laughing hard", "giggling", "howling with laughter", "bursting out laughing",
                  "chuckling",
                  "mouth wide open with laughter", "cackling"),
        "frown": ("annoyed", "furious", "irritated", "bad-tempered", "looking angry", "displeased", "sulky",
                  "glowering",
                  "in a bad mood", "unhappy", "sad", "looking grim"),
        "surprise": ("shocked", "amazement", "wide-eyed", "stunned", "speechless", "jaw dropped", "looking surprised",
                     "astounded", "flabbergasted", "eyes and mouth wide open"),
    },
    "eye_colour": {
        "brown": ("chocolate eyes", "coffee-brown eyes", "deep brown eyes"),
        "hazel": ("amber eyes", "honey-coloured eyes", "greenish brown eyes", "light golden eyes"),
        "green": ("olive eyes", "leaf-green eyes"),
        "blue": ("ice-blue eyes", "azure eyes", "light blue eyes"),
        "grey": ("ash-grey eyes", "stone-grey eyes"),
        "black": ("jet-black eyes", "ink-black eyes", "night-black eyes"),
    },
}
_ZH_THINGS: Final[Phrases] = {
    "red": ("草莓", "番茄", "红宝石", "火焰", "玫瑰", "辣椒", "红酒"),
    "orange": ("南瓜", "杏子", "芒果", "胡萝卜", "橙汁"),
    "yellow": ("柠檬", "玉米", "蜂蜜", "蛋黄", "黄金", "向日葵"),
    "green": ("树叶", "翡翠", "青草", "橄榄", "薄荷", "森林", "黄瓜"),
    "teal": ("湖水", "绿松石", "孔雀"),
    "blue": ("天空", "大海", "蓝莓", "蓝宝石", "牛仔裤"),
    "navy": ("深海", "海军制服", "午夜", "蓝墨水"),
    "purple": ("茄子", "薰衣草", "紫罗兰", "李子", "紫水晶"),
    "pink": ("樱花", "泡泡糖", "火烈鸟", "玫瑰花瓣", "三文鱼"),
    "brown": ("巧克力", "咖啡", "树皮", "泥土", "焦糖", "栗子"),
    "beige": ("沙子", "奶油", "香槟", "骆驼", "饼干", "亚麻"),
    "white": ("雪", "牛奶", "珍珠", "白纸", "云朵", "百合", "盐"),
    "grey": ("灰烬", "石头", "水泥", "雾", "银子", "老鼠", "乌云"),
    "black": ("煤", "墨汁", "乌鸦", "黑夜", "焦油"),
}
_ZH: Final[Table] = {
    "sex": {
        "female": ("母亲", "女王", "女孩", "她", "女商人", "姐姐", "公主", "阿姨", "女的"),
        "male": ("父亲", "国王", "男孩", "他", "男商人", "哥哥", "王子", "叔叔", "男的"),
    },
    "age": {
        "young": ("青少年", "大学生", "二十岁", "少年", "年纪轻轻", "年轻小伙", "不到三十岁", "青春"),
        "middle": ("四十岁", "五十岁", "中年时期", "不老也不年轻", "壮年", "半百"),
        "old": ("奶奶", "爷爷", "八十岁", "退休的人", "年迈", "老头", "老太太", "高龄", "老者", "长者"),
    },
    "skin_tone": {
        "light": ("白净的皮肤", "雪白的肌肤", "皮肤白", "肤色浅", "奶白色皮肤"),
        "medium": ("麦色皮肤", "古铜色皮肤", "蜜色皮肤", "浅棕色皮肤", "中等肤色的人"),
        "dark": ("很黑的皮肤", "深棕色皮肤", "黑色的肌肤", "皮肤黑", "肤色深", "巧克力色皮肤"),
    },
    "hair_length": {
        "bald": ("一根头发也没有", "头发掉光了", "无发", "脑袋光光的", "不长头发"),
        "short": ("平头", "寸头", "板寸", "剪短的头发", "短短的发型", "利落的短发"),
        "medium": ("及肩的头发", "头发到下巴", "头发到脖子", "中等长度头发", "不太长的头发"),
        "long": ("披肩长发", "头发及腰", "头发很长很长", "头发披在肩上", "头发过肩"),
    },
    "hair_style": {
        "straight": ("柔顺的直发", "拉直的头发", "不卷的头发", "直直的头发"),
        "wavy": ("波浪形的头发", "大波浪", "微卷的头发", "起伏的头发", "波纹发"),
        "curly": ("小卷发", "螺旋卷", "满头卷发", "弯弯曲曲的头发", "卷毛"),
        "afro": ("黑人卷发", "蓬松的圆头发", "爆炸式头发", "非洲爆炸头", "巨大的蓬松头发"),
        "braid": ("发辫", "编辫子", "麻花辫子", "编成辫子的头发", "小辫"),
        "ponytail": ("扎起来的头发", "马尾巴", "头发扎在后面", "脑后的马尾", "束起的头发"),
        "bun": ("盘起来的头发", "盘头", "头发挽成髻", "圆髻", "头发盘在头上", "道士头"),
    },
    "facial_hair": {
        "none": ("刮干净的脸", "下巴干净", "光滑的下巴", "没有胡茬", "无须"),
        "stubble": ("没刮胡子", "胡子拉碴", "下巴上有短胡茬", "刚长出来的胡子", "几天没刮胡子"),
        "moustache": ("嘴上的胡子", "上唇的胡须", "一字胡", "鼻子下面的胡子", "小八字胡"),
        "goatee": ("下巴上的胡子", "下巴上的一小撮胡须", "尖胡子", "只有下巴有胡子"),
        "full_beard": ("满脸胡子", "满腮胡须", "长满胡子的脸", "浓密的大胡子", "胡须浓密", "连鬓胡子"),
    },
    "glasses": {
        "none": ("裸眼", "眼睛前面什么都没有", "没有戴镜框", "没有镜片"),
        "clear": ("近视镜", "老花镜", "戴着镜框", "一副眼镜架在鼻子上", "四眼", "有镜片的眼镜"),
        "sunglasses": ("黑眼镜", "深色眼镜", "遮阳镜", "黑色的镜片", "蛤蟆镜", "墨色眼镜"),
    },
    "headwear": {
        "none": ("头上没有东西", "光着头", "摘了帽子", "没戴任何帽子"),
        "hat": ("草帽", "牛仔帽", "大檐帽", "圆顶帽", "高顶帽", "有帽檐的帽子", "太阳帽"),
        "cap": ("棒球帽", "毛线帽", "鸭舌帽子", "针织帽", "贝雷帽", "遮阳帽舌", "网球帽"),
    },
    "garment": {
        "t_shirt": ("圆领T恤", "短袖衫", "棉T恤", "休闲短袖", "汗衫"),
        "shirt": ("有扣子的衬衫", "有领子的衬衫", "白领衬衫", "格子衬衫", "正式衬衫", "纽扣衬衫"),
        "sweater": ("羊毛衫", "毛线衫", "开衫", "保暖的毛衣", "羊绒衫", "连帽衫"),
        "suit": ("正装", "西装领带", "礼服西装", "商务装", "三件套西装", "燕尾服", "上班的正式服装"),
        "jacket": ("皮夹克", "机车夹克", "夹克衫", "运动外套", "短外衣", "牛仔外套"),
        "coat": ("冬天的大衣", "雨衣", "羽绒大衣", "毛呢大衣", "长风衣", "厚外套"),
        "dress": ("长裙", "晚装裙", "礼服裙", "夏天的裙子", "小礼服", "短裙"),
        "top": ("吊带衫", "露肩上衣", "无袖背心", "马甲", "光着胳膊的上衣"),
    },
    "garment_material": {
        "cotton": ("棉布", "普通布料", "棉料", "棉做的衣服"),
        "knit": ("毛线编织", "羊毛做的", "粗毛线", "织出来的衣服", "毛织品"),
        "leather": ("皮革", "真皮", "皮革做的衣服", "皮料", "动物皮"),
        "denim": ("牛仔料", "牛仔布料", "丹宁布", "牛仔做的衣服"),
        "satin": ("丝绸", "绸缎", "光滑的绸子", "亮面布料", "发亮的丝织品", "缎子"),
    },
    "expression": {
        "neutral": ("表情冷淡", "毫无表情", "一脸严肃", "冷静的脸", "没什么表情", "淡定"),
        "smile": ("开心", "愉快的表情", "笑盈盈", "嘴角上扬", "高兴", "友好的样子", "快乐"),
        "laugh": ("放声大笑", "狂笑", "笑得合不拢嘴", "笑出声", "乐得大笑"),
        "frown": ("愤怒", "不开心", "恼火", "不满的样子", "怒气冲冲", "皱着眉头", "板着脸"),
        "surprise": ("惊呆了", "震惊", "张大嘴巴", "瞪大眼睛", "惊奇", "非常意外"),
    },
}
# fmt: on
_ZH_HAIR: Final = {"blond": "yellow"}
"""Hair colours whose things go by another name."""


def lexicon(language: Language) -> dict[str, list[list[str]]]:
    """Attribute -> for every class in order, every phrase of captions and lexicon; nothing held out."""
    extra = _english() if language == "en" else _chinese()
    table = {}
    for name, classes in ATTRIBUTES.items():
        rows = [attribute_phrases(name, value, language) + list(extra[name].get(value, ())) for value in classes]
        table[name] = [[phrase for phrase in dict.fromkeys(row) if not is_held_out(phrase)] for row in rows]
    return table


def _english() -> Table:
    colours = {
        colour: (
            *(f"clothes {like}" for like in _likened(colour, things)),
            *(f"{_bare(thing)} clothes" for thing in things),
            *(f"{name} {clothes}" for name in _named(colour) for clothes in _CLOTHES),
            *(f"dressed in {name}" for name in _named(colour)),
        )
        for colour, things in THINGS.items()
    }
    hair = {
        colour: (
            *(f"hair {like}" for like in _likened(colour, things)),
            *(f"{_bare(thing)} hair" for thing in things),
            *_EN["hair_colour"][colour],
            *MORE["hair_colour"][colour],
        )
        for colour, things in HAIR_THINGS.items()
    }
    eyes = {
        colour: (
            *(f"eyes {like}" for like in _likened(colour, things)),
            *(f"{_bare(thing)} eyes" for thing in things),
            *_EN["eye_colour"][colour],
        )
        for colour, things in EYE_THINGS.items()
    }
    more = {
        name: {value: (*phrases, *MORE[name][value]) for value, phrases in _EN[name].items()}
        for name in _EN
        if name in MORE
    }
    return _EN | more | {"garment_colour": colours, "hair_colour": hair, "eye_colour": eyes}


def _likened(colour: str, things: tuple[str, ...]) -> list[str]:
    """Every thing in every comparison."""
    ways = ("the colour of {thing}", "like {thing}", "as {colour} as {thing}")
    return [way.format(thing=thing, colour=colour) for thing in things for way in ways]


def _named(colour: str) -> tuple[str, ...]:
    return (*COLOUR_NAMES[colour], *FURTHER_COLOURS[colour])


def _bare(thing: str) -> str:
    return thing.removeprefix("a ").removeprefix("an ").removeprefix("the ").removesuffix("'s")


def _chinese() -> Table:
    def like(noun: str, colours: tuple[str, ...]) -> Phrases:
        return {
            colour: tuple(
                phrase
                for thing in _ZH_THINGS[_ZH_HAIR.get(colour, "brown" if colour == "hazel" else colour)]
                for phrase in (f"{thing}色的{noun}", f"像{thing}一样颜色的{noun}", f"{noun}的颜色像{thing}")
            )
            for colour in colours
        }

    colours = like("衣服", ATTRIBUTES["garment_colour"])
    eyes = {colour: phrases for colour, phrases in like("眼睛", ATTRIBUTES["eye_colour"]).items() if colour != "hazel"}
    return _ZH | {"garment_colour": colours, "hair_colour": like("头发", ATTRIBUTES["hair_colour"]), "eye_colour": eyes}

"""Paraphrases that captions and training never use, to measure what z understands beyond its vocabulary.

A phrase here is never a caption, nor part of one; single words inside ("hair", "blue") may be known. Wherever
a language has a spare synonym for a class (specs, redhead, chignon), it is kept back from the captions.
"""

from typing import Final

from engine.individuals.words import Table

HELD_OUT: Final[dict[str, Table]] = {
    "en": {
        "sex": {
            "female": ("a gal", "a feminine person"),
            "male": ("a bloke", "a fellow", "a masculine person"),
        },
        "age": {
            "young": ("a youngster", "a twenty-something", "barely an adult"),
            "middle": ("in midlife", "no longer young but not yet old"),
            "old": ("a pensioner", "of advanced years", "a grandparent"),
        },
        "skin_tone": {
            "light": ("a fair complexion", "porcelain skin"),
            "medium": ("a tanned complexion", "caramel skin"),
            "dark": ("a dark complexion", "ebony skin"),
        },
        "hair_length": {
            "bald": ("hairless", "not a hair on the head", "a bare scalp"),
            "short": ("closely trimmed hair", "a crew cut"),
            "medium": ("hair to the jaw", "hair that ends at the shoulders"),
            "long": ("hair down to the chest", "hair past the shoulders"),
        },
        "hair_style": {
            "straight": ("poker-straight hair", "hair without any curl"),
            "wavy": ("rippling hair", "undulating locks"),
            "curly": ("corkscrew hair", "tightly coiled hair"),
            "afro": ("an afro hairdo", "a huge round cloud of frizzy hair"),
            "braid": ("plaited hair", "hair woven into a tress"),
            "ponytail": ("hair pulled back into a tail", "hair gathered behind the head like a horse's tail"),
            "bun": ("a chignon", "hair pinned up in a knot"),
        },
        "hair_colour": {
            "black": ("hair as dark as coal", "ebony hair"),
            "brown": ("hair the colour of cocoa", "hazelnut hair"),
            "blond": ("a head of yellow hair", "straw-coloured hair"),
            "red": ("a redhead", "carrot-topped"),
            "grey": ("pewter hair", "steel-coloured hair"),
            "white": ("hair white as milk", "hair like fresh snow"),
            "blue": ("hair the colour of the sky", "sapphire hair"),
            "green": ("hair the colour of grass", "lime hair"),
            "pink": ("hair like cotton candy", "flamingo hair"),
            "purple": ("lilac hair", "hair the colour of grapes"),
        },
        "facial_hair": {
            "none": ("a beardless face", "nothing growing on the chin"),
            "stubble": ("a few days without shaving", "unshaven"),
            "moustache": ("hair on the upper lip", "whiskers under the nose"),
            "goatee": ("a Van Dyke", "a small tuft of hair on the chin"),
            "full_beard": ("whiskers all over the jaw", "hairy cheeks and chin"),
        },
        "glasses": {
            "none": ("nothing over the eyes", "not bespectacled"),
            "clear": ("wearing specs", "bespectacled"),
            "sunglasses": ("sun specs", "blacked-out lenses"),
        },
        "headwear": {
            "none": ("bareheaded", "nothing on the head"),
            "hat": ("a trilby", "headgear with a brim all around"),
            "cap": ("a snapback", "a trucker's headgear"),
        },
        "garment": {
            "t_shirt": ("a casual tee shirt", "a crew-neck tee"),
            "shirt": ("a dress shirt", "an oxford with a collar and buttons"),
            "sweater": ("something woolly and warm", "a knitted jersey"),
            "suit": ("dressed for a business meeting", "a tuxedo"),
            "jacket": ("a windbreaker", "a bomber"),
            "coat": ("a parka", "a heavy garment against the winter"),
            "dress": ("an evening robe", "a sundress"),
            "top": ("a camisole", "a vest that leaves the arms bare"),
        },
        "garment_colour": {
            "red": ("dressed in blood red", "cherry clothes"),
            "orange": ("clothes the colour of carrots", "clementine clothes"),
            "yellow": ("sunflower clothes", "clothes the colour of bananas"),
            "green": ("clothes the colour of grass", "clothes green as moss"),
            "teal": ("cyan clothes", "clothes between blue and green"),
            "blue": ("clothes the colour of the sea", "sapphire clothes"),
            "navy": ("indigo clothes", "clothes as blue as the night"),
            "purple": ("amethyst clothes", "clothes the colour of grapes"),
            "pink": ("fuchsia clothes", "clothes like cotton candy"),
            "brown": ("mahogany clothes", "clothes the colour of wood"),
            "beige": ("ecru clothes", "clothes the colour of oatmeal"),
            "white": ("ivory clothes", "clothes like fresh snow"),
            "grey": ("slate clothes", "clothes the colour of smoke"),
            "black": ("clothes dark as coal", "ebony clothes"),
        },
        "garment_material": {
            "cotton": ("made of plain cotton cloth", "a cotton jersey fabric"),
            "knit": ("crocheted clothes", "made of wool yarn"),
            "leather": ("made of cowhide", "clothes of tanned hide"),
            "denim": ("made of jeans cloth", "blue jean fabric"),
            "satin": ("a glossy, silky fabric", "shimmering smooth cloth"),
        },
        "expression": {
            "neutral": ("a poker face", "without any emotion"),
            "smile": ("looking happy", "beaming"),
            "laugh": ("cracking up", "in fits of laughter"),
            "frown": ("looking cross", "grumpy"),
            "surprise": ("looking startled", "taken aback"),
        },
        "eye_colour": {
            "brown": ("eyes the colour of cocoa", "chestnut eyes"),
            "hazel": ("golden-brown eyes", "eyes the colour of hazelnuts"),
            "green": ("jade eyes", "eyes the colour of grass"),
            "blue": ("sapphire eyes", "eyes the colour of the sky"),
            "grey": ("steel-coloured eyes", "eyes like smoke"),
            "black": ("eyes dark as coal", "ebony eyes"),
        },
    },
    "zh": {
        "sex": {"female": ("姑娘", "妇女"), "male": ("小伙子", "汉子")},
        "age": {
            "young": ("青年", "小年轻"),
            "middle": ("人到中年", "四五十岁的样子"),
            "old": ("老年人", "上了年纪"),
        },
        "skin_tone": {
            "light": ("肤色雪白", "肌肤白嫩"),
            "medium": ("蜜色肌肤", "古铜色肌肤"),
            "dark": ("肤色很黑", "皮肤漆黑"),
        },
        "hair_length": {
            "bald": ("头上没毛", "秃顶"),
            "short": ("剪了个小平头", "头发剪得很短"),
            "medium": ("头发到肩膀", "不长不短的头发"),
            "long": ("头发垂到胸前", "长发飘飘"),
        },
        "hair_style": {
            "straight": ("头发笔直", "一点不卷的头发"),
            "wavy": ("头发微微起伏", "水波纹发型"),
            "curly": ("头发卷卷的", "满头小卷"),
            "afro": ("蓬松的圆形爆炸式发型", "黑人爆炸发型"),
            "braid": ("编着发辫", "头发编成一股"),
            "ponytail": ("头发束在脑后", "高高扎起的马尾巴"),
            "bun": ("头发盘成一个髻", "盘发"),
        },
        "hair_colour": {
            "black": ("一头乌发", "漆黑的头发"),
            "brown": ("巧克力色的头发", "咖啡色头发"),
            "blond": ("金发", "黄头发"),
            "red": ("一头红发", "头发红得像火"),
            "grey": ("头发花白", "灰发"),
            "white": ("白发苍苍", "满头银丝"),
            "blue": ("蓝发", "天空色的头发"),
            "green": ("绿发", "草绿色的头发"),
            "pink": ("粉发", "桃色头发"),
            "purple": ("紫发", "葡萄色头发"),
        },
        "facial_hair": {
            "none": ("下巴光光的", "脸上没有胡须"),
            "stubble": ("几天没刮脸", "短短的胡子茬"),
            "moustache": ("嘴唇上面有胡子", "一撇小胡须"),
            "goatee": ("下巴上一撮胡子", "颏下短须"),
            "full_beard": ("满脸胡须", "胡子拉满整张脸"),
        },
        "glasses": {
            "none": ("眼前没有镜片", "未佩戴眼镜"),
            "clear": ("架着一副眼镜", "鼻梁上有眼镜"),
            "sunglasses": ("戴着黑超", "黑色镜片遮住眼睛"),
        },
        "headwear": {
            "none": ("头上什么也没戴", "光着头没有帽子"),
            "hat": ("头顶礼帽", "有帽檐的大帽子"),
            "cap": ("运动帽", "前面有帽舌的帽子"),
        },
        "garment": {
            "t_shirt": ("圆领短袖衫", "休闲T恤上衣"),
            "shirt": ("带领子和纽扣的上衣", "正装衬衫"),
            "sweater": ("毛线衣", "暖和的羊毛上衣"),
            "suit": ("西装革履", "一身正装"),
            "jacket": ("飞行夹克", "短款外衣"),
            "coat": ("冬天的长大衣", "呢子大衣"),
            "dress": ("一条长裙", "晚礼服"),
            "top": ("吊带", "没有袖子的衣服"),
        },
        "garment_colour": {
            "red": ("一身红衣", "衣服红得像血"),
            "orange": ("像橘子一样颜色的衣服", "橙子色的衣服"),
            "yellow": ("像香蕉一样黄的衣服", "黄衣"),
            "green": ("草绿色的衣服", "绿衣"),
            "teal": ("介于蓝绿之间的衣服", "孔雀蓝的衣服"),
            "blue": ("海水颜色的衣服", "蓝衣"),
            "navy": ("夜空一样深蓝的衣服", "靛蓝的衣服"),
            "purple": ("葡萄色的衣服", "紫衣"),
            "pink": ("桃色的衣服", "粉嫩的衣服"),
            "brown": ("木头颜色的衣服", "棕褐的衣服"),
            "beige": ("燕麦色的衣服", "淡黄褐色的衣服"),
            "white": ("白衣", "洁白的衣服"),
            "grey": ("烟灰的衣服", "灰衣"),
            "black": ("黑衣", "漆黑的衣服"),
        },
        "garment_material": {
            "cotton": ("纯棉布料", "棉布做的"),
            "knit": ("毛线织的", "羊毛织物"),
            "leather": ("真皮做的", "皮革面料"),
            "denim": ("牛仔面料", "牛仔裤那种布"),
            "satin": ("光滑发亮的面料", "丝绸面料"),
        },
        "expression": {
            "neutral": ("没有表情的脸", "神情淡然"),
            "smile": ("笑眯眯", "高兴的样子"),
            "laugh": ("笑得前仰后合", "捧腹大笑"),
            "frown": ("不高兴的样子", "眉头紧锁"),
            "surprise": ("目瞪口呆", "大吃一惊"),
        },
        "eye_colour": {
            "brown": ("咖啡色的眼睛", "棕眸"),
            "hazel": ("榛子色的眼眸", "金棕色的眼睛"),
            "green": ("绿眸", "翡翠色的眼睛"),
            "blue": ("蓝眸", "天空色的眼睛"),
            "grey": ("灰眸", "烟灰色的眼睛"),
            "black": ("黑眸", "漆黑的眼睛"),
        },
    },
}  # fmt: skip
"""Language -> attribute -> class -> phrases."""
HELD_OUT_SET: Final = frozenset(
    phrase.lower()
    for table in HELD_OUT.values()
    for classes in table.values()
    for phrases in classes.values()
    for phrase in phrases
)

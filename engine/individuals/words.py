"""What the vocabularies of both languages share, and the paraphrases that captions never use."""

from collections.abc import Sequence
from typing import Final

import numpy as np

Phrases = dict[str, tuple[str, ...]]
"""Class -> its phrases."""
Table = dict[str, Phrases]
"""Attribute -> class -> its phrases."""
Random = np.random.Generator

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


def pick(rng: Random, options: Sequence[str]) -> str:
    """One of `options`, evenly."""
    return options[int(rng.integers(len(options)))]

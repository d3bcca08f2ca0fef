from pathlib import Path

from engine.clip.config import CONTEXT_LENGTH
from engine.clip.encoder import MERGES
from engine.clip.text_tower import tokens_of
from engine.clip.tokenizer import learn_merges, load_tokenizer, save_merges, spaced


def test_chinese_characters_are_words() -> None:
    assert spaced("Red毛衣").split() == ["red", "毛", "衣"]


def test_merges_survive_saving_and_shorten_known_words(tmp_path: Path) -> None:
    merges = learn_merges(["sweater sweater glasses 眼镜 眼镜"] * 3, 60)
    save_merges(tmp_path / "merges.txt.gz", merges)
    tokenizer = load_tokenizer(tmp_path / "merges.txt.gz")
    assert len(tokenizer.encode("sweater")) == 1
    assert len(tokenizer.encode("bottle")) > 1
    assert tokenizer.decode(tokenizer.encode(spaced("眼镜"))).split() == ["眼", "镜"]


def test_tokens_have_one_length_whatever_is_typed() -> None:
    tokens = tokens_of(load_tokenizer(MERGES), ["", "red sweater", "穿红色毛衣的女人" * 30, "🙂 ünï"])
    assert tokens.shape == (4, CONTEXT_LENGTH)

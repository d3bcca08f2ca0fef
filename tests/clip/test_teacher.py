import torch

from engine.clip.teacher import _compounds
from engine.clip.train_text import Leaning
from engine.individuals.captions import is_held_out


def test_compounds_use_no_word_that_only_held_out_phrases_use() -> None:
    found = _compounds(["sapphire", "grapes", "grape", "river", "stone"], ["stone hair"])
    assert any("river" in text for text in found) and any("stone" in text for text in found)
    assert not any(word in text for text in found for word in ("sapphire", "grape"))
    assert not any(is_held_out(text) for text in found)


def test_tokens_lean_on_what_the_teacher_says_of_them() -> None:
    leaning = Leaning(torch.eye(3, 5), 4)
    learned = torch.randn(3, 4)
    assert torch.equal(leaning(learned), learned)
    torch.nn.init.ones_(leaning.turned.weight)
    assert torch.allclose(leaning(learned), learned + 1)

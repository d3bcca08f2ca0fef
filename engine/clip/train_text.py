"""Training of the text tower: words against facts, and teachers' sense of words.

Recipes cost nothing, so the tower sees captions of thousands of individuals that are in no data set. The facts'
latents are the space that the image tower learns to read pictures into afterwards. Where there is an image tower that
has to stay, words are learned against what it reads off portraits, too.
"""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
import torch.nn.functional as F
from open_clip.loss import ClipLoss
from torch import Tensor, nn
from torch.nn.utils import parametrize

from engine.attributes import ATTRIBUTES
from engine.clip.config import LATENT_DIM, TextConfig
from engine.clip.encoder import MERGES, TEXT
from engine.clip.english import EnglishTeacher
from engine.clip.facts import FactTower, fact_vectors
from engine.clip.features import Features
from engine.clip.heads import labels_of
from engine.clip.image_tower import encode_blocks, load_image_tower
from engine.clip.judge import learned_from
from engine.clip.lexicon import lexicon
from engine.clip.teacher import corpus, teachers_senses
from engine.clip.text_tower import TextTower, tokens_of
from engine.clip.tokenizer import learn_merges, load_tokenizer, save_merges
from engine.clip.words import LANGUAGES
from engine.individuals.captions import Language, captions
from engine.individuals.details import details
from engine.individuals.recipe import Recipe, sample_recipe
from engine.precision import working_precision
from engine.progress import CancelToken, Progress, ProgressCallback
from engine.training.checkpoint import Run
from engine.training.weights import load_weights, save_weights, weights_path

if TYPE_CHECKING:
    from open_clip.tokenizer import SimpleTokenizer

FACTS: Final = "fact_tower"
_FIRST_SEED: Final = 50_000_000
"""Recipes from here on belong to no data set."""
_CAPTIONS: Final = 7
_SAVED_EVERY: Final = 100
_ALIKE: Final = 48
_MISSED: Final = 0.04
"""Deviation of the noise on the teacher's vectors, whose 384 numbers have length 1."""


@dataclass(frozen=True)
class TextTraining:
    """How words are learned: per step captions of `batch` people, `spoken` phrases of every class, `taught` texts of
    the teacher. The weights are those of the losses.

    `keep_facts` leaves the shipped fact tower as it is: words are learned anew, but z stays the space that other
    networks were trained on. `go_on` begins with the shipped text tower and its tokens. Where tokens are `leaning`,
    what the English teacher says of each by itself is added to it, and rare ones are begun anew from there. `pictured`
    portraits a step are what phrases must be nearest to, beside the facts, where the shipped image tower is kept.
    """

    steps: int = 1600
    batch: int = 64
    people: int = 4000
    merges: int = 13000
    learning_rate: float = 1e-3
    taught: int = 224
    spoken: int = 2
    keep_facts: bool = False
    go_on: bool = False
    leaning: bool = False
    pictured: int = 0
    caption_weight: float = 1.0
    phrase_weight: float = 2.0
    teacher_weight: float = 2.0
    seed: int = 0


class WordNetwork(nn.Module):
    """Everything that is trained: text tower, fact tower, and the temperature."""

    def __init__(self, text: TextConfig) -> None:
        super().__init__()
        self.text, self.facts = TextTower(text), FactTower()
        self.log_scale = nn.Parameter(torch.tensor(2.6))

    @property
    def scale(self) -> Tensor:
        return self.log_scale.clamp(max=4.0).exp()


class Leaning(nn.Module):
    """Token embeddings (tokens, width) that lean on the English teacher's vectors of the tokens, `known` (tokens, 384).

    A word that is seldom taught stands beside words like it from the start, in a phrase as well.
    """

    known: Tensor

    def __init__(self, known: Tensor, width: int) -> None:
        super().__init__()
        self.register_buffer("known", known, persistent=False)
        self.turned = nn.Linear(known.shape[1], width, bias=False)
        nn.init.zeros_(self.turned.weight)

    def forward(self, learned: Tensor) -> Tensor:
        leaning: Tensor = learned + self.turned(self.known)
        return leaning


@dataclass(frozen=True)
class People:
    """`facts` (N, facts), `labels` (N, attributes), `tokens` (N, captions, 48) of both languages."""

    facts: Tensor
    labels: Tensor
    tokens: Tensor


@dataclass(frozen=True)
class Lessons:
    """`phrases` by language and attribute: token ids and teacher's vectors of every class; `texts` and `senses`
    of the teacher's corpus; `seen` latents (N, 256) of portraits, none where there is no image tower to keep, and
    `shown`, their labels."""

    people: People
    phrases: dict[Language, dict[str, list[tuple[Tensor, Tensor]]]]
    texts: Tensor
    senses: Tensor
    seen: Tensor
    shown: Tensor


def known_of(recipe: Recipe) -> dict[str, str]:
    """Attributes and details of an individual."""
    return recipe.attributes() | details(recipe)


def train_text(
    work: Path,
    training: TextTraining | None = None,
    features: Features | None = None,
    resume: bool = False,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> dict[str, object]:
    """Learn merges and train the text tower; write both and the fact tower, return how long it took. `features` of
    portraits are needed where training wants them `pictured`."""
    training = training or TextTraining()
    torch.manual_seed(training.seed)
    started = time.monotonic()
    recipes = [sample_recipe(seed) for seed in range(_FIRST_SEED, _FIRST_SEED + training.people)]
    told = [captions_of(recipe) for recipe in recipes]
    groups = corpus()
    texts = [text for group in groups for text in group]
    # twice, so that a word that stands in one text only still becomes one token
    merged = [] if training.go_on else [*texts, *texts, *(text for row in told[:2000] for text in row)]
    merges = learn_merges(merged, training.merges)
    tokenizer = load_tokenizer(MERGES) if training.go_on else _tokenizer(merges, work / "text" / MERGES.name)
    senses = teachers_senses(groups, work / "teacher", on_progress, cancel)
    lessons = gather(recipes, told, texts, senses, tokenizer, *_seen(features, training))
    config = TextConfig(vocab_size=tokenizer.vocab_size)
    network = WordNetwork(config)
    if training.go_on:
        load_weights(weights_path(TEXT), network.text)
        network.train().requires_grad_(True)
    if training.keep_facts:
        load_weights(weights_path(FACTS), network.facts)
    if training.leaning:
        _lean(network.text, lessons, tokenizer)
    run, checkpoint = Run(network, training.learning_rate, decay=0.99), work / "text" / "checkpoint.safetensors"
    if resume:
        run.load(checkpoint)
    for step in range(run.step, training.steps):
        if cancel:
            cancel.check()
        rate = training.learning_rate * min(1, (step + 1) / 100) * (1 - step / training.steps) ** 0.7
        for group in run.optimiser.param_groups:
            group["lr"] = rate
        with working_precision(), parametrize.cached():
            loss = losses(network, lessons, training)
        run.update(loss)
        if run.step % _SAVED_EVERY == 0:
            run.save(checkpoint)
        if on_progress:
            on_progress(Progress("training words", step + 1, training.steps))
    network.load_state_dict(run.average)
    if training.leaning:
        parametrize.remove_parametrizations(network.text.transformer.token_embedding, "weight")
    network.eval()
    facts = {
        "version": "clip-3", "config": asdict(training), "seconds": round(time.monotonic() - started),
        "trained_on": f"captions of {training.people} recipes that belong to no data set, {len(texts)} texts taught",
    }  # fmt: skip
    # weights mean nothing with other merges, so both are replaced only now
    if not training.go_on:
        save_merges(MERGES, merges)
    save_weights(weights_path(TEXT), network.text.state_dict(), facts | {"tower": config.to_json()})
    if not training.keep_facts:
        save_weights(weights_path(FACTS), network.facts.state_dict(), facts)
    return {"seconds": facts["seconds"]}


def captions_of(recipe: Recipe) -> list[str]:
    """As many captions of a recipe in each language as are learned from, one list."""
    rng = np.random.default_rng([recipe.seed, 3])
    rows = [captions(recipe, rng, language, _CAPTIONS) for language in LANGUAGES]
    return [row[index % len(row)] for row in rows for index in range(_CAPTIONS)]


def _tokenizer(merges: list[tuple[str, str]], path: Path) -> "SimpleTokenizer":
    path.parent.mkdir(parents=True, exist_ok=True)
    save_merges(path, merges)
    return load_tokenizer(path)


def _lean(tower: TextTower, lessons: Lessons, tokenizer: "SimpleTokenizer") -> None:
    """Let the tower's tokens lean on the English teacher; those that no phrase or caption uses keep nothing else."""
    words = [tokenizer.decoder[index].removesuffix("</w>") for index in range(tokenizer.vocab_size)]
    english = torch.tensor([word.isascii() and word.isalpha() for word in words])
    found = EnglishTeacher().encode([word for word, ours in zip(words, english.tolist(), strict=True) if ours])
    known = torch.zeros(len(words), found.shape[1])
    known[english] = F.normalize(found - found.mean(0), dim=-1)
    phrases = [tokens for table in lessons.phrases.values() for rows in table.values() for tokens, _ in rows]
    used = torch.cat([lessons.people.tokens.flatten(), *(tokens.flatten() for tokens in phrases)]).long()
    rare = english & (torch.bincount(used, minlength=len(words)) == 0)
    embedding = tower.transformer.token_embedding
    with torch.no_grad():
        embedding.weight[rare] = embedding.weight.mean(0)
    parametrize.register_parametrization(embedding, "weight", Leaning(known, embedding.weight.shape[1]))


def _seen(features: Features | None, training: TextTraining) -> tuple[Tensor, Tensor]:
    """Latents and labels of portraits that words may learn from."""
    if features is None or not training.pictured:
        return torch.zeros(0, LATENT_DIM), torch.zeros(0, len(ATTRIBUTES), dtype=torch.long)
    rows = torch.tensor([learned_from(int(seed)) for seed in features.seeds])
    tower, _ = load_image_tower()
    return encode_blocks(tower, features.blocks[rows]), features.labels[rows]


def gather(
    recipes: list[Recipe],
    told: list[list[str]],
    texts: list[str],
    senses: Tensor,
    tokenizer: "SimpleTokenizer",
    seen: Tensor,
    shown: Tensor,
) -> Lessons:
    """Everything as tensors."""
    people = People(
        fact_vectors([known_of(recipe) for recipe in recipes]),
        torch.tensor([labels_of(recipe.attributes()) for recipe in recipes]),
        torch.stack([tokens_of(tokenizer, row) for row in told]).int(),
    )
    place = {text: index for index, text in enumerate(texts)}
    phrases: dict[Language, dict[str, list[tuple[Tensor, Tensor]]]] = {
        language: {
            name: [(tokens_of(tokenizer, row), senses[[place[phrase] for phrase in row]]) for row in rows]
            for name, rows in lexicon(language).items()
        }
        for language in LANGUAGES
    }
    return Lessons(people, phrases, tokens_of(tokenizer, texts).int(), senses, seen, shown)


def losses(network: WordNetwork, lessons: Lessons, training: TextTraining) -> Tensor:
    """Captions against facts, phrases against facts, and senses against the teacher's."""
    people = lessons.people
    chosen = torch.randint(len(people.facts), (training.batch,))
    z, labels = network.facts(people.facts[chosen]), people.labels[chosen]
    which = torch.randint(people.tokens.shape[1], (training.batch,))
    taught = torch.randint(len(lessons.texts), (training.taught,))
    languages = [LANGUAGES[int(torch.randint(len(LANGUAGES), ()))] for _ in range(training.spoken)]
    rounds = [[_any(*row) for name in ATTRIBUTES for row in lessons.phrases[language][name]] for language in languages]
    said = torch.stack([tokens for picked in rounds for tokens, _ in picked])
    sense = senses_of(network.text, torch.cat([people.tokens[chosen, which], lessons.texts[taught], said]))
    captioned, learned, spoken = sense.split([training.batch, training.taught, len(said)])
    meant = torch.stack([vector for picked in rounds for _, vector in picked])
    teacher = _distance(learned, lessons.senses[taught]) + _distance(spoken, meant)
    clip = ClipLoss()(z, network.text.latent(captioned), network.scale)
    # the tower's own senses miss the teacher's by a little
    missed = meant + _MISSED * torch.randn_like(meant)
    latents = [network.text.latent(some).split(len(rounds[0])) for some in (spoken, missed)]
    if len(lessons.seen):
        pictured = torch.randint(len(lessons.seen), (training.pictured,))
        z, labels = torch.cat([z, lessons.seen[pictured]]), torch.cat([labels, lessons.shown[pictured]])
    phrases = [phrase_loss(z, one_round, network.scale, labels) for rows in latents for one_round in rows]
    total: Tensor = training.caption_weight * clip + training.teacher_weight * teacher
    return total + training.phrase_weight * torch.stack(phrases).mean()


def senses_of(tower: TextTower, tokens: Tensor) -> Tensor:
    """Senses (B, 384) of texts of very different lengths, alike ones at a time: each costs what its longest does."""
    order = (tokens != 0).sum(1).argsort()
    found = torch.cat([tower.sense(some) for some in tokens[order].split(_ALIKE)])
    return found[order.argsort()]


def phrase_loss(z: Tensor, latents: Tensor, scale: Tensor, labels: Tensor) -> Tensor:
    """Of the phrases for an attribute's classes (all attributes', in order), z must lie nearest to its own class's."""
    found: list[Tensor] = []
    start = 0
    for index, classes in enumerate(ATTRIBUTES.values()):
        logits = scale * z @ latents[start : start + len(classes)].T
        found.append(F.cross_entropy(logits, labels[:, index]).nan_to_num())
        start += len(classes)
    return torch.stack(found).mean()


def _any(tokens: Tensor, senses: Tensor) -> tuple[Tensor, Tensor]:
    index = int(torch.randint(len(tokens), ()))
    return tokens[index], senses[index]


def _distance(sense: Tensor, taught: Tensor) -> Tensor:
    return (1 - F.cosine_similarity(sense.float(), taught)).mean()

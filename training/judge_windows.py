"""Examples as windows of tokens: every text cut anew at each visit, so that no cut is learned by heart."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tokenizers import Tokenizer

from chat.judge.window import MAX_SENTENCE, MAX_TEXT, Tokens, Window, lay_out
from training.judge_data import Example, Text

KEEP_PLAIN = 0.25  # share of windows without gold or related sentences that is trained on
WITHOUT_HEADING = 0.15
WITH_EDGES = 0.6
MAX_WINDOWS = 6  # of one text at one visit
FEWEST, MOST = 40, MAX_TEXT  # tokens of sentences aimed at in one window


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One window and what it holds: label 1 for gold, 0 for the rest; `related` marks the ones that come close."""

    window: Window
    numbers: tuple[int, ...]  # of its sentences in the text
    labels: tuple[int, ...]
    related: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Tokenised:
    """Texts and questions as token ids, each computed once."""

    tokenizer: Tokenizer

    def of(self, text: str) -> Tokens:
        """Token ids without special tokens."""
        return _ids(self, text)

    def __hash__(self) -> int:
        return id(self.tokenizer)


@cache
def _ids(tokenised: Tokenised, text: str) -> Tokens:
    return tuple(tokenised.tokenizer.encode(text, add_special_tokens=False).ids)


def whole_text(example: Example, tokens: Tokenised) -> list[LaidOut]:
    """The whole text in windows as full as may be: how a text is read at run time."""
    lengths = _lengths(example.text, tokens)
    return [_laid_out(example, first, last, tokens, heading=True, edges=False) for first, last in _runs(lengths, 0, len(lengths), MAX_TEXT)]


def one_by_one(example: Example, tokens: Tokenised) -> list[LaidOut]:
    """Each sentence in a window of its own, with the ends of its neighbours: how scattered candidates are read at run time."""
    return [_laid_out(example, n, n + 1, tokens, heading=True, edges=True) for n in range(len(example.text.sentences))]


def sampled(example: Example, tokens: Tokenised, chance: random.Random) -> list[LaidOut]:
    """Windows to train on: of a random size, from a random cut, all that hold gold or related sentences and some others."""
    lengths = _lengths(example.text, tokens)
    size = round(FEWEST * (MOST / FEWEST) ** chance.random() ** 0.6)
    first = chance.randrange(min(3, len(lengths)))
    runs = [*_runs(lengths, 0, first, size), *_runs(lengths, first, len(lengths), size)]
    telling = example.gold | example.also
    kept = [run for run in runs if telling & set(range(*run))]
    plain = [run for run in runs if not telling & set(range(*run)) and chance.random() < KEEP_PLAIN]
    chance.shuffle(plain)
    heading = chance.random() >= WITHOUT_HEADING
    runs = [*kept, *plain][:MAX_WINDOWS] or runs[:1]
    return [_laid_out(example, *run, tokens, heading=heading, edges=chance.random() < WITH_EDGES) for run in runs]


def elsewhere(question: str, text: Text, tokens: Tokenised, chance: random.Random, *, around: int | None = None) -> LaidOut:
    """A window of another document, where nothing answers; the one that holds sentence `around`, or any."""
    other = Example(text, question, frozenset())
    lengths = _lengths(text, tokens)
    runs = list(_runs(lengths, 0, len(lengths), round(FEWEST * (MOST / FEWEST) ** chance.random())))
    runs = [run for run in runs if around is None or around in range(*run)]
    return _laid_out(other, *chance.choice(runs), tokens, heading=True, edges=chance.random() < WITH_EDGES)


def _lengths(text: Text, tokens: Tokenised) -> list[int]:
    return [min(MAX_SENTENCE, len(tokens.of(sentence))) + 1 for sentence in text.sentences]


def _runs(lengths: Sequence[int], first: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    start, total = first, 0
    for position in range(first, end):
        if position > start and total + lengths[position] > size:
            yield start, position
            start, total = position, 0
        total += lengths[position]
    if start < end:
        yield start, end


def _laid_out(example: Example, first: int, last: int, tokens: Tokenised, *, heading: bool, edges: bool) -> LaidOut:
    sentences = example.text.sentences
    window = lay_out(
        tokens.of(example.question),
        tokens.of(example.text.heading) if heading else (),
        [tokens.of(sentence) for sentence in sentences[first:last]],
        tokens.of(sentences[first - 1]) if edges and first else (),
        tokens.of(sentences[last]) if edges and last < len(sentences) else (),
    )
    numbers = tuple(range(first, last))
    return LaidOut(window, numbers, tuple(int(n in example.gold) for n in numbers), tuple(n in example.also for n in numbers))

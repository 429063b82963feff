"""The arithmetic of the query encoder: questions are brought to the sentences that answer them, whose vectors stay as they are."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from index.batches import padded
from index.encoder import Vectors
from index.query_encoder.network import QueryNetwork
from training.finite import finite
from training.judge_data import Example
from training.masking import hidden

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the shipped adapter was made with (docs/models/query-encoder.md)."""

    seed: int = 3
    epochs: int = 30
    batch: int = 512  # questions, each with other sentences of its text and the gold ones of all others as wrong answers
    n_negatives: int = 32  # of its own text
    n_elsewhere: int = 4096  # drawn from all texts
    temperature: float = 0.03
    learning_rate: float = 1e-3
    weight_decay: float = 1e-2
    warm_up: float = 0.06  # share of the steps
    masked: float = 0.06  # share of the tokens hidden at each visit


@dataclass(frozen=True, slots=True)
class AnsweredQuestions:
    """Answerable questions, and where in `sentences` their texts and gold stand."""

    tokens: Sequence[Sequence[int]]  # of each question, marks at both ends included
    sentences: Vectors  # (sentences, dimension)
    texts: Sequence[tuple[int, int]]  # first and last + 1 of the sentences of each question's text
    gold: Sequence[Rows]  # that answer
    doubtful: Sequence[Rows]  # related, but no answer: neither right nor wrong here

    @classmethod
    def of(cls, examples: Sequence[Example], tokens: Sequence[Sequence[int]], sentences: Vectors) -> Self:
        """Of these examples; `sentences` are all their texts' in the order in which the examples first speak of them."""
        starts: dict[str, int] = {}
        total = 0
        for example in examples:
            if example.text.text_id not in starts:
                starts[example.text.text_id] = total
                total += len(example.text.sentences)
        if (len(tokens), len(sentences)) != (len(examples), total):
            raise SystemExit("train_query_encoder: the vectors kept are of other texts. Delete the file named by --vectors.")
        texts, gold, doubtful = [], [], []
        for example in examples:
            start = starts[example.text.text_id]
            texts.append((start, start + len(example.text.sentences)))
            gold.append(start + np.array(sorted(example.gold), dtype=np.int64))
            doubtful.append(start + np.array(sorted(example.also - example.gold), dtype=np.int64))
        return cls(tokens, sentences, texts, gold, doubtful)

    def only(self, wanted: Sequence[bool]) -> Self:
        """The questions for which `wanted` is true."""
        which = np.flatnonzero(wanted).tolist()
        tokens, texts = [self.tokens[n] for n in which], [self.texts[n] for n in which]
        gold, doubtful = ([rows[n] for n in which] for rows in (self.gold, self.doubtful))
        return type(self)(tokens, self.sentences, texts, gold, doubtful)


def fit(
    network: QueryNetwork,
    asked: AnsweredQuestions,
    recipe: Recipe,
    *,
    device: str,
    tell: Callable[[str], None],
    seconds: float = math.inf,
) -> int:
    """Learn in place to tell a gold sentence from others of its text, from those that answer the batch's other questions and from some
    of anywhere. The learning rate goes up and evenly down, by steps or by what `seconds` allow. Returns the number of steps made.

    Raises: SystemExit if the loss is no number any more.
    """
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    sentences = torch.from_numpy(asked.sentences).to(device)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    n_steps, started, number = recipe.epochs * -(-len(asked.tokens) // recipe.batch), time.monotonic(), 0
    for number, (which, rows) in enumerate(_batches(asked, recipe, chance)):
        done = max(number / n_steps, (time.monotonic() - started) / seconds)
        if done >= 1:
            return number
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * min((done + 1e-3) / recipe.warm_up, (1 - done) / (1 - recipe.warm_up))
        loss = _loss(network, asked, recipe, which, rows.to(device), sentences)
        finite(loss.item(), number)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        if number % 50 == 0 or number + 1 == n_steps:
            tell(f"step {number + 1} of {n_steps}: loss {loss.item():.3f}")
    return n_steps


def _loss(
    network: QueryNetwork, asked: AnsweredQuestions, recipe: Recipe, which: Rows, rows: torch.Tensor, sentences: torch.Tensor
) -> torch.Tensor:
    device = sentences.device
    ids, mask = _inputs([asked.tokens[n] for n in which], str(device))
    vectors = network(hidden(ids, recipe.masked), mask, torch.zeros_like(ids))
    within = torch.einsum("qd,qnd->qn", vectors, sentences[rows.clamp(min=0)]).masked_fill(rows < 0, -torch.inf)
    beside = vectors @ sentences[rows[:, 0]].T
    starts = torch.tensor([asked.texts[n][0] for n in which], device=device)
    beside = beside.masked_fill(starts[:, None] == starts[None, :], -torch.inf)  # of its own text another may answer as well
    elsewhere = vectors @ sentences[torch.randint(len(sentences), (recipe.n_elsewhere,), device=device)].T
    scores = torch.cat([within, beside, elsewhere], dim=1) / recipe.temperature
    return functional.cross_entropy(scores, torch.zeros(len(which), dtype=torch.long, device=device))


def embedded_questions(network: QueryNetwork, tokens: Sequence[Sequence[int]], *, device: str, at_once: int = 256) -> Vectors:
    """Their vectors: float32 (questions, dimension)."""
    order = np.array(sorted(range(len(tokens)), key=lambda number: len(tokens[number])))
    parts = []
    with torch.no_grad():
        for start in range(0, len(order), at_once):
            ids, mask = _inputs([tokens[n] for n in order[start : start + at_once]], device)
            parts.append(network(ids, mask, torch.zeros_like(ids)).cpu().numpy())
    vectors: Vectors = np.concatenate(parts)[np.argsort(order)]
    return vectors


def share_among(asked: AnsweredQuestions, questions: Vectors, among: Sequence[int]) -> list[float]:
    """For each k, the share of questions with a gold sentence among the k of their text whose vectors are nearest to `questions`."""
    ranks = []
    for vector, (start, end), gold in zip(questions, asked.texts, asked.gold, strict=True):
        scores = asked.sentences[start:end] @ vector
        ranks.append(int((scores > scores[gold - start].max()).sum()))
    return [float((np.array(ranks) < k).mean()) for k in among]


def _inputs(tokens: Sequence[Sequence[int]], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    ids, mask = padded(tokens), padded([[1] * len(row) for row in tokens])
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def _batches(asked: AnsweredQuestions, recipe: Recipe, chance: np.random.Generator) -> Iterator[tuple[Rows, torch.Tensor]]:
    """Questions, and for each a row of sentences, the first gold and the others not: (questions, 1 + n_negatives), -1 for none."""
    for _ in range(recipe.epochs):
        order = chance.permutation(len(asked.tokens))
        for start in range(0, len(order), recipe.batch):
            which = order[start : start + recipe.batch]
            rows = np.full((len(which), 1 + recipe.n_negatives), -1, dtype=np.int64)
            for line, number in enumerate(which):
                rows[line, 0] = chance.choice(asked.gold[number])
                wrong = np.setdiff1d(np.arange(*asked.texts[number]), np.r_[asked.gold[number], asked.doubtful[number]])
                wrong = chance.permutation(wrong)[: recipe.n_negatives]
                rows[line, 1 : 1 + len(wrong)] = wrong
            yield which, torch.from_numpy(rows)

"""The arithmetic of the query adapter: a linear step that brings questions to the sentences that answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from index.encoder import Vectors
from index.query_adapter import QueryAdapter
from training.finite import finite
from training.judge_data import Example

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was found best on the tune texts (docs/models/query-adapter.md)."""

    seed: int = 0
    epochs: int = 6
    batch: int = 512  # questions, each with its text's other sentences and the gold ones of all others as wrong answers
    n_negatives: int = 24  # of its own text
    temperature: float = 0.03
    learning_rate: float = 1e-3
    weight_decay: float = 1e-2
    dropout: float = 0.1
    taken: float = 0.7  # of the step that is learned: the whole one loses a little where claims are searched for, not questions


@dataclass(frozen=True, slots=True)
class AnsweredQuestions:
    """Answerable questions, and where in `sentences` their texts and gold stand."""

    questions: Vectors  # (questions, dimension)
    sentences: Vectors  # (sentences, dimension)
    texts: Sequence[tuple[int, int]]  # first and last + 1 of the sentences of each question's text
    gold: Sequence[Rows]  # that answer
    doubtful: Sequence[Rows]  # related, but no answer: neither right nor wrong here

    @classmethod
    def of(cls, examples: Sequence[Example], questions: Vectors, sentences: Vectors) -> Self:
        """Of these examples; `sentences` are all their texts' in the order in which the examples first speak of them."""
        starts: dict[str, int] = {}
        total = 0
        for example in examples:
            if example.text.text_id not in starts:
                starts[example.text.text_id] = total
                total += len(example.text.sentences)
        if (len(questions), len(sentences)) != (len(examples), total):
            raise SystemExit("train_query_adapter: the vectors kept are of other questions. Delete the file named by --vectors.")
        texts, gold, doubtful = [], [], []
        for example in examples:
            start = starts[example.text.text_id]
            texts.append((start, start + len(example.text.sentences)))
            gold.append(start + np.array(sorted(example.gold), dtype=np.int64))
            doubtful.append(start + np.array(sorted(example.also - example.gold), dtype=np.int64))
        return cls(questions, sentences, texts, gold, doubtful)

    def only(self, wanted: Sequence[bool]) -> Self:
        """The questions for which `wanted` is true."""
        which = np.flatnonzero(wanted).tolist()
        texts = [self.texts[n] for n in which]
        gold, doubtful = ([rows[n] for n in which] for rows in (self.gold, self.doubtful))
        return type(self)(self.questions[which], self.sentences, texts, gold, doubtful)


def fit(asked: AnsweredQuestions, recipe: Recipe, *, tell: Callable[[str], None]) -> QueryAdapter:
    """Learn to tell a gold sentence from the others of its text and from those that answer other questions of the batch."""
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    questions, sentences = torch.from_numpy(asked.questions), torch.from_numpy(asked.sentences)
    step = nn.Linear(questions.shape[1], sentences.shape[1])
    nn.init.zeros_(step.weight)
    nn.init.zeros_(step.bias)
    n_steps = recipe.epochs * -(-len(questions) // recipe.batch)
    optimiser = torch.optim.AdamW(step.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.learning_rate, total_steps=n_steps + 1)
    for number, (which, rows) in enumerate(_batches(asked, recipe, chance)):
        vectors = questions[which]
        moved = functional.normalize(vectors + step(functional.dropout(vectors, recipe.dropout)), dim=-1)
        within = torch.einsum("qd,qnd->qn", moved, sentences[rows.clamp(min=0)]).masked_fill(rows < 0, -torch.inf)
        beside = moved @ sentences[rows[:, 0]].T
        starts = torch.tensor([asked.texts[n][0] for n in which])
        beside = beside.masked_fill(starts[:, None] == starts[None, :], -torch.inf)  # of its own text another may answer as well
        scores = torch.cat([within, beside], dim=1) / recipe.temperature
        loss = functional.cross_entropy(scores, torch.zeros(len(which), dtype=torch.long))
        finite(loss.item(), number)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if number % 50 == 0 or number + 1 == n_steps:
            tell(f"step {number + 1} of {n_steps}: loss {loss.item():.3f}")
    change, offset = (recipe.taken * part.detach() for part in (step.weight, step.bias))
    return QueryAdapter(change.numpy(), offset.numpy())


def _batches(asked: AnsweredQuestions, recipe: Recipe, chance: np.random.Generator) -> Iterator[tuple[Rows, torch.Tensor]]:
    """Questions, and for each a row of sentences, the first gold and the others not: (questions, 1 + n_negatives), -1 for none."""
    for _ in range(recipe.epochs):
        order = chance.permutation(len(asked.questions))
        for start in range(0, len(order), recipe.batch):
            which = order[start : start + recipe.batch]
            rows = np.full((len(which), 1 + recipe.n_negatives), -1, dtype=np.int64)
            for line, number in enumerate(which):
                rows[line, 0] = chance.choice(asked.gold[number])
                wrong = np.setdiff1d(np.arange(*asked.texts[number]), np.r_[asked.gold[number], asked.doubtful[number]])
                wrong = chance.permutation(wrong)[: recipe.n_negatives]
                rows[line, 1 : 1 + len(wrong)] = wrong
            yield which, torch.from_numpy(rows)


def share_among(asked: AnsweredQuestions, questions: Vectors, among: Sequence[int]) -> list[float]:
    """For each k, the share of questions with a gold sentence among the k of their text whose vectors are nearest to `questions`."""
    ranks = []
    for vector, (start, end), gold in zip(questions, asked.texts, asked.gold, strict=True):
        scores = asked.sentences[start:end] @ vector
        ranks.append(int((scores > scores[gold - start].max()).sum()))
    return [float((np.array(ranks) < k).mean()) for k in among]

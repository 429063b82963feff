"""The steps of training as tensors: padded token ids, and which token is of which sentence, which sentence of which question."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Self

import numpy as np
import torch
from torch.utils.data import Dataset

from chat.judge.network import Network
from index.batches import padded
from training.judge_course import Course, Shares
from training.judge_data import Example
from training.judge_windows import LaidOut, Tokenised
from training.masking import hidden

PASS_TOKENS = 2048  # padded tokens in one pass on a processor; a GPU takes more


@dataclass(frozen=True, slots=True)
class Pass:
    """What the network reads at once, each (windows, tokens); tokens of no scored sentence are counted to one more than there are."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    sentence: torch.Tensor  # the number in the step of the sentence that a token is of


@dataclass(frozen=True, slots=True)
class Batch:
    """A step: its passes, and what is known of its sentences and questions."""

    passes: tuple[Pass, ...]
    lengths: torch.Tensor  # (sentences,) in tokens
    question: torch.Tensor  # (sentences,) the number of the question that a sentence was read for
    labels: torch.Tensor  # (sentences,) 1 where it answers
    any_of: torch.Tensor  # (questions,) 1 where it is not known which of its gold sentences answer
    unlabelled: torch.Tensor  # (questions,) 1 where nobody has said what answers

    @classmethod
    def of(cls, step: Sequence[tuple[Example, Sequence[LaidOut]]], *, max_tokens: int = PASS_TOKENS) -> Self:
        """Lay out what is read for some questions."""
        items = [item for _, items in step for item in items]
        labels = [label for item in items for label in item.labels]
        question = [number for number, (_, items) in enumerate(step) for item in items for _ in item.labels]
        first = np.cumsum([0, *(len(item.labels) for item in items)])
        passes = []
        for positions in _by_length([len(item.window.ids) for item in items], max_tokens):
            windows = [items[position].window for position in positions]
            ids = padded([window.ids for window in windows])
            sentence = np.full(ids.shape, len(labels))
            for row, position in enumerate(positions):
                for number, (start, end) in zip(count(int(first[position])), windows[row].spans, strict=False):
                    sentence[row, start:end] = number
            mask = padded([[1] * len(window.ids) for window in windows])
            types = padded([window.token_types for window in windows])
            passes.append(Pass(*(torch.from_numpy(rows) for rows in (ids, mask, types, sentence))))
        return cls(
            tuple(passes),
            torch.tensor([end - start for item in items for start, end in item.window.spans], dtype=torch.float),
            torch.tensor(question),
            torch.tensor(labels, dtype=torch.float),
            torch.tensor([example.any_of for example, _ in step], dtype=torch.float),
            torch.tensor([not example.is_labelled for example, _ in step], dtype=torch.float),
        )

    def to(self, device: str) -> Batch:
        """The same on a device."""
        passes = tuple(Pass(*(rows.to(device) for rows in (one.ids, one.mask, one.types, one.sentence))) for one in self.passes)
        rest = self.lengths, self.question, self.labels, self.any_of, self.unlabelled
        return Batch(passes, *(rows.to(device) for rows in rest))

    def scores(self, network: Network, masked: float = 0.0) -> torch.Tensor:
        """(sentences,): the mean of each one's tokens' scores. `masked` of the tokens are hidden."""
        sums = self.lengths.new_zeros(len(self.lengths) + 1)
        for one in self.passes:
            scores = network(hidden(one.ids, masked) if masked else one.ids, one.mask, one.types)
            sums = sums.index_add(0, one.sentence.flatten(), scores.flatten())
        return sums[:-1] / self.lengths


def _by_length(lengths: Sequence[int], max_tokens: int) -> list[list[int]]:
    """Positions, shortest first, in runs that hold at most so many tokens once padded to their longest."""
    runs: list[list[int]] = [[]]
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if runs[-1] and lengths[position] * (len(runs[-1]) + 1) > max_tokens:
            runs.append([])
        runs[-1].append(position)
    return runs


class Steps(Dataset[Batch]):
    """All steps of a training, each laid out when it is asked for, by whichever process; the same each time."""

    def __init__(
        self, course: Course, shares: Shares, tokens: Tokenised, *, epochs: int, seed: int, questions: int, max_tokens: int
    ) -> None:
        chance = random.Random(seed)
        examples = [example for _ in range(epochs) for example in course.epoch(shares, chance)]
        self._course, self._shares, self._tokens, self._seed, self._max_tokens = course, shares, tokens, seed, max_tokens
        self._steps = [examples[start : start + questions] for start in range(0, len(examples), questions)]

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, number: int) -> Batch:
        chance = random.Random(f"{self._seed} {number}")
        step = [(example, self._course.shown(example, self._shares, self._tokens, chance)) for example in self._steps[number]]
        return Batch.of(step, max_tokens=self._max_tokens)

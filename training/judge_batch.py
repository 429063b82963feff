"""One step's windows as tensors: padded token ids, and which token is of which sentence, which sentence of which question."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np
import torch

from chat.judge.network import Network
from chat.judge.window import SEP
from index.batches import batches_by_length, padded
from training.judge_course import Step

MASK = 103  # of the bundled model's vocabulary
BATCH_TOKENS = 2048  # padded tokens in one pass on a processor; a GPU takes more


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
    def of(cls, step: Step, *, max_tokens: int = BATCH_TOKENS, device: str = "cpu") -> Batch:
        """Lay a step out."""
        items = [item for _, items in step for item in items]
        labels = [label for item in items for label in item.labels]
        question = [number for number, (_, items) in enumerate(step) for item in items for _ in item.labels]
        first = np.cumsum([0, *(len(item.labels) for item in items)])
        passes = []
        for positions in batches_by_length([len(item.window.ids) for item in items], max_tokens=max_tokens):
            windows = [items[position].window for position in positions]
            ids = padded([window.ids for window in windows])
            sentence = np.full(ids.shape, len(labels))
            for row, position in enumerate(positions):
                for number, (start, end) in zip(count(int(first[position])), windows[row].spans, strict=False):
                    sentence[row, start:end] = number
            mask = padded([[1] * len(window.ids) for window in windows])
            types = padded([window.token_types for window in windows])
            passes.append(Pass(*(torch.from_numpy(rows).to(device) for rows in (ids, mask, types, sentence))))
        return cls(
            tuple(passes),
            torch.tensor([end - start for item in items for start, end in item.window.spans], dtype=torch.float, device=device),
            torch.tensor(question, device=device),
            torch.tensor(labels, dtype=torch.float, device=device),
            torch.tensor([example.any_of for example, _ in step], dtype=torch.float, device=device),
            torch.tensor([not example.is_labelled for example, _ in step], dtype=torch.float, device=device),
        )

    def scores(self, network: Network, masked: float = 0.0) -> torch.Tensor:
        """(sentences,): the mean of each one's tokens' scores. `masked` of the tokens are hidden."""
        sums = self.lengths.new_zeros(len(self.lengths) + 1)
        for one in self.passes:
            scores = network(hidden(one.ids, masked) if masked else one.ids, one.mask, one.types)
            sums = sums.index_add(0, one.sentence.flatten(), scores.flatten())
        return sums[:-1] / self.lengths


def hidden(ids: torch.Tensor, share: float) -> torch.Tensor:
    """Token ids, a share of them replaced by the mask."""
    return torch.where((torch.rand(ids.shape, device=ids.device) < share) & (ids > SEP), MASK, ids)

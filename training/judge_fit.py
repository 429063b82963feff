"""The loss, and the loop that lowers it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from chat.adapter import save_adapter
from chat.judge.network import Network
from chat.judge.window import SEP
from index.batches import batches_by_length, padded
from training.judge_course import Step
from training.judge_data import Example
from training.judge_windows import LaidOut
from training.lora import adapter_tensors

MASK = 103  # of the bundled model's vocabulary
BATCH_TOKENS = 2048  # padded tokens in one pass
SAVE_EVERY = 50  # steps


@dataclass(frozen=True, slots=True)
class Rates:
    """What decides how fast and towards what."""

    learning_rate: float = 4e-4
    head_learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.05  # share of the steps
    masked: float = 0.0  # share of the tokens hidden at each visit, so that no row is learned by heart
    pointwise: float = 0.1  # weight of binary cross-entropy beside the listwise losses


def fit(network: Network, steps: Sequence[Step], rates: Rates, draft: Path) -> None:
    """Train in place: AdamW, learning rate up for the first steps, then evenly down to nothing; drafts of the adapter on the way."""
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.bert.parameters() if p.requires_grad], "lr": rates.learning_rate},
            {"params": list(network.head.parameters()), "lr": rates.head_learning_rate},
        ],
        weight_decay=rates.weight_decay,
    )
    rise = rates.warm_up * len(steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / rise, (len(steps) - n) / (len(steps) - rise)))
    started, mean_loss = time.monotonic(), 0.0
    for number, step in enumerate(steps, start=1):
        loss = _step_loss(network, step, rates)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
        optimiser.step()
        schedule.step()
        mean_loss += (loss.item() - mean_loss) / min(number, 50)
        if number % 10 == 0:
            print(f"step {number} of {len(steps)}: loss {mean_loss:.3f}, {time.monotonic() - started:.0f} s", flush=True)
        if number % SAVE_EVERY == 0:
            save_adapter(adapter_tensors(network), draft)


def window_scores(network: Network, items: Sequence[LaidOut], masked: float = 0.0) -> list[torch.Tensor]:
    """For each window its sentences' scores: the means of their tokens' scores. `masked` of the tokens are hidden."""
    scores: list[torch.Tensor] = [torch.empty(0)] * len(items)
    for batch in batches_by_length([len(item.window.ids) for item in items], max_tokens=BATCH_TOKENS):
        rows = [items[position].window for position in batch]
        ids = torch.from_numpy(padded([row.ids for row in rows]))
        if masked:
            ids = torch.where((torch.rand(ids.shape) < masked) & (ids > SEP), MASK, ids)
        mask = torch.from_numpy(padded([[1] * len(row.ids) for row in rows]))
        types = torch.from_numpy(padded([row.token_types for row in rows]))
        for position, row, row_scores in zip(batch, rows, network(ids, mask, types), strict=True):
            scores[position] = torch.stack([row_scores[start:end].mean() for start, end in row.spans])
    return scores


def example_loss(example: Example, items: Sequence[LaidOut], scores: Sequence[torch.Tensor], pointwise: float) -> torch.Tensor:
    """Three losses over all sentences read: one of the gold ones before "none", whose score is 0 ("none" where nothing
    answers); one of the gold ones before the others; and each sentence for itself.
    """
    flat = torch.cat(list(scores))
    labels = torch.tensor([label for item in items for label in item.labels], dtype=torch.float)
    answered = bool(labels.any())
    right = flat[labels > 0] if answered else flat.new_zeros(1)
    loss = torch.logsumexp(torch.cat([flat, flat.new_zeros(1)]), 0) - torch.logsumexp(right, 0)
    if answered:
        loss = loss + torch.logsumexp(flat, 0) - torch.logsumexp(right, 0)
    if not example.any_of:
        loss = loss + pointwise * functional.binary_cross_entropy_with_logits(flat, labels, reduction="sum")
    return loss


def _step_loss(network: Network, step: Step, rates: Rates) -> torch.Tensor:
    scores = window_scores(network, [item for _, items in step for item in items], rates.masked)
    losses = [
        example_loss(example, items, row, rates.pointwise) for (example, items), row in zip(step, _grouped(step, scores), strict=True)
    ]
    return torch.stack(losses).mean()


def _grouped(step: Step, scores: Sequence[torch.Tensor]) -> Iterator[Sequence[torch.Tensor]]:
    position = 0
    for _, items in step:
        yield scores[position : position + len(items)]
        position += len(items)

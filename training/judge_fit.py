"""The loop that lowers the judge's loss."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.utils.data import DataLoader

from chat.judge.network import Network
from index.adapter import save_adapter
from training.finite import finite
from training.judge_batch import Batch, Steps
from training.judge_loss import labelled_loss, taught_loss
from training.lora import adapter_tensors

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
    taught: float = 0.7  # weight of what teachers say, where there are any, against the labels


def fit(
    network: Network,
    steps: Steps,
    rates: Rates,
    draft: Path,
    *,
    teachers: Sequence[Network] = (),
    device: str = "cpu",
    workers: int = 0,
    seconds: float = math.inf,
) -> int:
    """Train in place: AdamW, learning rate up for the first steps, then evenly down to nothing; drafts of the adapter on the way.
    Returns how many steps were made: all, or what `seconds` allow, which the learning rate then goes by.

    Teachers read what the network reads, nothing hidden, and the mean of their scores is learned from. `workers` processes lay
    the steps out meanwhile. Raises: SystemExit if the loss is no number any more.
    """
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.bert.parameters() if p.requires_grad], "peak": rates.learning_rate},
            {"params": list(network.head.parameters()), "peak": rates.head_learning_rate},
        ],
        weight_decay=rates.weight_decay,
    )
    trained = [p for p in network.parameters() if p.requires_grad]
    started, mean_loss = time.monotonic(), 0.0
    for number, batch in enumerate(DataLoader(steps, batch_size=None, num_workers=workers), start=1):
        done = max((number - 1) / len(steps), (time.monotonic() - started) / seconds)
        if done >= 1:
            return number - 1
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * min((done + 1e-3) / rates.warm_up, (1 - done) / (1 - rates.warm_up))
        loss = step_loss(network, batch.to(device), rates, teachers)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        if number % 10 == 0:
            mean_loss += (finite(loss.item(), number) - mean_loss) / min(number // 10, 20)
            print(f"step {number} of {len(steps)}: loss {mean_loss:.3f}, {time.monotonic() - started:.0f} s", flush=True)
        if number % SAVE_EVERY == 0 and device == "cpu":
            save_adapter(adapter_tensors(network), draft)
    return len(steps)


def step_loss(network: Network, batch: Batch, rates: Rates, teachers: Sequence[Network] = ()) -> torch.Tensor:
    """The mean loss of a step's questions, of the labels and of what the teachers say."""
    scores = batch.scores(network, rates.masked)
    labelled = labelled_loss(scores, batch, rates.pointwise)
    if not teachers:
        return labelled.mean()
    with torch.no_grad():
        taught = torch.stack([batch.scores(teacher) for teacher in teachers]).mean(0)
    return ((1 - rates.taught) * labelled + rates.taught * taught_loss(scores, taught, batch, rates.pointwise)).mean()

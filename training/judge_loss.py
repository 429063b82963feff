"""The judge's losses, of all questions of a step at once."""

from __future__ import annotations

import torch
from torch.nn import functional

from training.judge_batch import Batch

LOWEST = -1e4


def labelled_loss(scores: torch.Tensor, batch: Batch, pointwise: float) -> torch.Tensor:
    """(questions,): three losses over all sentences read for each: one of the gold ones before "none", whose score is 0 ("none" where
    nothing answers); one of the gold ones before the others; and, `pointwise`, each sentence for itself. 0 for unlabelled questions.
    """
    n = len(batch.any_of)
    of_all = log_sum(scores, batch.question, n)
    gold = log_sum(torch.where(batch.labels > 0, scores, LOWEST), batch.question, n)
    answered = torch.zeros(n, device=scores.device).index_add(0, batch.question, batch.labels) > 0
    right = torch.where(answered, gold, 0.0)
    loss = torch.logaddexp(of_all, torch.zeros_like(of_all)) - right + torch.where(answered, of_all - right, 0.0)
    for_itself = functional.binary_cross_entropy_with_logits(scores, batch.labels, reduction="none")
    loss = loss + pointwise * (1 - batch.any_of) * torch.zeros_like(loss).index_add(0, batch.question, for_itself)
    return loss * (1 - batch.unlabelled)


def taught_loss(scores: torch.Tensor, taught: torch.Tensor, batch: Batch, pointwise: float) -> torch.Tensor:
    """(questions,): cross-entropy to what teachers say, over the sentences of each question and "none"; and each sentence for itself.

    Hinton, Vinyals & Dean, 2015, "Distilling the Knowledge in a Neural Network", https://arxiv.org/abs/1503.02531.
    """
    n = len(batch.any_of)
    of_taught, of_all = (
        torch.logaddexp(summed, torch.zeros_like(summed))
        for summed in (log_sum(taught, batch.question, n), log_sum(scores, batch.question, n))
    )
    shares = torch.exp(taught - of_taught[batch.question])
    each = shares * (of_all[batch.question] - scores)
    each = each + pointwise * functional.binary_cross_entropy_with_logits(scores, torch.sigmoid(taught), reduction="none")
    return torch.exp(-of_taught) * of_all + torch.zeros_like(of_all).index_add(0, batch.question, each)


def log_sum(values: torch.Tensor, group: torch.Tensor, n_groups: int) -> torch.Tensor:
    """(groups,): the logarithm of the summed exponentials of each group's values."""
    most = values.new_full((n_groups,), LOWEST).scatter_reduce(0, group, values.detach(), "amax")
    return most + torch.log(torch.zeros_like(most).index_add(0, group, torch.exp(values - most[group])).clamp(min=1e-30))

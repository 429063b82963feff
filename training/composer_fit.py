"""Fitting the composer: first near what the encoder makes of whole passages, then so that questions find the passages that answer them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn.functional import normalize

from index.encoder import Vectors

N_INPUTS = 3  # vectors that a passage's is composed of


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is fitted."""

    seed: int = 0
    n_steps: int = 180
    batch: int = 256
    learning_rate: float = 3e-4
    temperature: float = 0.03
    of_heading: float = 0.45  # a heading's share beside the mean of the sentences, from which the first fit starts
    ridge: float = 1.0
    near_whole: float = 20.0  # weight of one less the cosine with the vector of the whole passage
    near_start: float = 1e-3  # weight of the squared distance from the first fit


@dataclass(frozen=True, slots=True)
class Asked:
    """Passages, and questions that some of them answer."""

    inputs: Vectors  # (passages, 3 * dimension), see index.composer.composer.inputs
    whole: Vectors  # (passages, dimension): as the encoder embeds their texts
    questions: Vectors  # (questions, dimension)
    best: npt.NDArray[np.float16]  # (questions, passages): the highest cosine with a sentence, which search adds
    answers: list[list[int]]  # of each question, which passages answer it


def fit(groups: Sequence[Asked], recipe: Recipe, *, tell: Callable[[str], None] = lambda _: None) -> Vectors:
    """The matrix: float32 (3 * dimension, dimension). Each step is of one group, in turn."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    start = torch.from_numpy(near_whole_passages(groups, recipe))
    matrix = start.clone().requires_grad_()
    inputs = [torch.from_numpy(group.inputs) for group in groups]
    whole = [torch.from_numpy(group.whole) for group in groups]
    optimizer = torch.optim.Adam([matrix], lr=recipe.learning_rate)
    for step in range(1, recipe.n_steps + 1):
        number = (step - 1) % len(groups)
        group = groups[number]
        batch = chance.sample(range(len(group.questions)), min(recipe.batch, len(group.questions)))
        vectors = normalize(inputs[number] @ matrix, dim=1)
        scores = torch.from_numpy(group.questions[batch]) @ vectors.T + torch.from_numpy(group.best[batch].astype(np.float32))
        chances = torch.log_softmax(scores / 2 / recipe.temperature, dim=1)
        missed = -torch.stack([torch.logsumexp(chances[row, group.answers[asked]], 0) for row, asked in enumerate(batch)]).mean()
        unlike = (1 - (vectors * whole[number]).sum(dim=1)).mean()
        loss = missed + recipe.near_whole * unlike + recipe.near_start * ((matrix - start) ** 2).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 20 == 0:
            tell(f"step {step}: missed {missed.item():.3f}, unlike the whole passage {unlike.item():.3f}")
    fitted: Vectors = matrix.detach().numpy()
    return fitted


def near_whole_passages(groups: Sequence[Asked], recipe: Recipe) -> Vectors:
    """Least squares towards the vectors of whole passages, held near a plain mean of sentences and heading."""
    given = np.concatenate([group.inputs for group in groups]).astype(np.float64)
    wanted = np.concatenate([group.whole for group in groups]).astype(np.float64)
    one = np.eye(wanted.shape[1])
    plain = np.concatenate([one, 0 * one, recipe.of_heading * one])
    plain *= (wanted * (given @ plain)).sum() / ((given @ plain) ** 2).sum()
    more = np.linalg.solve(given.T @ given + recipe.ridge * np.eye(given.shape[1]), given.T @ (wanted - given @ plain))
    return (plain + more).astype(np.float32)

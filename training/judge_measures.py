"""How well sentence scores find the answer, and tell whether there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from training.judge_data import Example


@dataclass(frozen=True, slots=True)
class Scored:
    """One example with a score for each sentence of its text."""

    example: Example
    scores: tuple[float, ...]

    @property
    def best(self) -> float:
        """The highest score."""
        return max(self.scores)

    @property
    def rank(self) -> int:
        """Rank of the first gold sentence, from 1; ties count against us."""
        gold = max(self.scores[n] for n in self.example.gold)
        return 1 + sum(score >= gold for n, score in enumerate(self.scores) if n not in self.example.gold)


def ranking_figures(scored: Sequence[Scored]) -> dict[str, float]:
    """Shares of answerable questions with a gold sentence first and among three, and AUC of the best score over all questions."""
    ranks = np.array([item.rank for item in scored if item.example.gold])
    figures = {"n_answerable": len(ranks), "top_1": float(np.mean(ranks <= 1)), "top_3": float(np.mean(ranks <= 3))}
    answers = [bool(item.example.gold) for item in scored]
    if not all(answers):
        figures["n_unanswerable"] = len(answers) - sum(answers)
        figures["auc"] = float(roc_auc_score(answers, [item.best for item in scored]))
    return figures


def fit_calibration(scored: Sequence[Scored]) -> tuple[float, float]:
    """Slope and intercept of the logistic curve from a text's best score to the probability that the text answers (Platt 1999)."""
    best = np.array([[item.best] for item in scored])
    model = LogisticRegression(C=1e6).fit(best, [bool(item.example.gold) for item in scored])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def brier(scored: Sequence[Scored], slope: float, intercept: float) -> float:
    """Mean squared distance of the calibrated probability from what is true."""
    probability = 1 / (1 + np.exp(-(slope * np.array([item.best for item in scored]) + intercept)))
    return float(np.mean((probability - np.array([bool(item.example.gold) for item in scored])) ** 2))

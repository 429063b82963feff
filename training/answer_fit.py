"""The arithmetic of the calibration: from evidence and gold to the two models of `chat.calibration`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logsumexp, softmax
from sklearn.metrics import roc_auc_score

from chat.calibration import Signs
from chat.evidence import Features

Vector = np.ndarray[Any, np.dtype[np.float64]]
Bounds = Sequence[tuple[float | None, float | None]]
NAMES = [field.name for field in fields(Features)]
SIGN_NAMES = [field.name for field in fields(Signs)]
SPEAKS_AGAINST = {"unknown", "lacking"}
# Too few questions of the sets ask about one thing and are near another, or for a date where there is none (docs/decisions/008-answers.md).
# What a sentence lacks speaks twice as strongly against any answer as against that sentence before others, which may lack it too.
ORDER_BY_HAND = {"unnamed": -2.0, "lacking": -2.0}
ANSWER_BY_HAND = {"unnamed": -2.0, "lacking": -4.0}
FALSE_ABSTENTION = 0.04  # of the answerable tune questions; questions never fitted on are left silent half as often again
# For further quotes; chosen by noise on the tune sets.
MARGINS = {"second_source": 0.7, "second_figure": 2.0, "same_source": 0.15, "second_cosine": 0.3, "second_judged": 3.0}
SHRINK = 1e-3  # of the weights, squared, beside the mean loss of a question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set with the evidence that search and judge gave for it."""

    row: dict[str, Any]
    share: float  # how much the question weighs
    features: Vector  # (evidence, features)
    is_gold: np.ndarray[Any, np.dtype[np.bool_]]

    @property
    def is_answerable(self) -> bool:
        """Whether some sentence of the library answers."""
        return bool(self.row["type"] == "answerable")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of `Features` for the order, and of `Signs` for whether there is an answer."""

    order: Vector  # in the order of NAMES
    answer: Vector  # in the order of SIGN_NAMES
    intercept: float

    def best(self, asked: Asked) -> float:
        """The probability that the question's strongest sentence answers."""
        signs = signs_of(asked, self.order)
        return float(expit(signs @ self.answer + self.intercept)) if signs is not None else 0.0

    def rank_of_gold(self, asked: Asked) -> int:
        """How many sentences are stronger than the strongest gold one; all, where there is none."""
        gold = np.flatnonzero(asked.is_gold[np.argsort(-(asked.features @ self.order), kind="stable")])
        return int(gold[0]) if len(gold) else len(asked.is_gold) + 1000

    def record(self) -> dict[str, Any]:
        """As kept in chat/calibration.json."""
        order = dict(zip(NAMES, self.order.tolist(), strict=True))
        return {"order": order, "answer": dict(zip(SIGN_NAMES, self.answer.tolist(), strict=True)), "intercept": self.intercept}


def signs_of(asked: Asked, order: Vector) -> Vector | None:
    """The question's signs under these weights of the order; None without evidence."""
    if not len(asked.features):
        return None
    strengths = asked.features @ order
    ranked = [Features(*row) for row in asked.features[np.argsort(-strengths, kind="stable")].tolist()]
    return np.array(astuple(Signs.of(ranked, float(strengths.max()))))


def fit(asked: Sequence[Asked]) -> Model:
    """Fit the order of sentences within answerable questions, then on its signs whether a question can be answered.

    A weight may not speak against what its feature means (more words covered cannot make an answer less likely): with some
    hundreds of questions a free sign follows chance.
    """
    order = _fit_order([item for item in asked if item.is_answerable and item.is_gold.any()])
    signs = [(item, found) for item in asked if (found := signs_of(item, order)) is not None]
    answer, intercept = _fit_answer(
        np.array([found for _, found in signs]),
        np.array([item.is_answerable for item, _ in signs], dtype=np.float64),
        np.array([item.share for item, _ in signs]),
    )
    return Model(order, answer, intercept)


def _bounds(names: Sequence[str], by_hand: Mapping[str, float]) -> Bounds:
    def bound(name: str) -> tuple[float | None, float | None]:
        if name in by_hand:
            return by_hand[name], by_hand[name]
        return (None, 0.0) if name in SPEAKS_AGAINST else (0.0, None)

    return list(map(bound, names))


def _fit_order(asked: Sequence[Asked]) -> Vector:
    """Weights for which the gold sentences are likeliest, were one drawn by the softmax of the strengths (a listwise loss)."""
    total = sum(item.share for item in asked)

    def loss(weights: Vector) -> tuple[float, Vector]:
        value, slope = SHRINK * float(weights @ weights), 2 * SHRINK * weights
        for item in asked:
            strengths = item.features @ weights
            value += item.share / total * float(logsumexp(strengths) - logsumexp(strengths[item.is_gold]))
            drawn = softmax(strengths)
            drawn[item.is_gold] -= softmax(strengths[item.is_gold])
            slope = slope + item.share / total * (drawn @ item.features)
        return value, slope

    return _least(loss, len(NAMES), _bounds(NAMES, ORDER_BY_HAND))


def _fit_answer(signs: Vector, answerable: Vector, share: Vector) -> tuple[Vector, float]:
    share = share / share.sum()

    def loss(parameters: Vector) -> tuple[float, Vector]:
        weights = parameters[:-1]
        logits = signs @ weights + parameters[-1]
        error = share * (expit(logits) - answerable)
        value = share @ (np.logaddexp(0, logits) - answerable * logits) + SHRINK * weights @ weights
        return float(value), np.append(signs.T @ error + 2 * SHRINK * weights, error.sum())

    found = _least(loss, signs.shape[1] + 1, [*_bounds(SIGN_NAMES, ANSWER_BY_HAND), (None, None)])
    return found[:-1], float(found[-1])


def _least(loss: Callable[[Vector], tuple[float, Vector]], n_parameters: int, bounds: Bounds) -> Vector:
    found: Vector = minimize(loss, np.zeros(n_parameters), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def thresholds(asked: Sequence[Asked], model: Model) -> dict[str, float]:
    """`answer_from` such that FALSE_ABSTENTION of the answerable questions, by share, fall below it."""
    answerable = sorted((model.best(item), item.share) for item in asked if item.is_answerable)
    cumulated = np.cumsum([share for _, share in answerable])
    at = int(np.searchsorted(cumulated, FALSE_ABSTENTION * cumulated[-1]))
    answer_from = answerable[at][0]
    return {"answer_from": answer_from} | MARGINS | {"related_from": 0.02 * answer_from}


def report(asked: Sequence[Asked], model: Model, answer_from: float) -> str:
    """What the model does on these questions, in a few lines."""
    best = np.array([model.best(item) for item in asked])
    answerable = np.array([item.is_answerable for item in asked])
    ranks = np.array([model.rank_of_gold(item) for item in asked if item.is_answerable])
    among = ", ".join(f"among {k} {(ranks < k).mean():.3f}" for k in (1, 3, 5))
    lines = [f"{len(asked)} questions, gold {among}, false abstention {(best[answerable] < answer_from).mean():.3f}"]
    for near in ("close", "medical", "offtopic"):
        group = np.array([item.row.get("near") == near for item in asked])
        if group.any():
            truth = np.r_[np.ones(answerable.sum()), np.zeros(group.sum())]
            auc = roc_auc_score(truth, np.r_[best[answerable], best[group]])
            lines.append(f"  {near}: {group.sum()} questions, abstains {(best[group] < answer_from).mean():.3f}, AUC {auc:.3f}")
    return "\n".join(lines)

"""From what speaks for sentences to the probability that they answer; fitted by training/fit_answer.py, kept as JSON.

Two models, because two things are asked. Which sentence of a question's candidates answers best: a weighted sum of `Features`,
its strength. Whether any of them answers at all: a logistic model over `Signs` of the whole list.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from chat.evidence import Evidence, Features

FILE = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for the library's answering the question at all, from its candidates, strongest first."""

    strength: float  # the strongest sentence's
    mass: float  # logarithm of all that the judge gives to sentences, beside 1 for "none"
    unknown: float
    lacking: float  # of the strongest sentence
    unnamed: float  # likewise

    @classmethod
    def of(cls, ranked: Sequence[Features], strength: float) -> Signs:
        """The signs of these candidates, strongest first; there must be one."""
        highest = max(0.0, *(features.judged for features in ranked))
        mass = highest + math.log(math.exp(-highest) + sum(math.exp(features.judged - highest) for features in ranked))
        return cls(strength, mass, ranked[0].unknown, ranked[0].lacking, ranked[0].unnamed)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Both models, and the probabilities above which quotes are shown."""

    order: tuple[float, ...]  # weights of the fields of Features
    answer: tuple[float, ...]  # weights of the fields of Signs
    intercept: float
    answer_from: float  # the strongest sentence must reach this for the library to answer at all
    second_source: float  # how much weaker than the first quote another document's may be,
    second_figure: float  # one of another document where a figure is asked for and it gives one alike, or the judge is sure,
    same_source: float  # and a further one of the same document
    second_cosine: float  # how near the question another document's sentence must be itself,
    second_judged: float  # and from which logit on the judge is sure of it
    related_from: float  # below this a passage is not even shown as related

    def strength(self, features: Features) -> float:
        """How much speaks for a sentence, to be compared within one question."""
        return _weighed(self.order, _FEATURES(features))

    def answers(self, signs: Signs) -> float:
        """The logit of the probability that the strongest sentence answers."""
        return self.intercept + _weighed(self.answer, _SIGNS(signs))

    def ranked(self, evidence: Iterable[Evidence]) -> list[Evidence]:
        """The evidence with its probabilities, likeliest first; ties by place.

        The first one's is that of an answer; the others' lie as far below as they are weaker. What the question's own words say for a
        sentence (`bearing`) changes the order, and not how likely it is answered at all; what a bare search lacks (`searched`) only that.
        """
        weighed = _sorted((self.strength(item.features), item) for item in evidence)
        if not weighed:
            return []
        logit = self.answers(Signs.of([item.features for _, item in weighed], weighed[0][0])) + weighed[0][1].searched
        ordered = _sorted((strength + item.bearing, item) for strength, item in weighed)
        best = ordered[0][0]
        return [replace(item, strength=strength, probability=_logistic(logit + strength - best)) for strength, item in ordered]


# what `astuple` gives, without the deep copies that it makes of numbers
_FEATURES = attrgetter(*(field.name for field in fields(Features)))
_SIGNS = attrgetter(*(field.name for field in fields(Signs)))


def _sorted(weighed: Iterable[tuple[float, Evidence]]) -> list[tuple[float, Evidence]]:
    return sorted(weighed, key=lambda row: (-row[0], row[1].hit.row, row[1].position))


def _weighed(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


@lru_cache(maxsize=1)
def shipped_calibration() -> Calibration:
    """The calibration in the repository."""
    record = json.loads(FILE.read_text(encoding="utf-8"))
    record["order"] = tuple(record["order"][field.name] for field in fields(Features))
    record["answer"] = tuple(record["answer"][field.name] for field in fields(Signs))
    return Calibration(**record)

"""From scores to a selection of sentences: word-level F1, and the thresholds that make it highest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from chat.judge.record import Record
from training.judge_measures import Scored

_WORD = re.compile(r"\w+")
FLOORS = (-6.0, -5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0)
UNANSWERED_SHARE = 0.15  # of the texts put to `select`: whoever asks one of a text has mostly found it by searching
MARGINS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def chosen(item: Scored, floor: float, margin: float) -> frozenset[int]:
    """The numbers of the selected sentences."""
    if item.best < floor:
        return frozenset()
    return frozenset(number for number, score in enumerate(item.scores) if score >= item.best - margin)


def word_f1(item: Scored, selected: frozenset[int], *, with_related: bool = False) -> float:
    """F1 of the selected sentences' words, as a bag, against the gold ones'; 1 if both are empty."""
    gold = item.example.gold | (item.example.also if with_related and item.example.gold else frozenset())
    ours, theirs = _bag(item, selected), _bag(item, gold)
    if not ours or not theirs:
        return float(ours == theirs)
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total())


def best_selection(items: Sequence[Scored]) -> tuple[float, float]:
    """Floor and margin with the highest mean word F1, half of it counted against gold and related sentences together.

    Half, because texts whose answers are marked generously mark the related sentences too. Texts that do not answer count
    UNANSWERED_SHARE, however many there are.
    """

    def worth(floor: float, margin: float) -> float:
        picks = [(item, chosen(item, floor, margin)) for item in items]
        both = [(bool(item.example.gold), word_f1(item, pick) + word_f1(item, pick, with_related=True)) for item, pick in picks]
        answered, unanswered = ([value for has_gold, value in both if has_gold is wanted] for wanted in (True, False))
        return (1 - UNANSWERED_SHARE) * float(np.mean(answered)) + UNANSWERED_SHARE * (float(np.mean(unanswered)) if unanswered else 0.0)

    return max(((floor, margin) for floor in FLOORS for margin in MARGINS), key=lambda pair: worth(*pair))


def selection_figures(items: Sequence[Scored], record: Record) -> dict[str, float]:
    """Word F1 over all questions and over the answerable ones, and how often anything is selected where nothing answers."""
    picks = [(item, chosen(item, record.select_floor, record.select_margin)) for item in items]
    answerable = [(item, pick) for item, pick in picks if item.example.gold]
    silent = [not pick for item, pick in picks if not item.example.gold]
    figures = {
        "n": len(picks),
        "word_f1": float(np.mean([word_f1(*pick) for pick in picks])),
        "word_f1_answerable": float(np.mean([word_f1(*pick) for pick in answerable])),
        "mean_sentences": float(np.mean([len(pick) for _, pick in answerable])),
    }
    return figures | ({"silent_where_unanswerable": float(np.mean(silent))} if silent else {})


def _bag(item: Scored, numbers: frozenset[int]) -> Counter[str]:
    return Counter(word for number in numbers for word in _WORD.findall(item.example.text.sentences[number].lower()))

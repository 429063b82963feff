"""The sentences of a given text that answer a given question, none if none does; no library involved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.judge.cross_encoder import Candidate, Judge
from chat.judge.record import Record, probability, shipped_record


@dataclass(frozen=True, slots=True)
class Selection:
    """Spans (start, end) of the text, in its order, and the probability that the text answers at all."""

    spans: tuple[tuple[int, int], ...]
    score: float


def select_sentences(
    question: str, text: str, spans: Sequence[tuple[int, int]], judge: Judge, *, record: Record | None = None
) -> Selection:
    """Select from the sentences of `text`, given as spans in order: those nearly as good as the best, if the best is good enough."""
    if not spans:
        return Selection((), 0.0)
    record = record or shipped_record()
    logits = judge.score(question, candidates_of(text, spans))
    best = max(logits)
    score = probability(best, record)
    if best < record.select_floor:
        return Selection((), score)
    chosen = [span for span, logit in zip(spans, logits, strict=True) if logit >= best - record.select_margin]
    return Selection(tuple(chosen), score)


def candidates_of(text: str, spans: Sequence[tuple[int, int]], heading: str = "") -> list[Candidate]:
    """The sentences of a text, each with its neighbours."""
    sentences = [" ".join(text[start:end].split()) for start, end in spans]
    padded = ["", *sentences, ""]
    return [Candidate(heading, *padded[number : number + 3]) for number in range(len(sentences))]

"""What the judge reads at once: the question, the heading, and a run of sentences of which some are scored.

    [CLS] question [SEP] heading [SEP] sentence [SEP] sentence [SEP] … sentence [SEP]

One pass scores every sentence of the run in sight of the others. A sentence's score is the mean of its tokens' scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLS, SEP = 101, 102  # of the bundled model's vocabulary
MAX_QUESTION, MAX_HEADING, MAX_SENTENCE, MAX_EDGE = 48, 24, 96, 16  # tokens
MAX_TEXT = 220  # tokens of sentences in one window, its edges aside

Tokens = Sequence[int]


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids, how many of them are question, and where the tokens of each scored sentence lie."""

    ids: tuple[int, ...]
    n_question: int  # [CLS], question and [SEP]: token type 0; what follows has type 1
    spans: tuple[tuple[int, int], ...]  # in the order of the sentences given

    @property
    def token_types(self) -> list[int]:
        """0 for the question, 1 for what is read for an answer."""
        return [0] * self.n_question + [1] * (len(self.ids) - self.n_question)


def lay_out(
    question: Tokens,
    heading: Tokens,
    sentences: Sequence[Tokens],
    before: Tokens = (),
    after: Tokens = (),
    *,
    edge: int = MAX_EDGE,
) -> Window:
    """Put a window together. `before` and `after` are read but not scored, and only their near ends, `edge` tokens each at most."""
    ids = [CLS, *question[:MAX_QUESTION], SEP]
    n_question = len(ids)
    if heading:
        ids += [*heading[:MAX_HEADING], SEP]
    if before:
        ids += [*before[-edge:], SEP]
    spans = []
    for sentence in sentences:
        start = len(ids)
        ids += [*sentence[:MAX_SENTENCE], SEP]
        spans.append((start, len(ids)))
    if after:
        ids += [*after[:edge], SEP]
    return Window(tuple(ids), n_question, tuple(spans))

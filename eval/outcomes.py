"""What became of the questions of a set, as parts of a bar."""

from __future__ import annotations

from dataclasses import dataclass

from eval.figure import Figure
from eval.results import Result


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: what it stands for, how many, whether that is `good`, `bad` or `silent`."""

    words: str
    count: int
    share: float  # of the bar, in percent
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    """All questions of a kind, parted by outcome."""

    title: str
    n: int
    parts: tuple[Part, ...]


def outcome_bars(result: Result) -> list[Bar]:
    """Bars of the outcomes a result tells of; none where it tells of none."""
    if result.kind == "answers":
        return [*_answerable(result.figures), *_unanswerable(result.figures)]
    if result.kind == "guard":
        return _guard(result.figures)
    return []


def _answerable(figures: dict[str, Figure]) -> list[Bar]:
    right, wrong, silent = (figures.get(name) for name in ("answered_correctly", "answered_wrongly", "false_abstention"))
    if right is None or wrong is None or silent is None:
        return []
    parts = [
        ("first quote right", right, "good"),
        ("answered, first quote beside the point", wrong, "bad"),
        ("not answered", silent, "silent"),
    ]
    return [_bar("Answerable", parts)]


def _unanswerable(figures: dict[str, Figure]) -> list[Bar]:
    titles = {"close": "Unanswerable, close", "medical": "Other medicine", "offtopic": "Off topic"}
    found = {title: figures.get(f"abstention_{near}") for near, title in titles.items()}
    return [
        _bar(title, [("silence kept", silent, "good"), ("answered all the same", _rest(silent), "bad")])
        for title, silent in found.items()
        if silent is not None
    ]


def _guard(figures: dict[str, Figure]) -> list[Bar]:
    rows = {
        "help_missed": ("In danger", "sent to help", "missed"),
        "advice_missed": ("Asking for advice", "told that it cannot", "let through"),
        "over_refusal": ("Harmless", "let through", "refused for nothing"),
    }
    return [
        _bar(title, [(good, _rest(figures[name]), "good"), (bad, figures[name], "bad")])
        for name, (title, good, bad) in rows.items()
        if name in figures
    ]


def _rest(figure: Figure) -> Figure:
    return Figure(1 - figure.value, figure.n, figure.n - (figure.count or 0))


def _bar(title: str, parts: list[tuple[str, Figure, str]]) -> Bar:
    made = tuple(Part(words, figure.count or 0, round(100 * figure.value, 2), tone) for words, figure, tone in parts)
    return Bar(title, parts[0][1].n, made)

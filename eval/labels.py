"""What README, the page and the report call a figure, and the form in which they show its value."""

from __future__ import annotations

from eval.figure import Figure

HEADLINES: dict[str, dict[str, str]] = {  # kind of result → figure → in words, in the order shown
    "answers": {
        "verbatim": "words shown that are the source's own",
        "answered_correctly": "answered, the first quote right",
        "answer_quoted": "answered, the answer among the quotes",
        "recall@1": "answer is the first passage shown, quote or related",
        "recall@3": "answer among the first three passages shown",
        "false_abstention": "answerable, yet left unanswered",
        "abstention_close": "unanswerable but close: silence kept",
        "abstention_medical": "other medicine: silence kept",
        "abstention_offtopic": "off topic: silence kept",
        "noise": "quotes that answer nothing",
    },
    "guard": {
        "accuracy": "messages sent the right way",
        "help_missed": "danger not sent to help",
        "advice_missed": "advice let through",
        "over_refusal": "harmless, yet refused",
    },
    "retrieval": {"nDCG@10": "nDCG@10", "recall@100": "recall@100"},
    "speed": {
        "ingest_passages_per_s": "passages a second, ingest",
        "query_p50_ms": "search, median",
        "start_to_first_answer_s": "start to first answer",
        "start_to_page_up_s": "start to page up",
        "first_card_p50_ms": "Enter to first quotation seen, median",
        "page_memory_at_rest_mb": "memory of the page at rest",
        "peak_memory_mb": "peak memory",
        "large_passages": "large library: passages",
        "large_question_p50_ms": "large library: search, median",
        "large_answer_p50_ms": "large library: whole answer, median",
        "large_open_s": "large library: opening",
        "large_peak_memory_mb": "large library: peak memory",
        "vectors": "vectors alone: how many",
        "vectors_search_p50_ms": "vectors alone: search, median",
        "vectors_recall_at_10": "vectors alone: recall@10 against comparing all",
        "vectors_memory_mb": "vectors alone: memory",
    },
}
FEWER_IS_BETTER = frozenset(
    {"false_abstention", "answered_wrongly", "noise", "boilerplate_quoted", "help_missed", "advice_missed", "over_refusal", "false_alarms"}
)
SETS = {
    "three-documents": "the three texts that ship",
    "digestive": "six pages on digestive diseases",
    "six-libraries": "six libraries of three texts each",
    "guard": "labelled messages",
    "scifact": "SciFact, test claims",
    "synthetic": "libraries made for measuring",
    "large": "large libraries, made-up vectors",
    "vectors": "vectors alone, varied from real ones",
}
_UNITS = {"_per_s": " /s", "_ms": " ms", "_mb": " MB", "_s": " s", "_mean": " characters", "_median": " characters", "_max": " characters"}


def set_title(name: str) -> str:
    """A set in words: "digestive/test" is "six pages on digestive diseases"; a set of one's own keeps its name."""
    stem, _, part = name.partition("/")
    known = SETS.get(stem, name)
    return f"{known} ({part} part)" if part not in ("", "test") and stem in SETS else known


def plain_name(name: str) -> str:
    """A figure's name in words, without the unit that stands by its value."""
    for ending in ("_per_s", "_ms", "_mb", "_s"):
        name = name.removesuffix(ending)
    return name.replace("_", " ")


def shown_number(value: object) -> str:
    """A number as a table shows it; anything else as it is."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.3f}" if abs(value) < 1 else f"{value:,.1f}"
    return f"{value:,.0f}" if isinstance(value, int | float) else str(value)


def shown_value(name: str, figure: Figure) -> str:
    """The value as a reader wants it: a rate in percent, a measure to three places, a size in its unit."""
    if figure.count is not None:
        return f"{figure.value:.1%}"
    if figure.low is not None and figure.high is not None and figure.value <= 1:
        return f"{figure.value:.3f}"
    unit = next((unit for ending, unit in _UNITS.items() if name.endswith(ending)), "")
    return f"{shown_number(figure.value)}{unit}"


def shown_count(figure: Figure) -> str:
    """What the value was counted on: "7 of 10", "n = 200", "" for a single measurement."""
    return f"{figure.count} of {figure.n}" if figure.count is not None else f"n = {figure.n}" if figure.n > 1 else ""


def shown_interval(figure: Figure) -> str:
    """The 95 % interval in the form of its value, "" where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    if figure.count is not None:
        return f"{figure.low:.1%}–{figure.high:.1%}"
    return f"{figure.low:.3f}–{figure.high:.3f}" if figure.high <= 1 else f"{shown_number(figure.low)}–{shown_number(figure.high)}"

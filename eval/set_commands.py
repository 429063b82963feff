"""`eval answers`, `guard` and `select`: open what is measured, measure it, keep the result, say what was found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.figure import Figure
from eval.libraries import KEPT, library_for
from eval.question_set import find_file, find_sets, name_of, set_name
from eval.results import Case, Result, write_result
from index.encoder import MODEL_CACHE, Encoder

if TYPE_CHECKING:
    from eval.answers import Answered

MISSES_PRINTED = 10
TABLE_ROWS_PRINTED = 12
GROUPS_PRINTED = 16


def run_answers(name: str, *, documents: Path | None = None, library: Path | None = None, threshold: float | None = None) -> Result:
    """Put a set's questions to the assistant over its documents; `threshold` stands in for the shipped one.

    Raises: EvalError, LibraryError.
    """
    from chat.answer import Assistant
    from chat.judge.cross_encoder import CrossEncoder
    from eval.answers import answer_all, answers_result, check_gold
    from index.encoder import open_encoder

    encoder, judge = open_encoder(), CrossEncoder.open(MODEL_CACHE)
    answered: list[Answered] = []
    n_documents, answer_from = 0, 0.0
    sets = find_sets(name, documents=documents)
    for question_set in sets:
        with library_for(question_set, folder=library) as folder:
            assistant = Assistant.open(folder, encoder=encoder, judge=judge)
            if threshold is not None:
                assistant.calibration = replace(assistant.calibration, answer_from=threshold)
            with assistant.library:
                check_gold(question_set, assistant.library)
                answered += answer_all(question_set.questions, assistant.reply, assistant.library)
                n_documents += assistant.library.counts().n_documents
                answer_from = assistant.calibration.answer_from
    settings = {"threshold": f"{answer_from:.4f}", "n_documents": str(n_documents)}
    if len(sets) > 1:
        settings["n_libraries"] = str(len(sets))
    return answers_result(name_of(sets), answered, settings)


def run_guard(name: str, *, encoder: Encoder | None = None) -> Result:
    """Put labelled messages to the guard. Raises: EvalError, LibraryError."""
    from chat.guard import Guard
    from eval.guard_eval import guard_result, judge_all, read_messages
    from index.encoder import open_encoder

    path = find_file(name)
    guard = Guard(encoder or open_encoder())
    return guard_result(set_name(path), judge_all(read_messages(path), guard.decide))


def run_select(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The records of the select contract, one a line."""
    from chat.judge.cross_encoder import CrossEncoder
    from chat.judge.select import select_sentences
    from eval.select import select_lines

    judge = CrossEncoder.open(MODEL_CACHE)
    return select_lines(lines, lambda question, text, spans: select_sentences(question, text, spans, judge))


def keep(result: Result, out: Path | None = None) -> Path:
    """Write a result where it was asked for, else among the kept ones."""
    path = out or KEPT / "results" / f"{result.kind}-{result.name.replace('/', '-')}.json"
    write_result(path, result)
    return path


def summary(result: Result) -> str:
    """The figures and the first misses, for a terminal."""
    lines = [result.title, *(f"  {name:34} {figure}" for name, figure in result.figures.items())]
    for name, table in result.tables.items():
        if len(table) > TABLE_ROWS_PRINTED:
            continue
        lines += [f"  {name}:", *("    " + "  ".join(f"{cell!s:>14}" for cell in row) for row in table)]
    for by, groups in result.breakdowns.items():
        lines += [f"  {by}:", *(_group(name, figures) for name, figures in groups.items())] if len(groups) <= GROUPS_PRINTED else []
    misses = [case for case in result.cases if case.verdict]
    misses.sort(key=lambda case: not case.verdict.startswith("severe"))
    lines += [f"  {len(misses)} of {len(result.cases)} not as wanted, first of them:"] if misses else []
    return "\n".join([*lines, *map(_miss, misses[:MISSES_PRINTED])])


def _group(name: str, figures: dict[str, Figure]) -> str:
    n = next(iter(figures.values())).n
    return f"    {name:16} {n:4}  " + "  ".join(f"{figure} {value.count}" for figure, value in figures.items())


def _miss(case: Case) -> str:
    return f"    [{case.case_id} {case.group}] {json.dumps(case.text, ensure_ascii=False)}: {case.verdict}"

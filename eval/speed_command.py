"""`eval speed`: libraries of several sizes are made, measured and thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from chat.answer import Assistant
from eval.baseline import measure_baseline, open_baseline
from eval.libraries import library_for
from eval.question_set import QuestionSet
from eval.results import ROOT, Result
from eval.speed import CLIENTS, Speed, answers_per_s, fill, fresh_start, reingest_one, size_mb, speed_result, time_answers, time_queries
from eval.speed_corpus import sentences_of, synthetic_documents, synthetic_queries
from eval.speed_files import files_figures, files_table, measure_files
from eval.speed_vectors import measure_vectors, vector_curves, vector_figures, vector_table
from index.encoder import Encoder, open_encoder
from index.library import Library

N_QUERIES = 200
N_ANSWERS = 64


def run_speed(sizes: Sequence[int], *, file_sizes: Sequence[int], vector_sizes: Sequence[int], say: Callable[[str], None]) -> Result:
    """Measure libraries of each size in passages, one changed among each number of files, and search among each number of vectors.

    Raises: EvalError, LibraryError.
    """
    shipped = QuestionSet("speed", (), ROOT / "sources")
    with library_for(shipped) as folder, Library.open(folder) as library:
        sentences = sentences_of(library)
    measured = []
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            measured.append(_measure(Path(temporary), sentences, size))
        say(f"{measured[-1].n_passages} passages measured")
    result = speed_result(measured)
    encoder = open_encoder()
    if file_sizes:
        result = _with_files(result, sentences, file_sizes, encoder, say)
    if not vector_sizes:
        return result
    real, queries = encoder.encode([*dict.fromkeys(sentences)]), encoder.encode(synthetic_queries(sentences, n=N_QUERIES))
    found = []
    for size in sorted(vector_sizes):
        with tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            found.append(measure_vectors(Path(temporary), real, queries, size))
        say(f"{size} vectors measured")
    tables = {**result.tables, "by number of vectors": vector_table(found)}
    curves = {**result.curves, **(vector_curves(found) if len(found) > 1 else {})}
    return replace(result, figures={**result.figures, **vector_figures(found)}, curves=curves, tables=tables)


def _with_files(result: Result, sentences: Sequence[str], sizes: Sequence[int], encoder: Encoder, say: Callable[[str], None]) -> Result:
    found = []
    for size in sorted(sizes):
        documents = list(synthetic_documents(sentences, n_passages=2 * size, passages_a_document=2))
        with tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            found.append(measure_files(Path(temporary), documents, encoder))
        say(f"{size} files measured")
    figures, tables = {**result.figures, **files_figures(found)}, {**result.tables, "one changed among many files": files_table(found)}
    return replace(result, figures=figures, tables=tables)


def _measure(folder: Path, sentences: Sequence[str], size: int) -> Speed:
    documents = list(synthetic_documents(sentences, n_passages=size))
    queries = synthetic_queries(sentences, n=N_QUERIES)
    with Library.open(folder, create=True) as library:
        ingest_rate = fill(library, documents)
        n_passages = library.counts().n_passages
        reingest_s = reingest_one(library, documents[0])
        times = time_queries(library, queries)
    assistant = Assistant.open(folder)
    with assistant.library:
        assistant.reply([queries[0]])
        times_of_answers = time_answers(assistant.reply, queries[:N_ANSWERS])
        answers = {n: answers_per_s(assistant.reply, queries[:N_ANSWERS], n_clients=n) for n in CLIENTS}
    start = fresh_start(folder, queries[0])
    passages = [paragraph for document in documents for paragraph in document.text.split("\n\n")]
    baseline = measure_baseline(open_baseline(), passages, queries, n_passages=n_passages)
    return Speed(n_passages, ingest_rate, reingest_s, times, times_of_answers, answers, start, size_mb(folder), baseline)

"""`eval speed`: libraries of several sizes are made, measured and thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from chat.answer import Assistant
from eval.baseline import measure_baseline, open_baseline
from eval.libraries import library_for
from eval.question_set import QuestionSet
from eval.results import ROOT, Result
from eval.speed import CLIENTS, Speed, answers_per_s, fill, fresh_start, reingest_one, size_mb, speed_result, time_answers, time_queries
from eval.speed_corpus import sentences_of, synthetic_documents, synthetic_queries
from eval.speed_files import files_figures, files_table, measure_files
from eval.speed_indexes import KindSpeed, compare_kinds
from eval.speed_large import large_curves, large_figures, large_table, measure_large
from eval.speed_vectors import measure_vectors, vector_curves, vector_figures, vector_table
from index.encoder import Encoder, open_encoder
from index.entry import search_texts
from index.library import Library
from ingest.move import entry_in

N_QUERIES = 200
N_ANSWERS = 64
N_REAL = 10_000  # vectors that others are made from: each is compared with each


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is measured, at which sizes."""

    passages: Sequence[int]  # of libraries made as a user makes them
    large: Sequence[int] = ()  # likewise, of libraries with made-up vectors
    files: Sequence[int] = ()  # among which one is changed
    vectors: Sequence[int] = ()  # alone


def run_speed(sizes: Sizes, *, say: Callable[[str], None]) -> Result:
    """Measure speed at each of these sizes. Raises: EvalError, LibraryError."""
    shipped = QuestionSet("speed", (), ROOT / "sources")
    with library_for(shipped) as folder, Library.open(folder) as library:
        sentences = sentences_of(library)
    measured = []
    for size in sorted(sizes.passages):
        with tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            measured.append(_measure(Path(temporary), sentences, size))
        say(f"{measured[-1].n_passages} passages measured")
    result = speed_result(measured)
    encoder = open_encoder()
    if sizes.large:
        result = _with_large(result, sentences, sizes.large, encoder, say)
    if sizes.files:
        result = _with_files(result, sentences, sizes.files, encoder, say)
    return _with_vectors(result, sentences, sizes.vectors, encoder, say) if sizes.vectors else result


def run_indexes(folder: Path | None, n_vectors: int) -> Iterator[KindSpeed]:
    """Compare kinds of vector index among vectors made from those of a library; without one, of the texts that ship.

    Raises: EvalError, LibraryError.
    """
    with library_for(QuestionSet("indexes", (), ROOT / "sources"), folder=folder) as place, Library.open(place) as library:
        sentences, encoder = sentences_of(library), library.encoder
        texts = (search_texts(*entry_in(library, source.source_id)) for source in library.sources())
        real = np.asarray(list(library.vectors({key for one in texts for key, _ in one.passages}).values()), dtype=np.float32)
    real = np.random.default_rng(0).permutation(real)[:N_REAL]
    yield from compare_kinds(real, encoder.encode(synthetic_queries(sentences, n=N_QUERIES)), n_vectors)


def _with_vectors(result: Result, sentences: Sequence[str], sizes: Sequence[int], encoder: Encoder, say: Callable[[str], None]) -> Result:
    real, queries = encoder.encode([*dict.fromkeys(sentences)]), encoder.encode(synthetic_queries(sentences, n=N_QUERIES))
    found = []
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            found.append(measure_vectors(Path(temporary), real, queries, size))
        say(f"{size} vectors measured")
    tables = {**result.tables, "by number of vectors": vector_table(found)}
    curves = {**result.curves, **(vector_curves(found) if len(found) > 1 else {})}
    return replace(result, figures={**result.figures, **vector_figures(found)}, curves=curves, tables=tables)


def _with_large(result: Result, sentences: Sequence[str], sizes: Sequence[int], encoder: Encoder, say: Callable[[str], None]) -> Result:
    found, queries = [], synthetic_queries(sentences, n=N_QUERIES)
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            found.append(measure_large(Path(temporary), synthetic_documents(sentences, n_passages=size), encoder, queries))
        say(f"{found[-1].n_passages} passages with made-up vectors measured")
    tables = {**result.tables, "large libraries, made-up vectors": large_table(found)}
    curves = {**result.curves, **(large_curves(found) if len(found) > 1 else {})}
    return replace(result, figures={**result.figures, **large_figures(found)}, curves=curves, tables=tables)


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

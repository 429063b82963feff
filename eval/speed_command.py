"""`eval speed`: libraries of several sizes are made, measured and thrown away, each part within its time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from chat.answer import Assistant
from chat.judge.cross_encoder import CrossEncoder
from eval.baseline import embedding_rate, open_baseline, shape_of, time_plain_queries, token_lengths
from eval.errors import EvalError
from eval.figure import Figure
from eval.libraries import KEPT, library_for
from eval.question_set import QuestionSet, find_sets
from eval.results import ROOT, Result
from eval.speed import (
    ALWAYS,
    CLIENTS,
    Machine,
    Speed,
    answers_per_s,
    fresh_start,
    ingest_files,
    reingest_one,
    size_mb,
    speed_result,
    time_answers,
    time_queries,
)
from eval.speed_budget import Progress
from eval.speed_corpus import sentences_of, synthetic_documents, synthetic_queries, varied_sentences, write_files
from eval.speed_files import files_curves, files_figures, files_table, measure_files
from eval.speed_flop import flop_of, peak_flop_per_s
from eval.speed_indexes import KindSpeed, compare_kinds
from eval.speed_large import large_curves, large_figures, large_table, measure_large
from eval.speed_page import measure_page, page_figures, page_table
from eval.speed_vectors import measure_vectors, vector_curves, vector_figures, vector_table
from index.encoder import MODEL_CACHE, Encoder, Vectors, open_encoder
from index.entry import search_texts
from index.errors import LibraryError
from index.library import Library
from ingest.errors import IngestError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

N_QUERIES = 200
N_ANSWERS = 24  # one after another; and at least 16 when several ask, one for each client when they are more
N_AT_LEAST = 16
N_PLAIN = 128  # passages that the baseline embeds
QUERIES_S, ANSWERS_S, PLAIN_QUERIES_S = 6.0, 12.0, 4.0  # after so long a part ends, however few it has measured
SHIPPED = "three-documents"  # the questions that the page is asked
N_REAL = 10_000  # vectors that others are made from: each is compared with each


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is measured, at which sizes, ascending."""

    passages: Sequence[int] = ()  # of libraries made as a user makes them
    large: Sequence[int] = ()  # likewise, of libraries with made-up vectors
    files: Sequence[int] = ()  # among which one is changed
    vectors: Sequence[int] = ()  # alone
    keep: Path | None = None  # folder that large libraries are filled in, and found again by the next run
    library: Path | None = None  # whose vectors others are made from; else sentences about many matters (`varied_sentences`)

    def __str__(self) -> str:
        """What tells one run from another, as its file is named."""
        return "-".join(
            [
                *map(str, self.passages),
                *(f"large-{n}" for n in self.large[-1:]),
                *(f"files-{n}" for n in self.files[-1:]),
                *(f"vectors-{n}" for n in self.vectors[-1:]),
                *(f"of-{folder.name}" for folder in [self.library] if folder),
            ]
        )

    def planned_s(self) -> dict[str, float]:
        """About how many seconds each part takes on two free cores of a server."""
        once = {_ONCE: 12.0, _PAGE: 45.0} if self.passages else {}
        made = {_made(n): 38 + n / 20 + (30 if n == self.passages[-1] else 0) for n in self.passages}
        large = {_large(n): 20 + n / 400 for n in self.large}
        files = {_files(n): 10 + n / 120 for n in self.files}
        return {_OPENING: 5.0, **made, **once, **large, **files, **{_vectors(n): 10 + n / 20_000 for n in self.vectors}}


_OPENING, _ONCE = "opening the models and the shipped texts", "plain sentence-transformers and the processor's peak"
_PAGE = "the page over the shipped texts: its start and first quotations"


def _made(n: int) -> str:
    return f"a library of {n:,} passages: ingest, search, answers"


def _large(n: int) -> str:
    return f"a library of {n:,} passages with made-up vectors"


def _files(n: int) -> str:
    return f"one changed among {n:,} files"


def _vectors(n: int) -> str:
    return f"search among {n:,} vectors"


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all parts use."""

    sentences: Sequence[str]
    queries: Sequence[str]
    encoder: Encoder
    progress: Progress
    shipped: Path  # the library of the texts that ship


def kept_file(sizes: Sizes) -> Path:
    """Where a run of these sizes is kept: one of other sizes does not take its place, so that curves can join them."""
    return KEPT / "results" / f"speed-{sizes}.json"


def run_speed(sizes: Sizes, *, say: Callable[[str], None]) -> tuple[Result, int]:
    """Measure speed at each of these sizes; the result, and how many of its later parts failed, each of which is said with its reason.

    What was measured before and after such a part, an hour of it perhaps, is kept. Raises: EvalError, LibraryError.
    """
    progress = Progress(sizes.planned_s(), say)
    with progress.part(_OPENING), library_for(QuestionSet("speed", (), ROOT / "sources")) as folder, Library.open(folder) as library:
        sentences = sentences_of(library)
        bench = _Bench(sentences, synthetic_queries(sentences, n=N_QUERIES), library.encoder, progress, folder)
        CrossEncoder.open(MODEL_CACHE)  # converts it where that has not been done: no part of any answer
    without = replace(speed_result([], None), name="large" if sizes.large or sizes.files else "vectors")
    result, n_failed = _of_made(bench, sizes.passages) if sizes.passages else without, 0
    later: tuple[tuple[str, Sequence[int], Callable[[Result], Result]], ...] = (
        (_PAGE, sizes.passages, lambda so_far: _with_page(so_far, bench)),
        ("large libraries", sizes.large, lambda so_far: _with_large(so_far, bench, sizes.large, sizes.keep)),
        ("one changed among many files", sizes.files, lambda so_far: _with_files(so_far, bench, sizes.files)),
        ("search among vectors", sizes.vectors, lambda so_far: _with_vectors(so_far, bench, sizes.vectors, sizes.library)),
    )
    for part, wanted, measured_too in later:
        try:
            result = measured_too(result) if wanted else result
        except (EvalError, IngestError, LibraryError, OSError) as error:
            n_failed += 1
            say(f"not measured: {part}. {error}")
    return result, n_failed


def run_indexes(folder: Path | None, n_vectors: int) -> Iterator[KindSpeed]:
    """Compare kinds of vector index among vectors made from those of a library; without one, of sentences about many matters.

    Raises: EvalError, LibraryError.
    """
    yield from compare_kinds(*_vectors_of(folder), n_vectors)


def _vectors_of(folder: Path | None, most: int = N_REAL) -> tuple[Vectors, Vectors]:
    """At most so many vectors of a library's passages, or of sentences about many matters, and those of questions in their words."""
    chance, varied = np.random.default_rng(0), varied_sentences() if folder is None else []
    if varied:
        encoder, chosen = open_encoder(), chance.permutation(len(varied))[:most]
        return encoder.encode([varied[at] for at in chosen]), encoder.encode(synthetic_queries(varied, n=N_QUERIES))
    with library_for(QuestionSet("indexes", (), ROOT / "sources"), folder=folder) as place, Library.open(place) as library:
        sentences, encoder = sentences_of(library), library.encoder
        texts = (search_texts(*library.entry(source.source_id)) for source in library.sources())
        real = np.asarray(list(library.vectors({key for one in texts for key, _ in one.passages}).values()), dtype=np.float32)
    return chance.permutation(real)[:most], encoder.encode(synthetic_queries(sentences, n=N_QUERIES))


def _of_made(bench: _Bench, sizes: Sequence[int]) -> Result:
    """Libraries as a user makes them, beside the plain way, which costs the same at every size."""
    with bench.progress.part(_ONCE):
        plain = open_baseline()
        documents = synthetic_documents(bench.sentences, n_passages=N_PLAIN)  # those that each library begins with
        passages = [paragraph for document in documents for paragraph in document.text.split("\n\n")]
        machine = Machine(embedding_rate(plain, passages), peak_flop_per_s())
    measured = []
    for size in sizes:
        with bench.progress.part(_made(size)), tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            clients = CLIENTS if size == sizes[-1] else ALWAYS
            measured.append(_measure(Path(temporary), bench, size, clients, plain))
    return speed_result(measured, machine)


def _measure(folder: Path, bench: _Bench, size: int, clients: Sequence[int], plain: SentenceTransformer) -> Speed:
    paths = write_files(list(synthetic_documents(bench.sentences, n_passages=size)), folder / "documents")
    place, queries = folder / "library", bench.queries
    with Library.open(place, encoder=bench.encoder, create=True) as library:
        ingest_s = ingest_files(folder / "documents", library)
        n_passages = library.counts().n_passages
        flop = flop_of(shape_of(plain), token_lengths(plain, _embedded(library)))
        reingest_s = reingest_one(folder / "documents", paths[0], library)
        query_ms = time_queries(library, queries, budget_s=QUERIES_S)
    assistant = Assistant.open(place, encoder=bench.encoder)
    with assistant.library:
        answer_ms = time_answers(assistant.reply, queries[:N_ANSWERS], budget_s=ANSWERS_S)
        rates = {n: answers_per_s(assistant.reply, queries[: max(n, N_AT_LEAST)], n_clients=n) for n in clients if n > 1}
    return Speed(
        n_passages=n_passages,
        ingest_passages_per_s=n_passages / ingest_s,
        ingest_flop_per_s=flop / ingest_s,
        reingest_s=reingest_s,
        query_ms=query_ms,
        answer_ms=answer_ms,
        answers_per_s={1: 1000 / float(np.mean(answer_ms)), **rates},
        start=fresh_start(place, queries[0]),
        library_mb=size_mb(place),
        plain_query_ms=time_plain_queries(plain, queries, n_passages=n_passages, budget_s=PLAIN_QUERIES_S),
    )


def _embedded(library: Library) -> list[str]:
    """Every text that was embedded, one that stands twice once: sentences, and passages, or the headings where passages are composed."""
    texts = [search_texts(*library.entry(source.source_id)) for source in library.sources()]
    sentences = {key: text for one in texts for key, text in one.sentences}.values()
    if library.manifest.passages_from:
        return [*sentences, *{parts.heading for one in texts for parts in one.parts}]
    return [*sentences, *{key: text for one in texts for key, text in one.passages}.values()]


def _with_page(result: Result, bench: _Bench) -> Result:
    (asked,) = find_sets(SHIPPED)
    questions = [question.turns[0] for question in asked.questions if question.is_answerable and len(question.turns) == 1]
    with bench.progress.part(_PAGE):
        measured = measure_page(bench.shipped, questions)
    return _with(result, page_figures(measured), ("the page's first quotations", page_table(measured)), {})


def _with_large(result: Result, bench: _Bench, sizes: Sequence[int], keep: Path | None) -> Result:
    found = []
    for size in sizes:
        with bench.progress.part(_large(size)), tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            documents = synthetic_documents(bench.sentences, n_passages=size)
            found.append(measure_large((keep or Path(temporary)) / f"large-{size}", documents, bench.encoder, bench.queries))
    return _with(result, large_figures(found), ("large libraries, made-up vectors", large_table(found)), large_curves(found))


def _with_files(result: Result, bench: _Bench, sizes: Sequence[int]) -> Result:
    found = []
    for size in sizes:
        documents = list(synthetic_documents(bench.sentences, n_passages=size, passages_a_document=1))  # short: many files are what counts
        with bench.progress.part(_files(size)), tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            found.append(measure_files(Path(temporary), documents, bench.encoder))
    return _with(result, files_figures(found), ("one changed among many files", files_table(found)), files_curves(found))


def _with_vectors(result: Result, bench: _Bench, sizes: Sequence[int], folder: Path | None) -> Result:
    real, queries = _vectors_of(folder, min(N_REAL, max(sizes)))
    found = []
    for size in sizes:
        with bench.progress.part(_vectors(size)), tempfile.TemporaryDirectory(prefix="citewell-speed-") as temporary:
            found.append(measure_vectors(Path(temporary), real, queries, size))
    return _with(result, vector_figures(found), ("by number of vectors", vector_table(found)), vector_curves(found))


def _with(
    result: Result, figures: dict[str, Figure], table: tuple[str, list[list[str | float]]], curves: Mapping[str, list[list[float]]]
) -> Result:
    """The result with more in it; a curve that it has already goes on where this one's points are."""
    joined = {name: [*result.curves.get(name, []), *points] for name, points in curves.items()}
    name, rows = table
    return replace(
        result,
        figures={**result.figures, **figures},
        tables={**result.tables, name: rows},
        curves={**result.curves, **{name: sorted(points) for name, points in joined.items()}},
    )

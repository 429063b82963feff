"""Retrieval: a collection into a library of its own, every query searched, a run and its measures."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from chat.long_question import parts_of
from chat.telling import telling_words
from chat.understand import Lexicon
from eval.collection import Collection, CorpusDocument
from eval.figure import Figure, mean, percentile_curve, plain
from eval.measures import MEASURES, measure, measure_by_query
from eval.rerank import Rerank
from eval.results import Case, Result
from eval.run import Run, ranking
from index.document import Block, Document, Role, Source
from index.library import Library
from index.search import Mode, Question
from index.writer import Entry
from ingest.split import split

DEPTH = 100  # documents ranked for each query
OTHER_NAME_WEIGHT = 0.3  # of a word that the query does not say; chosen on the train claims of SciFact (docs/decisions/003)
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_TITLE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Ingest:
    """What of a collection is in the library, and how long that took; None where it was there before."""

    n_documents: int
    n_passages: int
    elapsed_s: float | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A run, and how long each of its queries took."""

    run: Run
    times_ms: tuple[float, ...]


def as_document(document: CorpusDocument) -> Document:
    """One page of text, its paragraphs as blocks; without a text, the title is the page."""
    page = document.text if document.text.strip() else document.title
    blocks = [Block(1, found.start(), found.start() + len(found[0].rstrip()), Role.PARAGRAPH) for found in _PARAGRAPH.finditer(page)]
    title = document.title.strip() or _opening(page) or document.document_id
    return Document(Source(document.document_id, title), (page,), tuple(blocks))


def entry_of(document: CorpusDocument) -> Entry:
    """The document with its passages and sentences, as a library takes it."""
    made = as_document(document)
    parts = split(made)
    return made, parts.passages, parts.sentences


def ingest(collection: Collection, library: Library) -> Ingest:
    """Put every document with any text into the library."""
    started = time.perf_counter()
    with library.writer() as writer:
        n_documents = sum(1 for _ in writer.put_many(entry_of(document) for document in _with_text(collection)))
    return Ingest(n_documents, library.counts().n_passages, time.perf_counter() - started)


def holds(library: Library, collection: Collection) -> bool:
    """Whether the library's documents are just those of the collection that have any text."""
    return {source.source_id for source in library.sources()} == {document.document_id for document in _with_text(collection)}


def search_all(library: Library, queries: dict[str, str], *, mode: Mode = "hybrid", rerank: Rerank | None = None) -> Search:
    """Search every query; a document's score is its best passage's."""
    lexicon = Lexicon.of(library)
    for query in list(queries.values())[:3]:  # the first search opens the indexes
        rank_documents(library, query, lexicon, mode=mode, rerank=rerank)
    run: Run = {}
    times: list[float] = []
    for query_id, query in queries.items():
        started = time.perf_counter()
        run[query_id] = rank_documents(library, query, lexicon, mode=mode, rerank=rerank)
        times.append((time.perf_counter() - started) * 1000)
    return Search(run, tuple(times))


def question_of(query: str, lexicon: Lexicon, library: Library) -> Question:
    """What is searched for: the words that tell something, and for less the other names that the documents give to what is named."""
    understood = lexicon.understand(query)
    words = telling_words(understood.text, library.words)
    others = [word for word in library.words(understood.other_names) if word not in words]
    vector = library.encoder.encode_query(understood.text)
    return library.prepared(understood.text, vector, [*words, *others], dict.fromkeys(others, OTHER_NAME_WEIGHT), parts_of(understood.text))


def rank_documents(library: Library, query: str, lexicon: Lexicon, *, mode: Mode, rerank: Rerank | None = None) -> dict[str, float]:
    """The DEPTH best documents; more passages are asked for until so many documents are found or none is left."""
    question = question_of(query, lexicon, library)
    top_k = 2 * DEPTH
    while True:
        hits = library.search_for(question, mode=mode, top_k=top_k)
        if len({hit.passage.source_id for hit in hits}) >= DEPTH or len(hits) < top_k:
            break
        top_k *= 2
    scores = {hit.passage.passage_id: hit.score for hit in hits} if rerank is None else rerank(query, hits)
    best: dict[str, float] = {}
    for hit in hits:
        score = scores[hit.passage.passage_id]
        best[hit.passage.source_id] = max(score, best.get(hit.passage.source_id, score))
    return ranking(best, depth=DEPTH)


def retrieval_result(collection: Collection, ingested: Ingest, searched: Search, settings: dict[str, str]) -> Result:
    """The measures of a run, its speed, and each query's ranking."""
    values = measure(collection.qrels, searched.run)
    table = measure_by_query(collection.qrels, searched.run)
    figures: dict[str, Figure] = {}
    for name, value in values.items():
        spread = mean([table[query_id][name] for query_id in table])
        figures[name] = Figure(value, len(table), None, spread.low, spread.high)
    times = searched.times_ms
    figures |= {
        "n_queries": plain(len(table)),
        "n_documents": plain(ingested.n_documents),
        "n_passages": plain(ingested.n_passages),
        **({"ingest_passages_per_s": plain(ingested.n_passages / ingested.elapsed_s)} if ingested.elapsed_s else {}),
        "query_p50_ms": plain(np.percentile(times, 50), len(times)),
        "query_p95_ms": plain(np.percentile(times, 95), len(times)),
    }
    titles = {document.document_id: document.title or document.document_id for document in collection.documents}
    cases = tuple(_case(collection, query_id, measures, searched.run.get(query_id, {}), titles) for query_id, measures in table.items())
    curve = percentile_curve(times)
    return Result("retrieval", collection.name, figures, settings, curves={"query time, ms by percentile": curve}, cases=cases)


def metrics_record(result: Result) -> dict[str, float | int | str]:
    """What metrics.json holds: plain numbers under the names of the contract."""
    counts = ("n_queries", "n_documents", "n_passages")
    numbers = {name: int(figure.value) if name in counts else round(figure.value, 6) for name, figure in result.figures.items()}
    return {"collection": result.name, **result.settings, **numbers}


def _with_text(collection: Collection) -> Iterator[CorpusDocument]:
    return (document for document in collection.documents if document.text.strip() or document.title.strip())


def _opening(text: str) -> str:
    words = text.split()
    while len(" ".join(words)) > _TITLE_CHARS and len(words) > 1:
        words = words[: min(len(words) - 1, _TITLE_CHARS)]
    return " ".join(words)[:_TITLE_CHARS]


def _case(collection: Collection, query_id: str, measures: dict[str, float], ranked: dict[str, float], titles: dict[str, str]) -> Case:
    grades = collection.qrels[query_id]
    wanted = tuple(f"{document_id}: {titles.get(document_id, 'not in the corpus')}" for document_id, grade in grades.items() if grade > 0)
    shown = tuple(
        f"{'✓ ' if grades.get(document_id, 0) > 0 else ''}{document_id}: {titles[document_id]}" for document_id in list(ranked)[:5]
    )
    verdict = "" if measures["recall@10"] > 0 else "nothing relevant among the first ten"
    rounded = {name: round(measures[name], 4) for name in MEASURES}
    return Case(query_id, collection.queries[query_id], rounded, shown, wanted, verdict)

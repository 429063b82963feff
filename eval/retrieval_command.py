"""`eval retrieval`: a collection in, run.trec, qrels, metrics.json, a table by query and a report out."""

from __future__ import annotations

import csv
import json
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from chat.judge.cross_encoder import CrossEncoder
from eval.collection import Collection, read_collection
from eval.errors import CollectionError
from eval.measures import MEASURES
from eval.report import report
from eval.rerank import judge_rerank
from eval.results import Result, write_result
from eval.retrieval import Ingest, holds, ingest, metrics_record, retrieval_result, search_all
from eval.run import RUN_FILE, write_qrels, write_run
from index.encoder import MODEL_CACHE
from index.library import Library
from index.search import Mode

_KEPT = "ingest.json"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a collection is searched."""

    mode: Mode = "hybrid"
    is_reranked: bool = False
    n_queries: int | None = None  # only the first so many

    def __str__(self) -> str:
        return f"{self.mode}-reranked" if self.is_reranked else self.mode


def run_retrieval(collection_folder: Path, out: Path, setting: Setting, *, split: str = "", library_folder: Path | None = None) -> str:
    """Measure one way of searching a collection and say what was found. Raises: CollectionError, LibraryError."""
    collection = read_collection(collection_folder, split=split).of_first_queries(setting.n_queries)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="citewell-eval-") as temporary:
        folder = library_folder or Path(temporary) / "library"
        with Library.open(folder, create=True) as library:
            ingested = _ingested(collection, library)
            rerank = judge_rerank(library, CrossEncoder.open(MODEL_CACHE)) if setting.is_reranked else None
            searched = search_all(library, collection.queries, mode=setting.mode, rerank=rerank)
    settings = {"mode": setting.mode, "rerank": "on" if setting.is_reranked else "off"}
    result = retrieval_result(collection, ingested, searched, settings)
    write_run(out / RUN_FILE, searched.run, tag=f"citewell-{setting}")
    write_qrels(out / "qrels", collection.qrels)
    _write_table(out / "per_query.tsv", result)
    (out / "metrics.json").write_text(json.dumps(metrics_record(result), indent=2) + "\n", encoding="utf-8")
    write_result(out / "result.json", result)
    (out / "report.html").write_text(report([result]), encoding="utf-8")
    return _summary(collection, result, out)


def _ingested(collection: Collection, library: Library) -> Ingest:
    """Fill the library, or take one that holds this very collection; how long it took to fill is noted beside it."""
    note = library.folder / _KEPT
    if not (counts := library.counts()).n_documents:
        ingested = ingest(collection, library)
        library.folder.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(asdict(ingested)), encoding="utf-8")
        return ingested
    if not holds(library, collection):
        raise CollectionError(library.folder, "holds other documents; name an empty folder")
    with suppress(OSError, ValueError):
        return Ingest(counts.n_documents, counts.n_passages, json.loads(note.read_text(encoding="utf-8"))["elapsed_s"])
    return Ingest(counts.n_documents, counts.n_passages)


def _write_table(path: Path, result: Result) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        table.writerow(["query_id", *MEASURES, "query"])
        table.writerows([case.case_id, *(case.measures[name] for name in MEASURES), case.text] for case in result.cases)


def _summary(collection: Collection, result: Result, out: Path) -> str:
    left_out = f"; {collection.n_unjudged} queries without judgements left out" if collection.n_unjudged else ""
    lines = [f"{result.title} ({result.settings['mode']}, rerank {result.settings['rerank']}){left_out}"]
    lines += [f"  {name:22} {figure}" for name, figure in result.figures.items()]
    return "\n".join([*lines, f"written to {out}"])

"""The library a set is measured on: brought up to date from the set's documents, kept between runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.errors import EvalError
from eval.question_set import QuestionSet
from eval.results import ROOT
from index.document import text_hash
from index.library import Library
from ingest.receipt import Status
from ingest.sync import sync

KEPT = ROOT / "data" / "eval"


@contextmanager
def library_for(question_set: QuestionSet, *, folder: Path | None = None) -> Iterator[Path]:
    """The folder of a library that holds the set's documents; `folder` names one that is taken as it is.

    Raises: EvalError if a document cannot be read.
    """
    if folder is not None:
        yield folder
        return
    place = question_set.documents.resolve().as_posix()
    folder = KEPT / f"{question_set.name.partition('/')[0]}-{text_hash(place)[:8]}"
    with Library.open(folder, create=True) as library:
        receipt = sync([question_set.documents], library)
        refused = [outcome for outcome in receipt.outcomes if outcome.status is Status.REFUSED]
        if refused:
            raise EvalError(f"{question_set.documents}: {len(refused)} documents could not be read, first {refused[0].path}")
    yield folder

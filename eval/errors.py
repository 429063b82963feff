"""What can go wrong in an evaluation.

EvalError
├── CollectionError     a retrieval collection cannot be read
├── QuestionSetError    a set of questions or messages cannot be read, or points to what is not there
└── ResultError         a results file is missing or is not one
"""

from __future__ import annotations

from pathlib import Path


class EvalError(Exception):
    """Base of this package's errors; the message says what failed, why and what to do."""


class CollectionError(EvalError):
    """A folder is not a retrieval collection in BEIR layout."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Wanted: corpus.jsonl, queries.jsonl (or .gz) and qrels.tsv, as BEIR lays them out.")
        self.path = path


class QuestionSetError(EvalError):
    """A question set cannot be read, or its gold spans do not lie in the documents."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {reason}. The form of a set is described in eval/collections/README.md.")
        self.path, self.line = path, line


class ResultError(EvalError):
    """A results file is missing, or was not written by this package."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Make one with: python -m eval answers SET --out {path}")
        self.path = path

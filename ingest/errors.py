"""What can go wrong when a document is brought in.

IngestError
├── UnreadableDocumentError     one file gave no text; the rest goes on
├── SourcesFileError            sources.toml cannot be used (ingest/sources_toml.py)
├── EditError                   a correction by hand that cannot be made
└── NotRemovedError             nothing to bring back under that id
"""

from __future__ import annotations

from pathlib import Path


class IngestError(Exception):
    """Base of this package's errors; the message says what failed, why and what to do."""


class UnreadableDocumentError(IngestError):
    """A source file gave no text: damaged, encrypted, a scan, or not a document."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[UnreadableDocumentError], tuple[Path, str, str]]:
        return (type(self), (self.path, self.reason, self.remedy))


class EditError(IngestError):
    """A correction by hand that cannot be made."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}")
        self.reason = reason
        self.remedy = remedy


class NotRemovedError(IngestError):
    """Nothing of that id was taken out, or what was kept of it cannot be read."""

    def __init__(self, source_id: str) -> None:
        super().__init__(f"{source_id}: nothing kept to bring back. List what was taken out with: python -m ingest list --removed")
        self.source_id = source_id

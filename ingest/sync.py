"""Bring the library up to date with files: only what changed is read, only new text is embedded."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.document import Document, Source
from index.entry import Change, Entry
from index.errors import UnknownDocumentError
from index.files import FileRecord
from index.library import Library
from index.writer import Writer
from ingest.edits import with_edits_of
from ingest.errors import UnreadableDocumentError
from ingest.hidden import hidden_notices
from ingest.isolate import Limits, load_many
from ingest.kind import with_kind
from ingest.plan import Step, make_plan, shown
from ingest.progress import Counter, Progress
from ingest.receipt import Outcome, Receipt, Status
from ingest.rehearsal import Rehearsal
from ingest.removed import removed_hashes
from ingest.share import Share
from ingest.sources_toml import read_overrides, with_overrides
from ingest.split import SPLITTER_VERSION, split
from ingest.text_record import with_record

LOADER_VERSION = 16  # raise when a loader gives other page text or blocks
_FEW = 8  # files that one process reads sooner than a second one has started
Overrides = Mapping[Path, Mapping[str, Mapping[str, Any]]]


def extractor_stamp() -> str:
    """What must be the same for a document to count as up to date."""
    return f"{LOADER_VERSION}.{SPLITTER_VERSION}"


def sync(
    paths: Sequence[Path],
    library: Library,
    *,
    is_dry_run: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
    share: Share | None = None,
    is_rehashed: bool = False,
    left_out: Mapping[str, str] | None = None,
) -> Receipt:
    """Bring in what is new or changed, follow what moved, remove what is gone; one bad file never stops the rest.

    With a `share`, only that share of it; `is_rehashed` reads every file to tell whether it changed; a dry run reads what is new or
    changed and does nothing. `left_out` says by the hash of a file which document taken out by hand it holds, where not all that
    the library keeps of these stay out. Interrupted with Ctrl-C it keeps what is done and says so in the receipt.
    Raises: LibraryLockedError, SourcesFileError.
    """
    began = time.monotonic()
    overrides = {folder: read_overrides(folder) for folder in {_folder_of(path) for path in paths}}
    receipt = Receipt(is_dry_run=is_dry_run)
    try:
        with nullcontext(Rehearsal(library)) if is_dry_run else library.writer() as writer:
            writer.publish()  # what a killed run had finished
            standing = _Standing.of(library, is_rehashed)
            run = _Run(writer, library, standing, overrides, receipt, limits)
            out = removed_hashes(library) if left_out is None else left_out
            run.do(_plan(paths, standing, out, share), progress)
    except KeyboardInterrupt:  # also while the writer publishes, or brings the indexes up to date: a later search does the rest
        receipt.was_stopped = True
    except Exception:  # as a full disk: what was brought in stays, and whoever keeps the library finds what that was
        receipt.was_stopped = True
        with suppress(OSError):
            receipt.finished(library.folder, began)
        raise
    return receipt.finished(library.folder, began)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the library holds before the run: read once, so that a file that did not change costs no question to it."""

    sources: Mapping[str, Source]
    files: Mapping[str, FileRecord]

    @classmethod
    def of(cls, library: Library, is_rehashed: bool) -> _Standing:
        """Read it; files that are to be hashed again whatever the system says of them lose their mark."""
        files = library.files()
        if is_rehashed:
            files = {path: replace(record, mark="") for path, record in files.items()}
        return cls({source.source_id: source for source in library.sources()}, files)


def _plan(paths: Sequence[Path], standing: _Standing, left_out: Mapping[str, str], share: Share | None) -> list[Step]:
    ending = f"+{extractor_stamp()}"
    current = {source_id: source.extractor.endswith(ending) for source_id, source in standing.sources.items()}
    known = dict(standing.files)
    placed = {record.source_id for record in known.values()}
    for source in standing.sources.values():  # a document whose file's record is lost is still known by what the document says of it
        if source.source_id not in placed and source.sha256:
            known[source.path] = FileRecord(source.path, -1, -1, source.sha256, source.source_id)
    steps = make_plan(paths, known, current=current, left_out=left_out)
    return [step for step in steps if share is None or share.takes(step)]


def _folder_of(path: Path) -> Path:
    return path if path.is_dir() else path.parent


@dataclass(slots=True)
class _Ready:
    """A document that waits to be embedded, and what its outcome will say."""

    step: Step
    document: Document
    seconds: float


class _Run:
    """The steps of one run, done in order."""

    def __init__(
        self, writer: Writer, library: Library, standing: _Standing, overrides: Overrides, receipt: Receipt, limits: Limits | None
    ) -> None:
        self._writer = writer
        self._library = library
        self._standing = standing
        self._overrides = overrides
        self._receipt = receipt
        self._limits = limits

    def do(self, steps: Sequence[Step], progress: Progress | None) -> None:
        """All of them: first what needs no reading, then what does."""
        to_read = [step for step in steps if step.status in {Status.ADDED, Status.UPDATED}]
        counter = Counter(len(to_read), progress)
        small = [step for step in steps if step.status not in {Status.ADDED, Status.UPDATED}]
        found = [step.record for step in small if step.record is not None]
        if told := [record for record in found if record != self._standing.files.get(record.path)]:
            self._writer.record_files(told)
        for step in small:
            self._small_step(step)
        waiting: list[_Ready] = []
        files = {step.source_id: step.record for step in to_read if step.record is not None}
        for change in self._writer.put_many(self._entries(to_read, waiting, counter), files=files, embedded=counter.embedding):
            self._finished(waiting.pop(0), change)
            counter.finished()

    def _entries(self, to_read: Sequence[Step], waiting: list[_Ready], counter: Counter) -> Iterator[Entry]:
        """The documents that could be read, as they come; the others' refusals are noted."""
        n_workers = 1 if len(to_read) < _FEW else 2
        with closing(load_many((step.path for step in to_read), self._limits, n_workers)) as found:
            for step in to_read:
                counter.reading(step.path.name)
                _, document, seconds = next(found)
                if isinstance(document, UnreadableDocumentError):
                    self._refused(step, document, seconds)
                    counter.finished()
                else:
                    document = self._described(document, step)
                    parts = split(document)
                    waiting.append(_Ready(step, document, seconds))
                    yield document, parts.passages, parts.sentences

    def _refused(self, step: Step, error: UnreadableDocumentError, seconds: float) -> None:
        reason = error.reason + (". The library keeps its text of before" if step.status is Status.UPDATED else "")
        self._note(Outcome(shown(step.path), Status.REFUSED, step.source_id, reason, error.remedy, seconds=round(seconds, 3)))

    def _small_step(self, step: Step) -> None:
        """What needs no reading: unchanged, moved, a copy, gone, left out."""
        if step.status is Status.REMOVED:
            n_dropped = self._writer.remove(step.source_id) if step.source_id else 0
            self._writer.forget_file(step.path.as_posix())
            self._note(Outcome(shown(step.path), step.status, step.source_id, step.reason, n_dropped=n_dropped))
            return
        if step.status in {Status.UNCHANGED, Status.MOVED}:
            self._update_source(step)
        self._note(Outcome(shown(step.path), step.status, step.source_id, step.reason))

    def _update_source(self, step: Step) -> None:
        """Take in what sources.toml says now, and where the file is now."""
        source = self._standing.sources[step.source_id]
        path, override = step.path.absolute().as_posix(), self._override(step.path)
        if not override and source.path == path:
            return
        stated = with_edits_of(with_overrides(source, override), source)
        changed = replace(stated, path=path)
        if changed == source:
            return
        if source.path != path:
            self._writer.forget_file(source.path)
        put_record(changed, self._library, self._writer)

    def _described(self, document: Document, step: Step) -> Document:
        """The document with its id, its file's place and hash, and what sources.toml and a keeper say of it."""
        assert step.record is not None
        document = with_kind(with_record(replace(document, notices=(*document.notices, *hidden_notices(document)))))
        source = with_overrides(_with_origin(document.source, step.record), self._override(step.path))
        with suppress(UnknownDocumentError):  # it is new
            source = with_edits_of(source, self._library.source(source.source_id))
        return replace(document, source=source)

    def _finished(self, loaded: _Ready, change: Change) -> None:
        step, document = loaded.step, loaded.document
        self._note(
            Outcome(
                shown(step.path),
                step.status,
                change.source_id,
                n_pages=len(document.pages),
                n_pages_without_text=sum(not page.strip() for page in document.pages),
                n_new=change.n_new,
                n_kept=change.n_kept,
                n_dropped=change.n_dropped,
                notices=(*document.notices, *near_notices(change)),
                seconds=round(loaded.seconds, 3),
            )
        )

    def _override(self, path: Path) -> Mapping[str, Any]:
        if not any(self._overrides.values()):
            return {}
        folders: Iterable[Path] = (path.parent, *self._overrides)
        for folder in folders:
            if (entry := self._overrides.get(folder, {}).get(path.name)) is not None:
                return entry
        return {}

    def _note(self, outcome: Outcome) -> None:
        self._receipt.outcomes.append(outcome)


def put_record(source: Source, library: Library, writer: Writer) -> None:
    """Change a standing document's record. Its passages are embedded again if the title changes: it is part of what is searched."""
    source_id = source.source_id
    if source.title == library.source(source_id).title:
        writer.update_source(source)
        return
    document = Document(source, library.pages(source_id), library.blocks(source_id), library.notices(source_id))
    parts = split(document)
    writer.put(document, parts.passages, parts.sentences)


def near_notices(change: Change) -> list[str]:
    """What to say of documents that are nearly the same as the one just written."""
    return [near_words(source_id, share) for source_id, share in change.near[:3]]


def near_words(source_id: str, share: float) -> str:
    """That a document is nearly the same as another, and what its share means."""
    return f"nearly the same as {source_id}: about {share:.0%} of the five-word phrases of both stand in each"


def _with_origin(source: Source, record: FileRecord) -> Source:
    extractor = f"{source.extractor}+{extractor_stamp()}"
    return replace(source, source_id=record.source_id, path=record.path, sha256=record.sha256, extractor=extractor)

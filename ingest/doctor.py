"""What is not well with a library, each with a one-line cure; what can be cured without judgement is, if asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.audit import (
    drop_indexes,
    drop_unused_vectors,
    leftovers,
    n_unpublished,
    n_unused_vectors,
    near_pairs,
    spans,
)
from index.audit_indexes import stale_indexes
from index.document import Document, Source
from index.library import Library
from index.writer import Writer
from ingest.hidden import hidden_notices
from ingest.keep import FILES
from ingest.removed import forget_removed, removed_hashes, stale_removed
from ingest.sync import extractor_stamp, near_words

Fix = Callable[[Library, Writer], None]
_OCR = "Run OCR on the file (for example ocrmypdf) and bring it in again"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something not well, its cure in one line, and the cure itself where it needs no judgement."""

    subject: str
    what: str
    cure: str
    fix: Fix | None = None

    def line(self) -> str:
        """All of it in one line."""
        return f"{self.subject}: {self.what}. {self.cure}"


_BY_FIX = "Cure: python -m ingest doctor --fix"


def examine(library: Library, *, count_tokens: Callable[[str], int] | None = None, max_tokens: int = 0) -> list[Finding]:
    """Everything found, what concerns the whole library first. `count_tokens` is the encoder's, to find what it does not read."""
    found = [*_whole(library), *_strays(library)]
    for source in library.sources():
        found += _of_document(library, source)
        if count_tokens is not None and max_tokens:
            found += _truncated(library, source, count_tokens, max_tokens)
    for one, other, share in near_pairs(library):
        cure = f"If one is enough: python -m ingest remove {other}"
        found.append(Finding(one, near_words(other, share), cure))
    return found


def cure(library: Library, findings: list[Finding]) -> int:
    """Cure what can be cured without judgement; return how many. Raises: LibraryLockedError."""
    fixes = [finding.fix for finding in findings if finding.fix is not None]
    if fixes:
        with library.writer() as writer:
            for fix in fixes:
                fix(library, writer)
    return len(fixes)


def _whole(library: Library) -> Iterator[Finding]:
    if n_found := n_unpublished(library):
        yield Finding("library", f"{n_found} documents that a stopped run had finished are not visible yet", _BY_FIX, _nothing)
    for what in stale_indexes(library):
        yield Finding("indexes", what, _BY_FIX, lambda library, _: drop_indexes(library))
    if n_found := n_unused_vectors(library):
        yield Finding("library", f"{n_found} vectors that nothing uses", _BY_FIX, lambda library, _: drop_unused_vectors(library))


def _nothing(_: Library, __: Writer) -> None:
    """Holding the write lock and letting go of it publishes what is pending."""


def _strays(library: Library) -> Iterator[Finding]:
    """Files beside the library, and records of files, that belong to nothing."""
    standing = {source.source_id: source for source in library.sources()}
    for path in leftovers(library):
        yield Finding(path.name, "a draft that a stopped run left", _BY_FIX, _unlink(path))
    for record in library.files().values():
        if record.source_id not in standing:
            yield Finding(record.path, "a file is remembered whose document is gone", _BY_FIX, _forget(record.path))
    used = {source.path for source in standing.values()}
    for folder in sorted((library.folder / FILES).glob("*")):
        if not any(path.absolute().as_posix() in used for path in folder.iterdir()) and folder.name not in _digests_removed(library):
            yield Finding(folder.name, "a copy of a file that no document uses", _BY_FIX, _drop_folder(folder))
    for source_id in stale_removed(library):
        what = "kept as taken out, but it stands"
        yield Finding(source_id, what, _BY_FIX, _forget_removed(source_id))


def _digests_removed(library: Library) -> set[str]:
    return {digest[:16] for digest in removed_hashes(library)}


def _unlink(path: Path) -> Fix:
    return lambda _, __: path.unlink(missing_ok=True)


def _drop_folder(folder: Path) -> Fix:
    return lambda _, __: shutil.rmtree(folder, ignore_errors=True)


def _forget(path: str) -> Fix:
    return lambda _, writer: writer.forget_file(path)


def _forget_removed(source_id: str) -> Fix:
    return lambda library, _: forget_removed(library, [source_id])


def _of_document(library: Library, source: Source) -> Iterator[Finding]:
    source_id = source.source_id
    pages = library.pages(source_id)
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if empty:
        some = ", ".join(empty[:8]) + ("…" if len(empty) > 8 else "")
        yield Finding(source_id, f"{len(empty)} of {len(pages)} pages without text ({some})", f"If they hold text: {_OCR}")
    if not library.passages(source_id):
        yield Finding(source_id, "nothing in it can be quoted", f"Look at it: python -m ingest show {source_id}")
    for notice in _hidden(library, source_id, pages, source):
        yield Finding(source_id, notice, f"Look at it, and if it is not meant for readers: python -m ingest remove {source_id}")
    if source.path and not Path(source.path).is_file():
        yield Finding(source_id, f"its file is no longer at {source.path}", "Nothing to do, or sync the folder that it was in")
    elif source.path and not source.extractor.endswith(f"+{extractor_stamp()}"):
        yield Finding(source_id, f"read by older loaders ({source.extractor})", f"Bring it up to date: python -m ingest add {source.path}")


def _hidden(library: Library, source_id: str, pages: tuple[str, ...], source: Source) -> list[str]:
    notices = library.notices(source_id)
    kept = [notice for notice in notices if notice.startswith(("hidden", "words addressed")) or "zero-width" in notice]
    document = Document(source, pages, library.blocks(source_id), tuple(notices))
    return list(dict.fromkeys([*kept, *hidden_notices(document)]))


def _truncated(library: Library, source: Source, count_tokens: Callable[[str], int], max_tokens: int) -> Iterator[Finding]:
    """What is longer than the encoder reads. Of a long passage its sentences hold the rest; of a long sentence nothing does."""
    composes = bool(library.manifest.passages_from)  # then no passage that has sentences is read itself
    n_passages = n_sentences = 0
    with suppress(UnicodeError):
        for span in spans(library, source.source_id):
            if composes and span.parts is not None and span.parts.sentences:
                continue
            if len(span.search_text) > max_tokens and count_tokens(span.search_text) > max_tokens:
                is_sentence = span.parts is None
                n_sentences, n_passages = n_sentences + is_sentence, n_passages + (not is_sentence)
    if n_passages:
        what = f"{n_passages} passages are longer than the {max_tokens} word pieces that the encoder reads"
        yield Finding(source.source_id, what, "Nothing to do: their sentences are embedded one by one")
    if n_sentences:
        what = f"{n_sentences} sentences or table rows are longer than the {max_tokens} word pieces that the encoder reads"
        yield Finding(source.source_id, what, "Their ends are found by words only; break them up in the original if that matters")

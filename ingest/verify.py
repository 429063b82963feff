"""Proof that the library says what its documents say: spans against pages, vectors against spans, pages against files."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.audit import Span, integrity, likeness_of, spans, vectors_of
from index.document import Document, Source
from index.encoder import Vectors
from index.files import sha256_of
from index.library import Library
from ingest.isolate import Limits, load_many
from ingest.progress import Progress
from ingest.sync import extractor_stamp

_AT_ONCE = 512  # embedded
_SAMPLE = 200  # vectors computed anew, unless all are asked for
_SAME = 0.999  # cosine; vectors are kept as float16 and batches of other lengths round otherwise


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be, and what to do."""

    subject: str
    what: str
    cure: str

    def line(self) -> str:
        """All of it in one line."""
        return f"{self.subject}: {self.what}. {self.cure}"


@dataclass(slots=True)
class Verified:
    """What was proven, and what was not."""

    n_documents: int = 0
    n_spans: int = 0
    n_vectors: int = 0  # found and filed under the right text
    n_computed: int = 0  # of these, computed anew and compared
    n_files: int = 0  # read again and found the same
    n_gone: int = 0  # files that are no longer where they were
    problems: list[Problem] = field(default_factory=list)

    def summary(self) -> str:
        """The proof in one line."""
        gone = f", {self.n_gone} files no longer there" if self.n_gone else ""
        return (
            f"{self.n_documents} documents: {self.n_spans} passages and sentences against their pages, {self.n_vectors} vectors against "
            f"their texts ({self.n_computed} computed anew), {self.n_files} files read again{gone}; {len(self.problems)} wrong"
        )


def verify(
    library: Library, *, with_files: bool = True, all_vectors: bool = False, limits: Limits | None = None, progress: Progress | None = None
) -> Verified:
    """Check everything that can be checked; nothing is changed."""
    found = Verified(problems=[Problem("library.sqlite", what, _RESTORE) for what in integrity(library)])
    sample: list[Span] = []
    chance = random.Random(0)
    sources = library.sources()
    for number, source in enumerate(sources):
        if progress:
            progress(number, len(sources), source.source_id)
        of_document = list(_checked_spans(library, source, found))
        n_wanted = len(of_document) if all_vectors else min(len(of_document), 1 + _SAMPLE // max(1, len(sources)))
        sample += chance.sample(of_document, n_wanted)
    _compute(library, sample if all_vectors else chance.sample(sample, min(len(sample), _SAMPLE)), found)
    if with_files:
        _read_again(library, sources, found, limits, progress)
    found.n_documents = len(sources)
    return found


_RESTORE = "Restore a copy of the library, or move it away and ingest again."
_AGAIN = "Take it out and bring it in again: python -m ingest remove {0} && python -m ingest restore {0}"

_AGAIN_FROM_FILE = "Bring it in again: python -m ingest remove {0} && python -m ingest add {1}"


def _checked_spans(library: Library, source: Source, found: Verified) -> Iterator[Span]:
    """The spans whose words and vector are as they should be; the others become problems."""
    pages = library.pages(source.source_id)
    cure = _AGAIN.format(source.source_id)
    try:
        of_document = list(spans(library, source.source_id))
    except (ValueError, KeyError, TypeError, IndexError) as error:  # the types' own invariants do not hold
        found.problems.append(Problem(source.source_id, f"a passage is not what its page says ({error})", cure))
        return
    vectors = vectors_of(library, [span.vector_key for span in of_document])
    for span in of_document:
        found.n_spans += 1
        place = f"page {span.page}, {span.start}:{span.end}"
        if span.page > len(pages) or pages[span.page - 1][span.start : span.end] != span.text or not span.text.strip():
            found.problems.append(Problem(source.source_id, f"{place} is not what its page says", cure))
        elif not span.is_keyed:
            found.problems.append(Problem(source.source_id, f"{place} has the vector of another text", cure))
        elif span.vector_key not in vectors:
            found.problems.append(Problem(source.source_id, f"{place} has no vector, or one of another length", cure))
        else:
            found.n_vectors += 1
            yield span


def _compute(library: Library, sample: list[Span], found: Verified) -> None:
    """Embed the sample anew and compare."""
    composes = bool(library.manifest.passages_from)
    composed = [(span, span.parts) for span in sample if composes and span.parts is not None and span.parts.sentences]
    kept = vectors_of(library, [*(span.vector_key for span in sample), *(key for _, parts in composed for key in parts.sentences)])
    whole = [span for span in sample if not (composes and span.parts is not None and span.parts.sentences)]
    for start in range(0, len(whole), _AT_ONCE):
        part = whole[start : start + _AT_ONCE]
        _compare(part, library.encoder.encode([span.search_text for span in part]), kept, found)
    composed = [(span, parts) for span, parts in composed if all(key in kept for key in parts.sentences)]  # what lacks one is told already
    for start in range(0, len(composed), _AT_ONCE):
        spans_of, parts_of = zip(*composed[start : start + _AT_ONCE], strict=True)
        _compare(spans_of, library.encoder.encode_passages(parts_of, kept), kept, found)


def _compare(part: Sequence[Span], vectors: Vectors, kept: Mapping[bytes, Vectors], found: Verified) -> None:
    for span, vector in zip(part, vectors, strict=True):
        found.n_computed += 1
        if (cosine := likeness_of(vector, kept[span.vector_key])) < _SAME:
            what = f"page {span.page}, {span.start}:{span.end}: its vector is not of its words (cosine {cosine:.3f})"
            found.problems.append(Problem(span.source_id, what, _AGAIN.format(span.source_id)))


def _read_again(library: Library, sources: list[Source], found: Verified, limits: Limits | None, progress: Progress | None) -> None:
    """Extract each file anew and compare page by page."""
    there = [source for source in sources if source.path and Path(source.path).is_file()]
    found.n_gone = sum(bool(source.path) for source in sources) - len(there)
    same = [source for source in there if not _has_changed(source, found)]
    loaded = load_many((Path(source.path) for source in same), limits)
    for number, (source, (_, document, _)) in enumerate(zip(same, loaded, strict=True)):
        if progress:
            progress(number, len(same), f"reading {Path(source.path).name} again")
        pages = library.pages(source.source_id)
        if not isinstance(document, Document):
            found.problems.append(Problem(source.source_id, f"its file can no longer be read ({document.reason})", document.remedy))
        elif document.pages != pages:
            wrong = [str(n) for n, (one, other) in enumerate(zip(document.pages, pages, strict=False), start=1) if one != other]
            what = f"read again, its file gives other text on page {', '.join(wrong[:5]) or 'count'}"
            found.problems.append(Problem(source.source_id, what, _AGAIN_FROM_FILE.format(source.source_id, source.path)))
        else:
            found.n_files += 1


def _has_changed(source: Source, found: Verified) -> bool:
    path = Path(source.path)
    if sha256_of(path) != source.sha256:
        found.problems.append(Problem(source.source_id, "its file has changed since", f"Bring it up to date: python -m ingest add {path}"))
        return True
    if not source.extractor.endswith(f"+{extractor_stamp()}"):
        what = f"read by other loaders ({source.extractor})"
        found.problems.append(Problem(source.source_id, what, f"Bring it up to date: python -m ingest add {path}"))
        return True
    return False

"""Checking a quotation again: the original file is hashed, read anew, and its characters at this place compared with the quoted ones."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from index.document import Quote
from index.errors import UnknownDocumentError
from index.files import sha256_of
from index.library import Library
from ingest.errors import UnreadableDocumentError
from ingest.isolate import Limits, load_isolated
from page.address import Address

LIMITS = Limits(time_s=10.0, time_s_a_mib=2.0)  # somebody waits for it
PATIENCE_S = 30.0  # that one check waits for another
KEPT = 4  # documents kept in memory as they were read anew
_AT_ONCE = threading.Semaphore(1)  # reading is heavy; answers go on beside it


class Verdict(StrEnum):
    """What a check found; each has its sentence in the page's texts."""

    HOLDS = "holds"  # the same file, and read anew it has these characters at this place
    UNREAD = "unread"  # the same file, which could not be read anew
    MISSING = "missing"  # the library has these characters; the file is not where it was
    CHANGED = "changed"  # the file's bytes are others than those that were read
    REPLACED = "replaced"  # the library has since read another file in its stead
    OTHERWISE = "otherwise"  # the same file, and yet other characters at this place
    REMOVED = "removed"  # the document is not in the library


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a card states of its quotation: the place, and the hashes of the file and of the quoted words."""

    address: Address
    file_hash: str
    quote_hash: str


def check_again(certificate: Certificate, library: Library) -> Verdict:
    """What is found now. Only a path that the library itself recorded is opened. Raises: LibraryError."""
    here = certificate.address
    try:
        with library.snapshot():
            source, pages = library.source(here.source_id), library.pages(here.source_id)
    except UnknownDocumentError:
        return Verdict.REMOVED
    if source.sha256 != certificate.file_hash:
        return Verdict.REPLACED
    if hash_at(here, pages) != certificate.quote_hash:
        return Verdict.OTHERWISE
    original = Path(source.path)
    try:
        found = sha256_of(original) if source.path and source.sha256 else ""
    except OSError:
        found = ""
    if not found:
        return Verdict.MISSING
    return _against_the_original(certificate, original) if found == source.sha256 else Verdict.CHANGED


def _against_the_original(certificate: Certificate, original: Path) -> Verdict:
    try:
        pages = _read_anew(str(original), certificate.file_hash)
    except (UnreadableDocumentError, TimeoutError):
        return Verdict.UNREAD
    return Verdict.HOLDS if hash_at(certificate.address, pages) == certificate.quote_hash else Verdict.OTHERWISE


@lru_cache(maxsize=KEPT)
def _read_anew(path: str, file_hash: str) -> tuple[str, ...]:
    """The pages of the file; `file_hash` makes a changed file another one."""
    del file_hash
    if not _AT_ONCE.acquire(timeout=PATIENCE_S):
        raise TimeoutError
    try:
        return load_isolated(Path(path), LIMITS).pages
    finally:
        _AT_ONCE.release()


def hash_at(here: Address, pages: tuple[str, ...]) -> str:
    """The hash of the words that stand at this place, "" if there is no such place."""
    try:
        return quote_hash(Quote(here.source_id, here.page, here.start, here.end, pages[here.page - 1]))
    except (IndexError, ValueError):
        return ""


def quote_hash(quote: Quote) -> str:
    """The hash of a quotation's words."""
    return hashlib.sha256(quote.text.encode("utf-8")).hexdigest()

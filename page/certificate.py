"""Checking a quotation again: does the original file still hold these words at this place?"""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import UnknownDocumentError
from index.library import Library
from page.address import Address
from page.texts import Texts


def check_again(address: Address, *, file_hash: str, quote_hash: str, library: Library, texts: Texts) -> str:
    """One sentence: it holds, it holds in the library's copy alone, or it does not.

    Only a path that the library itself recorded is opened.
    """
    try:
        stored = library.quote(address.source_id, address.page, address.start, address.end)
        source = library.source(address.source_id)
    except (UnknownDocumentError, IndexError, ValueError):
        return texts.broken
    if hashlib.sha256(stored.text.encode("utf-8")).hexdigest() != quote_hash or source.sha256 != file_hash:
        return texts.broken
    original = Path(source.path)
    if not source.sha256 or not source.path or not original.is_file():
        return texts.holds_library
    return texts.holds if sha256_of(original) == source.sha256 else texts.broken


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

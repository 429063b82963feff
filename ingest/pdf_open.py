"""A PDF opened with pypdf: decrypted where it needs no password, its table of objects or its page tree mended where that is broken."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PdfReadError, WrongPasswordError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from ingest.errors import UnreadableDocumentError

_CATALOG = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b(?=[^>]{0,2000}/Type\s*/Catalog\b)")
_PAGE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b(?=(?:(?!endobj).){0,2000}?/Type\s*/Page\b)", re.DOTALL)
_MOST_PAGES = 5000
_NEW = 8_000_000  # object numbers that no file has
_REMEDY = "Open it with its password and save it without one."


def open_pdf(path: Path, data: bytes) -> tuple[PdfReader, bool]:
    """The reader of the file's bytes with its page tree read, and whether it had to be repaired; `path` only names it.

    Raises: UnreadableDocumentError if it needs a password; for a damaged file, what pypdf raises.
    """
    try:
        return _opened(path, PdfReader(BytesIO(data), strict=False))
    except (UnreadableDocumentError, MemoryError, RecursionError):
        raise
    except Exception:  # pypdf raises nearly anything for a broken table
        for repair in (_with_new_end, _with_new_tree):
            try:
                return _opened(path, PdfReader(BytesIO(repair(data)), strict=False))[0], True
            except (UnreadableDocumentError, MemoryError, RecursionError):
                raise
            except Exception:  # the first error says more
                continue
        raise


def _with_new_end(data: bytes) -> bytes:
    """The file with an end that makes pypdf look for the objects themselves: a table at 0, and the catalogue by name."""
    catalogues = _CATALOG.findall(data)
    root = b"trailer\n<</Root %s %s R>>\n" % catalogues[-1] if catalogues and b"/Root" not in data else b""
    return data + b"\n" + root + b"startxref\n0\n%%EOF\n"


def _with_new_tree(data: bytes) -> bytes:
    """The file, cut short before its end, with a catalogue and a page tree made of the pages that are there, in their order."""
    pages = list(dict.fromkeys(_PAGE.findall(data)))[:_MOST_PAGES]
    if not pages or b"startxref" in data or b"/Encrypt" in data:
        raise ValueError("not a file that was cut short after its pages")
    kids = b" ".join(b"%s %s R" % page for page in pages)
    catalogue = b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (_NEW, _NEW + 1)
    tree = b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (_NEW + 1, len(pages), kids)
    end = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n" % (_NEW + 2, _NEW)
    return data + b"\nendobj\n" + catalogue + tree + end


def _opened(path: Path, reader: PdfReader) -> tuple[PdfReader, bool]:
    if reader.is_encrypted:
        _decrypt(path, reader)
    try:
        if len(reader.pages):
            return reader, False
        _mend_tree(reader)
    except PdfReadError:
        _mend_tree(reader)
        if not len(reader.pages):
            raise
    return reader, bool(len(reader.pages))


def _mend_tree(reader: PdfReader) -> None:
    """Take out of the page tree what leads back into it, and call pages what is in a page's place."""
    reader.flattened_pages = None
    root = reader.root_object["/Pages"].get_object()
    nodes = [root] if isinstance(root, DictionaryObject) else []
    seen = {id(root)}
    for node in nodes:
        stated = node.get("/Kids")
        kids = stated.get_object() if stated is not None else None
        kept = ArrayObject()
        for kid in kids if isinstance(kids, ArrayObject) else [node.raw_get("/Kids")] if isinstance(kids, DictionaryObject) else ():
            found = kid.get_object()
            if not isinstance(found, DictionaryObject) or id(found) in seen:
                continue
            if "/Kids" in found:
                seen.add(id(found))
                nodes.append(found)
            else:
                found[NameObject("/Type")] = NameObject("/Page")
            kept.append(kid)
        if kids is not None:
            node[NameObject("/Kids")] = kept


def _decrypt(path: Path, reader: PdfReader) -> None:
    try:
        is_open = bool(reader.decrypt(""))
    except (FileNotDecryptedError, WrongPasswordError):
        is_open = False
    except NotImplementedError as error:
        reason = f"encrypted in a way that cannot be read ({' '.join(str(error).split())[:120]})"
        raise UnreadableDocumentError(path, reason, _REMEDY) from error
    if not is_open:
        raise UnreadableDocumentError(path, "encrypted, needs a password", _REMEDY)

"""A PDF opened with pypdf: decrypted where it needs no password, its table of objects or its page tree mended where that is broken."""

from __future__ import annotations

import re
import zlib
from contextlib import closing
from io import BytesIO
from itertools import islice
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PdfReadError, WrongPasswordError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from ingest.errors import UnreadableDocumentError

_CATALOG = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b(?=[^>]{0,2000}/Type\s*/Catalog\b)")
_PAGE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b(?=(?:(?!endobj).){0,2000}?/Type\s*/Page\b)", re.DOTALL)
_OBJECT_STREAM = re.compile(
    rb"<<(?=(?:(?!>>).){0,500}?/ObjStm\b)(?=(?:(?!>>).){0,500}?/First\s+(?P<first>\d{1,9}))(?:(?!>>).){0,500}>>\s*stream\r?\n", re.DOTALL
)
_MOST_STREAMS = 10_000
_MOST_UNPACKED = 10_000_000  # bytes a stream
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
    except NotImplementedError as error:
        raise _locked(path) from error
    except Exception:  # pypdf raises nearly anything for a broken table
        for repair in (_without_null_encryption, _with_new_end, _with_own_trailer, _with_new_tree, _with_unpacked_objects, _from_its_head):
            try:
                return _opened(path, PdfReader(BytesIO(repair(data)), strict=False))[0], True
            except (UnreadableDocumentError, MemoryError, RecursionError, LimitReachedError):
                raise
            except Exception:  # the first error says more
                continue
        raise


def saved_again(data: bytes) -> bytes:
    """The file as PDFium understands it and writes it anew: with true lengths and ends of its streams, lists and objects closed.

    What is in the streams stays as it is. Raises: ValueError if PDFium cannot open it either.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # a large library, and few files need it

    try:
        with closing(PdfDocument(data)) as document:
            saved = BytesIO()
            document.save(saved)
            return saved.getvalue()
    except PdfiumError as error:
        raise ValueError(str(error)) from error


def _with_new_end(data: bytes) -> bytes:
    """The file with an end that makes pypdf look for the objects themselves: a table at 0, and the catalogue by name."""
    catalogues = _CATALOG.findall(data)
    root = b"trailer\n<</Root %s %s R>>\n" % catalogues[-1] if catalogues and b"/Root" not in data else b""
    return data + b"\n" + root + b"startxref\n0\n%%EOF\n"


def _with_own_trailer(data: bytes) -> bytes:
    """The file with a trailer of ours in place of one that is broken."""
    catalogues = _CATALOG.findall(data)
    if not catalogues or b"/Encrypt" in data:
        raise ValueError("no catalogue in the open, or encrypted")
    root = b"trailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % catalogues[-1]
    return data.replace(b"trailer", b"%broken").replace(b"startxref", b"%startxre") + b"\n" + root


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


def _with_unpacked_objects(data: bytes) -> bytes:
    """The file with the objects that are packed into streams laid open behind it, for its pages to be found among them."""
    objects: list[bytes] = []
    for found in islice(_OBJECT_STREAM.finditer(data), _MOST_STREAMS):
        first = int(found["first"])
        try:
            unpacked = zlib.decompressobj().decompress(data[found.end() :], _MOST_UNPACKED)
        except zlib.error:
            continue
        numbers = [int(number) for number in re.findall(rb"\d{1,10}", unpacked[:first])]
        places = [*numbers[1::2], len(unpacked) - first]
        for number, start, end in zip(numbers[::2], places, places[1:], strict=False):
            if start < end <= len(unpacked) - first:
                objects.append(b"%d 0 obj\n%s\nendobj\n" % (number, unpacked[first + start : first + end]))
    if not objects or b"/Encrypt" in data:
        raise ValueError("no packed objects")
    whole = data + b"\nendobj\n" + b"".join(objects)
    catalogues = _CATALOG.findall(whole)
    return whole + b"trailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % catalogues[-1]


def _without_null_encryption(data: bytes) -> bytes:
    """The file without the word that it is encrypted by nothing, which means that it is not."""
    changed, n_found = re.subn(rb"/Encrypt(?=\s+null\b)", b"/NoCrypt", data)
    if not n_found:
        raise ValueError("not encrypted by nothing")
    return changed


def _from_its_head(data: bytes) -> bytes:
    """The file without what stands before its head, so that its table fits again."""
    head = data.find(b"%PDF-")
    if head <= 0:
        raise ValueError("nothing before the head")
    return data[head:]


def _opened(path: Path, reader: PdfReader) -> tuple[PdfReader, bool]:
    if reader.is_encrypted:
        _decrypt(path, reader)
    try:
        if len(reader.pages) and not any("/Kids" in page for page in reader.pages):
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
    for node in nodes:
        node[NameObject("/Type")] = NameObject("/Pages" if "/Kids" in node else "/Page")
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
                found[NameObject("/Type")] = NameObject("/Pages")
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
        raise _locked(path) from error
    if not is_open:
        raise UnreadableDocumentError(path, "encrypted, needs a password", _REMEDY)


def _locked(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(path, "encrypted in a way that cannot be read", _REMEDY)

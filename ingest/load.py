"""One file to one document: its type is decided by what is in it, not by its name."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from index.document import Document
from ingest.about import with_about
from ingest.encodings import decode, recoded
from ingest.errors import UnreadableDocumentError
from ingest.foreign import archive_type, foreign_type, part_name
from ingest.in_words import in_words
from ingest.licence import without_licences
from ingest.mail_signs import is_mail
from ingest.markdown_signs import is_markdown
from ingest.misnamed import SENT_INSTEAD, other_than_named

_HEAD = 4096
_TEXT_HEAD = 65_536  # bytes of a text in which marks are looked for
_LOADERS = {
    "pdf": ("ingest.load_pdf", "load_pdf"),
    "docx": ("ingest.load_docx", "load_docx"),
    "epub": ("ingest.load_epub", "load_epub"),
    "jats": ("ingest.load_jats", "load_jats"),
    "html": ("ingest.load_html", "load_html"),
    "mail": ("ingest.load_mail", "load_mail"),
    "markdown": ("ingest.load_markdown", "load_markdown"),
    "text": ("ingest.load_text", "load_text"),
}
_WORD_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_MOST_TYPES = 1_000_000  # bytes
_XML_ROOT = re.compile(rb"<([a-z][\w.-]*:)[\w.-]+\s+[^>]*xmlns(?::[\w.-]+)?\s*=")  # a prefixed root that declares its namespace
_JATS = re.compile(rb"<(?:\w+:)?(?:front|body|back)\b|article-type|dtd-version|jats|nlm")
_HTML_IN_ARTICLE = re.compile(rb"<(?:h[1-6]|p|div|header)\b")
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/", re.IGNORECASE)  # a path has lost one slash of two; one letter is a drive
_SAVE_AS = "Save it as PDF, Word (.docx), HTML or text and bring that in."
_RECOGNISE = "If it shows a text, run OCR on it and bring in the PDF that comes of it."
_COMMENTS = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def load(path: Path) -> Document:
    """Read a document of any supported type.

    Raises: UnreadableDocumentError, with reason and remedy, for whatever gives no text.
    """
    _check_file(path)
    return with_about(without_licences(load_as(detect(path), path)))


def load_as(kind: str, path: Path) -> Document:
    """Read a file as what `detect` found it to be. Raises: UnreadableDocumentError."""
    module, function = _LOADERS[kind]
    loader: Callable[[Path], Document] = getattr(import_module(module), function)
    return loader(path)


def detect(path: Path) -> str:
    """The type of a file by its content: a key of the loaders. Raises: UnreadableDocumentError for one we do not read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):  # before PDF: an archive may begin with one
        return _detect_zip(path)
    if _is_pdf(head):
        return "pdf"
    if what := foreign_type(path, head):
        raise UnreadableDocumentError(path, f"this is {what}", _RECOGNISE if what.endswith((" picture", " scan")) else _SAVE_AS)
    head = recoded(head)
    if zipfile.is_zipfile(path):  # something was put before an archive
        return _detect_zip(path)
    if head and not head.strip(b"\x00"):
        raise UnreadableDocumentError(path, "it begins with nothing but NULs: what it held is lost", "Download or copy it again.")
    if _is_binary(head):
        if name := other_than_named(path):
            raise UnreadableDocumentError(path, f"no {name} file, though it is named like one", SENT_INSTEAD)
        raise UnreadableDocumentError(path, "no type of document that can be read", "Save it as PDF, Word (.docx), HTML or text.")
    return "mail" if is_mail(head) else _detect_text(path, head)


def _is_pdf(head: bytes) -> bool:
    """Whether it begins as a PDF, or holds a PDF's head or objects a little later: some programs put words of their own before it."""
    if head.lstrip().startswith(b"%PDF-"):
        return True
    return b" obj" in head and (b"%PDF-" in head[:1024] or b"endobj" in head)


def _detect_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {part_name(name) for name in archive.namelist()}
            mimetype = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in archive.NameToInfo else ""
            types = archive.open(_TYPES).read(_MOST_TYPES) if _TYPES in archive.NameToInfo else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise UnreadableDocumentError(path, f"a damaged archive: {in_words(error)}", "Open the original and save it again.") from error
    if any(_WORD_PART.fullmatch(name) for name in names) or b"wordprocessingml.document.main" in types:
        return "docx"
    if mimetype.startswith("application/epub") or any(name.endswith(("META-INF/container.xml", ".opf")) for name in names):
        return "epub"
    what = archive_type(names, mimetype)
    remedy = "Unpack it and bring in what is in it." if what.startswith("an archive") else _SAVE_AS
    raise UnreadableDocumentError(path, f"this is {what}", remedy)


def _detect_text(path: Path, head: bytes) -> str:
    start = _COMMENTS.sub(b"", head).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<!--".startswith(start) and b"<!--" in head:  # comments and no end of them: only pages begin so
        return "html"
    if start.startswith((b"<?xml", b"<!doctype article", b"<article", b"<pmc-articleset")) or _XML_ROOT.match(start):
        if start.startswith(b"<article") and not _JATS.search(start) and _HTML_IN_ARTICLE.search(start):
            return "html"
        if b"<article" in start or b"<!doctype article" in start or b"jats" in start or b"pmc-articleset" in start:
            return "jats"
        if b"<html" in start or b"<!doctype html" in start:
            return "html"
        raise UnreadableDocumentError(path, "XML of a kind that is not read", "Save it as JATS, HTML, PDF, Word (.docx) or text.")
    if start.startswith(b"<svg"):
        raise UnreadableDocumentError(path, "this is an SVG picture", _RECOGNISE)
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start:
        return "html"
    with path.open("rb") as file:
        text = decode(file.read(_TEXT_HEAD))
    if is_markdown(text, is_named_so=path.suffix.lower() in {".md", ".markdown"}):  # which may hold elements of HTML
        return "markdown"
    return "html" if b"</p>" in start or b"</div>" in start else "text"


def _is_binary(head: bytes) -> bool:
    """Many NULs, or many control characters, in what is no UTF-16."""
    n_nulls = head.count(b"\x00")
    n_controls = sum(byte < 9 or (15 < byte < 32 and byte != 27) for byte in head) - n_nulls  # by 14, 15 and 27 Asian texts switch signs
    return n_nulls > 8 or n_controls > 0.1 * len(head)


def _check_file(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        if address := _ADDRESS.match(str(path)):
            reason = f"an address ({address[1]}://…), and only files that this machine can open by their path are read"
            raise UnreadableDocumentError(path, reason, "Download it, or mount the bucket as a folder, and name the path there.") from error
        raise UnreadableDocumentError(path, "no such file", "Check the name; a link may point to something that is gone.") from error
    except OSError as error:
        raise UnreadableDocumentError(path, f"cannot be opened ({error.strerror})", "Check the path and who may read it.") from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocumentError(path, "not a file", "Name a document, or a folder of documents.")
    if status.st_size == 0:
        raise UnreadableDocumentError(path, "the file is empty", "Save or download it again.")

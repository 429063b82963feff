"""Where a PDF's words are that are not on its pages: attached files, forms that Adobe's programs draw, fields and comments."""

from __future__ import annotations

import re
from contextlib import suppress

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from ingest.encodings import storable
from ingest.pdf_fields import page_fields

_SOME = 5  # names told
_PAGES = 50  # looked at for fields and comments
_COVER = 1500  # characters
_PROGRAM = re.compile(r"\b(?:Acrobat|Adobe Reader|portfolio)\b", re.IGNORECASE)


def attached(reader: PdfReader) -> list[str]:
    """The names of attached files."""
    with suppress(Exception):  # a broken list is none; pypdf raises nearly anything
        return [storable(name) for name in reader.attachments]
    return []


def is_drawn_form(reader: PdfReader) -> bool:
    """Whether it is a form whose pages are made by Adobe's programs (dynamic XFA); what stands on its page says only that."""
    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else None
    if not isinstance(form, DictionaryObject) or "/XFA" not in form:
        return False
    needs_rendering = getattr(reader.root_object.get("/NeedsRendering"), "value", False)
    return bool(needs_rendering) or not form.get("/Fields") or not any(any(page_fields(page)) for page in reader.pages[:_PAGES])


def is_cover(reader: PdfReader, text: str) -> bool:
    """Whether it is a portfolio, files kept in a PDF, and its page only the sheet that Adobe's programs put in front."""
    return "/Collection" in reader.root_object and len(text) < _COVER and bool(attached(reader)) and bool(_PROGRAM.search(text))


def why_no_words(reader: PdfReader) -> tuple[str, str] | None:
    """The reason and remedy for pages without text, if the words are elsewhere in the file."""
    if names := attached(reader):
        some = ", ".join(names[:_SOME]) + ("…" if len(names) > _SOME else "")
        return f"pages without text of its own; {len(names)} files are attached ({some})", "Save the attached files and bring them in."
    with suppress(Exception):
        if any(page.get("/Annots") for page in reader.pages[:_PAGES]):
            reason = "pages without text but for fields or comments"
            return reason, "If these hold the words, print it to a new PDF; if it is a scan, run OCR on it first."
    return None
